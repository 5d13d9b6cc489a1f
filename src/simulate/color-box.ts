/** Open limits of each colour, in mag; what lies within all four is inside the box. */
export type ColorBox = Readonly<{ [C in ColorName]: readonly [min: number, max: number] }>;

export type ColorName = "u-g" | "g-r" | "r-i" | "i-z";

/** The four SDSS colours, in the order that every table of this package has them in. */
export const COLOR_NAMES: readonly ColorName[] = ["u-g", "g-r", "r-i", "i-z"];

/** The colours of RR Lyrae stars: equations 1 to 4 of Sesar et al. 2010, ApJ 708, 717. */
export const RR_LYRAE_COLOR_BOX: ColorBox = {
  "u-g": [0.7, 1.35],
  "g-r": [-0.15, 0.4],
  "r-i": [-0.15, 0.22],
  "i-z": [-0.21, 0.25],
};

/** Whether four colours lie within the box, its limits left out. */
export function insideBox(colors: ArrayLike<number>, box: ColorBox): boolean {
  return COLOR_NAMES.every((name, j) => colors[j] > box[name][0] && colors[j] < box[name][1]);
}
