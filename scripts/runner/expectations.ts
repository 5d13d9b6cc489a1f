import { existsSync, readFileSync } from "node:fs";

/** Sizes at which a notebook can be run. */
export const sizes = ["quick", "default", "full"] as const;
export type Size = (typeof sizes)[number];

/** Where the data of a record came from. */
export const provenances = ["real", "simulated"] as const;
export type Provenance = (typeof provenances)[number];

export type RecordValue = number | string | boolean;

/** What a record must be; text and truth values must be equal, so they have no tolerance. */
export interface Target {
  readonly value: RecordValue;
  readonly tolerance: number | null;
}

/** All that `<name>.expected.json` says about one record. */
export interface Expectation {
  readonly system: string;
  readonly talk: number | string | null;
  readonly note?: string;
  /** The target on data of this provenance; null where the notebook makes no such record. */
  target(provenance: Provenance, size: Size): Target | null | undefined;
}

/** A file of expectations that cannot be used; the message names the file and the place in it. */
export class ExpectationError extends Error {}

/** Reads the expectations beside a notebook, by name of record. */
export function readExpectations(file: string): Map<string, Expectation> {
  if (!existsSync(file)) {
    throw new ExpectationError(
      `${file} does not exist; write { "records": {} } if the notebook records nothing`,
    );
  }
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new ExpectationError(`${file} is not JSON: ${(error as Error).message}`);
  }
  return parseExpectations(content, file);
}

/** Checks every field of a file of expectations; `file` is only for messages. */
export function parseExpectations(content: unknown, file: string): Map<string, Expectation> {
  const top = objectAt(content, file, ["records"]);
  const records = objectAt(top.records, `${file}: records`);
  return new Map(
    Object.entries(records).map(([name, entry]) => [
      name,
      parseExpectation(entry, `${file}: records["${name}"]`),
    ]),
  );
}

function parseExpectation(content: unknown, where: string): Expectation {
  const entry = objectAt(content, where, ["system", "talk", "note", ...provenances]);
  if (typeof entry.system !== "string" || !/^T\d+\.\d+$/.test(entry.system)) {
    throw new ExpectationError(`${where}.system must name a system of the talks, like "T1.7"`);
  }
  const { talk, note } = entry;
  if (talk !== null && typeof talk !== "string" && typeof talk !== "number") {
    throw new ExpectationError(`${where}.talk must be what the talk printed (a number or text), or null`);
  }
  if (note !== undefined && typeof note !== "string")
    throw new ExpectationError(`${where}.note must be text`);
  if (provenances.every((provenance) => entry[provenance] === undefined)) {
    throw new ExpectationError(`${where} must have "real" or "simulated": { "value", "tolerance" }`);
  }
  const targets = new Map(
    provenances
      .filter((provenance) => entry[provenance] !== undefined)
      .map((provenance) => [provenance, parseTargets(entry[provenance], `${where}.${provenance}`)]),
  );
  return {
    system: entry.system,
    talk,
    note,
    target: (provenance, size) => targets.get(provenance)?.get(size),
  };
}

function parseTargets(content: unknown, where: string): Map<Size, Target | null> {
  if (content === null) return new Map(sizes.map((size) => [size, null]));
  const entry = objectAt(content, where, ["value", "tolerance", "sizes"]);
  const bySize = objectAt(entry.sizes ?? {}, `${where}.sizes`, sizes);
  const allSizesNamed = sizes.every((size) => bySize[size] !== undefined);
  const common = entry.value === undefined && allSizesNamed ? null : parseTarget(entry, where);
  return new Map(
    sizes.map((size) => {
      const own = bySize[size];
      if (own === undefined) return [size, common];
      if (own === null) return [size, null];
      return [
        size,
        parseTarget(
          objectAt(own, `${where}.sizes.${size}`, ["value", "tolerance"]),
          `${where}.sizes.${size}`,
        ),
      ];
    }),
  );
}

function parseTarget(entry: Record<string, unknown>, where: string): Target {
  const { value, tolerance } = entry;
  if (typeof value === "string" || typeof value === "boolean") {
    if (tolerance !== undefined) throw new ExpectationError(`${where}.tolerance only goes with a number`);
    return { value, tolerance: null };
  }
  if (typeof value !== "number")
    throw new ExpectationError(`${where}.value must be a number, text, true or false`);
  if (typeof tolerance !== "number" || tolerance < 0) {
    throw new ExpectationError(`${where}.tolerance must be a number that is not negative`);
  }
  return { value, tolerance };
}

function objectAt(content: unknown, where: string, known?: readonly string[]): Record<string, unknown> {
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new ExpectationError(`${where} must be an object { … }`);
  }
  const unknown = known && Object.keys(content).find((key) => !known.includes(key));
  if (unknown)
    throw new ExpectationError(`${where} has the unknown field "${unknown}" (known: ${known.join(", ")})`);
  return content as Record<string, unknown>;
}

/** Whether a recorded value is what it must be. */
export function meets(value: RecordValue, target: Target): boolean {
  if (typeof value === "number" && typeof target.value === "number" && target.tolerance !== null) {
    return Math.abs(value - target.value) <= target.tolerance;
  }
  return value === target.value;
}
