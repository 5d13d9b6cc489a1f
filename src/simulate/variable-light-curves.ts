import type { RandomState } from "../core/random-state";

/** Magnitude above the brightest, at a phase from 0 to 1. */
export type PhaseCurve = (phase: number) => number;

/** A pulsating star: a straight rise to maximum light during `rise` of the period, then an exponential-like fall. */
export function sawtooth(amplitude: number, rise: number): PhaseCurve {
  const fall = 1 - rise;
  return (phase) => {
    if (phase >= fall) return amplitude * ((1 - phase) / rise);
    // Fast at first, levelling off towards minimum, as in the templates of Sesar et al. 2010, ApJ 708, 717, figure 5.
    const x = phase / fall;
    return amplitude * (1 - (1 - x) ** 1.8);
  };
}

/** A pulsating star of nearly sinusoidal light: a sine and a second harmonic of one tenth. */
export function nearSine(amplitude: number): PhaseCurve {
  return (phase) =>
    (amplitude / 2) * (1 - Math.cos(2 * Math.PI * phase) - 0.1 * Math.sin(4 * Math.PI * phase));
}

/** Two stars in contact: light that follows the ellipsoidal shape, with minima of the two given depths. */
export function contact(primary: number, secondary: number): PhaseCurve {
  return (phase) => {
    // A fourth power sharpens the minima, as the eclipses do.
    const wave = Math.cos(2 * Math.PI * phase);
    const depth = wave > 0 ? primary : secondary;
    return depth * (0.7 * wave ** 2 + 0.3 * wave ** 4);
  };
}

/** Two stars apart: even light with two eclipses of the given depths and full width at half depth, in phase. */
export function detached(primary: number, secondary: number, width: number): PhaseCurve {
  const eclipse = (phase: number, centre: number, depth: number) => {
    const distance = Math.abs(phase - centre);
    const x = Math.min(distance, 1 - distance) / (width / 2);
    return depth * Math.exp(-Math.LN2 * x ** 4);
  };
  return (phase) => eclipse(phase, 0, primary) + eclipse(phase, 0.5, secondary);
}

/**
 * Magnitudes at random phases with LINEAR's errors (Sesar et al. 2011, AJ 142, 190, figure 12): 0.03 mag at 15 mag,
 * 0.1 at 17, and one epoch in 500 off by up to a magnitude.
 */
export function observe(
  random: RandomState,
  curve: PhaseCurve,
  median: number,
  epochs: number,
): Float64Array {
  const error = 0.03 * 10 ** (0.26 * Math.max(median - 15, 0));
  return Float64Array.from({ length: epochs }, () => {
    const blunder = random.randomSample() < 0.002 ? random.uniform(-1, 1) : 0;
    return median + curve(random.randomSample()) + random.normal(0, error) + blunder;
  });
}
