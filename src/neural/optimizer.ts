import { ValidationError } from "../core/errors";
import { checkKnown, checkNumber, checkOneOf } from "../core/parameters";
import { type AdamStep, adamStepKernel } from "./kernels/adam-kernels";
import type { OptimizerLike, OptimizerOptions, OptimizerState } from "./optimizer-options";
import type { TensorFlow } from "./tensorflow";

type Variable = import("@tensorflow/tfjs-core").Variable;
type Tensor = import("@tensorflow/tfjs-core").Tensor;

const EPSILON = 1e-8;

const rules = {
  sgd: { defaults: { momentum: 0 }, slots: 1 },
  adam: { defaults: { beta1: 0.9, beta2: 0.999 }, slots: 2 },
  rmsprop: { defaults: { rho: 0.99 }, slots: 1 },
};

/**
 * Stochastic gradient descent with momentum, Adam or RMSprop, step for step as in PyTorch. TensorFlow.js's own are not
 * used because their saved state loses the last bits, so that a resumed training would end elsewhere.
 *
 * @see https://pytorch.org/docs/1.13/optim.html
 */
export class Optimizer {
  readonly name: OptimizerOptions["name"];
  private readonly rates: { momentum: number; beta1: number; beta2: number; rho: number };
  private readonly slots: Tensor[] = [];
  private steps = 0;

  /** @throws ParameterError if the optimiser or an option of it is unknown or out of range. */
  constructor(
    private readonly tf: TensorFlow,
    private readonly variables: readonly Variable[],
    like: OptimizerLike,
    public learningRate: number,
  ) {
    const { name, ...options } = typeof like === "string" ? { name: like } : like;
    checkOneOf("optimizer", name, Object.keys(rules) as OptimizerOptions["name"][]);
    checkKnown(`The optimizer ${name}`, options, Object.keys(rules[name].defaults));
    for (const [option, value] of Object.entries(options))
      checkNumber(option, value, { min: 0, exclusiveMax: 1 });
    checkNumber("learningRate", learningRate, { exclusiveMin: 0 });
    this.name = name;
    this.rates = { momentum: 0, beta1: 0.9, beta2: 0.999, rho: 0.99, ...options };
    const needed = name === "sgd" && this.rates.momentum === 0 ? 0 : rules[name].slots;
    for (let s = 0; s < needed; s++) for (const { shape } of variables) this.slots.push(tf.zeros(shape));
  }

  /** Changes the variables by one step, given the gradient of each by its name. */
  step(gradients: { readonly [variable: string]: Tensor }): void {
    this.steps++;
    for (const [k, variable] of this.variables.entries()) {
      const gradient = gradients[variable.name];
      // Nothing depends on it: a layer whose output is not used.
      if (gradient === undefined || gradient === null) continue;
      if (this.name === "adam") this.adam(k, variable, gradient);
      else if (this.name === "rmsprop") this.rmsprop(k, variable, gradient);
      else this.descend(k, variable, gradient);
    }
  }

  private descend(k: number, variable: Variable, gradient: Tensor): void {
    const { tf, learningRate, rates } = this;
    tf.tidy(() => {
      const velocity =
        this.slots.length === 0
          ? gradient
          : this.keep(k, tf.add(tf.mul(this.slots[k], rates.momentum), gradient));
      variable.assign(tf.sub(variable, tf.mul(velocity, learningRate)));
    });
  }

  private adam(k: number, variable: Variable, gradient: Tensor): void {
    const { tf, learningRate, steps, variables, slots } = this;
    const { beta1, beta2 } = this.rates;
    const rate = learningRate / (1 - beta1 ** steps);
    const spread = 1 / Math.sqrt(1 - beta2 ** steps);
    const at = variables.length + k;
    tf.tidy(() => {
      if (tf.getKernel(adamStepKernel, tf.getBackend()) !== undefined) {
        const inputs = { value: variable, mean: slots[k], square: slots[at], gradient };
        const step: AdamStep = { beta1, beta2, rate, spread, epsilon: EPSILON };
        const fresh = tf.engine().runKernel(adamStepKernel, inputs, { ...step }) as unknown as Tensor[];
        variable.assign(fresh[0]);
        this.keep(k, fresh[1]);
        this.keep(at, fresh[2]);
        return;
      }
      const mean = this.keep(k, this.blend(slots[k], gradient, beta1));
      const square = this.keep(at, this.blend(slots[at], tf.square(gradient), beta2));
      const scaled = tf.div(mean, tf.add(tf.mul(tf.sqrt(square), spread), EPSILON));
      variable.assign(tf.sub(variable, tf.mul(scaled, rate)));
    });
  }

  private rmsprop(k: number, variable: Variable, gradient: Tensor): void {
    const { tf, learningRate, rates } = this;
    tf.tidy(() => {
      const square = this.keep(k, this.blend(this.slots[k], tf.square(gradient), rates.rho));
      const scaled = tf.div(gradient, tf.add(tf.sqrt(square), EPSILON));
      variable.assign(tf.sub(variable, tf.mul(scaled, learningRate)));
    });
  }

  private blend(old: Tensor, fresh: Tensor, kept: number): Tensor {
    const { tf } = this;
    return tf.add(tf.mul(old, kept), tf.mul(fresh, 1 - kept));
  }

  /** Puts a slot's new value in the place of the old. */
  private keep(at: number, value: Tensor): Tensor {
    this.slots[at].dispose();
    this.slots[at] = this.tf.keep(value);
    return value;
  }

  state(): OptimizerState {
    const slots = this.slots.map((slot) => Float32Array.from(slot.dataSync()));
    return { steps: this.steps, learningRate: this.learningRate, slots };
  }

  /** @throws ValidationError if the state is that of another network or optimiser. */
  restore(state: OptimizerState): void {
    const fits =
      state.slots.length === this.slots.length &&
      state.slots.every((values, k) => values.length === this.slots[k].size);
    if (!fits) throw new ValidationError("The optimizer's saved state is that of another network.");
    this.steps = state.steps;
    this.learningRate = state.learningRate;
    for (const [k, values] of state.slots.entries()) {
      const { shape } = this.slots[k];
      this.slots[k].dispose();
      this.slots[k] = this.tf.tensor(values, shape);
    }
  }

  dispose(): void {
    for (const slot of this.slots) slot.dispose();
  }
}
