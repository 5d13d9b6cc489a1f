import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordResult } from "../runner/judge";

/** One analysis of a talk, what the talk printed of it, and what came of it here. */
export interface System {
  /** As in `T1.7`. */
  readonly id: string;
  readonly title: string;
  /** What the talk printed; null where it printed no figure. */
  readonly printed: string | null;
  /** The recorded figures that stand for it, the telling ones first. */
  readonly shown: readonly { readonly notebook: string; readonly record: string }[];
  /** How it compares, in words; it holds as long as the figures are within their tolerances. */
  readonly verdict: string;
}

/** Every system of the talks, in their order: `data/systems.json`. */
export function readSystems(): System[] {
  return JSON.parse(readFileSync(join(__dirname, "../../data/systems.json"), "utf8")) as System[];
}

/** The figures of the last runs that stand for a system. */
export function figuresOf(system: System, rows: readonly RecordResult[]): RecordResult[] {
  return system.shown.flatMap(
    ({ notebook, record }) => rows.find((row) => row.notebook === notebook && row.name === record) ?? [],
  );
}
