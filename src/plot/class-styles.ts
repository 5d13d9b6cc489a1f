import { ParameterError } from "../core/errors";
import { encodeLabels, type Label, type LabelsLike } from "../core/labels";
import { parseColor } from "./color";
import type { Trace } from "./figure";
import { OKABE_ITO } from "./template";
import { wrapText } from "./text";

/** How a figure names, orders and colours classes. */
export interface ClassOptions {
  /** The classes in the order that names and colours follow; default: those in `y`, sorted. */
  classes?: readonly Label[];
  /** What the legend calls them, in the order of `classes`; default: the labels themselves. */
  classNames?: readonly string[];
  /** Colours as `#rrggbb` or `rgb(r, g, b)`, in the order of `classes`; default: Okabe and Ito's. */
  classColors?: readonly string[];
}

export interface ClassGroup {
  /** The class' name, escaped and in short lines. */
  name: string;
  color: string;
  /** Rows that belong to the class. */
  rows: number[];
  /** Its place in the order of classes. */
  index: number;
}

/** Sets each class' rows beside its name and colour; the rarest class comes last, to be drawn on top. */
export function groupByClass(y: LabelsLike, options: ClassOptions, builder: string): ClassGroup[] {
  const encoded = encodeLabels(y);
  const classes = options.classes ?? encoded.classes;
  for (const key of ["classNames", "classColors"] as const) {
    const given = options[key];
    if (given && given.length < classes.length) {
      throw new ParameterError(
        `${builder}: ${key} has ${given.length} entries for ${classes.length} classes; give one for each class.`,
      );
    }
  }
  for (const color of options.classColors ?? []) {
    if (!parseColor(color)) {
      throw new ParameterError(
        `${builder}: classColors must be written as #rrggbb or rgb(r, g, b), got ${JSON.stringify(color)}.`,
      );
    }
  }
  const groups = classes.map((label, index) => ({
    name: wrapText(options.classNames?.[index] ?? label, 26),
    color: options.classColors?.[index] ?? OKABE_ITO[index % OKABE_ITO.length],
    rows: [] as number[],
    index,
  }));
  const place = encoded.classes.map((label) => {
    const index = classes.indexOf(label);
    if (index < 0) {
      throw new ParameterError(
        `${builder}: y holds the label ${String(label)}, which is not among classes (${classes.map(String).join(", ")}).`,
      );
    }
    return index;
  });
  encoded.codes.forEach((code, row) => {
    groups[place[code]].rows.push(row);
  });
  return groups.filter((group) => group.rows.length > 0).sort((a, b) => b.rows.length - a.rows.length);
}

/** A marker that stays readable as points grow many: smaller and more transparent. */
export function markerFor(count: number): { size: number; opacity: number } {
  if (count <= 200) return { size: 8, opacity: 0.85 };
  if (count <= 1_000) return { size: 6, opacity: 0.7 };
  if (count <= 5_000) return { size: 4.5, opacity: 0.55 };
  if (count <= 20_000) return { size: 3.5, opacity: 0.4 };
  return { size: 2.5, opacity: 0.3 };
}

/**
 * A class' entry in the legend, in its full colour: beside a trace of faint markers Plotly's own entry would
 * be as faint. Clicking it hides the traces of the same `legendgroup`.
 */
export function legendEntry(group: ClassGroup, symbol: "circle" | "square" = "circle"): Trace {
  return {
    type: "scatter",
    mode: "markers",
    name: group.name,
    legendgroup: `class-${group.index}`,
    legendrank: 1000 + group.index,
    x: [null],
    y: [null],
    marker: { color: group.color, symbol, size: 9 },
    hoverinfo: "skip",
    showlegend: true,
  };
}

/** From this many points on a live plot draws by WebGL. */
export const scatterType = (count: number): "scatter" | "scattergl" =>
  count > 5_000 ? "scattergl" : "scatter";
