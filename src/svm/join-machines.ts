import { Matrix } from "../core/matrix";
import { classPairs } from "./one-vs-one";

/** Joins the machines' coefficients into one table over the rows that any of them uses. */
export function joinMachines(
  groups: readonly Int32Array[],
  coefs: readonly Float64Array[],
): { support: Int32Array; nSupport: Int32Array; dualCoef: Matrix } {
  const classes = groups.length;
  const pairs = classPairs(classes);
  const used = groups.map((rows) => new Uint8Array(rows.length));
  pairs.forEach(([i, j], p) => {
    const split = groups[i].length;
    coefs[p].forEach((value, k) => {
      if (value !== 0) used[k < split ? i : j][k < split ? k : k - split] = 1;
    });
  });
  const kept = used.map((flags) => [...flags.keys()].filter((k) => flags[k] === 1));
  const support = Int32Array.from(kept.flatMap((positions, c) => positions.map((k) => groups[c][k])));
  const nSupport = Int32Array.from(kept, (positions) => positions.length);
  const dualCoef = Matrix.zeros(classes - 1, support.length);
  const starts = kept.map((_, c) => kept.slice(0, c).reduce((sum, positions) => sum + positions.length, 0));
  pairs.forEach(([i, j], p) => {
    kept[i].forEach((k, s) => {
      dualCoef.set(j - 1, starts[i] + s, coefs[p][k]);
    });
    kept[j].forEach((k, s) => {
      dualCoef.set(i, starts[j] + s, coefs[p][groups[i].length + k]);
    });
  });
  return { support, nSupport, dualCoef };
}
