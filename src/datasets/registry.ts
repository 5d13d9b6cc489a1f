import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nearest } from "../core/parameters";
import { DatasetNotFoundError } from "./errors";

/** One file of the registry, `data/datasets.json`. */
export interface RegistryEntry {
  /** The name that fetchers and the command line use. */
  readonly id: string;
  /** Path below the cache folder and below a mirror, with forward slashes. */
  readonly file: string;
  /** Length, or null where it is not known before a download. */
  readonly bytes: number | null;
  readonly sha256: string | null;
  /** Git's object name: SHA-1 of `"blob "`, the length, a zero byte, and the bytes. */
  readonly gitBlobSha1: string | null;
  /** Where these very bytes can be downloaded; none for a derived file. */
  readonly urls: readonly string[];
  /** The original source, where that is another place or another form. */
  readonly official: string | null;
  /** Packed or cut from a larger original: only a mirror has these bytes. */
  readonly derived: boolean;
  readonly what: string;
  readonly citation: string;
  readonly terms: string;
}

let registry: ReadonlyMap<string, RegistryEntry> | undefined;

function load(): ReadonlyMap<string, RegistryEntry> {
  if (registry === undefined) {
    // The same two levels up from src/datasets and from dist/datasets.
    const path = join(__dirname, "..", "..", "data", "datasets.json");
    const entries = JSON.parse(readFileSync(path, "utf8")) as RegistryEntry[];
    registry = new Map(entries.map((entry) => [entry.id, entry]));
  }
  return registry;
}

/** Every data file that can be fetched, with its source, checksum, citation and terms. */
export function listDatasets(): RegistryEntry[] {
  return [...load().values()];
}

/**
 * The registry's entry for an id.
 *
 * @throws DatasetNotFoundError if there is none.
 */
export function findDataset(id: string): RegistryEntry {
  const entry = load().get(id);
  if (entry === undefined) throw new DatasetNotFoundError(id, suggestions(id, [...load().keys()]));
  return entry;
}

/** The id nearest in spelling, then those that share a word with it; three at most. */
function suggestions(id: string, known: string[]): string[] {
  const words = id
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2);
  const near = nearest(id, known);
  const sharing = known.filter((name) => words.some((word) => name.includes(word)));
  return [...new Set([...(near === undefined ? [] : [near]), ...sharing])].slice(0, 3);
}
