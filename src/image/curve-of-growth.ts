import type { Matrix } from "../core/matrix";

/** Light inside circles around one point. */
export interface CurveOfGrowth {
  /** Radius of the largest circle that lies in the image, in pixels. */
  readonly largest: number;
  /** Light within `radius`, at most the largest. */
  flux(radius: number): number;
  /** Pixels within `radius`. */
  area(radius: number): number;
  /** The smallest radius that holds the light `wanted`; NaN if none does. */
  radiusOf(wanted: number): number;
}

/** Each pixel is cut into so many parts a side, which lie in a circle or not. */
const PARTS = 5;
/** Pixels from one radius to the next; between them the light grows evenly. */
const STEP = 0.1;

/** How the light of an image adds up around a point, given in pixels as the centres of pixels are numbered. */
export function curveOfGrowth({ data, rows, cols }: Matrix, row: number, column: number): CurveOfGrowth {
  const largest = Math.min(row, column, rows - 1 - row, cols - 1 - column) + 0.5;
  const rings = Math.ceil(largest / STEP) + 1;
  // [k]: within k steps
  const light = new Float64Array(rings + 1);
  const pixels = new Float64Array(rings + 1);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < cols; j++) {
      for (let part = 0; part < PARTS * PARTS; part++) {
        const di = i - row + (Math.floor(part / PARTS) + 0.5) / PARTS - 0.5;
        const dj = j - column + ((part % PARTS) + 0.5) / PARTS - 0.5;
        const ring = Math.floor(Math.hypot(di, dj) / STEP) + 1;
        if (ring > rings) continue;
        light[ring] += data[i * cols + j] / PARTS ** 2;
        pixels[ring] += 1 / PARTS ** 2;
      }
    }
  }
  for (let k = 1; k <= rings; k++) {
    light[k] += light[k - 1];
    pixels[k] += pixels[k - 1];
  }
  const within = (sums: Float64Array) => (radius: number) => {
    const at = Math.min(radius, largest) / STEP;
    const k = Math.min(Math.floor(at), rings - 1);
    return sums[k] + (at - k) * (sums[k + 1] - sums[k]);
  };
  return {
    largest,
    flux: within(light),
    area: within(pixels),
    radiusOf(wanted) {
      const k = light.findIndex((sum) => sum >= wanted);
      if (k < 1) return Number.NaN;
      return STEP * (k - 1 + (wanted - light[k - 1]) / (light[k] - light[k - 1]));
    },
  };
}
