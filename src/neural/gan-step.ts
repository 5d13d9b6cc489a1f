import { type LayersModel, outputShapeOf } from "./layers-model";
import { Optimizer } from "./optimizer";
import type { Session } from "./session";
import type { Rows } from "./training-data";

type Tensor = import("@tensorflow/tfjs-core").Tensor;
type Scalar = import("@tensorflow/tfjs-core").Scalar;
type Variable = import("@tensorflow/tfjs-core").Variable;

/** Mean losses of one mini-batch. */
export interface GanLosses {
  generator: number;
  discriminator: number;
}

/** Generator and discriminator, and how each is changed by what the other does. */
export class GanStep {
  private readonly optimizers: { generator: Optimizer; discriminator: Optimizer };

  constructor(
    private readonly session: Session,
    private readonly generator: LayersModel,
    private readonly discriminator: LayersModel,
    learningRate: number,
  ) {
    const optimizerOf = (model: LayersModel) =>
      // half the usual memory of past slopes: with more the two circle each other (Radford et al. 2016)
      new Optimizer(session.tf, variablesOf(model), { name: "adam", beta1: 0.5, beta2: 0.999 }, learningRate);
    this.optimizers = { generator: optimizerOf(generator), discriminator: optimizerOf(discriminator) };
  }

  /** One step of the discriminator, then one of the generator from the same noise. */
  async step(real: Rows, noise: Rows): Promise<GanLosses> {
    const { tf } = this.session;
    const imageShape = outputShapeOf(this.generator);
    const images = tf.tensor(real.data, [real.count, ...imageShape]);
    const drawn = tf.tensor2d(noise.data, [noise.count, noise.size]);
    const made = tf.tidy(() => this.apply(this.generator, drawn));
    const judged = this.change("discriminator", this.discriminator, () => {
      // softplus(x) = −log(1 − sigmoid(x)): the cross-entropy of a probability given by its logit
      const wrongOnReal = tf.softplus(tf.neg(this.apply(this.discriminator, images)));
      const wrongOnMade = tf.softplus(this.apply(this.discriminator, made));
      return tf.mul(tf.add(tf.mean(wrongOnReal), tf.mean(wrongOnMade)), 0.5);
    });
    const fooled = this.change("generator", this.generator, () =>
      tf.mean(tf.softplus(tf.neg(this.apply(this.discriminator, this.apply(this.generator, drawn))))),
    );
    const [[discriminator], [generator]] = await Promise.all([judged.data(), fooled.data()]);
    tf.dispose([images, drawn, made, judged, fooled]);
    return { generator, discriminator };
  }

  private apply(model: LayersModel, input: Tensor): Tensor {
    return model.apply(input, { training: true }) as Tensor;
  }

  /** Changes one of the two down the slope of a loss, and gives the loss. */
  private change(which: "generator" | "discriminator", model: LayersModel, loss: () => Tensor): Scalar {
    const { tf } = this.session;
    const { value, grads } = tf.variableGrads(loss as () => Scalar, variablesOf(model));
    this.optimizers[which].step(grads);
    tf.dispose(grads);
    return value;
  }

  dispose(): void {
    this.optimizers.generator.dispose();
    this.optimizers.discriminator.dispose();
  }
}

const variablesOf = (model: LayersModel) => model.trainableWeights.map((weight) => weight.read() as Variable);
