import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { projectFolder } from "../set-up/project";
import { type Size, sizes } from "./expectations";

/** What the command line of the runner asks for. */
export interface Options {
  readonly filters: readonly string[];
  readonly force: boolean;
  /** Seconds that a cell may take. */
  readonly timeout: number;
  readonly size: Size;
  readonly notebooksDir: string;
  readonly buildDir: string;
  /** Folder (absolute) or base URL of the data mirror. */
  readonly mirror: string | undefined;
}

export const usage = `npm start -- [name ...] [--force] [--timeout SECONDS] [--size quick|default|full]
  name       runs only the notebooks whose path contains it (all without)
  --force    runs also notebooks of which nothing changed since they succeeded
  --timeout  seconds that one cell may take (1800)
  --size     how much data and how many rounds (SKYLEARN_SIZE, else default)
  --notebooks-dir, --build-dir   other folders than notebooks/ and build/`;

/** A command line or setting that makes no sense. */
export class OptionError extends Error {}

/** Reads the command line and the settings SKYLEARN_SIZE and SKYLEARN_MIRROR; undefined where help was asked for. */
export function readOptions(
  args: string[],
  environment: NodeJS.ProcessEnv = process.env,
): Options | undefined {
  const { values, positionals } = parse(args);
  if (values.help) return undefined;
  const timeout = Number(values.timeout);
  if (!Number.isInteger(timeout) || timeout < 1) {
    throw new OptionError(`--timeout must be a whole number of seconds, not "${values.timeout}"`);
  }
  const size = values.size ?? (environment.SKYLEARN_SIZE || "default");
  if (!isSize(size)) throw new OptionError(`the size must be one of ${sizes.join(", ")}, not "${size}"`);
  return {
    filters: positionals,
    force: values.force,
    timeout,
    size,
    notebooksDir: resolve(values["notebooks-dir"]),
    buildDir: resolve(values["build-dir"]),
    mirror: readMirror(environment.SKYLEARN_MIRROR),
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      allowPositionals: true,
      options: {
        force: { type: "boolean", default: false },
        timeout: { type: "string", default: "1800" },
        size: { type: "string" },
        "notebooks-dir": { type: "string", default: `${projectFolder}/notebooks` },
        "build-dir": { type: "string", default: `${projectFolder}/build` },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new OptionError(`${(error as Error).message}\n${usage}`);
  }
}

function isSize(size: string): size is Size {
  return (sizes as readonly string[]).includes(size);
}

// A kernel works in its notebook's folder, where a relative path would mean another place.
function readMirror(setting: string | undefined): string | undefined {
  if (!setting || /^https?:\/\//i.test(setting)) return setting || undefined;
  const folder = resolve(setting);
  if (!existsSync(folder)) throw new OptionError(`SKYLEARN_MIRROR names ${folder}, which does not exist`);
  return folder;
}
