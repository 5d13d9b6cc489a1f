export type Rgba = [r: number, g: number, b: number, a: number];

/** Reads `#rgb`, `#rrggbb`, `rgb(…)`, `rgba(…)`, `white`, `black` and `transparent`; `undefined` for anything else. */
export function parseColor(text: string): Rgba | undefined {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text)?.[1];
  if (hex) {
    const step = hex.length / 3;
    const part = (i: number): number =>
      Number.parseInt(hex.slice(i * step, (i + 1) * step).repeat(3 - step), 16);
    return [part(0), part(1), part(2), 1];
  }
  const list = /^rgba?\(([^)]*)\)$/i.exec(text)?.[1].split(",").map(Number.parseFloat);
  if (list && list.length >= 3) return [list[0], list[1], list[2], list[3] ?? 1];
  if (text === "white") return [255, 255, 255, 1];
  if (text === "black") return [0, 0, 0, 1];
  return text === "transparent" ? [0, 0, 0, 0] : undefined;
}

const BLACK: Rgba = [0, 0, 0, 1];

/** The colour `share` of the way from one colour to another, as CSS. */
export function mix(from: string, to: string, share: number): string {
  const [a, b] = [parseColor(from) ?? BLACK, parseColor(to) ?? BLACK];
  return `rgb(${[0, 1, 2].map((k) => Math.round(a[k] + share * (b[k] - a[k]))).join(",")})`;
}

/** The colour at `t` (0 to 1) of a colour scale given as stops, as CSS. */
export function colorAt(scale: ReadonlyArray<readonly [number, string]>, t: number): string {
  let above = scale.findIndex(([stop]) => stop >= t);
  if (above < 0) above = scale.length - 1;
  const below = Math.max(0, above - 1);
  const [t0, t1] = [scale[below][0], scale[above][0]];
  return mix(scale[below][1], scale[above][1], t1 > t0 ? (t - t0) / (t1 - t0) : 1);
}

/** Black or white text, whichever stands out more from `background` (WCAG's relative luminance). */
export function readableOn(background: string): string {
  const [r, g, b] = (parseColor(background) ?? BLACK).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return 1.05 / (luminance + 0.05) > (luminance + 0.05) / 0.05 ? "#FFFFFF" : "#111111";
}
