import { describe, expect, it } from "vitest";
import { Arena } from "../../src/kernels/dense";
import { bindNeighbors, PANEL } from "../../src/kernels/neighbors";

/** A fixed sequence without structure. */
const noise = (k: number): number => Math.sin(k * 12.9898 + 1) * 3;

const n = 24;
const width = 8;
const full = 12;
const m = 5;

function setUp() {
  const arena = new Arena(65_536);
  const kernels = bindNeighbors(arena.memory);
  const rows = Float32Array.from({ length: n * full }, (_, k) => noise(k));
  const fullRows = arena.float32(n * full);
  fullRows.set(rows);
  const panels = arena.float32(n * width);
  const norms = arena.float32(n);
  const rowNorms = arena.float32(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < full; j++) {
      const value = rows[i * full + j];
      rowNorms[i] += value * value;
      if (j >= width) continue;
      norms[i] += value * value;
      panels[(i - (i % PANEL)) * width + j * PANEL + (i % PANEL)] = value;
    }
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
  const square = (i: number, j: number, d: number): number => {
    let sum = 0;
    for (let k = 0; k < d; k++) sum += (fullQueries[i * full + k] - fullRows[j * full + k]) ** 2;
    return sum;
  };
  // Taken out of order and not all of them, as a search does.
  const ids = arena.int32(m);
  ids.set([3, 0, 4, 1, 2]);
  const room = arena.float32(4 * n + n);
  return {
    arena,
    kernels,
    fullRows,
    panels,
    norms,
    rowNorms,
    fullQueries,
    queries,
    keptNorms,
    fullNorms,
    square,
    ids,
    room,
  };
}

const columns = Array.from({ length: n }, (_, j) => j);

describe("kernels of the neighbour search", () => {
  it.each([1, 3, n])("find the %i rows that are nearest along the kept directions", (k) => {
    const { arena, kernels, panels, norms, queries, square, ids, room } = setUp();
    const places = arena.int32(m * k);
    const at = [ids, queries, panels, norms, room, places].map((array) => array.byteOffset);
    kernels.smallest(at[0], m, at[1], width, at[2], n, at[3], k, at[4], at[5]);
    for (let i = 0; i < m; i++) {
      const id = ids[i];
      const expected = [...columns].sort((a, b) => square(id, a, width) - square(id, b, width)).slice(0, k);
      expect(Array.from(places.subarray(i * k, (i + 1) * k))).toEqual(expected);
    }
  });

  it.each([0, full])("list the rows within a limit (%i features)", (features) => {
    const s = setUp();
    const limits = s.arena.float64(m);
    limits.set([60, 80, 100, 0, Number.POSITIVE_INFINITY]);
    const found = s.arena.int32(m * n);
    const counts = s.arena.int32(m);
    s.kernels.within(
      s.ids.byteOffset,
      m,
      limits.byteOffset,
      s.queries.byteOffset,
      width,
      s.keptNorms.byteOffset,
      s.panels.byteOffset,
      n,
      s.norms.byteOffset,
      1e-6,
      features,
      s.fullQueries.byteOffset,
      s.fullNorms.byteOffset,
      s.fullRows.byteOffset,
      s.rowNorms.byteOffset,
      1e-6,
      s.room.byteOffset,
      found.byteOffset,
      counts.byteOffset,
    );
    for (let i = 0; i < m; i++) {
      const id = s.ids[i];
      const expected = columns.filter((j) => s.square(id, j, features === 0 ? width : full) <= limits[id]);
      expect(Array.from(found.subarray(i * n, i * n + counts[i]))).toEqual(expected);
    }
    expect(counts[2]).toBe(n);
  });

  it("bound the distance to a box", () => {
    const { arena, kernels } = setUp();
    const [rows, low, high, norms, out] = [8, 4, 4, 2, 2].map((length) => arena.float32(length));
    rows.set([0, 0, 0, 0, 3, -2, 0.5, 5]);
    low.set([-1, -1, 0, 0]);
    high.set([1, 1, 1, 1]);
    norms.set([100, 200]);
    const at = [rows, low, high, norms, out].map((array) => array.byteOffset);
    kernels.boxBounds(at[0], 2, 4, at[1], at[2], at[3], 0.125, at[4]);
    expect(Array.from(out)).toEqual([-12.5, 4 + 1 + 16 - 25]);
  });
});
