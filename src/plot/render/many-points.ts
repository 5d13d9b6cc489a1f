import { colorAt } from "../color";
import type { Figure, Trace } from "../figure";
import type { DrawnAxis, PlotElement } from "./plotly-window";

/** Beyond so many markers a trace is drawn as text of our own: an element for each takes jsdom too long. */
const MANY = 100;

interface Marker {
  size?: number;
  opacity?: number;
  color?: string | number[] | string[];
  cmin?: number;
  cmax?: number;
  line?: { color?: unknown; width?: unknown };
  [property: string]: unknown;
}

interface ManyTrace {
  index: number;
  x: number[];
  y: number[];
  /** Points that plotly.js draws itself: those that its axis ranges rest on. */
  kept: Set<number>;
  colors: number[] | string[] | undefined;
}

/** A figure whose large scatter traces are thinned for plotly.js, with what has been taken out. */
export interface ThinnedFigure {
  data: Trace[];
  many: ManyTrace[];
}

/**
 * Takes out most points of each scatter trace of plain circles that has very many; WebGL traces become SVG
 * ones. {@link paintManyPoints} puts the points back.
 */
export function thinManyPoints(figure: Figure): ThinnedFigure {
  const many: ManyTrace[] = [];
  const data = figure.data.map((trace, index) => {
    if (trace.type !== "scatter" && trace.type !== "scattergl") return trace;
    const svgTrace = { ...trace, type: "scatter" };
    if (!isThinnable(trace)) return svgTrace;
    const x = trace.x as number[];
    const y = trace.y as number[];
    const marker = (trace.marker ?? {}) as Marker;
    const colors = Array.isArray(marker.color) ? (marker.color as number[] | string[]) : undefined;
    const kept = extremes(x, y);
    many.push({ index, x, y, kept: new Set(kept), colors });
    const pick = <T>(values: ArrayLike<T>): T[] => kept.map((i) => values[i]);
    const thinMarker: Marker = { ...marker };
    if (colors) {
      thinMarker.color = pick(colors as ArrayLike<number>);
      if (typeof colors[0] === "number") {
        const [low, high] = rangeOf(colors as number[]);
        thinMarker.cmin ??= low;
        thinMarker.cmax ??= high;
      }
    }
    return { ...svgTrace, x: pick(x), y: pick(y), marker: thinMarker };
  });
  return { data, many };
}

function isThinnable(trace: Trace): boolean {
  const { x, y } = trace;
  const marker = (trace.marker ?? {}) as Marker;
  if (!x || !y || x.length <= MANY || x.length !== y.length || trace.mode !== "markers") return false;
  if (trace.error_x || trace.error_y || trace.text || trace.selectedpoints) return false;
  const round = marker.symbol === undefined || marker.symbol === "circle";
  const plain = typeof marker.line?.color !== "object" && marker.coloraxis === undefined;
  if (!round || !plain || Array.isArray(marker.size) || Array.isArray(marker.opacity)) return false;
  return typeof x[0] === "number" && typeof y[0] === "number";
}

function rangeOf(values: ArrayLike<number>): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  return [low, high];
}

/** The points with the least, the greatest and (for logarithmic axes) the least positive x and y. */
function extremes(x: ArrayLike<number>, y: ArrayLike<number>): number[] {
  const found = new Set<number>();
  for (const values of [x, y]) {
    let [least, greatest, leastPositive] = [-1, -1, -1];
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(x[i]) || !Number.isFinite(y[i])) continue;
      const value = values[i];
      if (least < 0 || value < values[least]) least = i;
      if (greatest < 0 || value > values[greatest]) greatest = i;
      if (value > 0 && (leastPositive < 0 || value < values[leastPositive])) leastPositive = i;
    }
    for (const i of [least, greatest, leastPositive]) if (i >= 0) found.add(i);
  }
  return [...found];
}

/**
 * Marks in the drawn plot where each thinned trace's points belong.
 *
 * @returns A function that puts the points into the plot's SVG text.
 */
export function paintManyPoints(plot: PlotElement, many: ManyTrace[]): (svg: string) => string {
  const replacements = new Map<string, string>();
  for (const trace of many) {
    const full = plot._fullData.find((entry) => entry.index === trace.index);
    const points = full && plot.querySelector(`.trace${full.uid} .points`);
    if (!full || !points) continue;
    const mark = plot.ownerDocument.createElementNS("http://www.w3.org/2000/svg", "g");
    const id = `many-points-${trace.index}`;
    mark.setAttribute("id", id);
    points.insertBefore(mark, points.firstChild);
    replacements.set(
      id,
      circles(trace, full.marker as FullMarker, axisOf(plot, full.xaxis), axisOf(plot, full.yaxis)),
    );
  }
  return (svg) =>
    svg.replace(
      /<g id="(many-points-\d+)"\s*(?:\/>|><\/g>)/g,
      (whole, id: string) => replacements.get(id) ?? whole,
    );
}

interface FullMarker {
  size: number;
  opacity: number;
  color: string;
  cmin?: number;
  cmax?: number;
  line?: { color: string; width: number };
  colorscale?: Array<[number, string]>;
  reversescale?: boolean;
}

/** The axis that a trace names "x2" is the layout's `xaxis2`. */
function axisOf(plot: PlotElement, reference: string | undefined): DrawnAxis {
  const id = reference ?? "x";
  return plot._fullLayout[`${id[0]}axis${id.slice(1)}`] as DrawnAxis;
}

function circles(trace: ManyTrace, marker: FullMarker, xAxis: DrawnAxis, yAxis: DrawnAxis): string {
  const { x, y, kept, colors } = trace;
  const radius = marker.size / 2;
  const parts: string[] = [];
  for (let i = 0; i < x.length; i++) {
    if (kept.has(i)) continue;
    const cx = xAxis.d2p(x[i]);
    const cy = yAxis.d2p(y[i]);
    const inside = cx > -radius && cy > -radius && cx < xAxis._length + radius && cy < yAxis._length + radius;
    if (!inside) continue;
    const fill = colors ? ` fill="${colorOf(colors[i], marker)}"` : "";
    parts.push(`<circle cx="${cx.toFixed(2)}" cy="${cy.toFixed(2)}" r="${radius}"${fill}/>`);
  }
  const fill = colors ? "" : ` fill="${escapeAttribute(marker.color)}"`;
  const { line } = marker;
  const edge = line?.width ? ` stroke="${escapeAttribute(line.color)}" stroke-width="${line.width}"` : "";
  return `<g class="many-points" fill-opacity="${marker.opacity}" stroke-opacity="${marker.opacity}"${fill}${edge}>${parts.join("")}</g>`;
}

function colorOf(value: number | string, marker: FullMarker): string {
  if (typeof value === "string") return escapeAttribute(value);
  const span = marker.cmax! - marker.cmin!;
  const t = span > 0 ? Math.min(1, Math.max(0, (value - marker.cmin!) / span)) : 0;
  return colorAt(marker.colorscale!, marker.reversescale ? 1 - t : t);
}

const escapeAttribute = (text: string): string => String(text).replace(/[<>&"]/g, "");
