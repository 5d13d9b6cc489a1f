import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Resvg } from "@resvg/resvg-js";
import type { Failure } from "../../scripts/runner/failure";
import type { RecordResult } from "../../scripts/runner/judge";
import type { RunReport } from "../../scripts/runner/run-report";

type Cell = Record<string, unknown>;

export const markdown = (source: string, attachments?: unknown): Cell => ({
  cell_type: "markdown",
  metadata: {},
  source,
  ...(attachments ? { attachments } : {}),
});

export const code = (source: string, ...outputs: unknown[]): Cell => ({
  cell_type: "code",
  metadata: {},
  execution_count: 1,
  source,
  outputs,
});

export const stream = (text: string, name = "stdout") => ({ output_type: "stream", name, text });
export const display = (data: Record<string, unknown>) => ({
  output_type: "display_data",
  metadata: {},
  data,
});
export const record = (name: string, value: unknown, provenance = "real") =>
  display({
    "application/vnd.skylearn.record+json": JSON.stringify({ name, value, provenance }),
    "text/plain": `${name}: ${value}`,
  });

export const recordResult = (overrides: Partial<RecordResult> = {}): RecordResult => ({
  system: "T1.7",
  notebook: "talk/example",
  name: "accuracy",
  value: 0.9123456789,
  talk: 0.91,
  expected: 0.9123,
  tolerance: 0.001,
  provenance: "real",
  ok: true,
  ...overrides,
});

export const failure = (cell: number, cause: string): Failure => ({ cell, place: cell + 1, line: "", cause });

export const report = (overrides: Partial<RunReport> = {}): RunReport => ({
  notebook: "talk/example",
  status: "ok",
  failures: [],
  records: [],
  cells: [],
  seconds: 12.34,
  provenance: "real",
  size: "default",
  tools: {},
  inputHash: "",
  executedHash: "",
  ...overrides,
});

/** A picture of one colour with a line across it, as base64. */
export function pngPicture(width: number, height: number, colour = "#2f6fb3"): string {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="${colour}"/><path d="M0 0L${width} ${height}" stroke="#fff"/></svg>`;
  return new Resvg(svg).render().asPng().toString("base64");
}

/** A project in a temporary folder, with sources and what runs of them left in its build folder. */
export class ProjectFixture {
  readonly root = mkdtempSync(join(tmpdir(), "skylearn-site-"));
  readonly notebooksDir = join(this.root, "notebooks");
  readonly buildDir = join(this.root, "build");

  constructor() {
    mkdirSync(this.notebooksDir);
  }

  write(path: string, content: unknown): void {
    const file = join(this.root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
  }

  /** A source notebook that has not run. */
  addSource(name: string, cells: Cell[]): void {
    this.write(`notebooks/${name}.ipynb`, { nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
  }

  /** A notebook with its executed copy and the report of its run. */
  addRun(name: string, cells: Cell[], run: Partial<RunReport> = {}): void {
    const notebook = { nbformat: 4, nbformat_minor: 5, metadata: {}, cells };
    this.addSource(name, cells);
    this.write(`build/notebooks/${name}.ipynb`, notebook);
    this.write(`build/notebooks/${name}.run.json`, report({ notebook: name, ...run }));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
