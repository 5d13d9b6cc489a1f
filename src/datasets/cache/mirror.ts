import { resolve } from "node:path";
import type { RegistryEntry } from "../registry";
import { below } from "./data-home";

/** A place that holds the registry's files under the registry's names. */
export type Mirror = { kind: "folder"; folder: string } | { kind: "http"; base: string };

/**
 * The mirror that `SKYLEARN_MIRROR` names: a folder, or an http(s) base address.
 *
 * A relative folder is taken from the working directory. A notebook's kernel works in the notebook's own folder,
 * so give it an absolute path, as the notebook runner does.
 */
export function mirror(setting = process.env.SKYLEARN_MIRROR): Mirror | undefined {
  if (!setting) return undefined;
  if (/^https?:\/\//i.test(setting)) return { kind: "http", base: setting.replace(/\/+$/, "") };
  return { kind: "folder", folder: resolve(setting) };
}

/** The path or URL of a file at a mirror. */
export function mirrored(at: Mirror, entry: RegistryEntry): string {
  if (at.kind === "folder") return below(at.folder, entry.file);
  return `${at.base}/${entry.file.split("/").map(encodeURIComponent).join("/")}`;
}
