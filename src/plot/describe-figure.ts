import type { Axis, Figure, Trace } from "./figure";
import { plainText } from "./text";

const KINDS: Record<string, string> = {
  scatter: "plot",
  scattergl: "plot",
  bar: "bar chart",
  barpolar: "polar bar chart",
  heatmap: "heat map",
  contour: "contour plot",
  image: "image",
};

/**
 * One line that says what a figure shows, for readers who do not see it: title, axes, and how many points
 * under which names.
 */
export function describeFigure(figure: Figure): string {
  const { layout } = figure;
  const title = layout.title?.text ? `${plainText(layout.title.text)}: ` : "";
  const subtitle = layout.title?.subtitle?.text;
  const shown = figure.data.filter((trace) => sizeOf(trace) > 0);
  const kind =
    [...new Set(shown.map((trace) => KINDS[trace.type] ?? trace.type))].join(" with ") || "empty plot";
  const axes = [titles(layout, "yaxis"), titles(layout, "xaxis")].filter(Boolean).join(" against ");
  const parts = [`${title}${kind}${axes ? ` of ${axes}` : ""}`];
  const named = shown
    .filter((trace) => trace.name)
    .map((trace) => `${plainText(trace.name!)}: ${sizeOf(trace).toLocaleString("en-US")}`);
  if (named.length > 0) parts.push(`points: ${[...new Set(named)].join(", ")}`);
  if (subtitle) parts.push(plainText(subtitle));
  return `${parts.join("; ")}.`;
}

function sizeOf(trace: Trace): number {
  // a legend's entry has one point at no place
  if (trace.x?.length === 1 && trace.x[0] === null) return 0;
  return (
    trace.x?.length ?? trace.y?.length ?? trace.z?.length ?? (trace.r as unknown[] | undefined)?.length ?? 0
  );
}

function titles(layout: Figure["layout"], kind: "xaxis" | "yaxis"): string {
  const found = Object.keys(layout)
    .filter((key) => key.startsWith(kind))
    .map((key) => (layout[key] as Axis | undefined)?.title?.text)
    .filter((text): text is string => Boolean(text));
  return [...new Set(found)].map(plainText).join(" and ");
}
