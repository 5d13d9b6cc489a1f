import { basename, dirname } from "node:path";
import type { Provenance } from "../runner/expectations";
import { type Failure, wholeFailure } from "../runner/failure";
import { findNotebooks, type Notebook as NotebookPaths } from "../runner/find-notebooks";
import type { RecordResult } from "../runner/judge";
import type { Html } from "./html";
import { outline } from "./markdown";
import { type Notebook, readNotebook } from "./notebook-file";
import { compareSystems, type Reproduction } from "./reproduction";
import { readRunReport } from "./run-report";

export type Status = "ok" | "failed" | "unreadable" | "not run";

/** A notebook of the project with what is known of its last run. */
export interface NotebookEntry {
  /** Its path below the notebooks' folder, without ending: `astroml/figure`. */
  name: string;
  /** The folder that it is in. */
  talk: string;
  title: string;
  summary: Html | null;
  /** Ids of the talk's systems that it recreates, in order. */
  systems: string[];
  status: Status;
  failures: readonly Failure[];
  seconds: number | null;
  cellSeconds: ReadonlyMap<number, number>;
  size: string | null;
  provenance: Provenance | null;
  recordings: readonly RecordResult[];
  /** The executed notebook; null if there is none that can be read. */
  notebook: Notebook | null;
}

function titleFromName(name: string): string {
  const words = basename(name).replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Title and summary from the Markdown cells: the first heading, and the first sentence of the first paragraph. */
function describe(notebook: Notebook): { title: string | null; summary: Html | null } {
  const markdown = notebook.cells.filter((cell) => cell.kind === "markdown");
  const outlines = markdown.map((cell) => outline(cell.source));
  return {
    title: outlines.find((part) => part.title !== null)?.title ?? null,
    summary: outlines.find((part) => part.firstSentence !== null)?.firstSentence ?? null,
  };
}

function systemsOf(recordings: readonly RecordResult[], notebook: Notebook | null): string[] {
  const recorded = recordings.map((recording) => recording.system);
  // A notebook that failed early has recorded nothing; its introduction names its systems.
  const introduction = notebook?.cells.find((cell) => cell.kind === "markdown")?.source ?? "";
  const named = recorded.length > 0 ? recorded : (introduction.match(/\bT\d+\.\d+\b/g) ?? []);
  return [...new Set(named)].sort(compareSystems);
}

async function readExecuted(
  path: string,
): Promise<{ notebook: Notebook | null; status: Status; failures: Failure[] }> {
  try {
    return { notebook: await readNotebook(path), status: "ok", failures: [] };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") {
      return { notebook: null, status: "not run", failures: [] };
    }
    const failure = wholeFailure(`the executed notebook cannot be read: ${(error as Error).message}`);
    return { notebook: null, status: "unreadable", failures: [failure] };
  }
}

async function readEntry(paths: NotebookPaths, reproduction: Reproduction): Promise<NotebookEntry> {
  const { notebook, status, failures } = await readExecuted(paths.executed);
  const report = await readRunReport(paths.report);
  const failed = report?.status === "failed";
  const recordings = report?.records ?? reproduction.rows.filter((row) => row.notebook === paths.name);
  const source = notebook ?? (await readNotebook(paths.source).catch(() => null));
  const { title, summary } = source ? describe(source) : { title: null, summary: null };
  return {
    name: paths.name,
    talk: dirname(paths.name),
    title: title ?? titleFromName(paths.name),
    summary,
    systems: systemsOf(recordings, source),
    // A run can fail before there is anything to save, for want of expectations.
    status: failed && status !== "unreadable" ? "failed" : status,
    failures: [...failures, ...(failed ? report.failures : [])],
    seconds: report?.seconds ?? null,
    cellSeconds: new Map(report?.cells.map(({ cell, seconds }) => [cell, seconds])),
    size: report?.size ?? null,
    provenance: report?.provenance ?? null,
    recordings,
    notebook,
  };
}

/** Every notebook of the project, in the talks' order: by system, then by name. */
export async function readEntries(
  { buildDir, notebooksDir }: { buildDir: string; notebooksDir: string },
  reproduction: Reproduction,
): Promise<NotebookEntry[]> {
  const entries: NotebookEntry[] = [];
  for (const paths of findNotebooks(notebooksDir, buildDir)) {
    entries.push(await readEntry(paths, reproduction));
  }
  return inTalkOrder(entries);
}

function inTalkOrder(entries: readonly NotebookEntry[]): NotebookEntry[] {
  const compare = (a: NotebookEntry, b: NotebookEntry) =>
    Number(a.systems.length === 0) - Number(b.systems.length === 0) ||
    compareSystems(a.systems[0] ?? "", b.systems[0] ?? "") ||
    a.name.localeCompare(b.name, "en");
  const talks = new Map<string, NotebookEntry[]>();
  for (const entry of entries) talks.set(entry.talk, [...(talks.get(entry.talk) ?? []), entry]);
  return [...talks.values()]
    .map((group) => group.sort(compare))
    .sort((a, b) => compare(a[0], b[0]))
    .flat();
}
