import { ParameterError } from "./errors";
import type { Label } from "./labels";
import { checkNumber } from "./parameters";

/**
 * Weight of each class: `"balanced"` gives all classes the same total weight; an object or a `Map` names the weight
 * of each label (1 where it names none); `null` weighs all rows alike.
 */
export type ClassWeight =
  | "balanced"
  | { readonly [label: string]: number }
  | ReadonlyMap<Label, number>
  | null;

/**
 * The weight of each class, or `undefined` where all are alike.
 *
 * @param counts - rows of each class.
 * @throws ParameterError if `classWeight` is none of its forms, names an unknown label or a negative weight.
 */
export function classWeights(
  classWeight: ClassWeight,
  classes: readonly Label[],
  counts: ArrayLike<number>,
): Float64Array | undefined {
  if (classWeight === null) return undefined;
  if (classWeight === "balanced") {
    const rows = Array.from(counts).reduce((sum, count) => sum + count, 0);
    return Float64Array.from(counts, (count) => (count === 0 ? 0 : rows / (classes.length * count)));
  }
  if (typeof classWeight !== "object") {
    throw new ParameterError(`classWeight must be "balanced", an object, a Map or null; got ${classWeight}.`);
  }
  const named: [Label, number][] =
    classWeight instanceof Map
      ? [...classWeight]
      : Object.entries(classWeight as { [label: string]: number });
  const byName = new Map(classes.map((label, k) => [String(label), k]));
  const out = new Float64Array(classes.length).fill(1);
  for (const [label, weight] of named) {
    const k = byName.get(String(label));
    if (k === undefined) {
      throw new ParameterError(
        `classWeight names the label ${String(label)}, but the classes are ${classes.map(String).join(", ")}.`,
      );
    }
    checkNumber(`classWeight of ${String(label)}`, weight, { min: 0 });
    out[k] = weight;
  }
  return out;
}

/** Sample weights multiplied by the weights of the rows' classes; new array, never `undefined`. */
export function weightsOfRows(
  codes: Int32Array,
  sampleWeight: Float64Array | undefined,
  byClass: Float64Array | undefined,
): Float64Array {
  const out = new Float64Array(codes.length);
  for (let i = 0; i < codes.length; i++) {
    const weight = sampleWeight === undefined ? 1 : sampleWeight[i];
    out[i] = byClass === undefined ? weight : weight * byClass[codes[i]];
  }
  return out;
}

export function countCodes(codes: Int32Array, nClasses: number): Int32Array {
  const counts = new Int32Array(nClasses);
  for (let i = 0; i < codes.length; i++) counts[codes[i]]++;
  return counts;
}
