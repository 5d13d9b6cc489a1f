import { Matrix } from "../core/matrix";
import { Arena, arenaBytes, padded } from "../kernels/dense";
import { type NetworkKernels, networkKernels } from "../kernels/network";
import { activate, multiplyDerivative } from "./activations";
import type { HiddenActivation } from "./mlp-params";
import { OPTIMIZER_ARRAYS } from "./optimizer";
import { activateOutput, type OutActivation, outputDelta, outputLoss } from "./output";

/** Rows of a layer's input are filled up with zeros to a multiple of this, which the kernels take in one stride. */
const INPUT_ALIGN = 8;

/** What shapes a network. */
export interface Architecture {
  /** Units of each layer: features, hidden layers, outputs. */
  units: readonly number[];
  activation: HiddenActivation;
  outActivation: OutActivation;
}

/** One layer of weights with what flows into and out of it, in memory that the kernels work on. */
interface Layer {
  inputs: number;
  outputs: number;
  /** Distance of two rows of `input`: the inputs, a 1 that the bias multiplies, and zeros up to whole vectors. */
  inputStride: number;
  /** (outputs, padded, x inputStride) */
  weights: Float64Array;
  gradient: Float64Array;
  /** (rows x inputStride) */
  input: Float64Array;
  /** (rows x outputs, padded) derivative of the loss with respect to each weighted sum. */
  delta: Float64Array;
  /** (inputs x outputs, padded) the weights, turned round to carry delta back. */
  turned: Float64Array;
}

/**
 * A multilayer perceptron laid out for the kernels: it takes up to `capacity` rows at a time.
 *
 * All weights lie in one array, `weights`, and their gradient in another of the same layout, so that an optimizer
 * needs to know of no layers. A unit's row of weights ends with its bias.
 */
export class Network {
  readonly weights: Float64Array;
  readonly gradient: Float64Array;
  /** (capacity x inputStride) where the rows to send forward go. */
  readonly input: Float64Array;
  readonly inputStride: number;
  /** The network's output, in rows of `outputStride`. */
  readonly output: Float64Array;
  readonly outputStride: number;
  /** (rows) the target of each row, or the index of its class. */
  readonly targets: Float64Array;
  private readonly layers: Layer[] = [];
  readonly elementwise: NetworkKernels;
  readonly arena: Arena;

  /** @param trainingRows - rows of a training table that the memory must hold besides, with what an optimizer keeps. */
  constructor(
    readonly architecture: Architecture,
    readonly capacity: number,
    trainingRows = 0,
  ) {
    const { units } = architecture;
    const links = units.length - 1;
    const sizes = Array.from({ length: links }, (_, l) => {
      const inputStride = Math.ceil((units[l] + 1) / INPUT_ALIGN) * INPUT_ALIGN;
      const outputWidth = padded(units[l + 1], 2);
      return { inputStride, outputWidth, weights: inputStride * outputWidth, turned: units[l] * outputWidth };
    });
    const nWeights = sizes.reduce((sum, size) => sum + size.weights, 0);
    this.arena = new Arena(
      arenaBytes(
        (2 + (trainingRows > 0 ? OPTIMIZER_ARRAYS : 0)) * nWeights * 8,
        trainingRows * sizes[0].inputStride * 8,
        trainingRows * 4,
        ...sizes.flatMap((s) => [s.turned * 8, capacity * (s.inputStride + s.outputWidth) * 8]),
      ),
    );
    const { arena } = this;
    this.elementwise = networkKernels(arena);
    this.weights = arena.float64(nWeights);
    this.gradient = arena.float64(nWeights);
    this.targets = new Float64Array(capacity);
    let from = 0;
    sizes.forEach((size, l) => {
      const to = from + size.weights;
      const input = arena.float64(capacity * size.inputStride);
      for (let at = units[l]; at < input.length; at += size.inputStride) input[at] = 1;
      this.layers.push({
        inputs: units[l],
        outputs: units[l + 1],
        inputStride: size.inputStride,
        weights: this.weights.subarray(from, to),
        gradient: this.gradient.subarray(from, to),
        input,
        delta: arena.float64(capacity * size.outputWidth),
        turned: arena.float64(size.turned),
      });
      from = to;
    });
    this.input = this.layers[0].input;
    this.inputStride = sizes[0].inputStride;
    this.output = this.layers[links - 1].delta;
    this.outputStride = sizes[links - 1].outputWidth;
  }

  /** Writes for each weight its factor in the penalty: `alpha`, or 0 for a bias. */
  fillPenalties(out: Float64Array, alpha: number): void {
    const start = this.weights.byteOffset;
    for (const { weights, inputs, outputs, inputStride } of this.layers) {
      const first = (weights.byteOffset - start) / 8;
      for (let k = 0; k < outputs; k++)
        out.fill(alpha, first + k * inputStride, first + k * inputStride + inputs);
    }
  }

  /** @param coefs - (inputs x outputs) weights of each layer. */
  load(coefs: readonly Matrix[], intercepts: readonly Float64Array[]): void {
    this.layers.forEach(({ weights, inputs, outputs, inputStride }, l) => {
      for (let k = 0; k < outputs; k++) {
        for (let j = 0; j < inputs; j++) weights[k * inputStride + j] = coefs[l].data[j * outputs + k];
        weights[k * inputStride + inputs] = intercepts[l][k];
      }
    });
  }

  /** The weights of each layer, (inputs x outputs), and its biases. */
  unload(): { coefs: Matrix[]; intercepts: Float64Array[] } {
    const coefs: Matrix[] = [];
    const intercepts: Float64Array[] = [];
    for (const { weights, inputs, outputs, inputStride } of this.layers) {
      const coef = Matrix.zeros(inputs, outputs);
      const intercept = new Float64Array(outputs);
      for (let k = 0; k < outputs; k++) {
        for (let j = 0; j < inputs; j++) coef.data[j * outputs + k] = weights[k * inputStride + j];
        intercept[k] = weights[k * inputStride + inputs];
      }
      coefs.push(coef);
      intercepts.push(intercept);
    }
    return { coefs, intercepts };
  }

  /** Takes rows `from` to `to` of X, in the order of `order`, and their targets. */
  read(X: Matrix, from: number, to: number, order?: Int32Array, targets?: Float64Array): void {
    const { input, inputStride } = this.layers[0];
    const { data, cols } = X;
    for (let i = from, at = 0; i < to; i++, at += inputStride) {
      const row = order === undefined ? i : order[i];
      const source = row * cols;
      for (let j = 0; j < cols; j++) input[at + j] = data[source + j];
      if (targets !== undefined) this.targets[i - from] = targets[row];
    }
  }

  /** Works out `output` for the rows that were read. */
  forward(rows: number): void {
    const { arena, layers, architecture, elementwise } = this;
    const last = layers.length - 1;
    layers.forEach((layer, l) => {
      const next = l === last ? this.output : layers[l + 1].input;
      const stride = l === last ? this.outputStride : layers[l + 1].inputStride;
      arena.kernels.dots64(
        layer.input.byteOffset,
        rows,
        layer.weights.byteOffset,
        layer.outputs,
        layer.inputStride,
        next.byteOffset,
        stride,
      );
      const used = next.subarray(0, rows * stride);
      if (l < last) activate(architecture.activation, used, layer.outputs, stride, arena, elementwise);
      else {
        activateOutput(architecture.outActivation, used, layer.outputs, stride, () =>
          arena.kernels.expInPlace(used.byteOffset, used.length),
        );
      }
    });
  }

  /** The index of the class that the i-th row is given. */
  classAt(i: number): number {
    const { output, outputStride, architecture } = this;
    const at = i * outputStride;
    if (architecture.outActivation === "logistic") return output[at] > 0.5 ? 1 : 0;
    let best = 0;
    const classes = architecture.units[architecture.units.length - 1];
    for (let k = 1; k < classes; k++) if (output[at + k] > output[at + best]) best = k;
    return best;
  }

  /** The loss of the rows that went forward, summed. */
  loss(rows: number): number {
    return outputLoss(this.architecture.outActivation, this.output, rows, this.outputStride, this.targets);
  }

  /** Adds the gradient of the summed loss of the rows that went forward to `gradient`; `output` is lost. */
  backward(rows: number): void {
    const { arena, layers, architecture, elementwise } = this;
    outputDelta(architecture.outActivation, this.output, rows, this.outputStride, this.targets);
    for (let l = layers.length - 1; l >= 0; l--) {
      const layer = layers[l];
      const width = padded(layer.outputs, 2);
      arena.kernels.accumulateTN(
        layer.delta.byteOffset,
        width,
        layer.input.byteOffset,
        layer.inputStride,
        rows,
        layer.gradient.byteOffset,
      );
      if (l === 0) return;
      const { weights, inputs, outputs, inputStride, turned, input } = layer;
      for (let k = 0; k < outputs; k++) {
        for (let j = 0; j < inputs; j++) turned[j * width + k] = weights[k * inputStride + j];
      }
      const before = layers[l - 1].delta;
      const stride = padded(inputs, 2);
      arena.kernels.dots64(
        layer.delta.byteOffset,
        rows,
        turned.byteOffset,
        inputs,
        width,
        before.byteOffset,
        stride,
      );
      multiplyDerivative(architecture.activation, before, stride, input, inputStride, rows, elementwise);
    }
  }
}
