import { describe, expect, it } from "vitest";
import { Arena } from "../../src/kernels/dense";
import { bindNeighbors, PANEL } from "../../src/kernels/neighbors";

/** A fixed sequence without structure. */
const noise = (k: number): number => Math.sin(k * 12.9898 + 1) * 3;

/** Two blocks, of which the second is padded from row 40 on. */
const blocks: [first: number, n: number][] = [
  [0, 24],
  [24, 24],
];
const places = 48;
const rows = 40;
const width = 8;
const full = 12;
const m = 5;
const slack = 4e-6;

function setUp(k: number, most: number) {
  const arena = new Arena(65_536);
  const kernels = bindNeighbors(arena.memory);
  const fullRows = arena.float32(places * full);
  const panels = arena.float32(places * width);
  const halfNorms = arena.float32(places).fill(Number.NEGATIVE_INFINITY);
  const rowNorms = arena.float32(places);
  for (let i = 0; i < rows; i++) {
    let square = 0;
    for (let j = 0; j < full; j++) {
      const value = noise(i * full + j);
      fullRows[i * full + j] = value;
      rowNorms[i] += value * value;
      if (j >= width) continue;
      square += value * value;
      panels[(i - (i % PANEL)) * width + j * PANEL + (i % PANEL)] = value;
    }
    halfNorms[i] = -0.5 * square * (1 - slack);
  }
  const fullQueries = arena.float32(m * full);
  const queries = arena.float32(m * width);
  const keptNorms = arena.float32(m);
  const fullNorms = arena.float32(m);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < full; j++) {
      const value = noise(1000 + i * full + j);
      fullQueries[i * full + j] = value;
      fullNorms[i] += value * value;
      if (j >= width) continue;
      queries[i * width + j] = value;
      keptNorms[i] += value * value;
    }
  }
  const square = (i: number, j: number): number => {
    let sum = 0;
    for (let c = 0; c < full; c++) sum += (fullQueries[i * full + c] - fullRows[j * full + c]) ** 2;
    return sum;
  };
  const ids = arena.int32(m);
  const uppers = arena.float32(m * k).fill(3e38);
  const found = arena.int32(m * most);
  const lowers = arena.float32(m * most);
  const counts = arena.int32(m);
  const hits = arena.int32(places);
  const visit = (wanted: number[], [first, n]: [number, number]) => {
    ids.set(wanted);
    kernels.visit(
      ids.byteOffset,
      wanted.length,
      queries.byteOffset,
      width,
      keptNorms.byteOffset,
      first,
      n,
      panels.byteOffset,
      halfNorms.byteOffset,
      slack,
      full,
      fullQueries.byteOffset,
      fullNorms.byteOffset,
      fullRows.byteOffset,
      rowNorms.byteOffset,
      slack,
      k,
      uppers.byteOffset,
      most,
      found.byteOffset,
      lowers.byteOffset,
      counts.byteOffset,
      hits.byteOffset,
    );
  };
  return { visit, square, uppers, found, lowers, counts };
}

describe("kernels of the neighbour search", () => {
  it.each([1, 3, 40])("bound the distances of the %i nearest rows and keep them as candidates", (k) => {
    const most = 64;
    const { visit, square, uppers, found, lowers, counts } = setUp(k, most);
    // Out of order, and the blocks not in the same order for all, as in a search.
    visit([3, 0, 4, 1, 2], blocks[0]);
    visit([2, 3, 0, 1], blocks[1]);
    visit([4], blocks[1]);
    for (let i = 0; i < m; i++) {
      const distances = Array.from({ length: rows }, (_, j) => square(i, j));
      const nearest = distances.map((_, j) => j).sort((a, b) => distances[a] - distances[b]);
      for (let c = 0; c < k; c++) {
        const upper = uppers[i * k + c];
        expect(upper).toBeGreaterThanOrEqual(distances[nearest[c]]);
        expect(upper).toBeLessThan(distances[nearest[c]] + 0.01);
      }
      const candidates = Array.from(found.subarray(i * most, i * most + counts[i]));
      expect(new Set(candidates).size).toBe(candidates.length);
      expect(candidates).toEqual(expect.arrayContaining(nearest.slice(0, k)));
      candidates.forEach((j, c) => {
        const lower = lowers[i * most + c];
        expect(lower).toBeLessThanOrEqual(distances[j]);
        expect(lower).toBeGreaterThan(distances[j] - 0.01);
      });
    }
  });

  it("leave out rows that cannot be near enough", () => {
    const { visit, square, uppers, found, counts } = setUp(1, 64);
    visit([2], blocks[0]);
    const before = counts[2];
    const limit = uppers[2];
    visit([2], blocks[1]);
    const added = Array.from(found.subarray(2 * 64 + before, 2 * 64 + counts[2]));
    const near = Array.from({ length: rows - 24 }, (_, j) => 24 + j).filter((j) => square(2, j) <= limit);
    expect(added).toEqual(near);
  });

  it("drop candidates that have turned out too far, and give up where there are still too many", () => {
    const few = setUp(2, 4);
    const many = setUp(2, 64);
    const all = [0, 1, 2, 3, 4];
    for (const block of blocks) {
      few.visit(all, block);
      many.visit(all, block);
    }
    const inQuestion = (i: number): number[] =>
      Array.from(many.found.subarray(i * 64, i * 64 + many.counts[i])).filter(
        (_, c) => many.lowers[i * 64 + c] <= many.uppers[2 * i + 1],
      );
    for (const i of all) {
      expect(many.counts[i]).toBeGreaterThan(4);
      const kept = Array.from(few.found.subarray(i * 4, i * 4 + few.counts[i]));
      expect(kept).toEqual(expect.arrayContaining(inQuestion(i)));
    }
    // Room for one where two must stay.
    const none = setUp(2, 1);
    none.visit(all, blocks[0]);
    expect(Array.from(none.counts)).toEqual([-1, -1, -1, -1, -1]);
  });

  it("bound the distance to a box", () => {
    const arena = new Arena(4096);
    const kernels = bindNeighbors(arena.memory);
    const [points, low, high, norms, out] = [8, 4, 4, 2, 2].map((length) => arena.float32(length));
    points.set([0, 0, 0, 0, 3, -2, 0.5, 5]);
    low.set([-1, -1, 0, 0]);
    high.set([1, 1, 1, 1]);
    norms.set([100, 200]);
    const at = [points, low, high, norms, out].map((array) => array.byteOffset);
    kernels.boxBounds(at[0], 2, 4, at[1], at[2], at[3], 0.125, at[4]);
    expect(Array.from(out)).toEqual([-12.5, 4 + 1 + 16 - 25]);
  });
});
