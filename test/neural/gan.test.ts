import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { ImageStack } from "../../src/core/image-stack";
import { RandomState } from "../../src/core/random-state";
import { type FitGanOptions, fitGan } from "../../src/neural/gan";
import { generateImages } from "../../src/neural/generate-images";
import {
  batchNormalization,
  conv2d,
  dense,
  dropout,
  flatten,
  leakyReLU,
  reshape,
  upSampling2d,
} from "../../src/neural/layer-specs";
import { layersModel, writeWeights } from "../../src/neural/layers-model";
import { sequential } from "../../src/neural/sequential";
import { startSession } from "../../src/neural/session";
import { expectClose } from "../close";

/** 8 x 8 images with one bright spot in the middle, of uneven brightness and a little noise. */
function spots(count: number): ImageStack {
  const rng = new RandomState(3);
  const images = ImageStack.zeros({ count, height: 8, width: 8, channels: 1 });
  for (let i = 0; i < count; i++) {
    const height = rng.uniform(0.5, 0.9);
    for (let k = 0; k < 64; k++) {
      const distance = Math.hypot(Math.floor(k / 8) - 3.5, (k % 8) - 3.5);
      images.image(i)[k] = height * Math.exp(-((distance / 2) ** 2)) + rng.uniform(0, 0.05);
    }
  }
  return images;
}

const generatorOf = (randomState = 0) =>
  sequential(
    [
      dense({ units: 64, activation: "relu" }),
      reshape({ targetShape: [4, 4, 4] }),
      batchNormalization({ momentum: 0.9 }),
      upSampling2d(),
      conv2d({ filters: 1, kernelSize: 3, padding: "same", activation: "sigmoid" }),
    ],
    { inputShape: [6], randomState },
  );

const discriminatorOf = (randomState = 1) =>
  sequential(
    [
      conv2d({ filters: 8, kernelSize: 4, strides: 2, padding: "same" }),
      leakyReLU({ alpha: 0.2 }),
      dropout({ rate: 0.2 }),
      flatten(),
      dense({ units: 1 }),
    ],
    { inputShape: [8, 8, 1], randomState },
  );

const pair = async () => ({ generator: await generatorOf(), discriminator: await discriminatorOf() });

const images = spots(100);
const options: FitGanOptions = { epochs: 3, batchSize: 32, learningRate: 2e-3, randomState: 5 };

/** Mean of each pixel over the images. */
const meanImage = ({ count, imageSize, data }: ImageStack) =>
  Array.from({ length: imageSize }, (_, k) => {
    let sum = 0;
    for (let i = 0; i < count; i++) sum += data[i * imageSize + k];
    return sum / count;
  });

const farFrom = (a: number[], b: number[]) => Math.sqrt(a.reduce((sum, v, k) => sum + (v - b[k]) ** 2, 0));

describe("fitGan", () => {
  it("makes images come nearer to the real ones", async () => {
    const networks = await pair();
    const target = meanImage(images);
    const before = farFrom(
      meanImage(await generateImages(networks.generator, 50, { randomState: 1 })),
      target,
    );
    const history = await fitGan(networks, images, { ...options, epochs: 40 });
    const made = await generateImages(networks.generator, 50, { randomState: 1 });
    expect(made.toString()).toBe("ImageStack(50 images, 8 x 8)");
    expect(farFrom(meanImage(made), target)).toBeLessThan(0.3 * before);
    expect(history.epochs).toBe(40);
    for (const values of [history.generatorLoss, history.discriminatorLoss, history.seconds]) {
      expect(values.length).toBe(40);
      expect(values.every(Number.isFinite)).toBe(true);
    }
  });

  it("has the cross-entropies of what the discriminator says", async () => {
    const { tf } = await startSession();
    const judge = await sequential([flatten(), dense({ units: 1 })], { inputShape: [8, 8, 1] });
    const played = { generator: await generatorOf(), discriminator: judge };
    const once = { ...options, epochs: 1, batchSize: 100, learningRate: 1e-12 };
    for (const logit of [0, 1.5, -2]) {
      // whatever the image, the same answer
      writeWeights(tf, layersModel(judge), [new Float32Array(64), Float32Array.of(logit)]);
      const real = 1 / (1 + Math.exp(-logit));
      const { generatorLoss, discriminatorLoss } = await fitGan(played, images, once);
      expectClose(generatorLoss, [-Math.log(real)], 1e-5);
      expectClose(discriminatorLoss, [-(Math.log(real) + Math.log(1 - real)) / 2], 1e-5);
    }
  });

  it("repeats to the last bit for a seed, and differs for another", async () => {
    const run = async (randomState: number) => {
      const networks = await pair();
      const { generatorLoss, discriminatorLoss } = await fitGan(networks, images, {
        ...options,
        randomState,
      });
      return {
        generatorLoss,
        discriminatorLoss,
        made: (await generateImages(networks.generator, 3, { randomState: 0 })).data,
      };
    };
    const one = await run(5);
    expect(await run(5)).toEqual(one);
    expect((await run(6)).generatorLoss).not.toEqual(one.generatorLoss);
  });

  it("holds as many tensors after each epoch, and no more at its end", async () => {
    const { tf } = await startSession();
    const networks = await pair();
    const before = tf.memory().numTensors;
    const counts: number[] = [];
    await fitGan(networks, images, { ...options, epochEnd: () => void counts.push(tf.memory().numTensors) });
    expect(counts.length).toBe(3);
    expect(new Set(counts).size).toBe(1);
    await generateImages(networks.generator, 5, { randomState: 0 });
    expect(tf.memory().numTensors).toBe(before);
  });

  it("waits for what looks at each epoch", async () => {
    const seen: number[] = [];
    await fitGan(await pair(), images, {
      ...options,
      async epochEnd({ epochs, seconds }) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        seen.push(epochs, seconds.length);
      },
    });
    expect(seen).toEqual([1, 1, 2, 2, 3, 3]);
  });

  it("lets timers through, so that it can be aborted", async () => {
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new Error("enough")), 300);
    const endless = fitGan(await pair(), images, { ...options, epochs: 100_000, signal: controller.signal });
    await expect(endless).rejects.toThrow("enough");
    clearTimeout(timer);
  });

  it("says so when training diverges", async () => {
    const networks = await pair();
    await expect(fitGan(networks, images, { ...options, epochs: 50, learningRate: 1e38 })).rejects.toThrow(
      /diverged in epoch \d+/,
    );
  });

  it("refuses networks and images that do not fit each other", async () => {
    const networks = await pair();
    const small = new ImageStack(new Float32Array(2 * 49), { count: 2, height: 7, width: 7, channels: 1 });
    await expect(fitGan(networks, small, options)).rejects.toThrow(ValidationError);
    await expect(fitGan(networks, small, options)).rejects.toThrow(/images of 7 x 7 x 1/);
    const holed = spots(2);
    holed.image(1)[9] = Number.NaN;
    await expect(fitGan(networks, holed, options)).rejects.toThrow(/NaN in image 1, row 1, column 1/);
    const judgeOf = (units: number, activation: "linear" | "sigmoid", side = 8) =>
      sequential([flatten(), dense({ units, activation })], { inputShape: [side, side, 1] });
    const cases: [Awaited<ReturnType<typeof judgeOf>>, RegExp][] = [
      [await judgeOf(1, "linear", 9), /takes images of 9 x 9 x 1, but the generator makes them of 8 x 8 x 1/],
      [await judgeOf(2, "linear"), /one number without an activation.*gives 2/],
      [await judgeOf(1, "sigmoid"), /one number without an activation.*sigmoid/],
    ];
    for (const [discriminator, message] of cases) {
      const played = fitGan({ ...networks, discriminator }, images, options);
      await expect(played).rejects.toThrow(message);
    }
    const swapped = { generator: networks.discriminator, discriminator: networks.generator };
    await expect(fitGan(swapped, images, options)).rejects.toThrow(ParameterError);
    await expect(generateImages(networks.discriminator, 1)).rejects.toThrow(/takes a row of noise/);
  });

  it("refuses options that do not exist or are out of range", async () => {
    const networks = await pair();
    const cases: [object, RegExp][] = [
      [{ epoch: 3 }, /no option "epoch".*epochs/],
      [{ epochs: 0 }, /epochs must be a whole number/],
      [{ batchSize: 0.5 }, /batchSize/],
      [{ learningRate: 0 }, /learningRate/],
      [{ randomState: "x" }, /randomState/],
    ];
    for (const [more, message] of cases) {
      await expect(fitGan(networks, images, more as never)).rejects.toThrow(message);
      await expect(fitGan(networks, images, more as never)).rejects.toThrow(ParameterError);
    }
    await expect(generateImages(networks.generator, 0)).rejects.toThrow(/n must be/);
    await expect(generateImages(networks.generator, 1, { seed: 1 } as never)).rejects.toThrow(/no option/);
  });
});

describe("generateImages", () => {
  it("asks for the same images by the same seed", async () => {
    const generator = await generatorOf();
    const of = async (randomState: number) => (await generateImages(generator, 4, { randomState })).data;
    expect(await of(2)).toEqual(await of(2));
    expect(await of(2)).not.toEqual(await of(3));
  });
});
