import { ParameterError } from "../core/errors";
import { checkKnown, checkOneOf } from "../core/parameters";
import { COLOR_NAMES, type ColorBox, RR_LYRAE_COLOR_BOX } from "../simulate/color-box";
import { simulateRRLyraeCombined } from "../simulate/rr-lyrae";
import type { FetchOptions } from "./cache/fetch-file";
import { Dataset } from "./dataset";
import { DatasetUnavailableError } from "./errors";
import { findDataset } from "./registry";
import {
  type Colors,
  differences,
  dr17Stars,
  pointSourceStars,
  s82StandardStars,
} from "./rr-lyrae-background";
import { BANDS, readRRLyraeMags } from "./rr-lyrae-mags";

/** Which stars stand behind the RR Lyrae; see {@link fetchRRLyraeCombined}. */
export type RRLyraeBackground = "s82-standards" | "sdss-point-sources" | "dr17";

export interface RRLyraeCombinedOptions extends FetchOptions {
  /** Default `"s82-standards"`, as in astroML. */
  background?: RRLyraeBackground;
  /** Which rows of the DR17 table: the 10,000 that a mirror holds (the default) or all 100,000. Only for `"dr17"`. */
  sample?: "10k" | "full";
  /** Limits of the background stars' colours; default those of Sesar et al. 2010. */
  colorBox?: ColorBox;
  /** Where no place has the files, use {@link simulateRRLyraeCombined} instead; default `false`. */
  orSimulate?: boolean;
}

const OPTIONS = [
  ...["background", "sample", "colorBox", "orSimulate"],
  ...["onProgress", "signal", "retries", "retryDelay", "timeout"],
];

interface Background {
  id: string;
  what: string;
  /** Stars in the default box, which the simulated stand-in has as many of. */
  count: number;
  read(box: ColorBox, options: FetchOptions): Promise<Colors>;
}

const BACKGROUNDS: { [name: string]: Background } = {
  "s82-standards": {
    id: "sdss-s82-standards",
    what: "standard stars of Stripe 82, mean magnitudes as observed",
    count: 92_658,
    read: s82StandardStars,
  },
  "sdss-point-sources": {
    id: "sdss-point-sources",
    what: "SDSS point sources of class 2, main sequence and giants",
    count: 1115,
    read: pointSourceStars,
  },
  "dr17-10k": {
    id: "sdss-dr17-star-classification-10k",
    what: "stars by spectrum among 10,000 rows of SDSS DR17, magnitudes as observed",
    count: 498,
    read: (box, options) => dr17Stars("10k", box, options),
  },
  "dr17-full": {
    id: "sdss-dr17-star-classification",
    what: "stars by spectrum among 100,000 rows of SDSS DR17, magnitudes as observed",
    // Ten times those of the tenth.
    count: 4980,
    read: (box, options) => dr17Stars("full", box, options),
  },
};

/**
 * RR Lyrae stars among background stars of the same colours: astroML's `fetch_rrlyrae_combined`
 * (https://www.astroml.org/modules/generated/astroML.datasets.fetch_rrlyrae_combined.html).
 *
 * Features u-g, g-r, r-i, i-z in mag; `y` is 1 for an RR Lyrae, 0 for a background star. The order is astroML's: first
 * the background stars that lie within the colour box, in their catalogue's order, then the 483 RR Lyrae of
 * `fetchRRLyraeMags`, so that a seeded split is that of a Python script. The RR Lyrae magnitudes are corrected for
 * extinction, those of `"s82-standards"` and `"dr17"` are not (astroML does not correct them either): say which
 * background a figure used.
 *
 * Backgrounds: `"s82-standards"`, the standard stars of Stripe 82 (Ivezic et al. 2007; 92,658 in the box);
 * `"sdss-point-sources"`, the stars of Feigelson & Babu 2012 (1,115 in the box); `"dr17"`, the stars of the SDSS DR17
 * classification table (498 in the box among the 10,000 rows).
 *
 * @throws DatasetUnavailableError if no place has a file and `orSimulate` is not set.
 * @throws ParameterError if an option or a value does not exist.
 * @throws ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchRRLyraeCombined(
  options: RRLyraeCombinedOptions = {},
): Promise<Dataset<Float64Array>> {
  checkKnown("fetchRRLyraeCombined", options, OPTIONS);
  const { colorBox = RR_LYRAE_COLOR_BOX, orSimulate = false } = options;
  checkColorBox(colorBox);
  const background = chooseBackground(options);
  try {
    const stars = await background.read(colorBox, options);
    const { columns } = await readRRLyraeMags(options);
    const variables = differences(BANDS.map((band) => columns[`${band}mag`] as ArrayLike<number>));
    return await combine(background, stars, variables);
  } catch (error) {
    if (!orSimulate || !(error instanceof DatasetUnavailableError)) throw error;
    return simulateRRLyraeCombined({ nStars: background.count });
  }
}

function chooseBackground({ background = "s82-standards", sample }: RRLyraeCombinedOptions): Background {
  checkOneOf("background", background, ["s82-standards", "sdss-point-sources", "dr17"]);
  if (background !== "dr17") {
    if (sample !== undefined) throw new ParameterError('sample is an option of background "dr17" only.');
    return BACKGROUNDS[background];
  }
  checkOneOf("sample", sample ?? "10k", ["10k", "full"]);
  return BACKGROUNDS[`dr17-${sample ?? "10k"}`];
}

function checkColorBox(box: ColorBox): void {
  checkKnown("colorBox", box, COLOR_NAMES);
  for (const name of COLOR_NAMES) {
    const limits: unknown = box[name];
    const ok =
      Array.isArray(limits) &&
      limits.length === 2 &&
      limits.every((limit) => typeof limit === "number") &&
      limits[0] < limits[1];
    if (!ok) throw new ParameterError(`colorBox needs limits [min, max] with min < max for ${name}.`);
  }
}

function combine(background: Background, stars: Colors, variables: Colors): Promise<Dataset<Float64Array>> {
  const nStars = stars[0].length;
  const columns = stars.map((star, j) => Float64Array.from([...star, ...variables[j]]));
  const y = new Float64Array(columns[0].length).fill(1, nStars);
  const sources = [findDataset("rrlyrae-mags"), findDataset(background.id)];
  return Dataset.create({
    id: "rrlyrae-combined",
    title: "RR Lyrae stars and background stars of the same colours",
    columns: { ...Object.fromEntries(COLOR_NAMES.map((name, j) => [name, columns[j]])), rrLyrae: y },
    featureNames: [...COLOR_NAMES],
    units: Object.fromEntries(COLOR_NAMES.map((name) => [name, "mag"])),
    targetName: "rrLyrae",
    y,
    targetNames: ["background star", "RR Lyrae"],
    provenance: "real",
    description: `Background: ${background.what}, in the colour box. RR Lyrae: mean magnitudes corrected for extinction.`,
    citation: sources.map(({ citation }) => citation).join("; "),
    terms: [...new Set(sources.map(({ terms }) => terms))].join("; "),
  });
}
