import { ParameterError } from "../core/errors";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";
import type { Figure, Trace } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { OKABE_ITO } from "./template";
import { wrapText } from "./text";

/** A classifier's receiver operating characteristic, as `rocCurve` returns it. */
export interface RocCurve {
  /** False positive rates, rising. */
  fpr: VectorLike;
  /** True positive rates, same length. */
  tpr: VectorLike;
  /** Name in the legend. */
  name?: string;
  /** Area under the curve, shown beside the name. */
  auc?: number;
}

/** A classifier's precision against recall, as `precisionRecallCurve` returns it. */
export interface PrecisionRecallCurve {
  precision: VectorLike;
  /** Same length as `precision`. */
  recall: VectorLike;
  /** Name in the legend. */
  name?: string;
  /** Average precision, shown beside the name. */
  averagePrecision?: number;
}

/** The dash changes where the colours start again. */
const DASHES = ["solid", "dash", "dot", "dashdot"];

/**
 * True against false positive rate of one or more classifiers, with the line of guessing.
 *
 * @throws ParameterError when no curve is given.
 * @throws ValidationError when `fpr` and `tpr` differ in length.
 */
export function rocCurveFigure(curves: RocCurve | readonly RocCurve[], options: FigureOptions = {}): Figure {
  const list = listOf(curves, "rocCurveFigure");
  const traces = list.map((curve, i) =>
    curveTrace(
      toVector(curve.fpr, "fpr"),
      toVector(curve.tpr, "tpr"),
      curve.name,
      curve.auc,
      "AUC",
      i,
      "linear",
    ),
  );
  const guess: Trace = {
    type: "scatter",
    mode: "lines",
    x: [0, 1],
    y: [0, 1],
    name: "guessing",
    line: { color: "#8C8C8C", width: 1, dash: "dash" },
    hoverinfo: "skip",
    showlegend: true,
  };
  return {
    data: [guess, ...traces],
    layout: {
      ...baseLayout(options),
      xaxis: { title: { text: "False positive rate" }, range: [-0.01, 1.01] },
      yaxis: { title: { text: "True positive rate" }, range: [-0.01, 1.02] },
    },
  };
}

/**
 * Precision against recall of one or more classifiers.
 *
 * @param options `baseline`: the share of positives, which guessing reaches, as a line.
 * @throws ParameterError when no curve is given or `baseline` lies outside 0 to 1.
 * @throws ValidationError when `precision` and `recall` differ in length.
 */
export function precisionRecallCurveFigure(
  curves: PrecisionRecallCurve | readonly PrecisionRecallCurve[],
  options: FigureOptions & { baseline?: number } = {},
): Figure {
  const { baseline } = options;
  if (baseline !== undefined && !(baseline >= 0 && baseline <= 1)) {
    throw new ParameterError(
      `precisionRecallCurveFigure: baseline must be a share from 0 to 1, got ${baseline}.`,
    );
  }
  const traces = listOf(curves, "precisionRecallCurveFigure").map((curve, i) =>
    curveTrace(
      toVector(curve.recall, "recall"),
      toVector(curve.precision, "precision"),
      curve.name,
      curve.averagePrecision,
      "AP",
      i,
      // recall falls along scikit-learn's arrays: the step goes with the earlier point
      "hv",
    ),
  );
  const guess: Trace[] =
    baseline === undefined
      ? []
      : [
          {
            type: "scatter",
            mode: "lines",
            x: [0, 1],
            y: [baseline, baseline],
            name: "guessing",
            line: { color: "#8C8C8C", width: 1, dash: "dash" },
            hoverinfo: "skip",
            showlegend: true,
          },
        ];
  return {
    data: [...guess, ...traces],
    layout: {
      ...baseLayout(options),
      xaxis: { title: { text: "Recall (completeness)" }, range: [-0.01, 1.01] },
      yaxis: { title: { text: "Precision (1 − contamination)" }, range: [-0.01, 1.02] },
    },
  };
}

function listOf<T>(curves: T | readonly T[], builder: string): readonly T[] {
  const list = (Array.isArray(curves) ? curves : [curves]) as readonly T[];
  if (list.length === 0) throw new ParameterError(`${builder}: give at least one curve.`);
  return list;
}

function curveTrace(
  x: Float64Array,
  y: Float64Array,
  name: string | undefined,
  area: number | undefined,
  areaName: string,
  i: number,
  shape: "linear" | "hv",
): Trace {
  checkSameLength(y.length, x.length, "the curve's y", "its x");
  const label = [
    name === undefined ? [] : wrapText(name, 24),
    area === undefined ? [] : `${areaName} = ${area.toFixed(3)}`,
  ]
    .flat()
    .join("<br>");
  return {
    type: "scatter",
    mode: "lines",
    x: Array.from(x),
    y: Array.from(y),
    name: label || "classifier",
    showlegend: true,
    line: {
      color: OKABE_ITO[i % OKABE_ITO.length],
      width: 2.5,
      shape,
      dash: DASHES[Math.floor(i / OKABE_ITO.length) % DASHES.length],
    },
  };
}
