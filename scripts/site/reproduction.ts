import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { isObject } from "./notebook-file";

export type Provenance = "real" | "simulated";

/** One row of `build/reproduction.json`: a recorded figure beside the talk's. */
export interface Recording {
  system: string;
  notebook: string;
  name: string;
  value: unknown;
  /** What the talk printed, if it printed anything. */
  talk: unknown;
  expected: unknown;
  tolerance: unknown;
  provenance: Provenance | null;
  ok: boolean | null;
  /** A remark on the comparison. */
  note: string | null;
}

export interface Reproduction {
  rows: Recording[];
  /** Why the rows could not be read; null if they could. */
  problem: string | null;
}

export function readProvenance(value: unknown): Provenance | null {
  return value === "real" || value === "simulated" ? value : null;
}

export function readRecording(raw: unknown): Recording | null {
  if (!isObject(raw) || typeof raw.name !== "string") return null;
  return {
    system: typeof raw.system === "string" ? raw.system : "",
    notebook: typeof raw.notebook === "string" ? raw.notebook : "",
    name: raw.name,
    value: raw.value,
    talk: raw.talk,
    expected: raw.expected,
    tolerance: raw.tolerance,
    provenance: readProvenance(raw.provenance),
    ok: typeof raw.ok === "boolean" ? raw.ok : null,
    note: typeof raw.note === "string" ? raw.note : null,
  };
}

/** T1.10 after T1.9, and by notebook within a system. */
export function compareSystems(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

export async function readReproduction(buildDir: string): Promise<Reproduction> {
  try {
    const parsed: unknown = JSON.parse(await readFile(join(buildDir, "reproduction.json"), "utf8"));
    if (!Array.isArray(parsed)) throw new Error("it is not a list");
    const rows = parsed.map(readRecording).filter((row): row is Recording => row !== null);
    rows.sort((a, b) => compareSystems(a.system, b.system) || compareSystems(a.notebook, b.notebook));
    const lost = parsed.length - rows.length;
    return { rows, problem: lost === 0 ? null : `${lost} of its rows have no name` };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { rows: [], problem: null };
    return { rows: [], problem: (error as Error).message };
  }
}

/** Whether a row's `notebook` (a name, `talk/name`, with or without folder and ending) means this notebook. */
export function isOfNotebook(recording: Recording, talk: string, name: string): boolean {
  const id = recording.notebook.replace(/\.ipynb$/, "");
  return id === name || id === `${talk}/${name}` || id.endsWith(`/${talk}/${name}`);
}
