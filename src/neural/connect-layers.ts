import { ParameterError } from "../core/errors";
import { checkNumber } from "../core/parameters";
import type { LayerSpec } from "./layer-specs";
import type { Layer, LayersModel } from "./layers-model";
import type { Session } from "./session";

type SymbolicTensor = import("@tensorflow/tfjs-layers").SymbolicTensor;

/** A network whose first weights are not those of any seed. */
export function connectLayers(
  session: Session,
  layers: readonly LayerSpec[],
  inputShape: readonly number[],
  name: string,
): LayersModel {
  if (layers.length === 0) throw new ParameterError("A network needs at least one layer.");
  if (!Array.isArray(inputShape) || inputShape.length === 0) {
    throw new ParameterError("inputShape must be a list such as [64, 64, 1], or [5] for rows of 5 features.");
  }
  for (const size of inputShape) checkNumber("A size in inputShape", size, { min: 1, integer: true });
  const input = session.tfl.input({ shape: [...inputShape] });
  return session.tfl.model({ inputs: input, outputs: chain(session, layers, input), name });
}

function chain(session: Session, layers: readonly LayerSpec[], input: SymbolicTensor): SymbolicTensor {
  return layers.reduce((tensor, spec) => connect(session, spec, tensor), input);
}

function connect(session: Session, spec: LayerSpec, input: SymbolicTensor): SymbolicTensor {
  if (spec.layer === "branches") {
    const ends = (spec.rows as LayerSpec[][]).map((row) => chain(session, row, input));
    return session.tfl.layers.concatenate().apply(ends) as SymbolicTensor;
  }
  try {
    return makeLayer(session, spec).apply(input) as SymbolicTensor;
  } catch (error) {
    if (error instanceof ParameterError) throw error;
    const shape = input.shape.slice(1).join(" x ");
    throw new ParameterError(
      `${spec.layer} does not fit here, where its input is ${shape}: ${(error as Error).message}`,
      { cause: error },
    );
  }
}

function makeLayer({ tfl, makeDropout }: Session, { layer, ...options }: LayerSpec): Layer {
  if (layer === "dropout") {
    checkNumber("The rate of dropout", options.rate, { min: 0, exclusiveMax: 1 });
    return makeDropout(options as { rate: number });
  }
  const factories = tfl.layers as unknown as { [kind: string]: ((options: object) => Layer) | undefined };
  const make = Object.hasOwn(factories, layer ?? "") ? factories[layer] : undefined;
  if (make === undefined) {
    throw new ParameterError(
      `${JSON.stringify(layer)} is no layer: use dense(…), conv2d(…) and the other functions.`,
    );
  }
  return make(options);
}
