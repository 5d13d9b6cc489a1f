import { ParameterError } from "../core/errors";
import { displayBundle, inNotebook } from "./display";

/** MIME type of a recorded figure: `{ "name", "value", "provenance" }`. */
export const RECORD_MIME_TYPE = "application/vnd.skylearn.record+json";

/** Anything that knows whether its data are real or simulated, as every data set of this package does. */
export interface HasProvenance {
  readonly provenance: "real" | "simulated";
}

/** What a record was measured on: a data set, or `{ data }` with one or several. */
export type RecordSource = HasProvenance | { readonly data: HasProvenance | readonly HasProvenance[] };

/**
 * Records one measured figure of a notebook: prints a line that people can read, and sends the figure to the
 * notebook runner, which compares it with `<notebook>.expected.json` and enters it in the reproduction table.
 *
 * @param name - the figure's name, once in a notebook
 * @param value - a finite number, text, or true or false
 * @param source - what it was measured on; a figure is simulated as soon as one of its data sets is
 * @throws ParameterError for an empty name, a value that is not finite, or a source without provenance
 *
 * @example
 * ```ts
 * record("completeness", completeness, stars);
 * record("distance in Mpc", distance, { data: [galaxies, calibrators] });
 * ```
 */
export function record(name: string, value: number | string | boolean, source: RecordSource): void {
  if (typeof name !== "string" || name.trim() === "") throw new ParameterError("A record needs a name.");
  if (
    !["number", "string", "boolean"].includes(typeof value) ||
    (typeof value === "number" && !Number.isFinite(value))
  ) {
    throw new ParameterError(
      `The record "${name}" is ${String(value)}; it must be a finite number, text, true or false.`,
    );
  }
  const provenance = provenanceOf(name, source);
  const line = `${name}: ${readable(value)} (${provenance} data)`;
  if (!inNotebook()) {
    console.log(line);
    return;
  }
  displayBundle({
    "text/plain": line,
    [RECORD_MIME_TYPE]: JSON.stringify({ name, value, provenance }),
  });
}

function provenanceOf(name: string, source: RecordSource = { data: [] }): HasProvenance["provenance"] {
  // A data set may itself have a field called data, so its own provenance comes first.
  const data = "provenance" in source ? source : source.data;
  const all = (Array.isArray(data) ? data : [data]) as HasProvenance[];
  const known = all.every((one) => one?.provenance === "real" || one?.provenance === "simulated");
  if (all.length === 0 || !known) {
    throw new ParameterError(
      `The record "${name}" needs the data set that it was measured on, or { provenance: "real" | "simulated" }.`,
    );
  }
  return all.some((one) => one.provenance === "simulated") ? "simulated" : "real";
}

function readable(value: number | string | boolean): string {
  if (typeof value !== "number" || Number.isInteger(value)) return String(value);
  return String(Number(value.toPrecision(6)));
}
