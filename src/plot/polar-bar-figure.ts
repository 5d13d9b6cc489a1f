import { ParameterError, ValidationError } from "../core/errors";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";
import type { Figure } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { colorBar } from "./image-colors";
import { axisTitle } from "./text";

export interface PolarBarFigureOptions extends FigureOptions {
  /** The angle of each bar's middle in radians, anticlockwise from the right, length n. */
  theta: VectorLike;
  /** The length of each bar, from 0, length n. */
  r: VectorLike;
  /** The angle that each bar covers in radians, one for all or length n; default: a full turn shared by all. */
  barWidth?: number | VectorLike;
  /** What the length is, for the colour bar; default "r". */
  name?: string;
  /** Unit of the length. */
  unit?: string;
  /** Lengths at the two ends of the colour scale; default 0 and the longest bar. */
  colorRange?: readonly [number, number];
  /** The radius of the outermost ring; default: a little more than the longest bar. */
  maxRadius?: number;
  /** The distance between rings; default: chosen to fit. */
  ringStep?: number;
  /** Names of angles and radii; default `true`. */
  tickLabels?: boolean;
}

/**
 * Bars around a circle, as matplotlib draws `bar` on polar axes; the colour, too, tells the length.
 *
 * @throws ValidationError when lengths of vectors differ, or a bar or a width is negative.
 * @throws ParameterError when `colorRange` does not rise, or `maxRadius` or `ringStep` is not above 0.
 */
export function polarBarFigure(options: PolarBarFigureOptions): Figure {
  const theta = toVector(options.theta, "theta");
  const r = toVector(options.r, "r");
  checkSameLength(r.length, theta.length, "r", "theta");
  const { barWidth: asked = (2 * Math.PI) / theta.length, tickLabels = true } = options;
  const width = typeof asked === "number" ? theta.map(() => asked) : toVector(asked, "barWidth");
  checkSameLength(width.length, theta.length, "barWidth", "theta");
  for (const [name, values] of [
    ["r", r],
    ["barWidth", width],
  ] as const) {
    const i = values.findIndex((value) => value < 0);
    if (i >= 0) {
      throw new ValidationError(`polarBarFigure: ${name}[${i}] is ${values[i]}; it must not be negative.`);
    }
  }
  const longest = r.reduce((most, value) => Math.max(most, value), 0);
  const { colorRange = [0, longest || 1], maxRadius = 1.05 * longest || 1, ringStep } = options;
  if (!(colorRange[0] < colorRange[1])) {
    throw new ParameterError(
      `polarBarFigure: colorRange must be two rising numbers, got [${colorRange.join(", ")}].`,
    );
  }
  for (const [name, value] of Object.entries({ maxRadius, ringStep })) {
    if (value !== undefined && !(value > 0 && Number.isFinite(value))) {
      throw new ParameterError(`polarBarFigure: ${name} must be a number above 0, got ${value}.`);
    }
  }
  const degrees = (radians: number): number => (radians * 180) / Math.PI;
  const grid = { gridcolor: "#D0D0D0", linecolor: "#7F7F7F", showticklabels: tickLabels, ticks: "" };
  const title = axisTitle(options.name ?? "r", options.unit);
  return {
    data: [
      {
        type: "barpolar",
        theta: Array.from(theta, degrees),
        r: Array.from(r),
        width: Array.from(width, degrees),
        marker: {
          color: Array.from(r),
          cmin: colorRange[0],
          cmax: colorRange[1],
          colorscale: "Viridis",
          opacity: 0.8,
          line: { color: "#111111", width: 2 },
          showscale: true,
          colorbar: colorBar(title),
        },
        hovertemplate: `%{theta:.1f}°, ${title}: %{r}<extra></extra>`,
        showlegend: false,
      },
    ],
    layout: {
      ...baseLayout({ width: 560, ...options }, 500),
      polar: {
        bgcolor: "#FFFFFF",
        angularaxis: { ...grid, thetaunit: "degrees", dtick: 45, tickfont: { size: 13 } },
        radialaxis: {
          ...grid,
          range: [0, maxRadius],
          angle: 0,
          showline: false,
          tickfont: { size: 13 },
          ...(ringStep === undefined ? {} : { dtick: ringStep }),
        },
      },
    },
  };
}
