import { Matrix } from "../../core/matrix";
import { checkOneOf } from "../../core/parameters";
import type { TurbulenceBox } from "./simulate-turbulence";

/** The axes along which a box can be looked through. */
export const AXES = ["x", "y", "z"] as const;
export type Axis = (typeof AXES)[number];

/** cm in a pc. */
export const PARSEC = 3.0856775814914e18;

/**
 * The mass in front of each square centimetre, seen along an axis.
 *
 * @returns (size x size) g/cm²; rows and columns are z and y seen along x, z and x along y, y and x along z.
 * @throws ParameterError if there is no such axis.
 */
export function columnDensity(box: TurbulenceBox, axis: Axis): Matrix {
  checkOneOf("axis", axis, AXES);
  const { size, density } = box;
  const depth = (box.boxSize / size) * PARSEC;
  const data = projected(density, size, axis);
  for (let i = 0; i < data.length; i++) data[i] *= depth;
  return new Matrix(data, size, size);
}

/** Sums of a cube (size³, x fastest) along an axis. */
export function projected(cube: Float64Array, size: number, axis: Axis): Float64Array {
  const sums = new Float64Array(size * size);
  for (let z = 0, at = 0; z < size; z++) {
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++, at++) {
        sums[axis === "x" ? z * size + y : axis === "y" ? z * size + x : y * size + x] += cube[at];
      }
    }
  }
  return sums;
}
