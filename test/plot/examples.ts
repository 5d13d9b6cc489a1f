import { Matrix } from "../../src/core/matrix";
import { completenessContaminationFigure } from "../../src/plot/completeness-contamination-figure";
import { confusionMatrixFigure } from "../../src/plot/confusion-matrix-figure";
import { precisionRecallCurveFigure, rocCurveFigure } from "../../src/plot/curve-figures";
import { decisionBoundaryFigure } from "../../src/plot/decision-boundary-figure";
import { featureImportanceFigure } from "../../src/plot/feature-importance-figure";
import type { Figure } from "../../src/plot/figure";
import { histogramFigure } from "../../src/plot/histogram-figure";
import { lineFigure } from "../../src/plot/line-figure";
import { pairPlotFigure } from "../../src/plot/pair-plot-figure";
import { scatterFigure } from "../../src/plot/scatter-figure";
import { scoreComparisonFigure } from "../../src/plot/score-comparison-figure";
import { treeFigure } from "../../src/plot/tree-figure";

/** Standard normal draws from a small seeded generator (mulberry32, Box and Muller). */
export function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** Points of `classes` round clouds in `features` dimensions; each class is a third as common as the last. */
export function clouds(n: number, classes: number, features: number, seed = 1): { X: Matrix; y: number[] } {
  const normal = normals(seed);
  const X = Matrix.zeros(n, features);
  const y: number[] = [];
  for (let i = 0; i < n; i++) {
    let k = 0;
    while (k < classes - 1 && Math.abs(normal()) < 0.8) k++;
    y.push(k);
    for (let j = 0; j < features; j++)
      X.set(i, j, 2.2 * Math.sin(2.4 * k + 1.7 * j) + (0.7 + 0.1 * j) * normal());
  }
  return { X, y };
}

const LONG_NAMES = [
  "main-sequence star of the background",
  "RR Lyrae",
  "quasar <script>alert(1)</script>",
  "galaxy & <b>bold</b>",
  "Unidentified-source-with-an-unbreakable-name",
];
const COLOURS = ["u − g", "g − r", "r − i", "i − z"];

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** A quadratic boundary, as a classifier. */
export const curvedModel = {
  classes: [0, 1],
  predictProba(X: Matrix): Matrix {
    const p = Matrix.zeros(X.rows, 2);
    for (let i = 0; i < X.rows; i++) {
      const s = logistic(3 * (X.get(i, 0) - 0.4 * X.get(i, 1) ** 2 - 0.5));
      p.set(i, 0, 1 - s);
      p.set(i, 1, s);
    }
    return p;
  },
  predict(X: Matrix): Float64Array {
    const p = this.predictProba(X);
    return Float64Array.from({ length: X.rows }, (_, i) => (p.get(i, 1) > 0.5 ? 1 : 0));
  },
};

function nearestMean(X: Matrix, y: number[], classes: number) {
  const means = Array.from({ length: classes }, (_, k) => {
    const rows = y.flatMap((label, i) => (label === k ? [i] : []));
    return [0, 1].map((j) => rows.reduce((sum, i) => sum + X.get(i, j), 0) / rows.length);
  });
  return {
    classes: means.map((_, k) => k),
    predict: (grid: Matrix) =>
      Float64Array.from({ length: grid.rows }, (_, i) => {
        const d = means.map(([mx, my]) => (grid.get(i, 0) - mx) ** 2 + (grid.get(i, 1) - my) ** 2);
        return d.indexOf(Math.min(...d));
      }),
  };
}

const curve = (power: number) => {
  const fpr = Array.from({ length: 60 }, (_, i) => i / 59);
  return { fpr, tpr: fpr.map((f) => f ** power) };
};

const simulated = { provenance: "simulated", title: "made-up magnitudes" } as const;

/** One figure or more of every builder, the awkward ones among them. */
export const examples: Record<string, () => Figure> = {
  scatter: () =>
    scatterFigure({
      ...clouds(300, 2, 2),
      classNames: ["background", "RR Lyrae"],
      featureNames: COLOURS,
      units: "mag",
      title: "RR Lyrae stars are bluer than the background",
      dataset: { provenance: "real", title: "SDSS Stripe 82" },
    }),
  "scatter-50000": () =>
    scatterFigure({
      ...clouds(50_000, 5, 2),
      classNames: LONG_NAMES,
      featureNames: ["<i>colour</i>", "magnitude"],
      units: ["", "mag"],
      reversedAxes: ["y"],
      title:
        "Fifty thousand stars and galaxies in five classes, with names that are far too long for one line",
      subtitle: "Masses in M<sub>⊙</sub>, 10<sup>6</sup> yr",
      dataset: simulated,
    }),
  "scatter-quantity": () => {
    const { X } = clouds(3_000, 2, 2);
    const values = Float64Array.from({ length: X.rows }, (_, i) => X.get(i, 0) ** 2);
    return scatterFigure({
      X,
      color: { values, name: "log g", unit: "dex" },
      title: "Coloured by a quantity",
    });
  },
  boundary: () =>
    decisionBoundaryFigure({
      model: curvedModel,
      ...clouds(400, 2, 2),
      classNames: ["background", "RR Lyrae"],
      featureNames: COLOURS,
      units: "mag",
      title: "Gaussian naive Bayes: decision boundary",
      dataset: simulated,
    }),
  "boundary-many": () =>
    decisionBoundaryFigure({
      model: curvedModel,
      ...clouds(20_000, 2, 2),
      levels: [0.01, 0.1, 0.5, 0.9, 0.99],
      title: "Twenty thousand points, five uneven levels",
    }),
  "boundary-five": () => {
    const { X, y } = clouds(500, 5, 2);
    return decisionBoundaryFigure({
      model: nearestMean(X, y, 5),
      X,
      y,
      classNames: LONG_NAMES,
      title: "Five regions",
    });
  },
  "confusion-two": () =>
    confusionMatrixFigure(
      [
        [70_123, 21],
        [34, 449],
      ],
      ["background", "RR Lyrae"],
      { title: "Gaussian naive Bayes with 4 colours", dataset: simulated },
    ),
  "confusion-five": () =>
    confusionMatrixFigure(
      [
        [900, 10, 3, 40, 1],
        [13, 450, 2, 1, 0],
        [5, 9, 88, 60, 0],
        [1, 0, 30, 700, 20],
        [0, 0, 0, 4, 12],
      ],
      LONG_NAMES,
      { title: "Five classes" },
    ),
  "confusion-counts": () =>
    confusionMatrixFigure(
      Array.from({ length: 10 }, (_, i) =>
        Array.from({ length: 10 }, (_, j) => (i === j ? 1_000 + i : (i * j) % 7)),
      ),
      Array.from({ length: 10 }, (_, i) => i),
      { normalize: null, title: "Ten digits, counts" },
    ),
  roc: () =>
    rocCurveFigure(
      [
        { ...curve(0.1), name: "QDA", auc: 0.909 },
        { ...curve(0.2), name: "Gaussian naive Bayes", auc: 0.833 },
        { ...curve(0.5), name: "logistic regression with a long name", auc: 0.667 },
      ],
      { title: "ROC curves on the test set", dataset: simulated },
    ),
  "precision-recall": () => {
    const recall = Array.from({ length: 60 }, (_, i) => 1 - i / 59);
    return precisionRecallCurveFigure(
      [
        {
          recall,
          precision: recall.map((r) => 1 - r ** 3 * 0.8),
          name: "GaussianNB",
          averagePrecision: 0.801,
        },
      ],
      { title: "Precision against recall", baseline: 0.05 },
    );
  },
  "completeness-contamination": () =>
    completenessContaminationFigure(
      [
        { name: "GaussianNB", completeness: [0.2, 0.55, 0.82, 0.88], contamination: [0.9, 0.84, 0.8, 0.79] },
        { name: "LDA", completeness: [0.15, 0.45, 0.6, 0.67], contamination: [0.86, 0.82, 0.81, 0.8] },
        { name: "QDA", completeness: [0.1, 0.5, 0.75, 0.78], contamination: [0.85, 0.8, 0.76, 0.75] },
      ],
      { title: "Completeness and contamination", dataset: simulated },
    ),
  histogram: () => {
    const { X, y } = clouds(2_000, 2, 1);
    return histogramFigure({
      x: X.column(0),
      y,
      classNames: ["star", "galaxy"],
      name: "redshift",
      title: "Overlaid densities",
      density: true,
    });
  },
  "histogram-stacked": () => {
    const { X, y } = clouds(5_000, 5, 1);
    return histogramFigure({
      x: X.column(0),
      y,
      classNames: LONG_NAMES,
      name: "g",
      unit: "mag",
      mode: "stack",
      bins: 30,
      reversed: true,
    });
  },
  "pair-plot": () =>
    pairPlotFigure({
      ...clouds(1_500, 3, 4),
      classNames: ["star", "galaxy", "quasar"],
      featureNames: COLOURS,
      units: "mag",
      title: "Four colours, three classes",
      dataset: simulated,
    }),
  line: () =>
    lineFigure(
      [
        {
          x: [1, 10, 100, 1_000],
          y: [0.9, 0.4, 0.12, 0.03],
          yError: [0.1, 0.05, 0.02, 0.01],
          name: "training loss",
          mode: "lines+markers",
        },
        { x: [1, 10, 100, 1_000], y: [1, 0.6, 0.3, 0.25], name: "validation loss", dash: "dash" },
      ],
      { title: "Learning curve", xLabel: "Step", yLabel: "Loss", logAxes: ["x", "y"] },
    ),
  "light-curve": () => {
    const normal = normals(3);
    const x = Array.from({ length: 80 }, (_, i) => i / 40);
    return lineFigure(
      {
        x,
        y: x.map((p) => 15 + 0.4 * Math.sin(2 * Math.PI * p) + 0.05 * normal()),
        yError: x.map(() => 0.05),
        mode: "markers",
      },
      {
        title: "A light curve, brighter upwards",
        xLabel: "Phase",
        yLabel: "<i>V</i> (mag)",
        reversedAxes: ["y"],
      },
    );
  },
  tree: () =>
    treeFigure(fullTree(3, 2), {
      featureNames: ["core radius", "central velocity dispersion", "luminosity"],
      units: ["pc", "km/s", "L⊙"],
      classNames: ["no subsystem", "black-hole subsystem"],
      title: "A tree of depth 3",
      dataset: simulated,
    }),
  "tree-sideways": () => treeFigure(fullTree(5, 5), { classNames: LONG_NAMES, title: "Cut at depth 4" }),
  "feature-importance": () =>
    featureImportanceFigure({
      importances: [0.1, 0.6, 0.3],
      errors: [0.02, 0.1, 0.05],
      featureNames: LONG_NAMES.slice(0, 3),
      title: "Importance of features",
    }),
  "score-comparison": () =>
    scoreComparisonFigure(
      LONG_NAMES.slice(0, 3).map((name, i) => ({ name, scores: [0.9, 0.8, 0.95].map((s) => s - 0.1 * i) })),
      { title: "Three classifiers", dataset: simulated },
    ),
};

/** A tree with all nodes down to a depth, whose classes part at random. */
export function fullTree(depth: number, classes: number) {
  const inner = 2 ** depth - 1;
  const nodeCount = 2 * inner + 1;
  const normal = normals(7);
  const nodes = Array.from({ length: nodeCount }, (_, node) => node);
  return {
    classes: Array.from({ length: classes }, (_, k) => k),
    tree: {
      nodeCount,
      nFeatures: 3,
      valuesPerNode: classes,
      childrenLeft: nodes.map((node) => (node < inner ? 2 * node + 1 : -1)),
      childrenRight: nodes.map((node) => (node < inner ? 2 * node + 2 : -1)),
      feature: nodes.map((node) => (node < inner ? node % 3 : -2)),
      threshold: nodes.map((node) => (node < inner ? 10 ** (node - 3) : -2)),
      nNodeSamples: nodes.map((node) => 4096 >> Math.floor(Math.log2(node + 1))),
      value: nodes.flatMap(() => Array.from({ length: classes }, () => Math.abs(normal()))),
    },
  };
}
