import type { ColumnTable } from "arquero";
import { ValidationError } from "../core/errors";
import type { Label } from "../core/labels";

/** Where the numbers come from: downloaded and verified, or made by a generator of this package. */
export type Provenance = "real" | "simulated";

/** What every data set says of itself. */
export interface SourceParts {
  id: string;
  title: string;
  provenance: Provenance;
  /** How the sample was chosen, and what a user must know of it. */
  description: string;
  citation: string;
  terms: string;
}

/** What every class of data set has: where it comes from, and one line that a notebook prints for it. */
export abstract class Sourced implements SourceParts {
  readonly id: string;
  readonly title: string;
  readonly provenance: Provenance;
  readonly description: string;
  readonly citation: string;
  readonly terms: string;

  protected constructor({ id, title, provenance, description, citation, terms }: SourceParts) {
    this.id = id;
    this.title = title;
    this.provenance = provenance;
    this.description = description;
    this.citation = citation;
    this.terms = terms;
  }

  /** One line: what it is and how large. */
  abstract toString(): string;

  /** What `console.log` and a notebook show. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

/** Text that prints as it is, also as the last expression of a notebook's cell. */
export class DatasetDescription {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.text;
  }
}

/** The title and provenance of a data set, what it holds (the `body`), then description, citation and terms. */
export function describeWithSource(source: SourceParts, body: readonly string[]): DatasetDescription {
  const { id, title, provenance, description, citation, terms } = source;
  const lines = [
    `${title} (${id})`,
    `Provenance: ${provenance}${provenance === "simulated" ? " - these are not observations" : ""}`,
    ...body,
    "",
    description,
    `Cite: ${citation}`,
    `Terms: ${terms}`,
  ];
  return new DatasetDescription(lines.join("\n"));
}

/** One line for each class, in their sorted order: how many there are, and what it is. */
export function classLines(y: ArrayLike<Label>, targetNames: readonly string[]): string[] {
  return countClasses(y).map(([label, count], i) => {
    const name = targetNames[i] ?? String(label);
    return `  ${count} ${name}${name === String(label) ? "" : ` (${label})`}`;
  });
}

function countClasses(y: ArrayLike<Label>): [Label, number][] {
  const counts = new Map<Label, number>();
  for (let i = 0; i < y.length; i++) counts.set(y[i], (counts.get(y[i]) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Columns as an arquero table, which is loaded only here. */
export async function tableOf(columns: { [name: string]: ArrayLike<unknown> }): Promise<ColumnTable> {
  const { table } = await import("arquero");
  return table(
    Object.entries(columns).map(([name, values]) => [name, asColumn(values)] as [string, Float64Array]),
  );
}

/** A column as arquero takes it: an array, typed or not. */
const asColumn = (values: ArrayLike<unknown>): ArrayLike<unknown> =>
  Array.isArray(values) || ArrayBuffer.isView(values) ? values : Array.from(values);

/** @throws ValidationError if `y` or a column has not one value for each of so many `things`. */
export function checkColumns(
  count: number,
  things: string,
  parts: { y: ArrayLike<unknown>; columns: { [name: string]: ArrayLike<unknown> } },
): void {
  for (const [name, values] of [["y", parts.y] as const, ...Object.entries(parts.columns)]) {
    if (values.length === count) continue;
    throw new ValidationError(`There are ${count} ${things}, but ${values.length} values of ${name}.`);
  }
}
