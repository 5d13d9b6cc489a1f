import { readFile } from "node:fs/promises";
import type { RunReport } from "../runner/run-report";
import { isObject } from "./notebook-file";

/** The runner's report of a notebook's last run; null if there is none, or it is damaged. */
export async function readRunReport(path: string): Promise<RunReport | null> {
  try {
    const raw: unknown = JSON.parse(await readFile(path, "utf8"));
    const whole = isObject(raw) && [raw.failures, raw.records, raw.cells].every(Array.isArray);
    return whole ? (raw as unknown as RunReport) : null;
  } catch {
    return null;
  }
}
