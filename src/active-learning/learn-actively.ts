import { checkRandomState, type RandomStateLike } from "../core/check-random-state";
import { ParameterError, ValidationError } from "../core/errors";
import { Estimator } from "../core/estimator";
import { type Label, toLabels } from "../core/labels";
import { Matrix } from "../core/matrix";
import type { Model } from "../core/model";
import { checkKnown, checkNumber } from "../core/parameters";
import type { RandomState } from "../core/random-state";
import type { TableLike } from "../core/table-like";
import { checkSameLength } from "../core/targets";
import { CandidatePool, DrawnCandidates } from "./candidate-source";
import type { Oracle, QueryStrategy } from "./query-strategy";

export interface ActiveLearningOptions {
  /** Estimators to train anew on all answers after each round; they stay as they are, clones are fitted. */
  committee: readonly Estimator<object>[];
  strategy: QueryStrategy;
  /**
   * What may be asked: a pool, of which no row is asked twice (pool-based sampling), or a function that draws `n`
   * candidates for a round (where any question can be put, as to a simulation).
   */
  candidates: TableLike | ((n: number, random: RandomState) => TableLike);
  oracle: Oracle;
  /** Questions asked at random before the first training; default 10. */
  nInitial?: number;
  /** Questions a round; default 1. */
  nQueries?: number;
  /** Candidates drawn a round, where a function draws them; default 100. */
  nCandidates?: number;
  /** Seed or generator of the first questions, of candidates and of ties; default unseeded. */
  randomState?: RandomStateLike;
}

/** What a learner knows after a round. */
export interface ActiveLearningStep {
  /** (asked x features) all questions so far, the first ones first. */
  X: Matrix;
  /** (asked) their answers. */
  y: Label[];
  /** The committee trained on them. */
  committee: readonly Model[];
}

/**
 * Learns by asking: trains a committee on a few random questions, then, round by round, asks what the strategy wants
 * to know most and trains again. Yields after each training; ends when the pool is empty, or when the caller leaves the
 * loop. For a seed the questions repeat, if the committee and the oracle do.
 *
 * @throws ParameterError if an option is unusable.
 * @throws ValidationError if candidates, scores or answers are, or the pool has fewer rows than `nInitial`.
 * @see Settles 2009, Active Learning Literature Survey, Computer Sciences Technical Report 1648, University of Wisconsin
 *
 * @example
 * ```ts
 * for await (const { X, committee } of learnActively({
 *   committee: [new MLPRegressor({ randomState: 0 }), new ExtraTreesRegressor({ randomState: 0 })],
 *   strategy: predictionSpread(), candidates: draw, oracle: simulate, randomState: 0,
 * })) {
 *   if (X.rows === 200) break;
 * }
 * ```
 */
export async function* learnActively(options: ActiveLearningOptions): AsyncGenerator<ActiveLearningStep> {
  checkOptions(options);
  const { candidates, strategy, oracle, nInitial = 10, nQueries = 1, nCandidates = 100 } = options;
  const random = checkRandomState(options.randomState);
  const source =
    typeof candidates === "function"
      ? new DrawnCandidates(candidates, random)
      : new CandidatePool(candidates);
  const first = source.offer(nInitial);
  if (first.rows < nInitial) {
    throw new ValidationError(`The pool has ${first.rows} rows, but nInitial asks for ${nInitial}.`);
  }
  let X = source.take(Array.from(random.permutation(first.rows).subarray(0, nInitial)));
  let y = await answers(oracle, X);
  while (true) {
    const committee = await trained(options.committee, X, y);
    yield { X, y, committee };
    const offered = source.offer(nCandidates);
    if (offered.rows === 0) return;
    const scores = strategy(offered, { committee, random });
    checkSameLength(scores.length, offered.rows, "The strategy's scores", "the candidates");
    if (scores.some(Number.isNaN)) {
      throw new ValidationError("The strategy's scores hold NaN: does it suit what the committee predicts?");
    }
    // Shuffled first, so that of equal scores none is preferred for its place in the pool.
    const order = Array.from(random.permutation(offered.rows)).sort((a, b) => scores[b] - scores[a]);
    const asked = source.take(order.slice(0, nQueries));
    y = [...y, ...(await answers(oracle, asked))];
    X = Matrix.vstack([X, asked]);
  }
}

async function answers(oracle: Oracle, X: Matrix): Promise<Label[]> {
  const y = Array.from(toLabels(await oracle(X), "The oracle's answer"));
  checkSameLength(y.length, X.rows, "The oracle's answer", "the question");
  return y;
}

async function trained(
  committee: readonly Estimator<object>[],
  X: Matrix,
  y: Label[],
): Promise<readonly Model[]> {
  const models = committee.map((estimator) => estimator.clone() as unknown as Model);
  for (const model of models) await model.fit(X, y);
  return models;
}

function checkOptions(options: ActiveLearningOptions): void {
  checkKnown("learnActively", options, [
    "committee",
    "strategy",
    "candidates",
    "oracle",
    "nInitial",
    "nQueries",
    "nCandidates",
    "randomState",
  ]);
  const { committee, strategy, candidates, oracle, nInitial = 10, nQueries = 1, nCandidates = 100 } = options;
  if (
    !Array.isArray(committee) ||
    committee.length === 0 ||
    !committee.every((e) => e instanceof Estimator)
  ) {
    throw new ParameterError("committee must be a list of at least one estimator.");
  }
  if (typeof strategy !== "function") throw new ParameterError("strategy must be a query strategy.");
  if (typeof oracle !== "function") throw new ParameterError("oracle must be a function that answers rows.");
  checkNumber("nInitial", nInitial, { min: 1, integer: true });
  checkNumber("nQueries", nQueries, { min: 1, integer: true });
  const drawn = typeof candidates === "function";
  checkNumber("nCandidates", nCandidates, { min: drawn ? nQueries : 1, integer: true });
}
