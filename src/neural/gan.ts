import { breather } from "../core/breather";
import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError, ValidationError } from "../core/errors";
import type { ImageStack } from "../core/image-stack";
import { checkKnown, checkNumber } from "../core/parameters";
import { GanStep } from "./gan-step";
import { drawNoise, generatorShapes } from "./generator-noise";
import { inputShapeOf, type LayersModel, layersModel, outputShapeOf } from "./layers-model";
import type { Network } from "./network";
import { dropoutLayers, refuseUnseeded } from "./seeded-dropout";
import { startSession } from "./session";
import { readInput, takeRows } from "./training-data";
import { progressLine } from "./training-progress";

/** The two networks that play against each other. */
export interface GanNetworks {
  /** Makes an image (height x width x channels) of a row of normal noise, in the range of the real ones. */
  generator: Network;
  /** Gives an image one number, without an activation: the larger, the more real. */
  discriminator: Network;
}

export interface FitGanOptions {
  /** Times that all real images are gone through; default 50. */
  epochs?: number;
  /** Real images a step, and as many generated ones; default 64. */
  batchSize?: number;
  /** Of Adam, for both networks; default 0.0002. */
  learningRate?: number;
  /** Seed of the noise, the shuffles and dropout. With seeded first weights, a training repeats to the last bit. */
  randomState?: RandomStateLike;
  /** Called after each epoch, and waited for: to look at what the generator makes by now. */
  epochEnd?: (history: GanHistory) => void | Promise<void>;
  /** Ends training with an error when it is aborted. */
  signal?: AbortSignal;
  /** Shows the epoch, the losses and the time left in a notebook or terminal; default `true`. */
  progress?: boolean;
}

/** What was measured in each epoch of {@link fitGan}; plain data. Lists have one value an epoch. */
export interface GanHistory {
  /** Epochs trained. */
  epochs: number;
  /** Mean cross-entropy of generated images that should be called real. */
  generatorLoss: number[];
  /** Mean cross-entropy of telling real images from generated ones; log 2 = 0.693 for a coin's toss. */
  discriminatorLoss: number[];
  /** Seconds that the epoch took. */
  seconds: number[];
}

const optionNames: readonly (keyof FitGanOptions)[] = [
  "epochs",
  "batchSize",
  "learningRate",
  "randomState",
  "epochEnd",
  "signal",
  "progress",
];

/**
 * Trains a generative adversarial network from the weights that its two networks have: a discriminator learns to tell
 * real images from generated ones, and a generator learns to make images that it takes for real. In each step first
 * the discriminator is changed, then the generator by the non-saturating loss, both by Adam with beta1 = 0.5. Timers
 * and input get their turn while it runs.
 *
 * Goodfellow et al. 2014, arXiv:1406.2661; Radford, Metz & Chintala 2016, arXiv:1511.06434 (DCGAN).
 *
 * @returns what was measured in each epoch.
 * @throws ParameterError if the networks do not fit each other, or an option is unknown or out of range.
 * @throws ValidationError if the images do not fit the networks or hold values that are not finite, or training
 * diverges.
 *
 * @example
 * ```ts
 * const history = await fitGan({ generator, discriminator }, galaxies.images, { epochs: 40, randomState: 0 });
 * const images = await generateImages(generator, 16, { randomState: 1 });
 * ```
 */
export async function fitGan(
  networks: GanNetworks,
  images: ImageStack,
  options: FitGanOptions = {},
): Promise<GanHistory> {
  checkKnown("fitGan", options, optionNames);
  const { epochs = 50, batchSize = 64, learningRate = 2e-4, signal } = options;
  checkNumber("epochs", epochs, { min: 1, integer: true });
  checkNumber("batchSize", batchSize, { min: 1, integer: true });
  checkNumber("learningRate", learningRate, { exclusiveMin: 0 });
  const generator = layersModel(networks.generator);
  const discriminator = layersModel(networks.discriminator);
  const { noiseSize, imageShape } = checkPair(generator, discriminator);
  const real = readInput(images, imageShape, "images");
  const rng = seeded(generator, discriminator, options.randomState);
  const session = await startSession();
  const game = new GanStep(session, generator, discriminator, learningRate);
  const history: GanHistory = { epochs: 0, generatorLoss: [], discriminatorLoss: [], seconds: [] };
  const show = await progressLine(epochs, options.progress ?? true, ganCurves);
  const breathe = breather();
  try {
    while (history.epochs < epochs) {
      const began = performance.now();
      const order = rng.permutation(real.count);
      const sums = { generator: 0, discriminator: 0 };
      for (let from = 0; from < real.count; from += batchSize) {
        signal?.throwIfAborted();
        const batch = takeRows(real, order.subarray(from, Math.min(real.count, from + batchSize)));
        const losses = await game.step(batch, drawNoise(batch.count, noiseSize, rng));
        if (!Number.isFinite(losses.generator + losses.discriminator)) throw diverged(history.epochs);
        sums.generator += losses.generator * batch.count;
        sums.discriminator += losses.discriminator * batch.count;
        show.batch(history, from + batch.count, real.count);
        await breathe();
      }
      history.generatorLoss.push(sums.generator / real.count);
      history.discriminatorLoss.push(sums.discriminator / real.count);
      history.seconds.push((performance.now() - began) / 1000);
      history.epochs++;
      show.epoch(history);
      await options.epochEnd?.(history);
    }
    return history;
  } finally {
    show.end();
    game.dispose();
  }
}

const ganCurves = ({ generatorLoss, discriminatorLoss }: GanHistory) => ({
  "generator loss": generatorLoss,
  "discriminator loss": discriminatorLoss,
});

/** @throws ParameterError if the discriminator does not judge what the generator makes. */
function checkPair(generator: LayersModel, discriminator: LayersModel) {
  const shapes = generatorShapes(generator);
  const takes = inputShapeOf(discriminator).join(" x ");
  const makes = shapes.imageShape.join(" x ");
  if (takes !== makes) {
    throw new ParameterError(
      `The discriminator takes images of ${takes}, but the generator makes them of ${makes}.`,
    );
  }
  const outputs = outputShapeOf(discriminator).join(" x ");
  const { activation } = discriminator.layers[discriminator.layers.length - 1].getConfig();
  if (outputs !== "1" || (activation !== undefined && activation !== "linear")) {
    throw new ParameterError(
      `A discriminator ends in one number without an activation, as dense({ units: 1 }), but this one gives ${outputs} (${String(activation ?? "linear")}).`,
    );
  }
  return shapes;
}

/** The generator of noise and shuffles, which also seeds the dropout of both networks. */
function seeded(generator: LayersModel, discriminator: LayersModel, randomState: RandomStateLike) {
  const rng = checkRandomState(randomState);
  for (const model of [generator, discriminator]) {
    if (randomState !== undefined && randomState !== null) refuseUnseeded(model);
    for (const layer of dropoutLayers(model)) layer.reseed(rng.randint(2 ** 32));
  }
  return rng;
}

const diverged = (epochs: number) =>
  new ValidationError(
    `Training diverged in epoch ${epochs + 1}: a loss is no longer finite. Lower learningRate.`,
  );
