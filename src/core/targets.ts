import { ValidationError } from "./errors";
import { describe, isSeries, isTensor } from "./table-like";

/** A vector of numbers: an array or typed array, an arquero column, a danfo.js Series or a 1-D tensor. */
export type VectorLike =
  | ArrayLike<number>
  | { readonly shape: number[]; readonly columns: unknown; readonly values: unknown }
  | { readonly shape: number[]; dataSync(): ArrayLike<number> };

/**
 * Reads a vector of finite numbers as a `Float64Array`; a `Float64Array` comes back without a copy.
 *
 * @throws ValidationError if it is empty, is no vector, or holds a value that is not a finite number (the message
 * names the row).
 */
export function toVector(values: VectorLike, name = "y"): Float64Array {
  const source = readVector(values, name);
  const n = source.length;
  if (n === 0) throw new ValidationError(`${name} is empty: at least one value is needed.`);
  const out = source instanceof Float64Array ? source : new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const value = source[i];
    if (typeof value !== "number") {
      throw new ValidationError(`${name} must hold numbers only, but row ${i} is ${describe(value)}.`);
    }
    if (value - value !== 0) {
      throw new ValidationError(`${name} holds ${value} at row ${i}: every value must be a finite number.`);
    }
    if (out !== source) out[i] = value;
  }
  return out;
}

function readVector(values: unknown, name: string): ArrayLike<unknown> {
  if (Array.isArray(values)) return values;
  if (ArrayBuffer.isView(values) && !(values instanceof DataView)) {
    return values as unknown as ArrayLike<number>;
  }
  if (isTensor(values) && values.shape.length === 1) return values.dataSync();
  if (isSeries(values)) return values.values;
  throw new ValidationError(`${name} must be a vector of numbers; got ${describe(values)}.`);
}

/**
 * Sample weights as a `Float64Array` of length `n`, or `undefined` where none are given.
 *
 * @throws ValidationError if their number is not `n`, one is negative or not finite, or all are zero.
 */
export function toSampleWeight(weights: VectorLike | null | undefined, n: number): Float64Array | undefined {
  if (weights === null || weights === undefined) return undefined;
  const out = toVector(weights, "sampleWeight");
  checkSameLength(out.length, n, "sampleWeight", "X");
  let sum = 0;
  for (let i = 0; i < n; i++) {
    if (out[i] < 0)
      throw new ValidationError(`sampleWeight holds ${out[i]} at row ${i}: weights cannot be negative.`);
    sum += out[i];
  }
  if (sum === 0)
    throw new ValidationError("sampleWeight is zero everywhere: at least one weight must be positive.");
  return out;
}

/** @throws ValidationError if the lengths differ. */
export function checkSameLength(length: number, expected: number, name: string, other: string): void {
  if (length === expected) return;
  throw new ValidationError(
    `${name} has ${length} values but ${other} has ${expected} rows: they must be equally many.`,
  );
}
