import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Html } from "./html";
import { outline } from "./markdown";
import { type Notebook, readNotebook } from "./notebook-file";
import {
  compareSystems,
  isOfNotebook,
  type Provenance,
  type Recording,
  type Reproduction,
} from "./reproduction";
import { type Failure, readRunReport } from "./run-report";

export type Status = "ok" | "failed" | "unreadable" | "not run";

/** A notebook of the project with what is known of its last run. */
export interface NotebookEntry {
  /** The folder, and the file's name without its ending. */
  talk: string;
  name: string;
  title: string;
  summary: Html | null;
  /** Ids of the talk's systems that it recreates, in order. */
  systems: string[];
  status: Status;
  failures: Failure[];
  seconds: number | null;
  cellSeconds: ReadonlyMap<number, number>;
  size: string | null;
  provenance: Provenance | null;
  recordings: Recording[];
  /** The executed notebook; null if there is none that can be read. */
  notebook: Notebook | null;
}

async function list(folder: string, keep: (name: string) => boolean): Promise<string[]> {
  try {
    return (await readdir(folder)).filter((name) => !name.startsWith(".") && keep(name)).sort();
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
    throw error;
  }
}

function titleFromName(name: string): string {
  const words = name.replaceAll("-", " ");
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

function systemsOf(recordings: readonly Recording[], notebook: Notebook | null): string[] {
  const recorded = recordings.map((recording) => recording.system).filter((system) => system !== "");
  // A notebook that failed early has recorded nothing; its introduction names its systems.
  const introduction = notebook?.cells.find((cell) => cell.kind === "markdown")?.source ?? "";
  const named = recorded.length > 0 ? recorded : (introduction.match(/\bT\d+\.\d+\b/g) ?? []);
  return [...new Set(named)].sort(compareSystems);
}

function combineProvenance(recordings: readonly Recording[]): Provenance | null {
  if (recordings.some((recording) => recording.provenance === "simulated")) return "simulated";
  return recordings.some((recording) => recording.provenance === "real") ? "real" : null;
}

async function readEntry(
  talk: string,
  name: string,
  folders: { buildDir: string; notebooksDir: string },
  reproduction: Reproduction,
): Promise<NotebookEntry> {
  const executed = join(folders.buildDir, "notebooks", talk, name);
  const failures: Failure[] = [];
  let notebook: Notebook | null = null;
  let status: Status = "ok";
  try {
    notebook = await readNotebook(`${executed}.ipynb`);
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === "ENOENT";
    status = missing ? "not run" : "unreadable";
    if (!missing) {
      failures.push({
        cell: null,
        cause: `Cannot read the executed notebook: ${(error as Error).message}`,
      });
    }
  }
  const report = await readRunReport(`${executed}.run.json`);
  if (report?.status === "failed") {
    failures.push(...report.failures);
    if (notebook) status = "failed";
  }
  const rows = reproduction.rows.filter((row) => isOfNotebook(row, talk, name));
  const recordings = rows.length > 0 ? rows : (report?.records ?? []);
  const source =
    notebook ?? (await readNotebook(join(folders.notebooksDir, talk, `${name}.ipynb`)).catch(() => null));
  const described = source ? describe(source) : { title: null, summary: null };
  return {
    talk,
    name,
    title: described.title ?? titleFromName(name),
    summary: described.summary,
    systems: systemsOf(recordings, source),
    status,
    failures,
    seconds: report?.seconds ?? null,
    cellSeconds: report?.cellSeconds ?? new Map(),
    size: report?.size ?? null,
    provenance: report?.provenance ?? combineProvenance(recordings),
    recordings,
    notebook,
  };
}

/** Every notebook of the project, in the talks' order: by system, then by name. */
export async function readEntries(
  folders: { buildDir: string; notebooksDir: string },
  reproduction: Reproduction,
): Promise<NotebookEntry[]> {
  const entries: NotebookEntry[] = [];
  for (const talk of await list(folders.notebooksDir, () => true)) {
    for (const file of await list(join(folders.notebooksDir, talk), (name) => name.endsWith(".ipynb"))) {
      entries.push(await readEntry(talk, file.slice(0, -".ipynb".length), folders, reproduction));
    }
  }
  return inTalkOrder(entries);
}

function inTalkOrder(entries: readonly NotebookEntry[]): NotebookEntry[] {
  const compare = (a: NotebookEntry, b: NotebookEntry) =>
    // "~" sorts a notebook of no known system after the others.
    compareSystems(a.systems[0] ?? "~", b.systems[0] ?? "~") || a.name.localeCompare(b.name, "en");
  const talks = new Map<string, NotebookEntry[]>();
  for (const entry of entries) talks.set(entry.talk, [...(talks.get(entry.talk) ?? []), entry]);
  return [...talks.values()]
    .map((group) => group.sort(compare))
    .sort((a, b) => compare(a[0], b[0]))
    .flat();
}
