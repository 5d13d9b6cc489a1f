import fc from "fast-check";
import { expect, it } from "vitest";
import { RandomState } from "../../src/core/random-state";
import { GROUP, KMeansRows } from "../../src/kernels/kmeans";
import { BoundedKMeansRows } from "../../src/kernels/kmeans-bounds";
import { SingleKMeansRows } from "../../src/kernels/kmeans-single";

/** Labels and centres of each of some iterations. */
function iterations(rows: KMeansRows, start: Float64Array, d: number, count: number) {
  const groups = Math.ceil(rows.rows / GROUP);
  let centers = start;
  return Array.from({ length: count }, () => {
    rows.setCenters(centers);
    const changed = rows.assign(0, groups);
    const sums = rows.clusterSums(0, groups);
    centers = centers.map((value, m) => {
      const at = Math.floor(m / d) * (d + 1);
      return sums[at] === 0 ? value : sums[at + 1 + (m % d)] / sums[at];
    });
    return { changed, labels: rows.labels.slice(), centers };
  });
}

it("gives the labels of a plain comparison, ties included", () => {
  const sizes = fc.record({
    n: fc.integer({ min: 1, max: 1100 }),
    d: fc.integer({ min: 1, max: 5 }),
    k: fc.integer({ min: 1, max: 12 }),
    // Few whole numbers make many ties; far from zero the squares lose digits.
    values: fc.constantFrom(3, 1000),
    offset: fc.constantFrom(0, 1e7),
    // Beyond what single precision holds, above and below.
    scale: fc.constantFrom(1, 1e-25, 1e25),
    seed: fc.nat(1000),
  });
  fc.assert(
    fc.property(sizes, ({ n, d, k, values, offset, scale, seed }) => {
      const random = new RandomState(seed);
      const X = Float64Array.from(random.randint(0, values, n * d), (value) => (value + offset) * scale);
      const start = Float64Array.from(random.randint(0, values, k * d), (value) => (value + offset) * scale);
      const plain = iterations(new KMeansRows(X, n, d, null, k, 0), start, d, 9);
      for (const Rows of [BoundedKMeansRows, SingleKMeansRows]) {
        expect(iterations(new Rows(X, n, d, null, k, 0), start, d, 9)).toEqual(plain);
      }
    }),
    { numRuns: 150 },
  );
});

it("takes far fewer distances", () => {
  const [n, d, k] = [4000, 3, 20];
  const X = new RandomState(0).normal(0, 1, n * d);
  const plain = new KMeansRows(X, n, d, null, k, 0);
  const bounded = new BoundedKMeansRows(X, n, d, null, k, 0);
  for (const rows of [plain, bounded]) iterations(rows, X.slice(0, k * d), d, 40);
  expect(plain.compared).toBe(40 * n * k);
  expect(bounded.compared).toBeLessThan(0.35 * plain.compared);
});

it("measures rows of any size against centres of any size", () => {
  const X = Float64Array.from([1e30, -1e30, 1e-30, 3, 1e18, 0, 5e307, -2], (value) => value);
  const centers = new Float64Array([1e30, 0, 4, -1e10, 1e18, 1e-20]);
  const labelsOf = (rows: KMeansRows) => {
    rows.setCenters(centers);
    rows.assign(0, 2);
    return rows.labels;
  };
  const plain = labelsOf(new KMeansRows(X, 8, 1, null, 6, 0));
  expect(labelsOf(new SingleKMeansRows(X, 8, 1, null, 6, 0))).toEqual(plain);
  expect(labelsOf(new BoundedKMeansRows(X, 8, 1, null, 6, 0))).toEqual(plain);
});

it("begins anew when told to", () => {
  const X = new RandomState(0).normal(0, 1, 300);
  const rows = new BoundedKMeansRows(X, 100, 3, null, 4, 0);
  const first = iterations(rows, X.slice(0, 12), 3, 5);
  rows.forget();
  expect(iterations(rows, X.slice(0, 12), 3, 5)).toEqual(first);
});
