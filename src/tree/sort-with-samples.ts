/**
 * Sorts `values[start … end − 1]` in place and moves `samples` along, by introsort with a three-way partition
 * around the median of first, middle and last.
 *
 * The order that this leaves among equal values is the one that scikit-learn's trees sum in: sums of targets then
 * round alike, and splits that are equally good are told apart alike.
 */
export function sortWithSamples(values: Float32Array, samples: Int32Array, start: number, end: number): void {
  if (end - start < 2) return;
  introsort(values, samples, start, end, 2 * Math.floor(Math.log2(end - start)));
}

function introsort(
  values: Float32Array,
  samples: Int32Array,
  start: number,
  end: number,
  maxDepth: number,
): void {
  let low = start;
  for (let depth = maxDepth; end - low > 1; depth--) {
    if (depth <= 0) {
      heapsort(values, samples, low, end);
      return;
    }
    const pivot = median(values[low], values[low + ((end - low) >> 1)], values[end - 1]);
    let i = low;
    let left = low;
    let right = end;
    while (i < right) {
      const value = values[i];
      if (value < pivot) {
        const sample = samples[i];
        values[i] = values[left];
        samples[i] = samples[left];
        values[left] = value;
        samples[left] = sample;
        i++;
        left++;
      } else if (value > pivot) {
        right--;
        const sample = samples[i];
        values[i] = values[right];
        samples[i] = samples[right];
        values[right] = value;
        samples[right] = sample;
      } else {
        i++;
      }
    }
    introsort(values, samples, low, left, depth - 1);
    low = right;
  }
}

function median(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

function heapsort(values: Float32Array, samples: Int32Array, start: number, end: number): void {
  const n = end - start;
  for (let root = (n - 2) >> 1; root >= 0; root--) siftDown(values, samples, start, root, n);
  for (let last = n - 1; last > 0; last--) {
    swap(values, samples, start, start + last);
    siftDown(values, samples, start, 0, last);
  }
}

function siftDown(values: Float32Array, samples: Int32Array, start: number, from: number, n: number): void {
  for (let root = from; ; ) {
    const child = 2 * root + 1;
    let largest = root;
    if (child < n && values[start + largest] < values[start + child]) largest = child;
    if (child + 1 < n && values[start + largest] < values[start + child + 1]) largest = child + 1;
    if (largest === root) return;
    swap(values, samples, start + root, start + largest);
    root = largest;
  }
}

function swap(values: Float32Array, samples: Int32Array, i: number, j: number): void {
  const value = values[i];
  const sample = samples[i];
  values[i] = values[j];
  samples[i] = samples[j];
  values[j] = value;
  samples[j] = sample;
}
