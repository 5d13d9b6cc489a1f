/** Planck's law per unit frequency at a wavelength in Å, 1 at 5500 Å. */
function blackBody(temperature: number, wavelength: number): number {
  const density = (w: number) => w ** -3 / Math.expm1(143_877_690 / (w * temperature));
  return density(wavelength) / density(5500);
}

/**
 * A galaxy's starlight per unit frequency: old stars, a black body of 4,400 K whose light falls by the 4000 Å break to
 * 1/1.9 (Kauffmann et al. 2003, MNRAS 341, 33: D4000 of old galaxies), and again towards 2600 Å, where old stars give
 * next to none; and young ones, a black body of 12,000 K with a break of 1.1. Its u-r spans the two peaks of
 * Strateva et al. 2001 (AJ 122, 1861) as the share of young light grows.
 *
 * @param young share of the light at 5500 Å that young stars give, 0 to 1.
 * @returns flux density at a rest wavelength in Å, 1 at 5500 Å.
 */
export function galaxySpectrum(young: number): (wavelength: number) => number {
  return (wavelength) => {
    const old = blackBody(4400, wavelength) * stepDown(wavelength, 4000, 1.9) * stepDown(wavelength, 2600, 3);
    const hot = blackBody(12_000, wavelength) * stepDown(wavelength, 3800, 1.1);
    const light = (1 - young) * old + young * hot;
    return wavelength < LYMAN_LIMIT ? 0 : light;
  };
}

const stepDown = (wavelength: number, edge: number, factor: number): number =>
  wavelength < edge ? 1 / factor : 1;

const LYMAN_ALPHA = 1215.67;
const LYMAN_LIMIT = 911.75;

/** Broad emission lines: rest wavelength, equivalent width and dispersion in Å (Vanden Berk et al. 2001, AJ 122, 549, table 2). */
const LINES = [
  [1216, 92.9, 19.5],
  [1549, 23.8, 14.3],
  [1909, 21.2, 23.6],
  [2800, 32.3, 34.9],
  [4341, 12.6, 20.3],
  [4861, 46.2, 40.4],
  [5007, 13.2, 6.0],
  [6565, 194.5, 47.4],
] as const;

/**
 * A quasar per unit frequency: a power law of the frequency, broad emission lines, and what the intergalactic hydrogen
 * lets through (Madau 1995, ApJ 441, 18: optical depth 0.0036 (1 + z)^3.46 of Lyman alpha at the absorber's redshift;
 * nothing below the Lyman limit at redshifts above 2.5). The lines that pass through the bands make the colours wind with
 * redshift as in Richards et al. 2001, AJ 121, 2308.
 *
 * @param slope exponent of the power law; -0.44 for the mean quasar of Vanden Berk et al. 2001.
 * @returns flux density at a rest wavelength in Å, the continuum being 1 at 2500 Å.
 */
export function quasarSpectrum(slope: number, redshift: number): (wavelength: number) => number {
  return (wavelength) => {
    let flux = (wavelength / 2500) ** -slope;
    let lines = 1;
    for (const [centre, width, sigma] of LINES) {
      const x = (wavelength - centre) / sigma;
      if (Math.abs(x) < 6) lines += (width / sigma / Math.sqrt(2 * Math.PI)) * Math.exp((-x * x) / 2);
    }
    flux *= lines;
    if (wavelength < LYMAN_LIMIT && redshift > 2.5) return 0;
    if (wavelength < LYMAN_ALPHA) {
      flux *= Math.exp(-0.0036 * ((1 + redshift) * (wavelength / LYMAN_ALPHA)) ** 3.46);
    }
    return flux;
  };
}
