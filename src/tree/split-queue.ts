/**
 * A binary max-heap. Among equal priorities it gives items back in the order that C++'s `push_heap` and `pop_heap`
 * give, on which the numbering of scikit-learn's best-first trees rests.
 */
export class SplitQueue<T> {
  private readonly items: T[] = [];
  private readonly priorities: number[] = [];

  push(item: T, priority: number): void {
    this.items.push(item);
    this.priorities.push(priority);
    this.raise(this.items.length - 1, item, priority);
  }

  /** The item of the highest priority, or `undefined` if none is left. */
  pop(): T | undefined {
    const { items, priorities } = this;
    if (items.length === 0) return undefined;
    const top = items[0];
    const item = items.pop()!;
    const priority = priorities.pop()!;
    const n = items.length;
    if (n === 0) return top;
    let hole = 0;
    for (;;) {
      const right = 2 * hole + 2;
      if (right > n) break;
      const child = right === n || priorities[right] < priorities[right - 1] ? right - 1 : right;
      this.put(hole, items[child], priorities[child]);
      hole = child;
    }
    this.raise(hole, item, priority);
    return top;
  }

  private raise(from: number, item: T, priority: number): void {
    let hole = from;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (this.priorities[parent] >= priority) break;
      this.put(hole, this.items[parent], this.priorities[parent]);
      hole = parent;
    }
    this.put(hole, item, priority);
  }

  private put(at: number, item: T, priority: number): void {
    this.items[at] = item;
    this.priorities[at] = priority;
  }
}
