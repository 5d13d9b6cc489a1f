import { readFile } from "node:fs/promises";

/** A MIME bundle: values are a string, nbformat's list of lines, or JSON. */
export type MimeBundle = Record<string, unknown>;

export type Output =
  | { kind: "stream"; name: string; text: string }
  | { kind: "display"; data: MimeBundle; metadata: MimeBundle }
  | { kind: "error"; text: string };

export interface MarkdownCell {
  kind: "markdown";
  source: string;
  /** Images pasted into the cell, by name: `attachment:name` in the Markdown. */
  attachments: Record<string, MimeBundle>;
}

export interface CodeCell {
  kind: "code";
  source: string;
  /** Its place among the code cells that are run, from 1, as the runner counts; null for an empty cell. */
  number: number | null;
  outputs: Output[];
}

export interface RawCell {
  kind: "raw";
  source: string;
}

export interface Notebook {
  cells: (MarkdownCell | CodeCell | RawCell)[];
}

type Json = Record<string, unknown>;

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Joins nbformat's multi-line text, which is a string or a list of lines. */
export function joinLines(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return value.filter((line) => typeof line === "string").join("");
  return "";
}

function readOutput(raw: unknown): Output | null {
  if (!isObject(raw)) return null;
  switch (raw.output_type) {
    case "stream":
      return { kind: "stream", name: raw.name === "stderr" ? "stderr" : "stdout", text: joinLines(raw.text) };
    case "display_data":
    case "execute_result":
      return {
        kind: "display",
        data: isObject(raw.data) ? raw.data : {},
        metadata: isObject(raw.metadata) ? raw.metadata : {},
      };
    case "error": {
      const traceback = Array.isArray(raw.traceback) ? raw.traceback.join("\n") : "";
      return { kind: "error", text: traceback || `${raw.ename ?? "Error"}: ${raw.evalue ?? ""}` };
    }
    default:
      return null;
  }
}

// A stream arrives in pieces; joined, a line that was cut in two is whole again.
function joinStreams(outputs: Output[]): Output[] {
  const joined: Output[] = [];
  for (const output of outputs) {
    const last = joined.at(-1);
    if (output.kind === "stream" && last?.kind === "stream" && last.name === output.name) {
      last.text += output.text;
    } else {
      joined.push(output);
    }
  }
  return joined;
}

function readCell(raw: unknown, index: number): Notebook["cells"][number] {
  if (!isObject(raw)) throw new Error(`cell ${index + 1} is not an object`);
  const source = joinLines(raw.source);
  if (raw.cell_type === "markdown") {
    const attachments = isObject(raw.attachments) ? raw.attachments : {};
    return {
      kind: "markdown",
      source,
      attachments: Object.fromEntries(
        Object.entries(attachments).filter((entry): entry is [string, Json] => isObject(entry[1])),
      ),
    };
  }
  if (raw.cell_type === "code") {
    const outputs = Array.isArray(raw.outputs) ? raw.outputs : [];
    return {
      kind: "code",
      source,
      number: null,
      outputs: joinStreams(outputs.map(readOutput).filter((output): output is Output => output !== null)),
    };
  }
  return { kind: "raw", source };
}

/**
 * Reads a notebook of nbformat 4.
 *
 * @throws Error whose message says what is wrong with the file, if it cannot be read as a notebook.
 */
export async function readNotebook(path: string): Promise<Notebook> {
  let parsed: unknown;
  const text = await readFile(path, "utf8");
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Error(`the file is not complete JSON (${(error as Error).message})`);
  }
  if (!isObject(parsed) || parsed.nbformat !== 4 || !Array.isArray(parsed.cells)) {
    throw new Error("the file is JSON, but not a notebook of nbformat 4");
  }
  const cells = parsed.cells.map(readCell);
  let run = 0;
  for (const cell of cells) if (cell.kind === "code" && cell.source.trim() !== "") cell.number = ++run;
  return { cells };
}
