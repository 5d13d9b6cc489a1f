import { describe, it } from "vitest";
import { deviates, expectSame } from "./both-backends";

describe("a repeated tensor", () => {
  it.each([
    [1, 1, 1, 1],
    [5, 1, 1, 1],
    [1, 1, 1, 7],
    [2, 3, 1, 5],
    [3, 1, 4, 1],
    [2, 2, 2, 2],
  ])("is that of the plain backend: %i x %i x %i x %i times", async (...times) => {
    await expectSame((tf) => {
      const row = deviates(tf, [1, 1, 1, 6], 1);
      const block = deviates(tf, [2, 3, 1, 5], 2);
      const flags = tf.greater(block, 0);
      return [tf.tile(row, times), tf.tile(block, times), tf.tile(flags, times)];
    }, String(times));
  });
});
