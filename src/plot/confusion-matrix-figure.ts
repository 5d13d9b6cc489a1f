import { ParameterError, ValidationError } from "../core/errors";
import type { Label } from "../core/labels";
import { type TableLike, toMatrix } from "../core/table-like";
import { colorAt, readableOn } from "./color";
import type { Figure } from "./figure";
import { baseLayout, type FigureOptions } from "./figure-options";
import { percent } from "./percent";
import { SEQUENTIAL } from "./template";
import { plainText, wrapText } from "./text";

export interface ConfusionMatrixFigureOptions extends FigureOptions {
  /**
   * What the shade shows: the share of the true class ("true", the default), of the predicted class
   * ("pred"), of all samples ("all"), or the count (`null`). The numbers in a cell are always the count and,
   * unless `null` or where nothing was counted, that share.
   */
  normalize?: "true" | "pred" | "all" | null;
}

/**
 * A confusion matrix with true classes as rows, as scikit-learn draws it.
 *
 * @param matrix Counts, shape (classes, classes): row = true class, column = predicted class.
 * @param labels Names of the classes, in the matrix' order.
 * @throws ValidationError when the matrix is not square or holds a negative count.
 * @throws ParameterError when there is not one label for each class, or `normalize` is unknown.
 */
export function confusionMatrixFigure(
  matrix: TableLike,
  labels: ArrayLike<Label>,
  options: ConfusionMatrixFigureOptions = {},
): Figure {
  const counts = toMatrix(matrix, { name: "matrix" });
  const n = counts.rows;
  const { normalize = "true" } = options;
  if (counts.cols !== n || counts.data.some((count) => count < 0)) {
    throw new ValidationError(
      `confusionMatrixFigure: matrix must be square with counts from 0, but is ${n} by ${counts.cols}` +
        `${counts.cols === n ? " with a negative entry" : ""}.`,
    );
  }
  if (labels.length !== n) {
    throw new ParameterError(
      `confusionMatrixFigure: ${labels.length} labels for ${n} classes; give one for each.`,
    );
  }
  if (!["true", "pred", "all", null].includes(normalize)) {
    throw new ParameterError(
      `confusionMatrixFigure: normalize must be "true", "pred", "all" or null, got ${JSON.stringify(normalize)}.`,
    );
  }
  const rows = counts.toArray();
  const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
  const rowSums = rows.map(sum);
  const columnSums = rows.map((_, j) => sum(rows.map((row) => row[j])));
  const total = sum(rowSums);
  const share = (i: number, j: number): number => {
    const whole = { true: rowSums[i], pred: columnSums[j], all: total }[normalize ?? "all"];
    return whole > 0 ? rows[i][j] / whole : 0;
  };
  const shades = rows.map((row, i) => row.map((count, j) => (normalize === null ? count : share(i, j))));
  const top = normalize === "all" || normalize === null ? Math.max(...shades.flat()) || 1 : 1;
  const names = Array.from(labels, (label) => wrapText(label, 16));
  const longest = Math.max(...names.map((name) => plainText(name).length));
  const cell = n <= 3 ? 110 : n <= 6 ? 80 : 56;
  const size = n <= 6 ? 14 : 13;
  const ticks = {
    tickmode: "array",
    tickvals: names.map((_, i) => i),
    ticktext: names,
    showgrid: false,
    ticks: "",
  };
  const wholes = { true: "of the true class", pred: "of the predicted class", all: "of all" };

  return {
    data: [
      {
        type: "heatmap",
        z: shades,
        zmin: 0,
        zmax: top,
        colorscale: SEQUENTIAL,
        xgap: 2,
        ygap: 2,
        hovertemplate: "true %{y}, predicted %{x}: %{text}<extra></extra>",
        text: rows,
        showscale: true,
        colorbar: {
          title: {
            text: normalize === null ? "count" : `share ${wholes[normalize]}`,
            // above the bar it would touch the label of the topmost tick
            side: "right",
            font: { size: 13 },
          },
          tickformat: normalize === null ? ",d" : ".0%",
          outlinewidth: 0,
          thickness: 16,
          tickfont: { size: 13 },
        },
      },
    ],
    layout: {
      ...baseLayout(
        { width: Math.max(520, n * cell * 1.25 + 280), ...options },
        Math.max(420, n * cell + 170),
      ),
      xaxis: {
        ...ticks,
        title: { text: "Predicted class" },
        tickangle: n > 6 && longest > 6 ? -40 : 0,
        constrain: "domain",
      },
      yaxis: { ...ticks, title: { text: "True class" }, autorange: "reversed" },
      annotations: rows.flatMap((row, i) =>
        row.map((count, j) => ({
          x: j,
          y: i,
          text:
            normalize === null || count === 0
              ? groupDigits(count)
              : `${groupDigits(count)}<br><span style="font-size:13px">${percent(share(i, j), 1)}</span>`,
          showarrow: false,
          font: { size, color: readableOn(colorAt(SEQUENTIAL, shades[i][j] / top)) },
        })),
      ),
    },
  };
}

const groupDigits = (count: number): string => count.toLocaleString("en-US");
