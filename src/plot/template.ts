/**
 * Okabe and Ito's eight colours, told apart by colour-blind readers too; the light yellow comes last.
 *
 * @see https://jfly.uni-koeln.de/color/
 */
export const OKABE_ITO: readonly string[] = [
  "#0072B2",
  "#D55E00",
  "#009E73",
  "#CC79A7",
  "#E69F00",
  "#56B4E9",
  "#4D4D4D",
  "#F0E442",
];

export const FONT_FAMILY = "DejaVu Sans Condensed, DejaVu Sans, Verdana, Helvetica, Arial, sans-serif";

/** The colour of text, axes and frames. */
export const INK = "#262626";

/** White to dark blue: lightness falls evenly, so that it also reads in grey. */
export const SEQUENTIAL: ReadonlyArray<readonly [number, string]> = [
  [0, "#F7FBFF"],
  [0.25, "#C9DDF0"],
  [0.5, "#7FB2DA"],
  [0.75, "#2F7FBC"],
  [1, "#08306B"],
];

const AXIS = {
  automargin: true,
  title: { standoff: 10, font: { size: 15 } },
  tickfont: { size: 13 },
  showline: true,
  linecolor: "#7F7F7F",
  linewidth: 1,
  ticks: "outside",
  ticklen: 4,
  tickcolor: "#7F7F7F",
  gridcolor: "#E8E8E8",
  gridwidth: 1,
  zeroline: false,
  exponentformat: "power",
};

/**
 * The look of every figure: white ground, thin grid, text of at least 13 pixels, colours that colour-blind
 * readers tell apart, titles at the left, the legend beside the plot where it covers no point.
 */
export const template = {
  layout: {
    colorway: OKABE_ITO,
    font: { family: FONT_FAMILY, size: 14, color: INK },
    paper_bgcolor: "#FFFFFF",
    plot_bgcolor: "#FFFFFF",
    hoverlabel: { font: { family: FONT_FAMILY, size: 13 } },
    title: {
      x: 0,
      xref: "container",
      xanchor: "left",
      y: 1,
      yref: "container",
      yanchor: "top",
      pad: { l: 16, t: 16 },
      font: { size: 18 },
      subtitle: { font: { size: 13, color: "#595959" } },
    },
    legend: {
      x: 1.02,
      xanchor: "left",
      y: 1,
      yanchor: "top",
      font: { size: 13 },
      title: { font: { size: 13 } },
      tracegroupgap: 0,
      bgcolor: "rgba(255,255,255,0)",
    },
    xaxis: AXIS,
    yaxis: AXIS,
    colorscale: { sequential: SEQUENTIAL },
    bargap: 0.02,
  },
  data: {
    heatmap: [{ colorbar: { outlinewidth: 0, thickness: 16, tickfont: { size: 13 } } }],
    contour: [{ colorbar: { outlinewidth: 0, thickness: 16, tickfont: { size: 13 } } }],
  },
} as const;
