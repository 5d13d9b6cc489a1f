import type { HiddenActivation } from "./mlp-params";
import { type Architecture, Network } from "./network";
import type { FittedNetwork } from "./training-state";

/** Rows that are predicted at a time: they stay in the cache. */
const BLOCK = 256;

type Fitted = Pick<FittedNetwork, "coefs" | "intercepts" | "outActivation">;

export const fittedArchitecture = (fitted: Fitted, activation: HiddenActivation): Architecture => ({
  units: [fitted.coefs[0].rows, ...fitted.coefs.map((coef) => coef.cols)],
  activation,
  outActivation: fitted.outActivation,
});

/** A fitted network, ready to predict `rows` rows. */
export function fittedNetwork(fitted: Fitted, activation: HiddenActivation, rows: number): Network {
  const network = new Network(fittedArchitecture(fitted, activation), Math.min(rows, BLOCK));
  network.load(fitted.coefs, fitted.intercepts);
  return network;
}
