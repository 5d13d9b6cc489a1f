import { SkylearnError } from "../core/errors";
import { differenceFrom } from "./cache/checksum";
import { dataHome } from "./cache/data-home";
import { fetchFile } from "./cache/fetch-file";
import { clearCache, type Located, locate } from "./cache/inventory";
import { mirror } from "./cache/mirror";
import { megabytes } from "./cache/progress-line";
import { findDataset, listDatasets, type RegistryEntry } from "./registry";

const USAGE = `Usage: skylearn data <command>

  list                 every data set: id, size, where it is, what it is
  fetch <id> [<id> …]  download, verify and print the path of each
  verify [<id> …]      compare the files that are here with their checksums
  clear [<id> …]       remove downloaded files from the cache, and say which

The cache folder is SKYLEARN_DATA_HOME, else the user's cache folder.
SKYLEARN_MIRROR names a folder or an http(s) address to take files from.
Exit code: 0 done, 1 something failed, 2 not understood.
`;

/** Where the command line writes. */
export interface Streams {
  out(text: string): void;
  err(text: string): void;
}

/**
 * The command `skylearn`.
 *
 * @param args - what follows the command's name.
 * @returns the exit code.
 */
export async function runCommand(args: readonly string[], streams: Streams): Promise<number> {
  const [subject, command, ...ids] = args;
  if (args.length === 0 || args.some((arg) => arg === "--help" || arg === "-h") || subject === "help") {
    streams.out(USAGE);
    return args.length === 0 ? 2 : 0;
  }
  const commands: { [name: string]: Command } = { list, fetch: fetchAll, verify, clear };
  const option = ids.find((id) => id.startsWith("-"));
  const misused =
    subject !== "data" ||
    command === undefined ||
    !Object.hasOwn(commands, command) ||
    option !== undefined ||
    (command === "list" && ids.length > 0) ||
    (command === "fetch" && ids.length === 0);
  if (misused) {
    streams.err(`skylearn: cannot understand ${JSON.stringify(args.join(" "))}\n\n${USAGE}`);
    return 2;
  }
  try {
    return await commands[command](ids.map(findDataset), streams);
  } catch (error) {
    if (!(error instanceof SkylearnError)) throw error;
    streams.err(`${error.message}\n`);
    return 1;
  }
}

type Command = (entries: RegistryEntry[], streams: Streams) => Promise<number>;

const list: Command = async (_entries, { out }) => {
  const rows = [["ID", "SIZE", "HERE", "WHAT"]];
  for (const entry of listDatasets()) {
    const places = (await locate(entry)).map(({ place }) => place).join("+");
    rows.push([
      entry.id,
      entry.bytes === null ? "?" : megabytes(entry.bytes),
      places || (entry.derived ? "mirror only" : "-"),
      entry.what,
    ]);
  }
  const widths = [0, 1, 2].map((j) => Math.max(...rows.map((row) => row[j].length)));
  for (const [id, size, here, what] of rows) {
    const cells = [id.padEnd(widths[0]), size.padStart(widths[1]), here.padEnd(widths[2]), what];
    out(`${cells.join("  ")}\n`);
  }
  const at = mirror();
  out(`\nCache: ${dataHome()}\n`);
  out(
    `Mirror: ${at === undefined ? "none (SKYLEARN_MIRROR)" : at.kind === "folder" ? at.folder : at.base}\n`,
  );
  return 0;
};

const fetchAll: Command = async (entries, { out, err }) => {
  let failures = 0;
  for (const entry of entries) {
    try {
      out(`${await fetchFile(entry.id)}\n`);
    } catch (error) {
      if (!(error instanceof SkylearnError)) throw error;
      err(`${error.message}\n`);
      failures++;
    }
  }
  return failures === 0 ? 0 : 1;
};

const verify: Command = async (entries, { out, err }) => {
  const all = entries.length === 0;
  let checked = 0;
  let wrong = 0;
  for (const entry of all ? listDatasets() : entries) {
    const found = await locate(entry);
    if (found.length === 0 && !all) {
      err(`${entry.id}: not here\n`);
      wrong++;
    }
    for (const file of found) {
      checked++;
      const difference = await differenceFrom(entry, file.path);
      if (difference === undefined) {
        out(`${entry.id}: ok (${describeFile(file)})\n`);
      } else {
        err(`${entry.id}: WRONG (${describeFile(file)}): ${difference}\n`);
        wrong++;
      }
    }
  }
  out(`${checked} ${checked === 1 ? "file" : "files"} verified, ${wrong} wrong or missing\n`);
  return wrong === 0 ? 0 : 1;
};

const describeFile = ({ place, path }: Located): string => `${place} ${path}`;

const clear: Command = async (entries, { out, err }) => {
  const at = mirror();
  if (at?.kind === "folder" && at.folder === dataHome()) {
    err("The cache folder is the mirror (SKYLEARN_MIRROR): nothing is removed from it.\n");
    return 1;
  }
  const removed = await clearCache(entries.length === 0 ? listDatasets() : entries);
  for (const path of removed) out(`removed ${path}\n`);
  out(`${removed.length} ${removed.length === 1 ? "file" : "files"} removed from ${dataHome()}\n`);
  return 0;
};
