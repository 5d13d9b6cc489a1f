import { readFile } from "node:fs/promises";
import { isObject } from "./notebook-file";
import { type Provenance, type Recording, readProvenance, readRecording } from "./reproduction";

export interface Failure {
  /** The number of the code cell, from 1; null where the failure is of the whole notebook. */
  cell: number | null;
  cause: string;
}

/** What the runner wrote about a notebook's last run, in `<name>.run.json`. */
export interface RunReport {
  status: "ok" | "failed";
  failures: Failure[];
  records: Recording[];
  /** Wall-clock seconds of the whole run. */
  seconds: number | null;
  /** Seconds that each code cell took, by its number. */
  cellSeconds: ReadonlyMap<number, number>;
  provenance: Provenance | null;
  /** The size asked for: quick, default or full. */
  size: string | null;
}

function readFailure(raw: unknown): Failure {
  if (!isObject(raw)) return { cell: null, cause: String(raw) };
  return {
    cell: typeof raw.cell === "number" ? raw.cell : null,
    cause: typeof raw.cause === "string" ? raw.cause : JSON.stringify(raw),
  };
}

function readCellSeconds(raw: unknown): [number, number][] {
  if (!isObject(raw) || typeof raw.number !== "number" || typeof raw.seconds !== "number") return [];
  return [[raw.number, raw.seconds]];
}

/** Reads a run report. Null if there is none or it cannot be read. */
export async function readRunReport(path: string): Promise<RunReport | null> {
  let raw: unknown;
  try {
    raw = JSON.parse(await readFile(path, "utf8"));
  } catch {
    return null;
  }
  if (!isObject(raw)) return null;
  const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
  return {
    status: raw.status === "ok" ? "ok" : "failed",
    failures: list(raw.failures).map(readFailure),
    records: list(raw.records)
      .map(readRecording)
      .filter((record): record is Recording => record !== null),
    seconds: typeof raw.seconds === "number" ? raw.seconds : null,
    cellSeconds: new Map(list(raw.cells).flatMap(readCellSeconds)),
    provenance: readProvenance(raw.provenance),
    size: typeof raw.size === "string" ? raw.size : null,
  };
}
