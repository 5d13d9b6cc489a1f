import { expect } from "vitest";
import { Matrix } from "../src/core/matrix";

/** Fails unless every number agrees to `relative`, or to `absolute` where the expected one is about zero. */
export function expectClose(
  actual: ArrayLike<number> | Matrix,
  expected: ArrayLike<number> | number[][],
  relative = 1e-9,
  absolute = 1e-12,
): void {
  const got = actual instanceof Matrix ? actual.data : actual;
  const want = (Array.isArray(expected[0]) ? (expected as number[][]).flat() : expected) as ArrayLike<number>;
  expect(got.length).toBe(want.length);
  for (let i = 0; i < want.length; i++) {
    if (Object.is(got[i], want[i]) || (Number.isNaN(got[i]) && want[i] === null)) continue;
    const difference = Math.abs(got[i] - want[i]);
    if (!(difference <= Math.max(absolute, relative * Math.abs(want[i])))) {
      expect.fail(
        `value ${i} is ${got[i]}, expected ${want[i]} (relative ${difference / Math.abs(want[i])})`,
      );
    }
  }
}
