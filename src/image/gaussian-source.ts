/**
 * A source as a Gaussian seen through a round Gaussian beam. The source's own covariance is L Lᵀ with
 * L = [[l11, 0], [l21, l22]] in (column, row), which no choice of numbers can make narrower than a point; the beam's
 * variance adds to it.
 */
export interface GaussianSource {
  /** Value at its centre, after the beam. */
  peak: number;
  row: number;
  column: number;
  l11: number;
  l21: number;
  l22: number;
}

/** Covariance of a source after the beam, with its determinant. */
export interface SeenCovariance {
  cc: number;
  rc: number;
  rr: number;
  determinant: number;
}

/** What the beam makes of a source's shape. */
export function seenCovariance(source: GaussianSource, beamVariance: number): SeenCovariance {
  const { l11, l21, l22 } = source;
  const cc = l11 * l11 + beamVariance;
  const rc = l11 * l21;
  const rr = l21 * l21 + l22 * l22 + beamVariance;
  return { cc, rc, rr, determinant: cc * rr - rc * rc };
}

/** Whole flux of a source, in the unit of a pixel's value times beam area over beam area: Jy where pixels are Jy/beam. */
export function sourceFlux(source: GaussianSource, beamVariance: number): number {
  return (source.peak * Math.sqrt(seenCovariance(source, beamVariance).determinant)) / beamVariance;
}

/** Full widths at half maximum of a source without the beam, along its long and its short axis, and the long one's angle. */
export function sourceAxes(source: GaussianSource): { major: number; minor: number; angle: number } {
  const { cc, rc, rr } = seenCovariance(source, 0);
  const middle = (cc + rr) / 2;
  const apart = Math.hypot((cc - rr) / 2, rc);
  const width = (variance: number): number => FWHM * Math.sqrt(Math.max(0, variance));
  const angle = (Math.atan2(2 * rc, cc - rr) / 2) * (180 / Math.PI);
  return {
    major: width(middle + apart),
    minor: width(middle - apart),
    angle: angle < 0 ? angle + 180 : angle,
  };
}

/** The other way round: L of a source by its full widths in pixels and the angle of the long one in degrees. */
export function shapeOfAxes(axes: { major: number; minor: number; angle: number }): {
  l11: number;
  l21: number;
  l22: number;
} {
  const [long, short] = [(axes.major / FWHM) ** 2, (axes.minor / FWHM) ** 2];
  const turn = axes.angle * (Math.PI / 180);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const l11 = Math.sqrt(long * cos * cos + short * sin * sin);
  const l21 = l11 > 0 ? ((long - short) * cos * sin) / l11 : 0;
  return { l11, l21, l22: Math.sqrt(Math.max(0, long * sin * sin + short * cos * cos - l21 * l21)) };
}

/** Full width at half maximum of a Gaussian whose standard deviation is 1. */
export const FWHM = Math.sqrt(8 * Math.log(2));

/** Adds `sign` times a source to an image of `rows` x `cols` pixels, out to where it is below 10⁻⁶ of its peak. */
export function addSource(
  image: { data: Float64Array; rows: number; cols: number },
  source: GaussianSource,
  { beamVariance, sign = 1 }: { beamVariance: number; sign?: 1 | -1 },
): void {
  const { cc, rc, rr, determinant } = seenCovariance(source, beamVariance);
  const { row, column, peak } = source;
  const [tall, wide] = [REACH * Math.sqrt(rr), REACH * Math.sqrt(cc)];
  const bottom = Math.min(image.rows - 1, Math.floor(row + tall));
  const right = Math.min(image.cols - 1, Math.floor(column + wide));
  for (let i = Math.max(0, Math.ceil(row - tall)); i <= bottom; i++) {
    const y = i - row;
    for (let j = Math.max(0, Math.ceil(column - wide)); j <= right; j++) {
      const x = j - column;
      const distance = (rr * x * x - 2 * rc * x * y + cc * y * y) / determinant;
      image.data[i * image.cols + j] += sign * peak * Math.exp(-distance / 2);
    }
  }
}

const REACH = Math.sqrt(2 * Math.log(1e6));
