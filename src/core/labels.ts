import { ValidationError } from "./errors";
import { describe, isSeries, isTensor } from "./table-like";

/** A class label. One vector of labels holds one kind only. */
export type Label = number | string | boolean;

/** Labels as they come out of this package: a `Float64Array` for numbers, else a plain array. */
export interface LabelVector extends Iterable<Label> {
  readonly length: number;
  readonly [index: number]: Label;
}

/**
 * Labels as they go in: an array or typed array, an arquero column (`table.array(name)`), a danfo.js Series or a
 * one-dimensional TensorFlow.js tensor.
 */
export type LabelsLike =
  | ArrayLike<Label>
  | { readonly shape: number[]; readonly columns: unknown; readonly values: unknown }
  | { readonly shape: number[]; dataSync(): ArrayLike<number> };

export interface EncodedLabels {
  /** The distinct labels, sorted: numbers by value, strings by code unit, `false` before `true`. */
  classes: Label[];
  /** For each label its index in `classes`. */
  codes: Int32Array;
}

/**
 * Reads labels without copying them where they are an array already.
 *
 * @throws ValidationError if `y` is no vector, is empty, mixes kinds of label, or holds NaN, null or an object.
 */
export function toLabels(y: LabelsLike, name = "y"): ArrayLike<Label> {
  const labels = readLabels(y, name);
  if (labels.length === 0) throw new ValidationError(`${name} is empty: at least one label is needed.`);
  checkKinds(labels, name);
  return labels;
}

function readLabels(y: unknown, name: string): ArrayLike<Label> {
  if (Array.isArray(y)) return y;
  if (ArrayBuffer.isView(y) && !(y instanceof DataView)) return y as unknown as ArrayLike<number>;
  if (isTensor(y)) {
    if (y.shape.length !== 1) {
      throw new ValidationError(
        `${name} must be one-dimensional, but is a tensor of shape [${y.shape.join(", ")}].`,
      );
    }
    return y.dataSync();
  }
  if (isSeries(y)) return y.values as ArrayLike<Label>;
  throw new ValidationError(
    `${name} must be a vector of labels (numbers, strings or booleans); got ${describe(y)}.`,
  );
}

function checkKinds(labels: ArrayLike<unknown>, name: string): void {
  if (ArrayBuffer.isView(labels) && !(labels instanceof Float64Array) && !(labels instanceof Float32Array)) {
    if (typeof labels[0] === "number") return;
  }
  const kind = typeof labels[0];
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    const ok =
      typeof label === kind && (kind === "string" || kind === "boolean" || Number.isFinite(label as number));
    if (ok) continue;
    if (kind === "number" && typeof label === "number") {
      throw new ValidationError(`${name} holds ${label} at row ${i}: a label must be a finite number.`);
    }
    const got = Array.isArray(label) || ArrayBuffer.isView(label) ? "a row of values" : describe(label);
    throw new ValidationError(
      `${name} holds ${got} at row ${i}: labels must all be numbers, all strings or all booleans.`,
    );
  }
}

/**
 * Finds the distinct labels and replaces each label by its index among them, as `numpy.unique` does with
 * `return_inverse`.
 *
 * @throws ValidationError as {@link toLabels}.
 */
export function encodeLabels(y: LabelsLike, name = "y"): EncodedLabels {
  const labels = toLabels(y, name);
  return encodeSmallIntegers(labels) ?? encodeByMap(labels);
}

function encodeByMap(labels: ArrayLike<Label>): EncodedLabels {
  const index = new Map<Label, number>();
  const codes = codesByMap(labels, index);
  const found = [...index.keys()];
  const classes = sortLabels(found);
  const rank = new Int32Array(found.length);
  for (let k = 0; k < classes.length; k++) rank[index.get(classes[k])!] = k;
  for (let i = 0; i < codes.length; i++) codes[i] = rank[codes[i]];
  return { classes, codes };
}

/** Number of each label in `index`, to which labels that are new are added in the order in which they come. */
export function codesByMap(labels: ArrayLike<Label>, index: Map<Label, number>): Int32Array {
  const codes = new Int32Array(labels.length);
  let last: Label | undefined;
  let lastCode = -1;
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i];
    // Equal labels often follow each other, and a map is slow to ask.
    if (label !== last) {
      const known = index.get(label);
      lastCode = known ?? index.size;
      if (known === undefined) index.set(label, lastCode);
      last = label;
    }
    codes[i] = lastCode;
  }
  return codes;
}

/** Integers that lie close together, by far the commonest labels, need a table of their range instead of a map. */
function encodeSmallIntegers(labels: ArrayLike<Label>): EncodedLabels | undefined {
  if (typeof labels[0] !== "number") return undefined;
  const numbers = labels as ArrayLike<number>;
  let min = numbers[0];
  let max = min;
  for (let i = 0; i < numbers.length; i++) {
    const label = numbers[i];
    if (label !== Math.floor(label)) return undefined;
    if (label < min) min = label;
    if (label > max) max = label;
  }
  if (max - min > 65_535) return undefined;
  const rank = new Int32Array(max - min + 1);
  for (let i = 0; i < numbers.length; i++) rank[numbers[i] - min] = 1;
  const classes: Label[] = [];
  for (let r = 0; r < rank.length; r++) if (rank[r] === 1) rank[r] = classes.push(min + r) - 1;
  const codes = new Int32Array(numbers.length);
  for (let i = 0; i < numbers.length; i++) codes[i] = rank[numbers[i] - min];
  return { classes, codes };
}

/**
 * Replaces each label by its index in `classes`.
 *
 * @throws ValidationError if a label is not among `classes`, unless `unknown` gives the code for those.
 */
export function encodeLabelsWith(
  classes: readonly Label[],
  y: LabelsLike,
  options: { name?: string; unknown?: number } = {},
): Int32Array {
  const { name = "y", unknown } = options;
  const labels = toLabels(y, name);
  const index = new Map<Label, number>(classes.map((label, k) => [label, k]));
  const codes = new Int32Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    const code = index.get(labels[i]) ?? unknown;
    if (code === undefined) {
      throw new ValidationError(
        `${name} holds ${describe(labels[i])} at row ${i}, which is none of the classes [${classes.join(", ")}].`,
      );
    }
    codes[i] = code;
  }
  return codes;
}

/** The labels that `codes` stand for: a `Float64Array` where the classes are numbers. */
export function decodeLabels(classes: readonly Label[], codes: ArrayLike<number>): LabelVector {
  if (typeof classes[0] === "number") {
    const out = new Float64Array(codes.length);
    for (let i = 0; i < codes.length; i++) out[i] = classes[codes[i]] as number;
    return out;
  }
  const out = new Array<Label>(codes.length);
  for (let i = 0; i < codes.length; i++) out[i] = classes[codes[i]];
  return out;
}

/** Labels of one kind in the order of {@link EncodedLabels.classes}, in a new array. */
export function sortLabels(labels: readonly Label[]): Label[] {
  return [...labels].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
