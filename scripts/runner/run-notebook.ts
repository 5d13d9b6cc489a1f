import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { removeStaleTemporaryFiles, writeFileAtomically } from "../set-up/atomic-file";
import type { JupyterPython } from "../set-up/find-jupyter";
import { hashFiles } from "../set-up/hash-files";
import { type CellStatus, eventsOf, execute, type RunEvent } from "./driver";
import { type Expectation, ExpectationError, readExpectations, type Size } from "./expectations";
import { type Failure, firstLine, wholeFailure } from "./failure";
import type { Notebook } from "./find-notebooks";
import { judge, type Verdict } from "./judge";
import { codeCells, type NotebookFile } from "./notebook-file";
import { type RunReport, readReport } from "./run-report";

/** How notebooks are run. */
export interface RunOptions {
  readonly jupyter: JupyterPython;
  readonly size: Size;
  readonly timeout: number;
  readonly environment: NodeJS.ProcessEnv;
}

const marks: Record<CellStatus, string> = { ok: "✓", error: "✗", abort: "✗", timeout: "✗", dead: "✗" };

/** Runs one notebook, a line per cell, and writes its executed copy and its report. */
export async function runNotebook(
  notebook: Notebook,
  hash: string,
  { jupyter, size, timeout, environment }: RunOptions,
): Promise<RunReport> {
  mkdirSync(dirname(notebook.executed), { recursive: true });
  removeStaleTemporaryFiles(dirname(notebook.executed));
  const started = Date.now();
  let source: NotebookFile;
  try {
    source = JSON.parse(readFileSync(notebook.source, "utf8")) as NotebookFile;
  } catch (error) {
    const failure = wholeFailure(`not a notebook: ${(error as Error).message}`);
    return report({ failures: [failure], records: [] }, []);
  }
  const { expectations, problems } = expectationsOf(notebook);
  const cells = new Map(codeCells(source).map((cell) => [cell.index, cell]));
  const events = await execute(
    jupyter,
    {
      notebook: notebook.source,
      output: notebook.executed,
      timeout,
      environment: { ...environment, SKYLEARN_SIZE: size },
    },
    (event) => {
      if (event.event !== "end") return;
      const { number, source: text } = cells.get(event.cell)!;
      const progress = `${String(number).padStart(String(cells.size).length)}/${cells.size}`;
      const seconds = `${event.seconds.toFixed(1)} s`.padStart(7);
      console.log(
        `[${notebook.label}] ${progress} ${marks[event.status]} ${seconds}  ${firstLine(text, 70)}`,
      );
    },
  );
  const saved = events.some((event) => event.event === "saved");
  const executed = saved ? (JSON.parse(readFileSync(notebook.executed, "utf8")) as NotebookFile) : source;
  const { failures, records } = judge(notebook.name, executed, events, expectations, size, timeout);
  return report({ failures: [...problems, ...failures], records }, events);

  function report({ failures, records }: Verdict, seen: readonly RunEvent[]): RunReport {
    const result: RunReport = {
      notebook: notebook.name,
      status: failures.length === 0 ? "ok" : "failed",
      failures,
      records,
      cells: eventsOf(seen, "end").map(({ cell, status, seconds }) => ({
        cell: cells.get(cell)!.number,
        status,
        seconds,
      })),
      seconds: (Date.now() - started) / 1000,
      provenance:
        records.find((record) => record.provenance === "simulated")?.provenance ??
        records[0]?.provenance ??
        null,
      size,
      tools: { node: process.versions.node, ...jupyter.versions },
      inputHash: hash,
      executedHash: hashExecuted(notebook),
    };
    writeFileAtomically(notebook.report, `${JSON.stringify(result, null, 1)}\n`);
    return result;
  }
}

// Without usable expectations the notebook still runs: whoever is writing it wants to see its figures.
function expectationsOf({ expectations: file }: Notebook): {
  expectations: ReadonlyMap<string, Expectation>;
  problems: readonly Failure[];
} {
  try {
    return { expectations: readExpectations(file), problems: [] };
  } catch (error) {
    if (!(error instanceof ExpectationError)) throw error;
    return { expectations: new Map(), problems: [wholeFailure(error.message)] };
  }
}

/** The report of an earlier run that succeeded on the very same inputs, if its notebook is still there. */
export function unchangedReport(notebook: Notebook, hash: string): RunReport | undefined {
  const report = readReport(notebook);
  const same =
    report?.status === "ok" && report.inputHash === hash && report.executedHash === hashExecuted(notebook);
  return same ? report : undefined;
}

function hashExecuted({ executed }: Notebook): string {
  return existsSync(executed) ? hashFiles(dirname(executed), [executed]) : "";
}
