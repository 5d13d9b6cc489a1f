import { readFileSync } from "node:fs";
import { join } from "node:path";
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
  if (entry === undefined) throw new DatasetNotFoundError(id, nearest(id, [...load().keys()]));
  return entry;
}

function nearest(id: string, known: string[]): string[] {
  const wanted = id.toLowerCase();
  const words = wanted.split(/[^a-z0-9]+/).filter((word) => word.length > 2);
  return known
    .map((name) => {
      const shared = words.filter((word) => name.includes(word)).length;
      return { name, distance: editDistance(wanted, name) - 3 * shared };
    })
    .filter(({ name, distance }) => distance <= name.length / 3)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ name }) => name);
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(previous[j] + 1, row[j - 1] + 1, substitution));
    }
    previous = row;
  }
  return previous[b.length];
}
