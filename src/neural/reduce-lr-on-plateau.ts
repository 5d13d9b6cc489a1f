import { checkKnown, checkNumber, checkOneOf } from "../core/parameters";
import { type CallbackSpec, defineCallback, isScore, monitors, watched } from "./callbacks";
import type { Monitor } from "./training-history";

export interface ReduceLROnPlateauOptions {
  /** What is watched; default "valLoss". */
  monitor?: Monitor;
  /** What the learning rate is multiplied by, below 1; default 0.1. */
  factor?: number;
  /** Epochs without an improvement that are waited through: the next one lowers the rate; default 10. */
  patience?: number;
  /** How much makes an improvement; default 1e-4. */
  threshold?: number;
  /** "rel" (the default): by the share `threshold` of the best; "abs": by `threshold`. */
  thresholdMode?: "rel" | "abs";
  /** Epochs after a change of rate in which none is counted as bad; default 0. */
  cooldown?: number;
  /** The rate never falls below this; default 0. */
  minLr?: number;
  /** A change of rate smaller than this is not made; default 1e-8. */
  eps?: number;
}

/**
 * Lowers the learning rate when what it watches has not improved for more than `patience` epochs: PyTorch's scheduler of
 * that name, with its defaults.
 *
 * @throws ParameterError if an option is unknown or out of range.
 * @see https://pytorch.org/docs/1.13/generated/torch.optim.lr_scheduler.ReduceLROnPlateau.html
 */
export function reduceLROnPlateau(options: ReduceLROnPlateauOptions = {}): CallbackSpec {
  const defaults: Required<ReduceLROnPlateauOptions> = {
    monitor: "valLoss",
    factor: 0.1,
    patience: 10,
    threshold: 1e-4,
    thresholdMode: "rel",
    cooldown: 0,
    minLr: 0,
    eps: 1e-8,
  };
  checkKnown("reduceLROnPlateau", options, Object.keys(defaults));
  const given = { ...defaults, ...options };
  checkOneOf("monitor", given.monitor, monitors);
  checkNumber("factor", given.factor, { exclusiveMin: 0, exclusiveMax: 1 });
  checkNumber("patience", given.patience, { min: 0, integer: true });
  checkNumber("threshold", given.threshold, { min: 0 });
  checkOneOf("thresholdMode", given.thresholdMode, ["rel", "abs"]);
  checkNumber("cooldown", given.cooldown, { min: 0, integer: true });
  checkNumber("minLr", given.minLr, { min: 0 });
  checkNumber("eps", given.eps, { min: 0 });
  return { callback: "reduceLROnPlateau", ...given };
}

/** Where a plateau is waited for; plain data. */
export interface PlateauState {
  best: number | null;
  bad: number;
  cooldown: number;
}

/** The learning rate after an epoch whose figure is `value`; changes `state`. */
export function rateAfter(
  spec: Required<ReduceLROnPlateauOptions>,
  state: PlateauState,
  value: number,
  rate: number,
): number {
  if (state.best === null || isBetter(spec, value, state.best)) {
    state.best = value;
    state.bad = 0;
  } else state.bad++;
  if (state.cooldown > 0) {
    state.cooldown--;
    state.bad = 0;
  }
  if (state.bad <= spec.patience) return rate;
  state.cooldown = spec.cooldown;
  state.bad = 0;
  const lower = Math.max(rate * spec.factor, spec.minLr);
  return rate - lower > spec.eps ? lower : rate;
}

function isBetter(
  { monitor, threshold, thresholdMode }: Required<ReduceLROnPlateauOptions>,
  value: number,
  best: number,
): boolean {
  if (isScore(monitor)) return value > (thresholdMode === "rel" ? best * (1 + threshold) : best + threshold);
  return value < (thresholdMode === "rel" ? best * (1 - threshold) : best - threshold);
}

defineCallback("reduceLROnPlateau", (spec) => {
  const options = spec as unknown as Required<ReduceLROnPlateauOptions>;
  let state: PlateauState = { best: null, bad: 0, cooldown: 0 };
  return {
    epochEnd(training) {
      const value = watched(training.history, options.monitor, "reduceLROnPlateau");
      training.learningRate = rateAfter(options, state, value, training.learningRate);
    },
    state: () => state,
    restore(saved: PlateauState) {
      state = saved;
    },
  };
});
