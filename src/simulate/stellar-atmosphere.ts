/** What decides the spectrum of a star. */
export interface StarParameters {
  /** Effective temperature, K. */
  teff: number;
  /** Surface gravity, base-10 logarithm of cm/s². */
  logg: number;
  /** Metallicity relative to the Sun's, dex; all metals alike. */
  feh: number;
}

/** A single layer in which the lines are thought to arise. */
export interface Atmosphere extends StarParameters {
  /** 5040 K over the temperature. */
  theta: number;
  /** Pressure of the electrons, dyn/cm². */
  electronPressure: number;
  /** Pressure of the gas, dyn/cm². */
  gasPressure: number;
  /** Share of the hydrogen that is neutral. */
  neutralHydrogen: number;
  /** Continuous opacity at 5000 Å, cm² a hydrogen nucleus. */
  opacity: number;
}

/** Ionisation energy in eV and the ratio of the partition functions, ion over atom, of an element. */
export interface Element {
  energy: number;
  ratio: number;
  /** Ionisation energy of the ion, and the ratio of the next partition functions; for calcium alone does it matter. */
  second?: { energy: number; ratio: number };
}

/** Round values near 6,000 K (Gray 2005, appendix D). */
export const ELEMENTS = {
  hydrogen: { energy: 13.6, ratio: 0.5 },
  iron: { energy: 7.9, ratio: 1.6 },
  magnesium: { energy: 7.65, ratio: 2 },
  sodium: { energy: 5.14, ratio: 0.5 },
  calcium: { energy: 6.11, ratio: 1.6, second: { energy: 11.87, ratio: 0.5 } },
  titanium: { energy: 6.82, ratio: 1.9 },
} as const satisfies { [name: string]: Element };

/** Atoms that give electrons, a hydrogen nucleus: magnesium, silicon and iron, and a few that do so more easily. */
const DONORS = [
  { share: 1e-4, element: ELEMENTS.magnesium },
  { share: 4e-6, element: ELEMENTS.sodium },
];
const HELIUM = 0.1;
const GRAMS_PER_HYDROGEN = 2.3e-24;
/** Optical depth at which the light of a grey atmosphere has the effective temperature. */
const DEPTH = 2 / 3;

/** Ions for each atom, times the electron pressure (Saha's equation, Gray 2005, equation 1.20). */
const saha = (temperature: number, { energy, ratio }: { energy: number; ratio: number }): number =>
  0.6665 * ratio * temperature ** 2.5 * 10 ** ((-5040 * energy) / temperature);

/** Shares of an element that are neutral, once and twice ionised. */
export function stagesOf(element: Element, { teff, electronPressure }: Atmosphere): [number, number, number] {
  const first = saha(teff, element) / electronPressure;
  const second = element.second ? (first * saha(teff, element.second)) / electronPressure : 0;
  const all = 1 + first + second;
  return [1 / all, first / all, second / all];
}

/**
 * The layer of a star: its pressure is that at which the gas above it, in hydrostatic equilibrium and as opaque as it is,
 * has an optical depth of 2/3. Electrons come from hydrogen and from metals (Saha); opaque are the negative hydrogen ion
 * (bound-free), excited hydrogen and free electrons (Gray 2005, The Observation and Analysis of Stellar Photospheres,
 * equations 8.8 and 8.12).
 */
export function atmosphereOf(star: StarParameters): Atmosphere {
  const theta = 5040 / star.teff;
  const at = (electronPressure: number): Atmosphere => {
    const ionized = saha(star.teff, ELEMENTS.hydrogen) / electronPressure;
    const neutral = 1 / (1 + ionized);
    let electrons = 1 - neutral;
    for (const { share, element } of DONORS) {
      const ions = saha(star.teff, element) / electronPressure;
      electrons += (share * 10 ** star.feh * ions) / (1 + ions);
    }
    const negativeIon = 1.37e-26 * electronPressure * theta ** 2.5 * 10 ** (0.754 * theta);
    const excited = 4.8e-17 * 10 ** (-12.09 * theta);
    return {
      ...star,
      theta,
      electronPressure,
      gasPressure: electronPressure * (1 + (1 + HELIUM) / electrons),
      neutralHydrogen: neutral,
      opacity: neutral * (negativeIon + excited) + electrons * 6.65e-25,
    };
  };
  // both the pressure and the opacity grow with the pressure of the electrons
  let [low, high] = [-6, 6];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    const { gasPressure, opacity } = at(10 ** middle);
    const depth = (gasPressure * opacity) / (GRAMS_PER_HYDROGEN * 10 ** star.logg);
    if (depth < DEPTH) low = middle;
    else high = middle;
  }
  return at(10 ** low);
}

/** Energy in eV for each atom in the state of that energy, times the statistical weights: Boltzmann's factor. */
export const excited = (energy: number, { theta }: Atmosphere): number => 10 ** (-theta * energy);
