import { readFileSync } from "node:fs";
import { type FontMetrics, readFontMetrics } from "./font-metrics";

/**
 * The one family in which static pictures are set, so that they look the same on every machine. DejaVu
 * Sans holds Greek, super- and subscripts and the signs of the Sun and stars; its condensed cut keeps
 * axis titles short.
 */
export const RENDER_FAMILY = "DejaVu Sans";

export interface RenderFonts {
  readonly files: string[];
  readonly regular: FontMetrics;
  readonly bold: FontMetrics;
}

let fonts: RenderFonts | undefined;

/** The bundled font files with the metrics that text is measured by; read once. */
export function renderFonts(): RenderFonts {
  if (!fonts) {
    const path = (cut: string): string =>
      require.resolve(`dejavu-fonts-ttf/ttf/DejaVuSansCondensed${cut}.ttf`);
    const [regular, bold, oblique] = [path(""), path("-Bold"), path("-Oblique")];
    fonts = {
      files: [regular, bold, oblique],
      regular: readFontMetrics(readFileSync(regular)),
      bold: readFontMetrics(readFileSync(bold)),
    };
  }
  return fonts;
}
