import type { LegacyStream } from "./legacy-stream";

/**
 * Returns a sampler of binomial counts for fixed `n` and `p`: sequential inversion where
 * n·min(p, 1−p) ≤ 30, else BTPE (Kachitvichyanukul & Schmeiser 1988, CACM 31, 216).
 */
export function binomialSampler(stream: LegacyStream, n: number, p: number): () => number {
  const smaller = p <= 0.5 ? p : 1 - p;
  const draw = smaller * n <= 30 ? inversion(stream, n, smaller) : btpe(stream, n, smaller);
  return p <= 0.5 ? draw : () => n - draw();
}

function inversion(stream: LegacyStream, n: number, p: number): () => number {
  const q = 1 - p;
  const none = Math.exp(n * Math.log(q));
  const mean = n * p;
  const bound = Math.trunc(Math.min(n, mean + 10 * Math.sqrt(mean * q + 1)));
  return () => {
    let count = 0;
    let probability = none;
    let u = stream.nextDouble();
    while (u > probability) {
      count++;
      if (count > bound) {
        count = 0;
        probability = none;
        u = stream.nextDouble();
      } else {
        u -= probability;
        probability = ((n - count + 1) * p * probability) / (count * q);
      }
    }
    return count;
  };
}

function btpe(stream: LegacyStream, n: number, p: number): () => number {
  const q = 1 - p;
  const centre = n * p + p;
  const mode = Math.floor(centre);
  const variance = n * p * q;
  const p1 = Math.floor(2.195 * Math.sqrt(variance) - 4.6 * q) + 0.5;
  const middle = mode + 0.5;
  const left = middle - p1;
  const right = middle + p1;
  const c = 0.134 + 20.5 / (15.3 + mode);
  const aLeft = (centre - left) / (centre - left * p);
  const lambdaLeft = aLeft * (1 + aLeft / 2);
  const aRight = (right - centre) / (right * q);
  const lambdaRight = aRight * (1 + aRight / 2);
  const p2 = p1 * (1 + 2 * c);
  const p3 = p2 + c / lambdaLeft;
  const p4 = p3 + c / lambdaRight;

  /** Whether the proposal `y` with the ordinate `v` lies under the binomial's probabilities. */
  function accepts(y: number, v: number): boolean {
    const k = Math.abs(y - mode);
    if (!(k > 20 && k < variance / 2 - 1)) {
      const s = p / q;
      const a = s * (n + 1);
      let f = 1;
      for (let i = mode + 1; i <= y; i++) f *= a / i - s;
      for (let i = y + 1; i <= mode; i++) f /= a / i - s;
      return v <= f;
    }
    const rho = (k / variance) * ((k * (k / 3 + 0.625) + 0.16666666666666666) / variance + 0.5);
    const t = (-k * k) / (2 * variance);
    const logV = Math.log(v);
    if (logV < t - rho) return true;
    if (logV > t + rho) return false;
    const x1 = y + 1;
    const f1 = mode + 1;
    const z = n + 1 - mode;
    const w = n - y + 1;
    return (
      logV <=
      middle * Math.log(f1 / x1) +
        (n - mode + 0.5) * Math.log(z / w) +
        (y - mode) * Math.log((w * p) / (x1 * q)) +
        stirlingTail(f1) +
        stirlingTail(z) +
        stirlingTail(x1) +
        stirlingTail(w)
    );
  }

  return () => {
    for (;;) {
      const u = stream.nextDouble() * p4;
      let v = stream.nextDouble();
      if (u <= p1) return Math.floor(middle - p1 * v + u);
      let y: number;
      if (u <= p2) {
        const x = left + (u - p1) / c;
        v = v * c + 1 - Math.abs(mode - x + 0.5) / p1;
        if (v > 1) continue;
        y = Math.floor(x);
      } else if (u <= p3) {
        y = Math.floor(left + Math.log(v) / lambdaLeft);
        if (y < 0 || v === 0) continue;
        v = v * (u - p2) * lambdaLeft;
      } else {
        y = Math.floor(right - Math.log(v) / lambdaRight);
        if (y > n || v === 0) continue;
        v = v * (u - p3) * lambdaRight;
      }
      if (accepts(y, v)) return y;
    }
  };
}

function stirlingTail(x: number): number {
  const x2 = x * x;
  return (13680 - (462 - (132 - (99 - 140 / x2) / x2) / x2) / x2) / x / 166320;
}
