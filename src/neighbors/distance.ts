/** Names of the distances between two rows. */
export type MetricName = "minkowski" | "euclidean" | "manhattan" | "cosine";

/** A distance in the form that is cheapest to compare: the sum of powers, or 1 - cosine. */
export interface Distance {
  /** Exponent of the Minkowski sum, or `null` for cosine. */
  power: number | null;
  /**
   * The reduced distance of row `i` of `a` and row `j` of `b`, both `d` long; once it is certain to exceed `limit`,
   * any number above `limit` may come back.
   */
  reduced(a: Float64Array, i: number, b: Float64Array, j: number, d: number, limit: number): number;
  /** The distance that a reduced distance stands for. */
  full(reduced: number): number;
  /** The reduced form of a distance. */
  reduce(distance: number): number;
}

/** @param p - exponent, for `"minkowski"`. */
export function distanceFor(metric: MetricName, p: number): Distance {
  if (metric === "cosine") return cosine;
  const power = metric === "minkowski" ? p : metric === "manhattan" ? 1 : 2;
  if (power === 2) return euclidean;
  if (power === 1) return manhattan;
  return {
    power,
    reduced: (a, i, b, j, d, limit) => {
      let sum = 0;
      for (let k = 0, x = i * d, y = j * d; k < d; k++, x++, y++) {
        sum += Math.abs(a[x] - b[y]) ** power;
        if (sum > limit) return sum;
      }
      return sum;
    },
    full: (reduced) => reduced ** (1 / power),
    reduce: (distance) => distance ** power,
  };
}

const euclidean: Distance = {
  power: 2,
  reduced: squaredDistance,
  full: Math.sqrt,
  reduce: (distance) => distance * distance,
};

const manhattan: Distance = {
  power: 1,
  reduced: (a, i, b, j, d, limit) => {
    let sum = 0;
    let x = i * d;
    let y = j * d;
    for (const end = x + d; x < end; x++, y++) {
      sum += Math.abs(a[x] - b[y]);
      if (sum > limit) return sum;
    }
    return sum;
  },
  full: (reduced) => reduced,
  reduce: (distance) => distance,
};

/** Takes rows of length 1. */
const cosine: Distance = {
  power: null,
  reduced: (a, i, b, j, d) => {
    let sum = 0;
    for (let k = 0, x = i * d, y = j * d; k < d; k++) sum += a[x++] * b[y++];
    return Math.min(2, Math.max(0, 1 - sum));
  },
  full: (reduced) => reduced,
  reduce: (distance) => distance,
};

function squaredDistance(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  d: number,
  limit: number,
): number {
  let sum = 0;
  let x = i * d;
  let y = j * d;
  const end = x + d;
  // The sum is looked at every eight terms only: a look costs as much as a term.
  for (const last = end - 8; x <= last; x += 8, y += 8) {
    for (let k = 0; k < 8; k++) {
      const difference = a[x + k] - b[y + k];
      sum += difference * difference;
    }
    if (sum > limit) return sum;
  }
  for (; x < end; x++, y++) {
    const difference = a[x] - b[y];
    sum += difference * difference;
  }
  return sum;
}
