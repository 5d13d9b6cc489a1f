import type { LegacyStream } from "./legacy-stream";

/** A Poisson count: products of uniforms for λ < 10, Hörmann's PTRS (1993) from 10 on. */
export function drawPoisson(stream: LegacyStream, lam: number): number {
  if (lam >= 10) return byTransformedRejection(stream, lam);
  return lam === 0 ? 0 : byMultiplication(stream, lam);
}

function byMultiplication(stream: LegacyStream, lam: number): number {
  const limit = Math.exp(-lam);
  let count = 0;
  for (let product = stream.nextDouble(); product > limit; product *= stream.nextDouble()) count++;
  return count;
}

function byTransformedRejection(stream: LegacyStream, lam: number): number {
  const logLam = Math.log(lam);
  const b = 0.931 + 2.53 * Math.sqrt(lam);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = stream.nextDouble() - 0.5;
    const v = stream.nextDouble();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + lam + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const left = Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (us * us) + b);
    if (left <= -lam + k * logLam - logGamma(k + 1)) return k;
  }
}

const STIRLING = [
  8.333333333333333e-2, -2.777777777777778e-3, 7.936507936507937e-4, -5.952380952380952e-4,
  8.417508417508418e-4, -1.917526917526918e-3, 6.41025641025641e-3, -2.955065359477124e-2,
  1.796443723688307e-1, -1.3924322169059,
];

/** ln Γ(x) by Stirling's series (Zhang & Jin 1996, Computation of Special Functions). */
function logGamma(x: number): number {
  if (x === 1 || x === 2) return 0;
  const shift = x <= 7 ? Math.floor(7 - x) : 0;
  let x0 = x + shift;
  const inverseSquare = 1 / (x0 * x0);
  let series = STIRLING[9];
  for (let k = 8; k >= 0; k--) series = series * inverseSquare + STIRLING[k];
  let result = series / x0 + 0.5 * Math.log(2 * Math.PI) + (x0 - 0.5) * Math.log(x0) - x0;
  for (let k = 0; k < shift; k++) {
    result -= Math.log(x0 - 1);
    x0 -= 1;
  }
  return result;
}
