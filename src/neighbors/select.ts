/**
 * Reorders `items[from .. to)` so that those with the smaller keys come before position `middle` and the others
 * from it on (Hoare's quickselect; the pivot is the median of three).
 */
export function partitionAt(
  items: Int32Array,
  from: number,
  to: number,
  middle: number,
  keys: Float64Array | Float32Array,
  stride: number,
  offset: number,
): void {
  let low = from;
  let high = to - 1;
  const key = (at: number) => keys[items[at] * stride + offset];
  while (low < high) {
    const a = key(low);
    const b = key((low + high) >> 1);
    const c = key(high);
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = low;
    let j = high;
    while (i <= j) {
      while (key(i) < pivot) i++;
      while (key(j) > pivot) j--;
      if (i > j) break;
      const swap = items[i];
      items[i++] = items[j];
      items[j--] = swap;
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}
