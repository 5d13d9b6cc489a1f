import type { FitsValues, Layout, Scaling } from "./elements";

/** 2^21: a high word within ± this keeps the whole integer within ±2^53, where a double is exact. */
const SAFE_HIGH = 2 ** 21;
const WORD = 2 ** 32;
/** BZERO or TZERO of unsigned 64-bit integers. */
const UNSIGNED_ZERO = 2 ** 63;

/**
 * Reads 64-bit integers: Float64Array (NaN for null) where every value is exact as a double, as nearly all
 * are; otherwise BigInt64Array, or BigUint64Array with the unsigned convention, or, where nulls are
 * among them, an array of bigint and null. Scaled ones become Float64Array.
 */
export function decodeInt64(layout: Layout, scaling: Scaling): FitsValues {
  const { scale, zero, blank } = scaling;
  const unsigned = scale === 1 && zero === UNSIGNED_ZERO;
  const isPlain = unsigned || (scale === 1 && zero === 0);
  if (isPlain && !isExact(layout, blank, unsigned)) return readBigInts(layout, blank, unsigned);
  return readDoubles(layout, scaling, unsigned);
}

function blankWords(blank: number | bigint | undefined): [number, number] | undefined {
  if (blank === undefined) return undefined;
  const bits = BigInt.asUintN(64, BigInt(blank));
  return [Number(bits >> 32n) | 0, Number(bits & 0xffffffffn)];
}

function isExact(layout: Layout, blank: number | bigint | undefined, unsigned: boolean): boolean {
  const { view, offset, stride, rows, width } = layout;
  const words = blankWords(blank);
  for (let row = 0; row < rows; row++) {
    let at = offset + row * stride;
    for (let k = 0; k < width; k++, at += 8) {
      const stored = view.getInt32(at);
      const high = unsigned ? (stored ^ 0x80000000) >>> 0 : stored;
      if (high >= -SAFE_HIGH && high < SAFE_HIGH) continue;
      if (words === undefined || stored !== words[0] || view.getUint32(at + 4) !== words[1]) return false;
    }
  }
  return true;
}

function readDoubles(layout: Layout, { scale, zero, blank }: Scaling, unsigned: boolean): Float64Array {
  const { view, offset, stride, rows, width } = layout;
  const words = blankWords(blank);
  const out = new Float64Array(rows * width);
  for (let row = 0, i = 0; row < rows; row++) {
    let at = offset + row * stride;
    for (let k = 0; k < width; k++, at += 8, i++) {
      const stored = view.getInt32(at);
      const low = view.getUint32(at + 4);
      if (words !== undefined && stored === words[0] && low === words[1]) out[i] = Number.NaN;
      else if (unsigned) out[i] = ((stored ^ 0x80000000) >>> 0) * WORD + low;
      else out[i] = zero + scale * (stored * WORD + low);
    }
  }
  return out;
}

function readBigInts(layout: Layout, blank: number | bigint | undefined, unsigned: boolean): FitsValues {
  const { view, offset, stride, rows, width } = layout;
  const out = unsigned ? new BigUint64Array(rows * width) : new BigInt64Array(rows * width);
  const nulls: number[] = [];
  const stored = blank === undefined ? undefined : BigInt(blank);
  for (let row = 0, i = 0; row < rows; row++) {
    let at = offset + row * stride;
    for (let k = 0; k < width; k++, at += 8, i++) {
      const value = view.getBigInt64(at);
      if (value === stored) nulls.push(i);
      out[i] = unsigned ? value + 0x8000000000000000n : value;
    }
  }
  if (nulls.length === 0) return out;
  const withNulls: (bigint | null)[] = Array.from(out);
  for (const i of nulls) withNulls[i] = null;
  return withNulls;
}
