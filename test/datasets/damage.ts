import { expect } from "vitest";
import { SkylearnError } from "../../src/core/errors";
import { RandomState } from "../../src/core/random-state";

/**
 * Reads a text 500 times with a byte changed, put in or everything after it cut off: the reader may understand it or throw
 * a named error, and nothing else. Returns what it understood.
 */
export function readDamaged<T>(text: string, read: (text: string) => T): T[] {
  const random = new RandomState(1);
  const understood: T[] = [];
  for (let round = 0; round < 500; round++) {
    const at = random.randint(0, text.length);
    const junk = String.fromCharCode(random.randint(0, 256));
    const damaged =
      round % 3 === 0 ? text.slice(0, at) : text.slice(0, at) + junk + text.slice(at + (round % 2));
    try {
      understood.push(read(damaged));
    } catch (error) {
      expect(error).toBeInstanceOf(SkylearnError);
    }
  }
  return understood;
}
