import { checkDrawing, type LightCurveImageOptions, pixelMeaning } from "../image/light-curve-image";
import { lightCurveImages } from "../image/light-curve-images";
import type { CrtsLightCurve } from "../simulate/crts-variables";
import { type CrtsOptions, crtsLightCurves, fetchCrtsVariables } from "./crts-variables";
import { ImageDataset } from "./image-dataset";
import { checkFetchOptions } from "./or-simulate";
import { findDataset } from "./registry";

export interface CrtsLightCurveImagesOptions
  extends CrtsOptions,
    Pick<LightCurveImageOptions, "kind" | "size"> {
  /** Called with the number of light curves that are drawn. */
  progress?: (done: number) => void;
}

/**
 * Images of the light curves of the 5,757 Catalina variables, drawn by `lightCurveImage` while the file is read, with their
 * classes. `kind: "phase"` folds with twice the period of the table of features (`PeriodLS`), which shows both eclipses of a
 * binary. Stars stand in the order of `fetchCrtsVariables`, so that a classifier of features and one of images can be tried
 * on the same stars. The table has ID, class and the number of points.
 *
 * @throws DatasetUnavailableError if no place has a file and `orSimulate` is not set; else both are simulated.
 * @throws ParameterError if an option is out of range or does not exist.
 * @throws ValidationError, ChecksumError, CacheError as `fetchFile`.
 */
export async function fetchCrtsLightCurveImages(
  options: CrtsLightCurveImagesOptions = {},
): Promise<ImageDataset<string[]>> {
  const owner = "fetchCrtsLightCurveImages";
  checkFetchOptions(owner, options, ["orSimulate", "nSimulated", "kind", "size", "progress"]);
  const { kind, size, progress, ...fetching } = options;
  checkDrawing({ kind, size });
  const [ID, y, points]: [string[], string[], number[]] = [[], [], []];
  const curves = await crtsLightCurves(fetching);
  const noted = async function* (): AsyncGenerator<CrtsLightCurve> {
    for await (const curve of curves) {
      ID.push(curve.id);
      y.push(curve.class);
      points.push(curve.time.length);
      yield curve;
    }
  };
  const periods = kind === "phase" ? await doubledPeriods(fetching) : undefined;
  const images = await lightCurveImages(noted(), { kind, size, periods, progress });
  const { terms } = findDataset("crts-light-curves");
  return ImageDataset.create({
    id: "crts-light-curve-images",
    title: "Light curves of Catalina periodic variables",
    images,
    pixel: pixelMeaning(kind),
    columns: { ID, class: y, points: Float64Array.from(points) },
    targetName: "class",
    y,
    provenance: curves.provenance,
    description:
      curves.provenance === "real"
        ? "Drawn from the survey's light curves; classes of Drake et al. 2014. See lightCurveImage."
        : "Drawn from simulated light curves. See simulateCrtsLightCurves and lightCurveImage.",
    citation: curves.citation,
    terms: curves.provenance === "real" ? terms : "made by skylearn; free to use as simulated data",
  });
}

async function doubledPeriods(options: CrtsOptions): Promise<Float64Array> {
  const { X, featureNames } = await fetchCrtsVariables(options);
  return X.column(featureNames.indexOf("PeriodLS")).map((period) => 2 * period);
}
