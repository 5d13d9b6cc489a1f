import { ParameterError } from "../errors";
import { Matrix } from "../matrix";

/** How much to draw: left out, one number; `n`, a vector of n; `[rows, cols]`, a matrix. */
export type Size = number | readonly [number, number];

/** One parameter of a distribution, or one value for each draw. */
export type Param = number | ArrayLike<number>;

/** What a draw of size `S` with parameters of types `P` gives. */
export type Drawn<S, P = number> = [S] extends [undefined]
  ? [P] extends [number]
    ? number
    : Float64Array
  : S extends number
    ? Float64Array
    : Matrix;

/** @throws ParameterError unless `size` is a whole number ≥ 0 or a pair of them. */
export function countOf(size: Size, name: string): number {
  const dims = typeof size === "number" ? [size] : size;
  const valid = dims.every((d) => Number.isInteger(d) && d >= 0) && (dims.length === 1 || dims.length === 2);
  if (!valid) {
    throw new ParameterError(
      `${name}: size must be a whole number ≥ 0 or [rows, cols], but is ${JSON.stringify(size)}.`,
    );
  }
  return dims.length === 1 ? dims[0] : dims[0] * dims[1];
}

/**
 * Draws `size` values; `draw(i)` gives the i-th. Where a parameter is an array, its length must be the number
 * of draws, and without `size` it sets that number.
 */
export function drawMany(
  name: string,
  params: readonly Param[],
  size: Size | undefined,
  draw: (i: number) => number,
): number | Float64Array | Matrix {
  let length: number | undefined;
  for (const param of params) {
    if (typeof param === "number") continue;
    if (length !== undefined && param.length !== length) {
      throw new ParameterError(`${name}: the parameters' lengths differ (${length} and ${param.length}).`);
    }
    length = param.length;
  }
  if (size === undefined && length === undefined) return draw(0);
  const count = size === undefined ? (length as number) : countOf(size, name);
  if (length !== undefined && length !== count) {
    throw new ParameterError(`${name}: parameters of length ${length} do not fit ${count} draws.`);
  }
  const data = new Float64Array(count);
  for (let i = 0; i < count; i++) data[i] = draw(i);
  return typeof size === "object" ? new Matrix(data, size[0], size[1]) : data;
}

/**
 * Makes a reader of one parameter that checks every value.
 *
 * @throws ParameterError if a value fails `valid`; the message names parameter and rule.
 */
export function paramReader(
  name: string,
  param: Param,
  rule: string,
  valid: (value: number) => boolean,
): (i: number) => number {
  const check = (value: number): void => {
    if (typeof value !== "number" || !valid(value)) {
      throw new ParameterError(`${name} must be ${rule}, but is ${String(value)}.`);
    }
  };
  if (typeof param === "number") {
    check(param);
    return () => param;
  }
  for (let i = 0; i < param.length; i++) check(param[i]);
  return (i) => param[i];
}
