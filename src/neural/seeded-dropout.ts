import { checkRandomState } from "../core/check-random-state";
import { ParameterError } from "../core/errors";
import { eachLayer, type Layer, type LayersModel } from "./layers-model";
import { MaskStream } from "./mask-stream";
import type { TensorFlow, TensorFlowLayers } from "./tensorflow";

/** A dropout layer whose masks come from a stream that can be seeded, saved and gone on with. */
export interface SeededDropout {
  reseed(seed: number): void;
  streamState(): number[];
  restoreStream(state: readonly number[]): void;
}

export type MakeDropout = (config: { rate: number; name?: string }) => Layer;

let makeDropout: MakeDropout | undefined;

/**
 * Puts a dropout of our own in the place of TensorFlow.js's `Dropout`, for networks that are built by name or read from
 * files: that one draws from an unseeded generator, or with a seed gives the same mask at every step. Files keep Keras's
 * name and options, so that others can read them.
 */
export function registerDropout(tf: TensorFlow, tfl: TensorFlowLayers): MakeDropout {
  if (makeDropout !== undefined) return makeDropout;
  const Base = tfl.layers.Layer as unknown as new (args: object) => Layer;

  class Dropout extends Base implements SeededDropout {
    static readonly className = "Dropout";
    static fromConfig(cls: new (config: object) => Dropout, config: object): Dropout {
      return new cls(config);
    }
    private readonly rate: number;
    private stream: MaskStream;

    constructor(config: { rate: number; seed?: number | null; noiseShape?: number[] | null }) {
      super(config);
      if (config.noiseShape) throw new ParameterError("A dropout with a noiseShape is not known here.");
      this.rate = config.rate;
      this.stream = new MaskStream(config.seed ?? checkRandomState(null).randint(2 ** 32));
      this.supportsMasking = true;
    }

    override call(inputs: unknown, kwargs: { training?: boolean }) {
      const input = (Array.isArray(inputs) ? inputs[0] : inputs) as import("@tensorflow/tfjs-core").Tensor;
      if (kwargs.training !== true || this.rate === 0) return tf.clone(input);
      const mask = new Float32Array(input.size);
      this.stream.fill(mask, this.rate);
      return tf.tidy(() => tf.mul(input, tf.tensor(mask, input.shape)));
    }

    reseed(seed: number): void {
      this.stream = new MaskStream(seed);
    }

    streamState(): number[] {
      return this.stream.getState();
    }

    restoreStream(state: readonly number[]): void {
      this.stream.setState(state);
    }

    override getConfig() {
      return { ...super.getConfig(), rate: this.rate };
    }
  }

  tf.serialization.registerClass(Dropout as never);
  makeDropout = (config) => new Dropout(config);
  return makeDropout;
}

/** The dropout layers of a network, in the order of its layers. */
export function dropoutLayers(model: LayersModel): SeededDropout[] {
  return [...eachLayer(model.layers)].filter(
    (layer): layer is Layer & SeededDropout => "restoreStream" in layer,
  );
}

/** @throws ParameterError if a layer draws numbers that no seed reaches. */
export function refuseUnseeded(model: LayersModel): void {
  for (const layer of eachLayer(model.layers)) {
    if (!/Dropout|Noise/.test(layer.getClassName()) || "restoreStream" in layer) continue;
    throw new ParameterError(
      `The layer ${layer.name} (${layer.getClassName()}) follows no seed: use dropout(…) of skylearn/neural, or leave randomState out.`,
    );
  }
}
