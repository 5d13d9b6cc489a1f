import type { LegacyStream } from "./legacy-stream";

/**
 * A gamma deviate of unit scale: Marsaglia & Tsang (2000, ACM TOMS 26, 363) for shape > 1, Ahrens & Dieter's
 * rejection below 1.
 */
export function drawGamma(stream: LegacyStream, shape: number): number {
  if (shape === 1) return stream.nextExponential();
  if (shape === 0) return 0;
  if (shape < 1) {
    for (;;) {
      const u = stream.nextDouble();
      const v = stream.nextExponential();
      if (u <= 1 - shape) {
        const x = u ** (1 / shape);
        if (x <= v) return x;
      } else {
        const y = -Math.log((1 - u) / shape);
        const x = (1 - shape + shape * y) ** (1 / shape);
        if (x <= v + y) return x;
      }
    }
  }
  const b = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * b);
  for (;;) {
    let x: number;
    let v: number;
    do {
      x = stream.nextGauss();
      v = 1 + c * x;
    } while (v <= 0);
    v = v * v * v;
    const u = stream.nextDouble();
    if (u < 1 - 0.0331 * (x * x) * (x * x)) return b * v;
    if (Math.log(u) < 0.5 * x * x + b * (1 - v + Math.log(v))) return b * v;
  }
}

/** A beta deviate: Jöhnk's algorithm where both parameters are ≤ 1, else from two gamma deviates. */
export function drawBeta(stream: LegacyStream, a: number, b: number): number {
  if (a > 1 || b > 1) {
    const first = drawGamma(stream, a);
    const second = drawGamma(stream, b);
    return first / (first + second);
  }
  for (;;) {
    const u = stream.nextDouble();
    const v = stream.nextDouble();
    const x = u ** (1 / a);
    const y = v ** (1 / b);
    if (x + y > 1) continue;
    if (x + y > 0) return x / (x + y);
    // Both powers underflowed: the same ratio from logarithms.
    const logX = Math.log(u) / a;
    const logY = Math.log(v) / b;
    const larger = Math.max(logX, logY);
    return Math.exp(logX - larger - Math.log(Math.exp(logX - larger) + Math.exp(logY - larger)));
  }
}
