const EPS = 2 ** -53;

const signOf = (x: number): number => (x < 0 || Object.is(x, -0) ? -1 : 1);

/** The rotation (c ≥ 0) that takes (f, g) to (r, 0). */
export function rotation(f: number, g: number): { c: number; s: number; r: number } {
  if (g === 0) return { c: 1, s: 0, r: f };
  if (f === 0) return { c: 0, s: signOf(g), r: Math.abs(g) };
  const length = Math.sqrt(f * f + g * g);
  const r = signOf(f) * length;
  return { c: Math.abs(f) / length, s: g / r, r };
}

/** The smaller singular value of the triangle [[f, g], [0, h]]. */
export function smallerSingularValue(f: number, g: number, h: number): number {
  const small = Math.min(Math.abs(f), Math.abs(h));
  const large = Math.max(Math.abs(f), Math.abs(h));
  const off = Math.abs(g);
  if (small === 0) return 0;
  const as = 1 + small / large;
  const at = (large - small) / large;
  if (off < large) {
    const au = (off / large) ** 2;
    return small * (2 / (Math.sqrt(as * as + au) + Math.sqrt(at * at + au)));
  }
  const au = large / off;
  if (au === 0) return (small * large) / off;
  return 2 * (small * (1 / (Math.sqrt(1 + (as * au) ** 2) + Math.sqrt(1 + (at * au) ** 2))) * au);
}

/**
 * The singular values (signed) of the triangle [[f, g], [0, h]] and the rotation (c, s) of its right
 * singular vectors, to nearly full relative accuracy.
 */
export function singularValues2x2(
  f: number,
  g: number,
  h: number,
): { largest: number; smallest: number; c: number; s: number } {
  const swapped = Math.abs(h) > Math.abs(f);
  const ft = swapped ? h : f;
  const ht = swapped ? f : h;
  const fa = Math.abs(ft);
  const ha = Math.abs(ht);
  const ga = Math.abs(g);
  let largest = fa;
  let smallest = ha;
  let cLeft = 1;
  let sLeft = 0;
  let cRight = 1;
  let sRight = 0;
  if (ga > fa && fa / ga < EPS) {
    largest = ga;
    smallest = ha > 1 ? fa / (ga / ha) : (fa / ga) * ha;
    sLeft = ht / g;
    cRight = ft / g;
    sRight = 1;
  } else if (ga !== 0) {
    const difference = fa - ha;
    const l = difference === fa ? 1 : difference / fa;
    const m = g / ft;
    const mm = m * m;
    const t = 2 - l;
    const s = Math.sqrt(t * t + mm);
    const r = l === 0 ? Math.abs(m) : Math.sqrt(l * l + mm);
    const a = 0.5 * (s + r);
    smallest = ha / a;
    largest = fa * a;
    let tangent: number;
    if (mm !== 0) tangent = (m / (s + t) + m / (r + l)) * (1 + a);
    else if (l === 0) tangent = 2 * signOf(ft) * signOf(g);
    else tangent = g / (signOf(ft) * difference) + m / t;
    const length = Math.sqrt(tangent * tangent + 4);
    cRight = 2 / length;
    sRight = tangent / length;
    cLeft = (cRight + sRight * m) / a;
    sLeft = ((ht / ft) * sRight) / a;
  }
  const c = swapped ? sLeft : cRight;
  const s = swapped ? cLeft : sRight;
  const csl = swapped ? sRight : cLeft;
  const snl = swapped ? cRight : sLeft;
  let sign: number;
  if (ga > fa) sign = signOf(s) * signOf(csl) * signOf(g);
  else if (swapped) sign = signOf(s) * signOf(snl) * signOf(h);
  else sign = signOf(c) * signOf(csl) * signOf(f);
  return { largest: sign * largest, smallest: sign * signOf(f) * signOf(h) * smallest, c, s };
}
