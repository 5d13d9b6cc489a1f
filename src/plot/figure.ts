/**
 * One trace of a figure: Plotly's own JSON. The properties that this package reads back have a type; any
 * other of Plotly's may be added.
 *
 * @see https://plotly.com/javascript/reference/
 */
export interface Trace {
  type: string;
  name?: string;
  mode?: string;
  x?: ArrayLike<unknown>;
  y?: ArrayLike<unknown>;
  z?: ArrayLike<unknown>;
  xaxis?: string;
  yaxis?: string;
  showlegend?: boolean;
  [property: string]: unknown;
}

/** An axis of a layout: Plotly's own JSON. */
export interface Axis {
  title?: { text: string; [property: string]: unknown };
  type?: string;
  range?: unknown[];
  autorange?: boolean | string;
  domain?: [number, number];
  [property: string]: unknown;
}

/** A figure's layout: Plotly's own JSON. */
export interface Layout {
  title?: {
    text?: string;
    subtitle?: { text?: string; [property: string]: unknown };
    [property: string]: unknown;
  };
  /** Width in CSS pixels. */
  width?: number;
  /** Height in CSS pixels. */
  height?: number;
  xaxis?: Axis;
  yaxis?: Axis;
  annotations?: Array<Record<string, unknown>>;
  shapes?: Array<Record<string, unknown>>;
  [property: string]: unknown;
}

/** A figure is plain Plotly JSON: it may be changed, saved, and given to any Plotly. */
export interface Figure {
  data: Trace[];
  layout: Layout;
}
