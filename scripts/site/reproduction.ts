import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RecordResult } from "../runner/judge";
import { isObject } from "./notebook-file";

/** What `build/reproduction.json` holds: the recorded figures of every notebook's last run. */
export interface Reproduction {
  rows: RecordResult[];
  /** Why rows are missing from the list; null if all could be read. */
  problem: string | null;
}

/** Whether JSON is a row of the table; what it shows is then escaped, whatever its fields hold. */
export function isRecordResult(raw: unknown): raw is RecordResult {
  return isObject(raw) && [raw.system, raw.notebook, raw.name].every((field) => typeof field === "string");
}

/** T1.10 after T1.9. */
export function compareSystems(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}

/** Reads the table; a file that is missing is an empty table, a damaged one a table with a problem. */
export async function readReproduction(buildDir: string): Promise<Reproduction> {
  try {
    const parsed: unknown = JSON.parse(await readFile(join(buildDir, "reproduction.json"), "utf8"));
    if (!Array.isArray(parsed)) throw new Error("it is not a list");
    const rows = parsed.filter(isRecordResult);
    rows.sort((a, b) => compareSystems(a.system, b.system) || compareSystems(a.notebook, b.notebook));
    const lost = parsed.length - rows.length;
    return { rows, problem: lost === 0 ? null : `${lost} of its rows do not say what they are` };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return { rows: [], problem: null };
    return { rows: [], problem: (error as Error).message };
  }
}
