/** The affine map (x, y) → (a·x + c·y + e, b·x + d·y + f), in SVG's order of coefficients. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const IDENTITY: Affine = [1, 0, 0, 1, 0, 0];

/** The map that applies `second` first and then `first`, as nested SVG transforms do. */
export function compose(first: Affine, second: Affine): Affine {
  const [a, b, c, d, e, f] = first;
  const [p, q, r, s, t, u] = second;
  return [a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f];
}

/**
 * Reads an SVG `transform` attribute; functions that it does not know are taken as the identity.
 *
 * @see https://www.w3.org/TR/SVG11/coords.html#TransformAttribute
 */
export function parseTransform(text: string | null): Affine {
  if (!text) return IDENTITY;
  let result = IDENTITY;
  for (const [, name, list] of text.matchAll(/([a-zA-Z]+)\s*\(([^)]*)\)/g)) {
    const numbers = list
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(Number.parseFloat);
    result = compose(result, oneTransform(name, numbers));
  }
  return result;
}

function oneTransform(name: string, v: number[]): Affine {
  switch (name) {
    case "matrix":
      return v.length === 6 ? (v as unknown as Affine) : IDENTITY;
    case "translate":
      return [1, 0, 0, 1, v[0] ?? 0, v[1] ?? 0];
    case "scale":
      return [v[0] ?? 1, 0, 0, v[1] ?? v[0] ?? 1, 0, 0];
    case "rotate": {
      const angle = ((v[0] ?? 0) * Math.PI) / 180;
      const turn: Affine = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0];
      const x = v[1] ?? 0;
      const y = v[2] ?? 0;
      return compose(compose([1, 0, 0, 1, x, y], turn), [1, 0, 0, 1, -x, -y]);
    }
    case "skewX":
      return [1, 0, Math.tan(((v[0] ?? 0) * Math.PI) / 180), 1, 0, 0];
    case "skewY":
      return [1, Math.tan(((v[0] ?? 0) * Math.PI) / 180), 0, 1, 0, 0];
    default:
      return IDENTITY;
  }
}

/** An axis-parallel rectangle that grows by the points put into it. */
export class Extent {
  xMin = Number.POSITIVE_INFINITY;
  yMin = Number.POSITIVE_INFINITY;
  xMax = Number.NEGATIVE_INFINITY;
  yMax = Number.NEGATIVE_INFINITY;

  get isEmpty(): boolean {
    return !(this.xMin <= this.xMax);
  }

  addPoint(x: number, y: number): void {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return;
    if (x < this.xMin) this.xMin = x;
    if (x > this.xMax) this.xMax = x;
    if (y < this.yMin) this.yMin = y;
    if (y > this.yMax) this.yMax = y;
  }

  /** Grows by `other` as `map` carries its four corners. */
  addExtent(other: Extent, map: Affine): void {
    if (other.isEmpty) return;
    for (const x of [other.xMin, other.xMax]) {
      for (const y of [other.yMin, other.yMax]) {
        this.addPoint(map[0] * x + map[2] * y + map[4], map[1] * x + map[3] * y + map[5]);
      }
    }
  }

  toRect(): { x: number; y: number; width: number; height: number } {
    if (this.isEmpty) return { x: 0, y: 0, width: 0, height: 0 };
    return { x: this.xMin, y: this.yMin, width: this.xMax - this.xMin, height: this.yMax - this.yMin };
  }
}
