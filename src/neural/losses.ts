import { ParameterError } from "../core/errors";
import { checkOneOf } from "../core/parameters";
import type { LayersModel } from "./layers-model";
import type { LossName } from "./loss-name";
import type { TensorFlow } from "./tensorflow";

type Tensor = import("@tensorflow/tfjs-core").Tensor;

const lossNames: readonly LossName[] = [
  "categoricalCrossentropy",
  "binaryCrossentropy",
  "meanSquaredError",
  "meanAbsoluteError",
];

/** Keeps logarithms of probabilities finite. */
const TINY = 1e-7;

/**
 * The loss to train by.
 *
 * @throws ParameterError if it is unknown, or needs another last layer.
 */
export function resolveLoss(loss: LossName | "auto", model: LayersModel, units: number): LossName {
  const last = model.layers[model.layers.length - 1].getConfig().activation;
  if (loss === "auto") {
    if (last === "softmax") return "categoricalCrossentropy";
    return last === "sigmoid" ? "binaryCrossentropy" : "meanSquaredError";
  }
  checkOneOf("loss", loss, [...lossNames, "auto"]);
  if (loss === "categoricalCrossentropy" && units < 2) {
    throw new ParameterError(
      `categoricalCrossentropy needs an output for each class, but the network has one: use dense({ units: 2, activation: "softmax" }), or binaryCrossentropy with "sigmoid".`,
    );
  }
  return loss;
}

/** (rows) the loss of each row of `output`, both (rows x units). */
export function lossOfRows(tf: TensorFlow, loss: LossName, target: Tensor, output: Tensor): Tensor {
  if (loss === "categoricalCrossentropy") {
    return tf.neg(tf.sum(tf.mul(target, logOf(tf, output)), -1));
  }
  if (loss === "binaryCrossentropy") {
    const wrong = tf.sub(1, target);
    const both = tf.add(tf.mul(target, logOf(tf, output)), tf.mul(wrong, logOf(tf, tf.sub(1, output))));
    return tf.neg(tf.mean(both, -1));
  }
  const error = tf.sub(output, target);
  return tf.mean(loss === "meanSquaredError" ? tf.square(error) : tf.abs(error), -1);
}

/** Unlike a probability cut off from below, it has a slope wherever the probability is not 0. */
const logOf = (tf: TensorFlow, probability: Tensor): Tensor =>
  tf.log(tf.mul(tf.add(probability, TINY), 1 / (1 + TINY)));
