import { ParameterError } from "../core/errors";
import type { RandomState } from "../core/random-state";
import { eachLayer, type Layer, type LayersModel, sizeOf } from "./layers-model";
import type { TensorFlow } from "./tensorflow";

/** What the initialisers of TensorFlow.js say of themselves. */
interface InitializerConfig {
  scale?: number;
  mode?: "fanIn" | "fanOut" | "fanAvg";
  distribution?: "normal" | "uniform";
  mean?: number;
  stddev?: number;
  minval?: number;
  maxval?: number;
}

interface Initializer {
  getClassName(): string;
  getConfig(): unknown;
  apply(shape: number[]): import("@tensorflow/tfjs-core").Tensor;
}

/** Standard deviation of a standard normal deviate cut off at ±2. */
const CUT_OFF_SPREAD = 0.87962566103423978;

const initializerNames: { [weight: string]: string } = {
  depthwise_kernel: "depthwiseInitializer",
  pointwise_kernel: "pointwiseInitializer",
  moving_mean: "movingMeanInitializer",
  moving_variance: "movingVarianceInitializer",
};

/** Draws all weights anew, each by the initialiser of its layer. */
export function drawModelWeights(tf: TensorFlow, model: LayersModel, rng: RandomState): void {
  for (const layer of eachLayer(model.layers)) {
    for (const weight of layer.weights) {
      const { shape, originalName } = weight;
      const sizes = shape as number[];
      const initializer = initializerOf(layer, originalName.split("/").pop()!);
      const drawn = draw(initializer, sizes, rng);
      tf.tidy(() => {
        if (drawn !== undefined) weight.write(tf.tensor(drawn, sizes));
        else if (isConstant(initializer)) weight.write(initializer.apply(sizes));
        else {
          throw new ParameterError(
            `The initialiser ${initializer.getClassName()} of ${originalName} cannot be seeded: use a Glorot, He, LeCun, normal or uniform one.`,
          );
        }
      });
    }
  }
}

function initializerOf(layer: Layer, weight: string): Initializer {
  const name = initializerNames[weight] ?? `${weight}Initializer`;
  const found = (layer as unknown as { [name: string]: Initializer | undefined })[name];
  if (found === undefined) {
    throw new ParameterError(`The weights "${weight}" of the layer ${layer.name} cannot be seeded.`);
  }
  return found;
}

const isConstant = (initializer: Initializer) =>
  ["Zeros", "Ones", "Constant", "Identity"].includes(initializer.getClassName());

/** `undefined` where the initialiser is none that draws from a distribution known here. */
function draw(initializer: Initializer, shape: number[], rng: RandomState): Float32Array | undefined {
  const config = initializer.getConfig() as InitializerConfig;
  const { scale, mode, distribution, mean = 0, stddev, minval, maxval } = config;
  const n = sizeOf(shape);
  if (scale !== undefined && mode !== undefined) {
    const variance = scale / Math.max(1, fan(shape, mode));
    if (distribution === "uniform") {
      const bound = Math.sqrt(3 * variance);
      return Float32Array.from(rng.uniform(-bound, bound, n));
    }
    return cutOffNormal(rng, n, Math.sqrt(variance) / CUT_OFF_SPREAD);
  }
  if (stddev !== undefined) {
    const deviates =
      initializer.getClassName() === "TruncatedNormal" ? cutOffNormal(rng, n, 1) : rng.standardNormal(n);
    return Float32Array.from(deviates as ArrayLike<number>, (deviate) => mean + stddev * deviate);
  }
  if (minval !== undefined && maxval !== undefined) return Float32Array.from(rng.uniform(minval, maxval, n));
  return undefined;
}

/** Normal deviates drawn again where they lie more than two standard deviations out. */
function cutOffNormal(rng: RandomState, n: number, spread: number): Float32Array {
  const out = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    let deviate = rng.standardNormal();
    while (Math.abs(deviate) > 2) deviate = rng.standardNormal();
    out[i] = spread * deviate;
  }
  return out;
}

/** Connections into and out of a unit: for a convolution the last two sizes times its window. */
function fan(shape: number[], mode: "fanIn" | "fanOut" | "fanAvg"): number {
  if (shape.length < 2) return sizeOf(shape);
  const window = sizeOf(shape.slice(0, -2));
  const into = shape[shape.length - 2] * window;
  const out = shape[shape.length - 1] * window;
  return mode === "fanIn" ? into : mode === "fanOut" ? out : (into + out) / 2;
}
