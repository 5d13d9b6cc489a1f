import { ParameterError } from "./errors";
import { describe } from "./table-like";

/** @throws ParameterError unless `value` is a finite number within the bounds. */
export function checkNumber(
  name: string,
  value: unknown,
  bounds: {
    min?: number;
    max?: number;
    exclusiveMin?: number;
    exclusiveMax?: number;
    integer?: boolean;
  } = {},
): asserts value is number {
  const { min, max, exclusiveMin, exclusiveMax, integer = false } = bounds;
  const ok =
    typeof value === "number" &&
    Number.isFinite(value) &&
    (!integer || Number.isInteger(value)) &&
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (exclusiveMin === undefined || value > exclusiveMin) &&
    (exclusiveMax === undefined || value < exclusiveMax);
  if (ok) return;
  const limits = [
    min !== undefined ? `at least ${min}` : "",
    exclusiveMin !== undefined ? `above ${exclusiveMin}` : "",
    max !== undefined ? `at most ${max}` : "",
    exclusiveMax !== undefined ? `below ${exclusiveMax}` : "",
  ].filter((limit) => limit !== "");
  const kind = integer ? "a whole number" : "a number";
  const wanted = limits.length > 0 ? `${kind}, ${limits.join(" and ")}` : kind;
  throw new ParameterError(`${name} must be ${wanted}; got ${describe(value)}.`);
}

/** @throws ParameterError unless `value` is one of `choices`. */
export function checkOneOf<T>(name: string, value: unknown, choices: readonly T[]): asserts value is T {
  if (choices.includes(value as T)) return;
  const list = choices.map((choice) => (typeof choice === "string" ? `"${choice}"` : String(choice)));
  throw new ParameterError(`${name} must be one of ${list.join(", ")}; got ${describe(value)}.`);
}

/** @throws ParameterError if `options` has a key that is not in `known`; the message suggests the nearest one. */
export function checkKnown(owner: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const near = nearest(key, known);
    const hint = near === undefined ? "" : ` Did you mean ${near}?`;
    const list = known.length > 0 ? ` It takes ${known.join(", ")}.` : " It takes none.";
    throw new ParameterError(`${owner} has no option ${JSON.stringify(key)}.${hint}${list}`);
  }
}

/** The known name closest to a mistyped one (snake_case counts as camelCase), if any is close. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const plain = (s: string) => s.replaceAll(/[_-]/g, "").toLowerCase();
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(plain(name), plain(candidate));
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
