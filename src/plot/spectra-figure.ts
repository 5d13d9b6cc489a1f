import { ParameterError } from "../core/errors";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";
import type { Figure } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { OKABE_ITO } from "./template";
import { escapeText } from "./text";

/** One spectrum of {@link spectraFigure}. */
export interface NamedSpectrum {
  /** What stands to the right of it. */
  name: string;
  /** One value a wavelength. */
  flux: VectorLike;
  /** Colour as CSS; default Okabe and Ito's, in turn. */
  color?: string;
}

export interface SpectraFigureOptions extends FigureOptions {
  /** Wavelength of each pixel, in rising order, Å. */
  wavelength: VectorLike;
  /** The spectra, from top to bottom. */
  spectra: readonly NamedSpectrum[];
  /** How much lower each stands than the one above it; default 1, the depth of a line that takes all light. */
  offset?: number;
  /** Lines to name at the top, and where they stand in Å. */
  lines?: readonly { name: string; wavelength: number }[];
  /** Title of the y axis; default "Light over continuum, one below the other". */
  yLabel?: string;
}

const TOP = 50;
const RIGHT = 130;

/**
 * Spectra one below the other, with the lines in them named: how lines come and go along a sequence of stars.
 *
 * @throws ParameterError when there is no spectrum.
 * @throws ValidationError when a spectrum has not one value a wavelength, or a value is not finite.
 */
export function spectraFigure(options: SpectraFigureOptions): Figure {
  const { spectra, offset = 1, lines = [], yLabel = "Light over continuum, one below the other" } = options;
  if (spectra.length === 0) throw new ParameterError("spectraFigure: give at least one spectrum.");
  const x = Array.from(toVector(options.wavelength, "wavelength"));
  const shown = spectra.map((spectrum, i) => {
    const name = `flux of ${spectrum.name}`;
    const flux = toVector(spectrum.flux, name);
    checkSameLength(flux.length, x.length, name, "wavelength");
    const color = spectrum.color ?? OKABE_ITO[i % OKABE_ITO.length];
    return { name: escapeText(spectrum.name), color, y: Array.from(flux, (value) => value - i * offset) };
  });
  const layout = baseLayout(options, 160 + 70 * spectra.length);
  const margin = layout.margin as { t: number; r: number };
  return {
    data: shown.map(({ name, color, y }) => ({
      type: "scatter",
      mode: "lines",
      x,
      y,
      name,
      line: { color, width: 1.2, simplify: false },
      hovertemplate: `%{x:.1f} Å<extra>${name}</extra>`,
      showlegend: false,
    })),
    layout: {
      ...layout,
      margin: { ...margin, t: margin.t + (lines.length > 0 ? TOP : 0), r: RIGHT },
      xaxis: { title: { text: "Wavelength (Å)" }, range: [x[0], x[x.length - 1]] },
      yaxis: { title: { text: yLabel }, showticklabels: false, showgrid: false, zeroline: false },
      shapes: lines.map(({ wavelength }) => ({
        type: "line",
        layer: "below",
        ...{ x0: wavelength, x1: wavelength, yref: "paper", y0: 0, y1: 1 },
        line: { color: "#BBBBBB", width: 1, dash: "dot" },
      })),
      annotations: [
        ...lines.map(({ name, wavelength }) => ({
          ...{ x: wavelength, y: 1, yref: "paper", yanchor: "bottom", xanchor: "center" },
          ...{ text: escapeText(name), textangle: -90, showarrow: false, font: { size: 11 } },
        })),
        ...shown.map(({ name, color }, i) => ({
          ...{ x: 1, xref: "paper", xanchor: "left", y: 1 - i * offset, yanchor: "middle", xshift: 6 },
          ...{ text: name, showarrow: false, align: "left", font: { size: 12, color } },
        })),
      ],
    },
  };
}
