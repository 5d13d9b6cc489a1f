import { RandomState } from "../core/random-state";
import {
  type Atmosphere,
  atmosphereOf,
  ELEMENTS,
  type Element,
  excited,
  stagesOf,
} from "./stellar-atmosphere";

/** One absorption line as a star shows it. */
export interface StarLine {
  /** Wavelength in vacuum, Å. */
  wavelength: number;
  /** Optical depth in the middle relative to the continuum's. */
  depth: number;
  /** Half width at half of that depth, Å. */
  width: number;
  /** Exponent with which the depth falls off far from the middle: 2 for damping, 2.5 for the Stark effect. */
  wing: number;
  /** Optical depth above which it hardly grows darker: the light that a layer of gas gives off itself fills it up. */
  most: number;
}

const SUN = atmosphereOf({ teff: 5777, logg: 4.44, feh: 0 });
/** Half width in Å of a line that only its damping widens. */
const DAMPED = 0.15;
/** Half width in Å of the Sun's Balmer lines. */
const HYDROGEN = 1.2;
/** Optical depth that the middle of a metal's line, and of a Balmer line, can have. */
const [MOST_OF_METALS, MOST_OF_HYDROGEN] = [10, 2];

/** How much of what absorbs there is for each unit of continuous opacity. */
type Population = (atmosphere: Atmosphere) => number;

const metal =
  (element: Element, stage: 0 | 1, energy: number): Population =>
  (atmosphere) =>
    (10 ** atmosphere.feh * stagesOf(element, atmosphere)[stage] * excited(energy, atmosphere)) /
    atmosphere.opacity;

/** A molecule of one metal with hydrogen: pressure of its parts and the energy in eV that holds it together. */
const hydride =
  (energy: number, neutral: (atmosphere: Atmosphere) => number): Population =>
  (atmosphere) => {
    const { feh, theta, gasPressure, neutralHydrogen, opacity } = atmosphere;
    const pairs = 10 ** feh * neutral(atmosphere) * gasPressure * neutralHydrogen;
    return (pairs * theta ** 1.5 * 10 ** (theta * energy)) / opacity;
  };

/** Carbon that is not bound in carbon monoxide: little of it is free below 4,300 K. */
const freeCarbon = ({ theta }: Atmosphere): number => 1 / (1 + 10 ** (11.09 * (theta - 1.17)));

const POPULATIONS = {
  iron: metal(ELEMENTS.iron, 0, 1),
  calcium: metal(ELEMENTS.calcium, 0, 0),
  calciumIon: metal(ELEMENTS.calcium, 1, 0),
  magnesium: metal(ELEMENTS.magnesium, 0, 2.71),
  sodium: metal(ELEMENTS.sodium, 0, 0),
  ironIon: metal(ELEMENTS.iron, 1, 2.9),
  ch: hydride(3.47, freeCarbon),
  mgh: hydride(1.3, (atmosphere) => stagesOf(ELEMENTS.magnesium, atmosphere)[0]),
} satisfies { [name: string]: Population };

/**
 * The strongest lines of metals: wavelength in vacuum in Å, and the Sun's equivalent width in Å (Moore, Minnaert &
 * Houtgast 1966, The Solar Spectrum; those of iron's ion and of blends are round).
 */
const METALS: readonly [keyof typeof POPULATIONS, ...[wavelength: number, width: number][]][] = [
  ["calciumIon", [3934.8, 20.2], [3969.6, 15.5]],
  ["calcium", [4227.9, 1.48], [6104.4, 0.14], [6123.9, 0.22], [6163.9, 0.22], [6440.9, 0.16]],
  [
    "iron",
    [4046.9, 1.17],
    [4064.7, 0.79],
    [4072.9, 0.72],
    [4144.6, 0.5],
    [4272.9, 0.76],
    [4327.0, 0.79],
    [4384.8, 1.01],
    [4405.9, 0.9],
    [4529.9, 0.28],
    [4921.9, 0.25],
    [4958.9, 0.7],
    [5228.6, 0.4],
    [5271.2, 0.6],
    [5329.9, 0.45],
    [5372.9, 0.3],
    [5456.9, 0.25],
    [6138.9, 0.14],
    [6496.7, 0.17],
  ],
  ["ironIon", [4925.3, 0.17], [5019.8, 0.22], [5170.5, 0.2], [4550.8, 0.2], [4584.8, 0.2]],
  ["magnesium", [5168.8, 0.94], [5174.1, 1.26], [5185.0, 1.58], [4704.3, 0.33], [5529.9, 0.29]],
  ["sodium", [5891.6, 0.75], [5897.6, 0.56]],
];

/** Balmer lines: wavelength in vacuum in Å, and the oscillator strength relative to that of H alpha. */
const BALMER = [
  [6564.6, 1],
  [4862.7, 0.186],
  [4341.7, 0.07],
  [4102.9, 0.034],
  [3971.2, 0.02],
] as const;

/** Heads in Å of the bands of titanium oxide, which fall off towards the red; and how deep the strongest are. */
const TITANIUM_OXIDE = [
  [4762, 0.6],
  [4956, 1],
  [5168, 1],
  [5450, 0.7],
  [5761, 0.6],
  [5848, 0.7],
  [6160, 1],
  [6653, 0.8],
] as const;
const BAND_LENGTH = 120; // Å

/** Lines too weak and too many to be told one by one: places and strengths are drawn, once for all stars. */
const FOREST = drawForest();

/** Optical depth that a metal's line of half width `width` has in its middle for an equivalent width, all in Å. */
function depthFor(equivalentWidth: number, width: number): number {
  // the width is pi width depth / sqrt(1 + c depth)
  const c = 1 + 1 / MOST_OF_METALS;
  const q = equivalentWidth / (Math.PI * width);
  return (q * q * c + q * Math.sqrt(q * q * c * c + 4)) / 2;
}

function drawForest(): { wavelength: number; width: number; population: keyof typeof POPULATIONS }[] {
  const random = new RandomState(1966);
  const lines: ReturnType<typeof drawForest> = [];
  const add = (
    from: number,
    to: number,
    count: number,
    mean: number,
    population: keyof typeof POPULATIONS,
  ) => {
    for (let k = 0; k < count; k++) {
      lines.push({ wavelength: random.uniform(from, to), width: random.exponential(mean), population });
    }
  };
  // the solar spectrum has ever more lines towards the blue
  for (let from = 3850; from < 6850; from += 100) {
    add(from, from + 100, Math.round(70 * Math.exp(-(from - 3900) / 900)), 0.12, "iron");
  }
  add(4285, 4316, 60, 0.1, "ch");
  add(5090, 5212, 60, 0.006, "mgh");
  return lines;
}

/** The lines of a star; for the bands of titanium oxide see {@link titaniumOxide}. */
export function starLines(atmosphere: Atmosphere): StarLine[] {
  const relative = Object.fromEntries(
    Object.entries(POPULATIONS).map(([name, population]) => [name, population(atmosphere) / population(SUN)]),
  ) as { [name in keyof typeof POPULATIONS]: number };
  const damped = (
    name: keyof typeof POPULATIONS,
    [wavelength, solar]: readonly [number, number],
  ): StarLine => ({
    wavelength,
    depth: relative[name] * depthFor(solar, DAMPED),
    width: DAMPED,
    wing: 2,
    most: MOST_OF_METALS,
  });
  return [
    ...METALS.flatMap(([name, ...lines]) => lines.map((line) => damped(name, line))),
    ...FOREST.map(({ population, wavelength, width }) => damped(population, [wavelength, width])),
    ...balmerLines(atmosphere),
  ];
}

/**
 * Lines of hydrogen, widened by the field of the electrons around it: that grows as the 2/3 power of their number
 * (Holtsmark), and the lines, a round guess, as its square root. How their depths differ is round, too.
 */
function balmerLines(atmosphere: Atmosphere): StarLine[] {
  const second = (at: Atmosphere) => (at.neutralHydrogen * excited(10.2, at)) / at.opacity;
  const field = (at: Atmosphere) => (at.electronPressure / at.teff) ** (2 / 3);
  const width = HYDROGEN * Math.min(6, Math.max(1, field(atmosphere) / field(SUN)) ** 0.5);
  return BALMER.map(([wavelength, strength]) => ({
    wavelength,
    depth: (1.6 * strength ** 0.35 * second(atmosphere)) / second(SUN) / (width / HYDROGEN),
    width,
    wing: 2.5,
    most: MOST_OF_HYDROGEN,
  }));
}

/** Optical depth of titanium oxide at a wavelength, relative to the continuum's. */
export function titaniumOxide(atmosphere: Atmosphere): (wavelength: number) => number {
  const { theta, feh } = atmosphere;
  // two metals, held together by 6.9 eV; as deep as the continuum at 3,700 K
  const strength =
    10 ** (2 * feh) * 10 ** (6.9 * (theta - 5040 / 3700)) * stagesOf(ELEMENTS.titanium, atmosphere)[0];
  return (wavelength) => {
    let depth = 0;
    for (const [head, relative] of TITANIUM_OXIDE) {
      const past = wavelength - head;
      if (past >= 0 && past < BAND_LENGTH) depth += strength * relative * (1 - past / BAND_LENGTH);
    }
    return depth;
  };
}
