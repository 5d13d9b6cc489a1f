import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdaBoostClassifier,
  crossValScore,
  type Estimator,
  ExtraTreesClassifier,
  fetchHTRU2,
  fetchLinearVariables,
  fetchStellarClassification,
  GradientBoostingClassifier,
  HistGradientBoostingClassifier,
  type Matrix,
  MLPClassifier,
  makePipeline,
  RandomForestClassifier,
  StandardScaler,
  StratifiedKFold,
} from "skylearn";
import { encodeLabels } from "skylearn/core/labels";

/**
 * What forests, boosting and networks reach on the real data sets, beside their peers in Python (scikit-learn, and
 * XGBoost for histogram boosting), on the same rows and the same five stratified folds. Needs the data: set
 * `SKYLEARN_MIRROR` or be on the internet.
 */
const FOLDS = 5;

const models = (): { [name: string]: Estimator<object> } => ({
  RandomForest: new RandomForestClassifier({ randomState: 0 }),
  ExtraTrees: new ExtraTreesClassifier({ randomState: 0 }),
  HistGradientBoosting: new HistGradientBoostingClassifier({ maxIter: 100 }),
  GradientBoosting: new GradientBoostingClassifier({ randomState: 0 }),
  AdaBoost: new AdaBoostClassifier({ randomState: 0 }),
  MLP: makePipeline(new StandardScaler(), new MLPClassifier({ maxIter: 60, randomState: 0 })),
});

async function samples(): Promise<{ title: string; scoring: string; X: Matrix; y: Int32Array }[]> {
  const linear = await fetchLinearVariables();
  const pulsars = await fetchHTRU2();
  const dr17 = await fetchStellarClassification();
  const colours = dr17.featureNames.flatMap((name, j) =>
    ["u", "g", "r", "i", "z", "redshift"].includes(name) ? [j] : [],
  );
  return [
    { title: "LINEAR variables", scoring: "accuracy", X: linear.X, y: encodeLabels(linear.y).codes },
    { title: "HTRU2 pulsars", scoring: "f1", X: pulsars.X, y: encodeLabels(pulsars.y).codes },
    {
      title: "SDSS DR17, magnitudes and redshift",
      scoring: "accuracy",
      X: dr17.X.takeColumns(colours),
      y: encodeLabels(dr17.y).codes,
    },
  ];
}

const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;

function spread(values: ArrayLike<number>): number {
  const m = mean(values);
  return Math.sqrt(
    Array.from(values).reduce((sum, value) => sum + (value - m) ** 2, 0) / (values.length - 1),
  );
}

export async function printAccuracy(python: string): Promise<void> {
  for (const { title, scoring, X, y } of await samples()) {
    const folder = mkdtempSync(join(tmpdir(), "skylearn-accuracy-"));
    try {
      writeFileSync(join(folder, "X.f64"), X.data);
      writeFileSync(join(folder, "y.f64"), Float64Array.from(y));
      writeFileSync(join(folder, "about.json"), JSON.stringify({ features: X.cols, folds: FOLDS, scoring }));
      const output = execFileSync(python, [join(__dirname, "accuracy.py"), folder], {
        encoding: "utf8",
        env: { ...process.env, PYTHONWARNINGS: "ignore" },
      });
      const theirs = JSON.parse(output) as { [name: string]: number[] };
      console.log(
        `\n${title}: ${scoring} of ${FOLDS} folds, skylearn against the peer, ${X.rows} x ${X.cols}`,
      );
      for (const [name, model] of Object.entries(models())) {
        const cv = new StratifiedKFold({ nSplits: FOLDS, shuffle: true, randomState: 0 });
        const ours = await crossValScore(model, X, y, { cv, scoring });
        const difference = mean(ours) - mean(theirs[name]);
        console.log(
          `  ${name.padEnd(22)}${mean(ours).toFixed(4)}  ${mean(theirs[name]).toFixed(4)}` +
            `  difference ${difference.toFixed(4)}, fold to fold ${spread(theirs[name]).toFixed(4)}`,
        );
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
