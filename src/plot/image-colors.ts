import { ParameterError } from "../core/errors";
import type { Matrix } from "../core/matrix";

export type ImageColors = "sequential" | "diverging";

/** Blue below, white at the middle, red above, equally dark at both ends. */
const DIVERGING: ReadonlyArray<readonly [number, string]> = [
  [0, "#053061"],
  [0.25, "#4393C3"],
  [0.5, "#FFFFFF"],
  [0.75, "#D6604D"],
  [1, "#67001F"],
];

export const colorScale = (colors: ImageColors): string | typeof DIVERGING =>
  colors === "diverging" ? DIVERGING : "Viridis";

/** The values at the ends of the colour scale that several images share. */
export function imageColors(
  images: readonly Matrix[],
  options: { range?: readonly [number, number]; colors?: ImageColors },
  builder: string,
): [number, number] {
  const { range, colors = "sequential" } = options;
  if (colors !== "sequential" && colors !== "diverging") {
    throw new ParameterError(
      `${builder}: colors must be "sequential" or "diverging", got ${JSON.stringify(colors)}.`,
    );
  }
  if (range !== undefined) {
    if (!(Number.isFinite(range[0]) && Number.isFinite(range[1]) && range[0] < range[1])) {
      throw new ParameterError(`${builder}: range must be two rising numbers, got [${range.join(", ")}].`);
    }
    return [range[0], range[1]];
  }
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { data } of images) {
    for (const value of data) {
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (low > high) throw new ParameterError(`${builder}: no pixel has a value, all are NaN.`);
  if (colors === "diverging") {
    const most = Math.max(Math.abs(low), Math.abs(high)) || 1;
    return [-most, most];
  }
  return low < high ? [low, high] : [low - 0.5, high + 0.5];
}

/** A colour bar beside the plot, its title along it, where it has room and meets no tick's label. */
export function colorBar(title: string): Record<string, unknown> {
  return {
    title: { text: title, side: "right", font: { size: 13 } },
    outlinewidth: 0,
    thickness: 16,
    tickfont: { size: 13 },
    exponentformat: "power",
  };
}
