/** Arrays of a variable-length column, gathered from the heap; rows with the same descriptor share one. */
export interface HeapArrays {
  /** Bytes of the distinct arrays, one after another. */
  bytes: Uint8Array;
  /** Where in `bytes` each distinct array starts. */
  starts: number[];
  /** Elements of each distinct array. */
  counts: number[];
  /** The distinct array of each row. */
  arrayOfRow: Int32Array;
}

/** Where descriptors are, and the heap that they point into. */
export interface HeapSource {
  view: DataView;
  /** Byte of the first row's descriptor. */
  offset: number;
  stride: number;
  rows: number;
  /** `undefined` for a zero-repeat column, which has no descriptors. */
  descriptor: "P" | "Q" | undefined;
  heap: Uint8Array;
  /** Bytes that so many elements take. */
  bytesOf(count: number): number;
  /** Makes the error to throw. */
  error(message: string): Error;
}

/**
 * Distinct arrays may overlap in the heap. Beyond so many times the heap's own size they can only be
 * damage, and would cost more memory than the file explains.
 */
const MAX_OVERLAP = 4;

/** Follows the descriptors of a P or Q column; each is checked against the heap before anything is copied. */
export function gatherHeapArrays(source: HeapSource): HeapArrays {
  const { rows, heap } = source;
  const arrayOfRow = new Int32Array(rows);
  const offsets: number[] = [];
  const starts: number[] = [];
  const counts: number[] = [];
  const arrayAt = new Map<number, number>();
  let total = 0;
  for (let row = 0; row < rows; row++) {
    const [count, at] = readDescriptor(source, row);
    const size = source.bytesOf(count);
    if (count < 0 || (count > 0 && (at < 0 || at + size > heap.length))) {
      throw source.error(
        `points in row ${row} to ${count} elements (${size} bytes) at byte ${at} of a heap of ${heap.length} bytes`,
      );
    }
    const offset = count === 0 ? 0 : at;
    const known = arrayAt.get(offset);
    if (known !== undefined && counts[known] === count) {
      arrayOfRow[row] = known;
      continue;
    }
    arrayOfRow[row] = counts.length;
    arrayAt.set(offset, counts.length);
    offsets.push(offset);
    starts.push(total);
    counts.push(count);
    total += size;
    if (total > MAX_OVERLAP * heap.length) {
      throw source.error(`points, by row ${row}, to ${total} bytes of a heap of only ${heap.length}`);
    }
  }
  const bytes = new Uint8Array(total);
  for (let k = 0; k < counts.length; k++) {
    bytes.set(heap.subarray(offsets[k], offsets[k] + source.bytesOf(counts[k])), starts[k]);
  }
  return { bytes, starts, counts, arrayOfRow };
}

function readDescriptor({ view, offset, stride, descriptor }: HeapSource, row: number): [number, number] {
  const at = offset + row * stride;
  if (descriptor === undefined) return [0, 0];
  if (descriptor === "P") return [view.getInt32(at), view.getInt32(at + 4)];
  return [readInt64(view, at), readInt64(view, at + 8)];
}

/** Beyond ±2^53 inexact, which is still far outside any heap. */
function readInt64(view: DataView, at: number): number {
  return view.getInt32(at) * 2 ** 32 + view.getUint32(at + 4);
}
