import { Matrix } from "../core/matrix";

/** The pairs of classes (i < j) in the order in which their machines are kept. */
export function classPairs(classes: number): [number, number][] {
  const out: [number, number][] = [];
  for (let i = 0; i < classes; i++) for (let j = i + 1; j < classes; j++) out.push([i, j]);
  return out;
}

/** (n) the class with the most machines for it; of equal ones the first. A positive decision is for class i. */
export function votedClasses(decisions: Matrix, classes: number): Int32Array {
  const pairs = classPairs(classes);
  const out = new Int32Array(decisions.rows);
  const votes = new Int32Array(classes);
  for (let n = 0; n < decisions.rows; n++) {
    votes.fill(0);
    const row = decisions.row(n);
    pairs.forEach(([i, j], p) => {
      votes[row[p] > 0 ? i : j]++;
    });
    for (let k = 1; k < classes; k++) if (votes[k] > votes[out[n]]) out[n] = k;
  }
  return out;
}

/** (n x classes) votes of each class, with ties broken by how sure the machines are, as scikit-learn does it. */
export function oneVsRest(decisions: Matrix, classes: number): Matrix {
  const pairs = classPairs(classes);
  const out = Matrix.zeros(decisions.rows, classes);
  const sums = new Float64Array(classes);
  for (let n = 0; n < decisions.rows; n++) {
    sums.fill(0);
    const row = decisions.row(n);
    const votes = out.row(n);
    pairs.forEach(([i, j], p) => {
      sums[i] += row[p];
      sums[j] -= row[p];
      votes[row[p] < 0 ? j : i]++;
    });
    // The confidences are squeezed into (-1/3, 1/3), so that they only break ties of votes.
    for (let k = 0; k < classes; k++) votes[k] += sums[k] / (3 * (Math.abs(sums[k]) + 1));
  }
  return out;
}
