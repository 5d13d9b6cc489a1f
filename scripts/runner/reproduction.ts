import { join } from "node:path";
import { writeFileAtomically } from "../set-up/atomic-file";
import type { Notebook } from "./find-notebooks";
import { readReport } from "./run-report";

/** Writes `build/reproduction.json`: the records of every notebook's last run, sorted by system. */
export function writeReproduction(notebooks: readonly Notebook[], buildDir: string): void {
  const rows = notebooks
    .flatMap((notebook) => readReport(notebook)?.records ?? [])
    .sort((a, b) => a.system.localeCompare(b.system, "en", { numeric: true }));
  writeFileAtomically(join(buildDir, "reproduction.json"), `${JSON.stringify(rows, null, 1)}\n`);
}
