/** The sigmoid 1 / (1 + exp(A f + B)) that turns a decision value f into a probability. */
export interface Sigmoid {
  A: number;
  B: number;
}

/**
 * Fits a sigmoid to decision values and labels by Newton's method with backtracking (Platt 1999, with the improvements
 * of Lin, Lin & Weng 2007, Machine Learning 68, 267), targets smoothed by the class counts.
 *
 * @param positive - whether each value belongs to the class whose probability is wanted.
 */
export function fitSigmoid(values: Float64Array, positive: Uint8Array): Sigmoid {
  const n = values.length;
  const plus = positive.reduce((sum, value) => sum + value, 0);
  const minus = n - plus;
  const target = Float64Array.from(positive, (is) => (is ? (plus + 1) / (plus + 2) : 1 / (minus + 2)));
  const lossAt = (A: number, B: number): number => {
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const f = values[i] * A + B;
      sum +=
        f >= 0 ? target[i] * f + Math.log(1 + Math.exp(-f)) : (target[i] - 1) * f + Math.log(1 + Math.exp(f));
    }
    return sum;
  };
  let A = 0;
  let B = Math.log((minus + 1) / (plus + 1));
  let loss = lossAt(A, B);
  for (let iteration = 0; iteration < 100; iteration++) {
    let h11 = 1e-12;
    let h22 = 1e-12;
    let h21 = 0;
    let g1 = 0;
    let g2 = 0;
    for (let i = 0; i < n; i++) {
      const f = values[i] * A + B;
      const small = Math.exp(-Math.abs(f));
      const p = f >= 0 ? small / (1 + small) : 1 / (1 + small);
      const curvature = p * (1 - p);
      const residual = target[i] - p;
      h11 += values[i] * values[i] * curvature;
      h22 += curvature;
      h21 += values[i] * curvature;
      g1 += values[i] * residual;
      g2 += residual;
    }
    if (Math.abs(g1) < 1e-5 && Math.abs(g2) < 1e-5) break;
    const determinant = h11 * h22 - h21 * h21;
    const dA = -(h22 * g1 - h21 * g2) / determinant;
    const dB = -(-h21 * g1 + h11 * g2) / determinant;
    const slope = g1 * dA + g2 * dB;
    let step = 1;
    let next = lossAt(A + step * dA, B + step * dB);
    while (step >= 1e-10 && next >= loss + 0.0001 * step * slope) {
      step /= 2;
      next = lossAt(A + step * dA, B + step * dB);
    }
    if (step < 1e-10) break;
    A += step * dA;
    B += step * dB;
    loss = next;
  }
  return { A, B };
}

export function sigmoidAt({ A, B }: Sigmoid, value: number): number {
  const f = value * A + B;
  return f >= 0 ? Math.exp(-f) / (1 + Math.exp(-f)) : 1 / (1 + Math.exp(f));
}

/**
 * Class probabilities that agree best with those of each pair (Wu, Lin & Weng 2004, Journal of Machine Learning
 * Research 5, 975, second approach).
 *
 * @param pairwise - (classes x classes) r[i][j]: probability of i where only i and j are possible.
 */
export function couplePairs(pairwise: readonly Float64Array[]): Float64Array {
  const k = pairwise.length;
  const Q = pairwise.map((_, t) =>
    Float64Array.from({ length: k }, (_, j) => {
      if (j !== t) return -pairwise[j][t] * pairwise[t][j];
      return pairwise.reduce((sum, row, other) => sum + (other === t ? 0 : row[t] * row[t]), 0);
    }),
  );
  const p = new Float64Array(k).fill(1 / k);
  const Qp = new Float64Array(k);
  const tolerance = 0.005 / k;
  for (let iteration = 0; iteration < Math.max(100, k); iteration++) {
    let pQp = 0;
    for (let t = 0; t < k; t++) {
      Qp[t] = Q[t].reduce((sum, value, j) => sum + value * p[j], 0);
      pQp += p[t] * Qp[t];
    }
    if (Qp.every((value) => Math.abs(value - pQp) < tolerance)) break;
    for (let t = 0; t < k; t++) {
      const change = (pQp - Qp[t]) / Q[t][t];
      p[t] += change;
      pQp = (pQp + change * (change * Q[t][t] + 2 * Qp[t])) / (1 + change) / (1 + change);
      for (let j = 0; j < k; j++) {
        Qp[j] = (Qp[j] + change * Q[t][j]) / (1 + change);
        p[j] /= 1 + change;
      }
    }
  }
  return p;
}
