/**
 * A network: a `LayersModel` of TensorFlow.js (Keras's), of which only what a notebook asks for is declared here, because
 * reading TensorFlow's own types takes a notebook's first cell many seconds.
 */
export interface Network {
  readonly name: string;
  readonly layers: readonly NetworkLayer[];
  /** Weights and biases in all. */
  countParams(): number;
  /** Frees the memory of the weights. */
  dispose(): unknown;
}

/** One layer of a {@link Network}. */
export interface NetworkLayer {
  readonly name: string;
  /** Keras's name of its kind, such as `"Conv2D"`. */
  getClassName(): string;
  countParams(): number;
}
