import { existsSync, readFileSync } from "node:fs";
import type { CellStatus } from "./driver";
import type { Provenance, Size } from "./expectations";
import type { Failure } from "./failure";
import type { Notebook } from "./find-notebooks";
import type { RecordResult } from "./judge";

/** What is known of a notebook's last run: `build/notebooks/<talk>/<name>.run.json`. */
export interface RunReport {
  readonly notebook: string;
  readonly status: "ok" | "failed";
  readonly failures: readonly Failure[];
  readonly records: readonly RecordResult[];
  readonly cells: readonly { readonly cell: number; readonly status: CellStatus; readonly seconds: number }[];
  /** Wall-clock seconds, from the start of the kernel to its end. */
  readonly seconds: number;
  /** "simulated" as soon as one record is; null where nothing was recorded. */
  readonly provenance: Provenance | null;
  readonly size: Size;
  readonly tools: Readonly<Record<string, string>>;
  readonly inputHash: string;
  /** SHA-256 of the executed notebook that this report is about. */
  readonly executedHash: string;
}

/** The report of the last run, if there is one. */
export function readReport({ report }: Notebook): RunReport | undefined {
  return existsSync(report) ? (JSON.parse(readFileSync(report, "utf8")) as RunReport) : undefined;
}
