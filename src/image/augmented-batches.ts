import { ValidationError } from "../core/errors";
import { ImageStack } from "../core/image-stack";
import type { Label } from "../core/labels";
import { checkKnown, checkNumber } from "../core/parameters";
import { RandomState } from "../core/random-state";
import { runJobs } from "../core/worker-pool";
import { takeLabels } from "../model-selection/rows";
import {
  AUGMENTATIONS,
  type AugmentOptions,
  augmentTask,
  checkAugmentation,
  toAugmentShared,
} from "./augment";

export interface AugmentedBatchesOptions extends AugmentOptions {
  /** Images in a batch; the last one of an epoch may have fewer. Default 32. */
  batchSize?: number;
}

/** Some images with their labels. */
export interface AugmentedBatch {
  x: ImageStack;
  y: Float64Array | Label[];
}

/**
 * Batches of augmented images for the training of a network, epoch after epoch: `fitNetwork(network,
 * augmentedBatches({ x, y }, { flips: true, randomState: 0 }), …)`. Each epoch has all images in an order of its own, each
 * changed by a draw of its own; worker threads prepare the next epoch while the network learns from this one, so memory
 * holds two epochs besides the images. The same seed gives the same batches on any number of threads, in whatever order
 * epochs are asked for.
 *
 * @returns a function from the epoch's number, from 0, to its batches.
 * @throws ParameterError if an option is out of range or does not exist.
 * @throws ValidationError if there is no image, or not one label an image.
 */
export function augmentedBatches(
  { x, y }: { x: ImageStack; y: ArrayLike<Label> },
  options: AugmentedBatchesOptions = {},
): (epoch: number) => AsyncIterable<AugmentedBatch> {
  checkKnown("augmentedBatches", options, [...AUGMENTATIONS, "randomState", "nJobs", "batchSize"]);
  const { batchSize = 32, nJobs } = options;
  checkNumber("batchSize", batchSize, { min: 1, integer: true });
  if (x.count === 0 || y.length !== x.count) {
    throw new ValidationError(
      `There must be one label an image; got ${x.count} images and ${y.length} labels.`,
    );
  }
  const augmentation = checkAugmentation(options);
  const own = toAugmentShared(x, augmentation, options.randomState);
  // threads see it where it lies, instead of a copy each epoch
  const shared = { ...own, data: inSharedMemory(own.data) };

  const prepare = async (epoch: number): Promise<AugmentedBatch[]> => {
    const order = new RandomState([shared.seed, epoch]).permutation(x.count);
    const jobs = Array.from({ length: Math.ceil(x.count / batchSize) }, (_, k) => ({
      indices: order.slice(k * batchSize, (k + 1) * batchSize),
      epoch,
    }));
    const parts = await runJobs(augmentTask, shared, jobs, { nJobs });
    return parts.map((data, k) => {
      const { indices } = jobs[k];
      return {
        x: new ImageStack(data, { ...shared.shape, count: indices.length }),
        y: takeLabels(y, indices),
      };
    });
  };
  let ahead: { epoch: number; batches: Promise<AugmentedBatch[]> } | undefined;

  return async function* (epoch) {
    const batches = await (ahead?.epoch === epoch ? ahead.batches : prepare(epoch));
    const next = prepare(epoch + 1);
    // whoever asks for it gets the error; a training that ends here never does
    next.catch(() => undefined);
    ahead = { epoch: epoch + 1, batches: next };
    yield* batches;
  };
}

function inSharedMemory(data: Float32Array): Float32Array {
  if (typeof SharedArrayBuffer === "undefined") return data;
  const shared = new Float32Array(new SharedArrayBuffer(data.byteLength));
  shared.set(data);
  return shared;
}
