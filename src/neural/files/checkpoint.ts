import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { ParameterError } from "../../core/errors";
import { checkKnown, checkNumber, checkOneOf } from "../../core/parameters";
import { decode, encode } from "../../core/serialization";
import { type CallbackSpec, defineCallback, type Training, type TrainingSnapshot } from "../callbacks";
import { CheckpointError } from "./errors";
import { sha256, writeWhole } from "./write-whole";

export interface CheckpointOptions {
  /** The file. */
  path: string;
  /** Epochs from one writing to the next; default 1. The last epoch is always written. */
  every?: number;
  /** Goes on from the file where there is one; default `false`, which begins anew and overwrites it. */
  resume?: boolean;
}

const FORMAT = "skylearn checkpoint 1";

/**
 * Writes all that a training needs to go on: weights, the optimiser's means, the states of shuffles, dropout and
 * callbacks, and the history. A training that was killed and resumed, with the same data and options, ends exactly
 * where an unbroken one ends. The file is replaced at once, so that it is whole whenever the process is killed.
 *
 * @throws ParameterError if an option is unknown or out of range.
 * @throws CheckpointError when training begins, if the file to resume from is damaged.
 * @throws ValidationError when training begins, if it is that of another training.
 */
export function checkpoint(options: CheckpointOptions): CallbackSpec {
  checkKnown("checkpoint", options, ["path", "every", "resume"]);
  const { path, every = 1, resume = false } = options;
  if (typeof path !== "string" || path === "")
    throw new ParameterError("checkpoint needs the path of a file.");
  checkNumber("every", every, { min: 1, integer: true });
  checkOneOf("resume", resume, [true, false]);
  return { callback: "checkpoint", path, every, resume };
}

defineCallback("checkpoint", (spec) => {
  const { every, resume } = spec as unknown as Required<CheckpointOptions>;
  // A later change of the working folder must not move it.
  const path = resolve(String(spec.path));
  return {
    resumeFrom: () => (resume ? readCheckpoint(path) : Promise.resolve(undefined)),
    async epochDone(training) {
      if (isDue(training, every)) await writeCheckpoint(path, training.snapshot());
    },
  };
});

const isDue = ({ history, epochs }: Training, every: number): boolean =>
  history.epochs % every === 0 || history.epochs === epochs || history.stopReason !== null;

async function writeCheckpoint(path: string, snapshot: TrainingSnapshot): Promise<void> {
  const body = JSON.stringify(encode(snapshot, "checkpoint"));
  await writeWhole(path, `${FORMAT} ${sha256(body)}\n${body}`);
}

async function readCheckpoint(path: string): Promise<TrainingSnapshot | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  const end = text.indexOf("\n");
  const header = text.slice(0, Math.max(0, end));
  if (!header.startsWith(`${FORMAT} `)) {
    throw new CheckpointError(`${path} is no checkpoint of this version: remove it, or give another path.`);
  }
  const body = text.slice(end + 1);
  if (header.slice(FORMAT.length + 1) !== sha256(body)) {
    throw new CheckpointError(
      `The checkpoint ${path} is damaged: its checksum is wrong. Remove it to begin anew.`,
    );
  }
  return decode(JSON.parse(body), "checkpoint", refuseEstimator) as TrainingSnapshot;
}

function refuseEstimator(): never {
  throw new CheckpointError("A checkpoint holds no estimator.");
}
