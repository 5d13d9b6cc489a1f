import { eventsOf, type RunEvent } from "./driver";
import { type Expectation, meets, type Provenance, type RecordValue, type Size } from "./expectations";
import { cellFailure, type Failure, firstLine, wholeFailure } from "./failure";
import { type CodeCell, codeCells, type NotebookFile } from "./notebook-file";

/** MIME type under which the package's `record` sends what was recorded. */
export const recordMimeType = "application/vnd.skylearn.record+json";

/** One row of the reproduction table. */
export interface RecordResult {
  readonly system: string;
  readonly notebook: string;
  readonly name: string;
  readonly value: RecordValue;
  readonly talk: number | string | null;
  readonly expected: RecordValue;
  readonly tolerance: number | null;
  readonly provenance: Provenance;
  readonly ok: boolean;
  readonly note?: string;
}

/** What a run amounts to. */
export interface Verdict {
  readonly failures: readonly Failure[];
  readonly records: readonly RecordResult[];
}

interface Recorded {
  readonly cell: CodeCell;
  readonly name: string;
  readonly value: RecordValue;
  readonly provenance: Provenance;
}

/** Says what went wrong in an executed notebook, and how its records compare with what is expected of them. */
export function judge(
  notebookName: string,
  executed: NotebookFile,
  events: readonly RunEvent[],
  expectations: ReadonlyMap<string, Expectation>,
  size: Size,
  timeout: number,
): Verdict {
  const cells = codeCells(executed);
  const failures = [...brokenRuns(events), ...cells.flatMap((cell) => cellFailures(cell, events, timeout))];
  const succeeded = eventsOf(events, "end").filter(({ status }) => status === "ok");
  const complete = succeeded.length === cells.length;
  const recorded = cells.flatMap(recordsOf);
  const records: RecordResult[] = [];
  const seen = new Set<string>();
  for (const { cell, name, value, provenance } of recorded) {
    const fail = (cause: string) => failures.push(cellFailure(cell, `record "${name}" ${cause}`));
    if (seen.has(name)) {
      fail("is made twice");
      continue;
    }
    seen.add(name);
    const expectation = expectations.get(name);
    const target = expectation?.target(provenance, size);
    if (!expectation || !target) {
      fail(`(${value}, ${provenance} data, size ${size}) has no expectation`);
      continue;
    }
    const ok = meets(value, target);
    if (!ok) {
      const within = target.tolerance === null ? "" : ` ± ${target.tolerance}`;
      fail(`is ${value}, expected ${target.value}${within} (${provenance} data, size ${size})`);
    }
    const { system, talk, note } = expectation;
    const { value: expected, tolerance } = target;
    records.push({
      system,
      notebook: notebookName,
      name,
      value,
      talk,
      expected,
      tolerance,
      provenance,
      ok,
      note,
    });
  }
  if (complete) {
    for (const [name, expectation] of expectations) {
      if (seen.has(name) || mayBeMissing(expectation, size)) continue;
      failures.push(wholeFailure(`record "${name}" is missing`));
    }
  }
  return { failures, records };
}

function brokenRuns(events: readonly RunEvent[]): Failure[] {
  return eventsOf(events, "broken").map(({ message }) => wholeFailure(message));
}

function cellFailures(cell: CodeCell, events: readonly RunEvent[], timeout: number): Failure[] {
  const own = events.filter((event) => "cell" in event && event.cell === cell.index);
  const inTime = stderrOf(own, false);
  const late = stderrOf(own, true);
  const status = eventsOf(own, "end").at(0)?.status;
  const started = own.some((event) => event.event === "start");
  const causes: string[] = [];
  if (status === "timeout") causes.push(`not done after ${timeout} s (timeout)`);
  else if (status === "dead") causes.push("the kernel died");
  else if (status === undefined && started) causes.push("the run broke off");
  else if (inTime !== "") causes.push(stderrCause(inTime));
  else if (status !== undefined && status !== "ok") causes.push(`status "${status}"`);
  if (late !== "") causes.push(`after the cell had ended, from it or an earlier one: ${stderrCause(late)}`);
  return causes.map((cause) => cellFailure(cell, cause));
}

function stderrOf(events: readonly RunEvent[], late: boolean): string {
  return events.map((event) => (event.event === "stderr" && event.late === late ? event.text : "")).join("");
}

// An error that was thrown at once comes with its place in the source before its message.
function stderrCause(text: string): string {
  const first = firstLine(text);
  if (/^\d+:\d+ - /.test(first)) return `type error at ${first}`;
  const error = text.split("\n").find((line) => /^[\w$.]*(Error|Exception|Rejection)\b/.test(line));
  return error === undefined ? `wrote to stderr: ${first}` : firstLine(error);
}

function recordsOf(cell: CodeCell): Recorded[] {
  return cell.outputs
    .map((output) => output.data?.[recordMimeType])
    .filter((data) => data !== undefined)
    .map((data) => ({ cell, ...(typeof data === "string" ? JSON.parse(data) : data) }));
}

// Which provenance the record would have had is unknown, so one stated absence at this size is enough.
function mayBeMissing(expectation: Expectation, size: Size): boolean {
  return expectation.target("real", size) === null || expectation.target("simulated", size) === null;
}
