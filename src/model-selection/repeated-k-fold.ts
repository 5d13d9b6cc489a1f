import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import type { LabelsLike } from "../core/labels";
import { checkKnown, checkNumber } from "../core/parameters";
import type { TableLike } from "../core/table-like";
import { type CrossValidator, checkKFold, type Fold } from "./cross-validator";
import { KFold, type KFoldOptions } from "./k-fold";
import { StratifiedKFold } from "./stratified-k-fold";

/** Options of {@link RepeatedKFold} and {@link RepeatedStratifiedKFold}. */
export interface RepeatedKFoldOptions {
  /** Number of folds, at least 2; default 5. */
  nSplits?: number;
  /** How often the rows are split anew; default 10. */
  nRepeats?: number;
  /** Seed or generator of the shuffles; default unseeded. */
  randomState?: RandomStateLike;
}

abstract class Repeated implements CrossValidator {
  readonly nSplits: number;
  readonly nRepeats: number;
  readonly randomState: RandomStateLike;

  /** @throws ParameterError if an option is unusable. */
  constructor(options: RepeatedKFoldOptions = {}) {
    const name = this.constructor.name;
    checkKnown(name, options, ["nSplits", "nRepeats", "randomState"]);
    this.nSplits = options.nSplits ?? 5;
    this.nRepeats = options.nRepeats ?? 10;
    this.randomState = options.randomState;
    checkKFold(name, this.nSplits, true, this.randomState);
    checkNumber(`${name}: nRepeats`, this.nRepeats, { min: 1, integer: true });
  }

  getNSplits(): number {
    return this.nSplits * this.nRepeats;
  }

  /** @throws ValidationError as the splitter that is repeated. */
  *split(X: TableLike | ArrayLike<unknown>, y?: LabelsLike | null): Generator<Fold, void> {
    const rng = checkRandomState(this.randomState);
    for (let r = 0; r < this.nRepeats; r++) {
      yield* this.once({ nSplits: this.nSplits, shuffle: true, randomState: rng }).split(X, y);
    }
  }

  protected abstract once(options: KFoldOptions): CrossValidator;
}

/**
 * {@link KFold} repeated with another shuffle each time.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.model_selection.RepeatedKFold.html
 */
export class RepeatedKFold extends Repeated {
  protected once(options: KFoldOptions): CrossValidator {
    return new KFold(options);
  }
}

/**
 * {@link StratifiedKFold} repeated with another shuffle each time.
 *
 * https://scikit-learn.org/1.2/modules/generated/sklearn.model_selection.RepeatedStratifiedKFold.html
 */
export class RepeatedStratifiedKFold extends Repeated {
  protected once(options: KFoldOptions): CrossValidator {
    return new StratifiedKFold(options);
  }
}
