/** How gradients change the weights. Defaults are PyTorch's. */
export type OptimizerOptions =
  | { name: "sgd" /** Share of the last step that is taken again; default 0. */; momentum?: number }
  | { name: "adam" /** Default 0.9. */; beta1?: number /** Default 0.999. */; beta2?: number }
  | { name: "rmsprop" /** Share of the mean square that a step keeps; default 0.99. */; rho?: number };

export type OptimizerLike = OptimizerOptions["name"] | OptimizerOptions;

/** Where an optimiser stands; plain data. */
export interface OptimizerState {
  steps: number;
  learningRate: number;
  /** Running means, those of one kind after another, in the order of the variables. */
  slots: Float32Array[];
}
