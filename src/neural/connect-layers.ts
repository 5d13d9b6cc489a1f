import { ParameterError } from "../core/errors";
import { checkNumber } from "../core/parameters";
import { describe } from "../core/table-like";
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
  if (!Array.isArray(layers) || layers.length === 0) {
    throw new ParameterError("A network needs a list of at least one layer, such as [dense({ units: 1 })].");
  }
  if (!Array.isArray(inputShape) || inputShape.length === 0) {
    throw new ParameterError("inputShape must be a list such as [64, 64, 1], or [5] for rows of 5 features.");
  }
  for (const size of inputShape) checkNumber("A size in inputShape", size, { min: 1, integer: true });
  const input = session.tfl.input({ shape: [...inputShape] });
  const outputs = new Connector(session).chain(layers, input);
  return session.tfl.model({ inputs: input, outputs, name });
}

/** Makes the layers of one network, and names and numbers them, so that the names do not hang on what was built before. */
class Connector {
  private readonly counts = new Map<string, number>();

  constructor(private readonly session: Session) {}

  chain(layers: readonly LayerSpec[], input: SymbolicTensor): SymbolicTensor {
    return layers.reduce((tensor, spec) => this.connect(spec, tensor), input);
  }

  private connect(spec: LayerSpec, input: SymbolicTensor): SymbolicTensor {
    const kind = spec?.layer;
    if (kind === "branches") {
      const ends = (spec.rows as LayerSpec[][]).map((row) => this.chain(row, input));
      const { concatenate } = this.session.tfl.layers;
      return concatenate({ name: this.nameOf("concatenate") }).apply(ends) as SymbolicTensor;
    }
    try {
      return this.make(spec).apply(input) as SymbolicTensor;
    } catch (error) {
      if (error instanceof ParameterError) throw error;
      const shape = input.shape.slice(1).join(" x ");
      throw new ParameterError(
        `${kind} does not fit here, where its input is ${shape}: ${(error as Error).message}`,
        { cause: error },
      );
    }
  }

  private make(spec: LayerSpec): Layer {
    const { tfl, makeDropout } = this.session;
    const factories = tfl.layers as unknown as { [kind: string]: ((options: object) => Layer) | undefined };
    const make = Object.hasOwn(factories, spec?.layer ?? "") ? factories[spec.layer] : undefined;
    if (make === undefined) {
      throw new ParameterError(
        `${describe(spec?.layer ?? spec)} is no layer: use dense(…), conv2d(…) and the other functions.`,
      );
    }
    const { layer: kind, ...options } = spec;
    const named = { name: this.nameOf(kind), ...options };
    if (kind !== "dropout") return make(named);
    checkNumber("The rate of dropout", options.rate, { min: 0, exclusiveMax: 1 });
    return makeDropout(named as unknown as { rate: number });
  }

  private nameOf(kind: string): string {
    const count = (this.counts.get(kind) ?? 0) + 1;
    this.counts.set(kind, count);
    return `${kind}_${count}`;
  }
}
