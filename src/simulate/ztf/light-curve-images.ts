import { ImageStack } from "../../core/image-stack";
import { checkKnown } from "../../core/parameters";
import { defineTask, runJobs } from "../../core/worker-pool";
import { ImageDataset } from "../../datasets/image-dataset";
import {
  checkDrawing,
  drawCurve,
  type LightCurveImageOptions,
  pixelMeaning,
} from "../../image/light-curve-image";
import { planZtf, type SimulateZtfLightCurvesOptions } from "./light-curves";
import { simulateStar } from "./simulate-star";
import { starFeatures, ZTF_FEATURES } from "./star-features";
import type { SurveyLog } from "./survey";

export interface SimulateZtfLightCurveImagesOptions
  extends SimulateZtfLightCurvesOptions,
    Pick<LightCurveImageOptions, "kind" | "size"> {
  /** Threads; default (`null`): all cores. */
  nJobs?: number | null;
  /** Told how many stars are done. */
  onProgress?: (done: number, total: number) => void;
}

interface Shared {
  seed: number;
  log: SurveyLog;
  drawing: Pick<LightCurveImageOptions, "kind" | "size">;
}

interface Batch {
  start: number;
  classNames: string[];
}

interface Drawn {
  images: Float32Array;
  /** A row of {@link ZTF_FEATURES} a star. */
  features: Float64Array;
  trueClasses: string[];
  truePeriods: Float64Array;
}

const BATCH = 50;
/** Batches between two words of progress. */
const ROUND = 10;
const PERIOD = ZTF_FEATURES.indexOf("PeriodLS");

const drawTask = defineTask<Shared, Batch, Drawn>({
  name: "drawZtfLightCurves",
  start: ({ seed, log, drawing: options }) => {
    const drawing = checkDrawing(options);
    const imageSize = drawing.size ** 2;
    return ({ start, classNames }) => {
      const n = classNames.length;
      const images = new Float32Array(n * imageSize);
      const features = new Float64Array(n * ZTF_FEATURES.length);
      const stars = classNames.map((name, k) => simulateStar(log, seed, start + k, name));
      for (const [k, { g, r }] of stars.entries()) {
        const row = starFeatures({ g, r });
        features.set(row, k * ZTF_FEATURES.length);
        images.set(drawCurve({ time: r.time, mag: r.mag }, drawing, 2 * row[PERIOD]), k * imageSize);
      }
      return {
        images,
        features,
        trueClasses: stars.map(({ trueClass }) => trueClass),
        truePeriods: Float64Array.from(stars, ({ period }) => period),
      };
    };
  },
});

/**
 * Images of the light curves in r of simulated ZTF stars, drawn by `lightCurveImage` as the stars are made, so that memory
 * holds the images and a few stars. `kind: "phase"` folds with twice the period that is found in the light curve, which shows
 * both eclipses of a binary. The table has the 44 features of each star too, under their names in `ZTF_FEATURES`, so that a
 * classifier of features and one of images can be tried on the same stars; `class`, `trueClass` and `truePeriod` besides.
 *
 * The stars are those of `simulateZtfLightCurves` with the same options, in the same order; the same on any number of threads.
 *
 * @throws ParameterError as `simulateZtfLightCurves` and `lightCurveImage`.
 */
export async function simulateZtfLightCurveImages(
  options: SimulateZtfLightCurveImagesOptions = {},
): Promise<ImageDataset<string[]>> {
  const owner = "simulateZtfLightCurveImages";
  checkKnown(owner, options, ["n", "randomState", "classes", "kind", "size", "nJobs", "onProgress"]);
  const { kind, size, nJobs, onProgress, ...stars } = options;
  const drawing = checkDrawing({ kind, size });
  const { seed, log, classNames } = planZtf(owner, stars);
  const total = classNames.length;
  const images = ImageStack.zeros({ count: total, height: drawing.size, width: drawing.size, channels: 1 });
  const columns = ZTF_FEATURES.map(() => new Float64Array(total));
  const trueClass: string[] = [];
  const truePeriod = new Float64Array(total);
  for (let from = 0; from < total; from += BATCH * ROUND) {
    const jobs: Batch[] = [];
    for (let start = from; start < Math.min(from + BATCH * ROUND, total); start += BATCH) {
      jobs.push({ start, classNames: classNames.slice(start, start + BATCH) });
    }
    const shared = { seed, log, drawing: { kind, size } };
    const parts = await runJobs(drawTask, shared, jobs, { nJobs, milliseconds: jobs.length * BATCH * 4 });
    for (const [k, part] of parts.entries()) {
      const { start } = jobs[k];
      images.data.set(part.images, start * images.imageSize);
      truePeriod.set(part.truePeriods, start);
      trueClass.push(...part.trueClasses);
      for (const [j, column] of columns.entries()) {
        for (let i = 0; i < part.trueClasses.length; i++) {
          column[start + i] = part.features[i * ZTF_FEATURES.length + j];
        }
      }
    }
    onProgress?.(Math.min(from + BATCH * ROUND, total), total);
  }
  return ImageDataset.create({
    id: "ztf-light-curve-images",
    title: "Light curves in the light of ZTF",
    images,
    pixel: pixelMeaning(kind),
    columns: {
      class: classNames,
      trueClass,
      truePeriod,
      ...Object.fromEntries(ZTF_FEATURES.map((name, j) => [name, columns[j]])),
    },
    targetName: "class",
    y: classNames,
    provenance: "simulated",
    description:
      "Drawn from light curves that were simulated from published periods, shapes, cadence and noise; " +
      "a few labels are wrong on purpose. See simulateZtfLightCurves and lightCurveImage.",
    citation: "made by skylearn; images after Mahabal et al. 2017, arXiv:1709.06257",
    terms: "made by skylearn; free to use as simulated data",
  });
}
