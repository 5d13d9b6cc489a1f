import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { asNetwork, layersModel } from "../layers-model";
import type { Network } from "../network";
import { startSession } from "../session";
import { NetworkFileError } from "./errors";
import { sha256, writeThrough } from "./write-whole";

const TOPOLOGY = "model.json";
const WEIGHTS = "weights.bin";
const CHECKSUMS = "SHA256SUMS";
const files = [TOPOLOGY, WEIGHTS];

type Artifacts = import("@tensorflow/tfjs-core").io.ModelArtifacts;

/**
 * Saves a network in a folder of its own: `model.json` and `weights.bin`, as TensorFlow.js and Keras's converter write and
 * read them, and `SHA256SUMS` with their checksums, as `sha256sum --check` reads it. A saved network that is in the
 * folder already is replaced once the new one is on disk.
 *
 * @throws NetworkFileError if the folder holds anything but a saved network.
 */
export async function saveNetwork(network: Network, folder: string): Promise<void> {
  const { tf } = await startSession();
  const target = resolve(folder);
  await refuseOther(target);
  let artifacts: Artifacts | undefined;
  const saved = { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" as const } };
  await layersModel(network).save(
    tf.io.withSaveHandler(async (given) => {
      artifacts = given;
      return saved;
    }),
  );
  const { modelTopology, weightSpecs, weightData } = artifacts!;
  const weights = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData!));
  const topology = JSON.stringify({
    format: "layers-model",
    generatedBy: "skylearn",
    convertedBy: null,
    modelTopology,
    weightsManifest: [{ paths: [WEIGHTS], weights: weightSpecs }],
  });
  await replaceFolder(target, {
    [TOPOLOGY]: topology,
    [WEIGHTS]: weights,
    [CHECKSUMS]: `${sha256(topology)}  ${TOPOLOGY}\n${sha256(weights)}  ${WEIGHTS}\n`,
  });
}

/**
 * Reads a network that {@link saveNetwork} saved, after its checksums are verified.
 *
 * @throws NetworkFileError if a file is missing or damaged, or holds a layer that is not known here.
 */
export async function loadNetwork(folder: string): Promise<Network> {
  const { tf, tfl } = await startSession();
  const content = new Map<string, Buffer>();
  for (const name of [...files, CHECKSUMS]) content.set(name, await read(folder, name));
  verify(folder, content);
  try {
    const { modelTopology, weightsManifest } = JSON.parse(content.get(TOPOLOGY)!.toString("utf8"));
    const bytes = content.get(WEIGHTS)!;
    const model = await tfl.loadLayersModel(
      tf.io.fromMemory({
        modelTopology,
        weightSpecs: weightsManifest[0].weights,
        weightData: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer,
      }),
    );
    return asNetwork(model);
  } catch (error) {
    throw new NetworkFileError(`The network in ${folder} cannot be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

async function read(folder: string, name: string): Promise<Buffer> {
  try {
    return await readFile(join(folder, name));
  } catch (error) {
    throw new NetworkFileError(`${folder} holds no saved network: ${name} cannot be read.`, { cause: error });
  }
}

function verify(folder: string, content: ReadonlyMap<string, Buffer>): void {
  const lines = content.get(CHECKSUMS)!.toString("utf8").split("\n");
  for (const name of files) {
    if (lines.includes(`${sha256(content.get(name)!)}  ${name}`)) continue;
    throw new NetworkFileError(`The network in ${folder} is damaged: the checksum of ${name} is wrong.`);
  }
}

/** A mistyped folder must not cost anybody their files. */
async function refuseOther(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new NetworkFileError(`${folder} is no folder that a network could be saved in.`, { cause: error });
  });
  const other = names.find((name) => name !== CHECKSUMS && !files.includes(name));
  if (other === undefined) return;
  throw new NetworkFileError(
    `${folder} holds ${other}, which is not part of a saved network: give another folder.`,
  );
}

async function replaceFolder(
  folder: string,
  content: { readonly [name: string]: string | Uint8Array },
): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const id = randomUUID();
  const fresh = `${folder}.${id}.part`;
  const old = `${folder}.${id}.old`;
  try {
    await mkdir(fresh);
    for (const [name, bytes] of Object.entries(content)) await writeThrough(join(fresh, name), bytes);
    await rename(folder, old).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") throw error;
    });
    await rename(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
    await rm(old, { recursive: true, force: true });
  }
}
