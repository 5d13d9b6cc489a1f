import { ValidationError } from "../../core/errors";
import { AXES } from "./column-density";
import { type ComplexCube, fourierCube } from "./fourier-cube";
import type { TurbulenceBox } from "./simulate-turbulence";

/** How much a velocity field moves at each scale. */
export interface VelocitySpectrum {
  /** Waves that fit in the box: 1, 2, … size / 2 - 1. */
  k: Float64Array;
  /** Mean of |v(k)|² over all waves whose number of waves in the box rounds to k, in (km/s)². */
  power: Float64Array;
}

/**
 * Power spectrum of the velocity in a box: of the Fourier coefficients `v(k) = Σ v e^(-ik·x) / size³`, the mean |v(k)|² of
 * single waves. Kolmogorov's is k^-11/3, Burgers's k^-4. The sum over all waves is the mean square of the speed.
 *
 * @throws ValidationError if `size` is no power of two from 8 on, or a component has not size³ values.
 */
export function velocitySpectrum(box: Pick<TurbulenceBox, "size" | "velocity">): VelocitySpectrum {
  const { size, velocity } = box;
  if (!(size >= 8 && Number.isInteger(Math.log2(size)))) {
    throw new ValidationError(`The size of the box is ${size}: it must be a power of two, at least 8.`);
  }
  for (const [d, component] of velocity.entries()) {
    if (component.length === size ** 3) continue;
    throw new ValidationError(
      `A box of ${size} x ${size} x ${size} has ${size ** 3} cells, but the velocity along ${AXES[d]} has ${component.length} values.`,
    );
  }
  const count = size / 2 - 1;
  const sums = new Float64Array(count);
  const waves = new Float64Array(count);
  for (const component of velocity) {
    const cube: ComplexCube = { size, re: component.slice(), im: new Float64Array(size ** 3) };
    fourierCube(cube, -1);
    for (let z = 0, at = 0; z < size; z++) {
      for (let y = 0; y < size; y++) {
        for (let x = 0; x < size; x++, at++) {
          const k = Math.round(Math.hypot(signed(x, size), signed(y, size), signed(z, size)));
          if (k < 1 || k > count) continue;
          sums[k - 1] += (cube.re[at] ** 2 + cube.im[at] ** 2) / size ** 6;
          waves[k - 1] += 1 / 3;
        }
      }
    }
  }
  return {
    k: Float64Array.from({ length: count }, (_, i) => i + 1),
    power: sums.map((sum, i) => sum / waves[i]),
  };
}

/** The number of waves that place `at` of a transform stands for, from -size / 2 to size / 2 - 1. */
const signed = (at: number, size: number): number => (2 * at < size ? at : at - size);
