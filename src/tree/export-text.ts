import { ParameterError, ValidationError } from "../core/errors";
import { checkKnown, checkNumber } from "../core/parameters";
import { DecisionTreeClassifier } from "./decision-tree-classifier";
import type { DecisionTreeRegressor } from "./decision-tree-regressor";
import { LEAF, type TreeStructure } from "./tree-structure";

export interface ExportTextOptions {
  /** Names of the features; default: the names of the table that was fitted, else `feature_0`, `feature_1`, … */
  featureNames?: readonly string[] | null;
  /** Levels that are printed before a branch is cut with "truncated branch"; default 10. */
  maxDepth?: number;
  /** Spaces between the lines of the tree; default 3. */
  spacing?: number;
  /** Decimals of thresholds and values; default 2. */
  decimals?: number;
  /** Whether leaves of a classifier show the weight of each class; default `false`. */
  showWeights?: boolean;
}

/**
 * A fitted decision tree as text, to the character as `sklearn.tree.export_text` of scikit-learn 1.2 prints it
 * (strings stand without quotes, booleans as True and False).
 *
 * @throws NotFittedError if the tree is not fitted.
 * @throws ValidationError if the number of names is not the number of features.
 * @throws ParameterError if an option is unknown or out of range.
 *
 * @see https://scikit-learn.org/1.2/modules/generated/sklearn.tree.export_text.html
 */
export function exportText(
  model: DecisionTreeClassifier | DecisionTreeRegressor,
  options: ExportTextOptions = {},
): string {
  checkKnown("exportText", options, ["featureNames", "maxDepth", "spacing", "decimals", "showWeights"]);
  const { maxDepth = 10, spacing = 3, decimals = 2, showWeights = false } = options;
  checkNumber("maxDepth", maxDepth, { min: 0, integer: true });
  checkNumber("spacing", spacing, { min: 1, integer: true });
  checkNumber("decimals", decimals, { min: 0, max: 100, integer: true });
  if (typeof showWeights !== "boolean") throw new ParameterError("showWeights must be true or false.");
  model.getDepth();
  const { tree } = model;
  const names = options.featureNames ?? model.featureNamesIn ?? genericNames(tree.nFeatures);
  if (names.length !== tree.nFeatures) {
    throw new ValidationError(
      `featureNames has ${names.length} names, but the tree was fitted on ${tree.nFeatures} features.`,
    );
  }
  const describeLeaf = (node: number): string => {
    const values = tree.value.subarray(node * tree.valuesPerNode, (node + 1) * tree.valuesPerNode);
    const list = `[${Array.from(values, (value) => toFixedHalfEven(value, decimals)).join(", ")}]`;
    if (!(model instanceof DecisionTreeClassifier)) return ` value: ${list}`;
    let best = 0;
    for (let k = 1; k < values.length; k++) if (values[k] > values[best]) best = k;
    const label = pythonLabel(model.classes[best]);
    return `${showWeights ? ` weights: ${list}` : ""} class: ${label}`;
  };

  const lines: string[] = [];
  const print = (node: number, depth: number): void => {
    const branch = `|${" ".repeat(spacing)}`.repeat(depth - 1);
    const edge = `${branch}|${"-".repeat(spacing)}`;
    const height = depth <= maxDepth + 1 ? 1 : heightOf(tree, node);
    if (height > 1) {
      lines.push(`${edge} truncated branch of depth ${height}`);
      return;
    }
    if (tree.childrenLeft[node] === LEAF) {
      lines.push(`${edge}${describeLeaf(node)}`);
      return;
    }
    const name = names[tree.feature[node]];
    const threshold = toFixedHalfEven(tree.threshold[node], decimals);
    lines.push(`${edge} ${name} <= ${threshold}`);
    print(tree.childrenLeft[node], depth + 1);
    lines.push(`${edge} ${name} >  ${threshold}`);
    print(tree.childrenRight[node], depth + 1);
  };
  print(0, 1);
  return `${lines.join("\n")}\n`;
}

const genericNames = (n: number): string[] => Array.from({ length: n }, (_, j) => `feature_${j}`);

const pythonLabel = (label: number | string | boolean): string =>
  typeof label === "boolean" ? (label ? "True" : "False") : String(label);

function heightOf(tree: TreeStructure, node: number): number {
  if (tree.childrenLeft[node] === LEAF) return 1;
  return 1 + Math.max(heightOf(tree, tree.childrenLeft[node]), heightOf(tree, tree.childrenRight[node]));
}

/** As Python formats: an exact half goes to the even digit, where JavaScript goes away from zero. */
function toFixedHalfEven(value: number, decimals: number): string {
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}${decimals > 0 ? `.${"0".repeat(decimals)}` : ""}`;
  const rounded = value.toFixed(decimals);
  if (decimals > 98) return rounded;
  const more = value.toFixed(100);
  const tail = more.slice(more.indexOf(".") + 1 + decimals);
  if (!/^50*$/.test(tail)) return rounded;
  const truncated = more.slice(0, more.length - tail.length);
  const lastDigit = Number(truncated.replace(".", "").slice(-1));
  return lastDigit % 2 === 0 ? truncated.replace(/\.$/, "") : rounded;
}
