import { ParameterError, ValidationError } from "../core/errors";
import { checkKnown, checkNumber } from "../core/parameters";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";

/** How a learner got better as it asked. */
export interface QuestionCurve {
  /** Questions asked so far, rising. */
  asked: VectorLike;
  /** How good the learner was then, same length. */
  score: VectorLike;
}

export interface QuestionsNeededOptions {
  /** Whether a larger score is better, as an accuracy is; default `true`. `false` for an error. */
  greaterIsBetter?: boolean;
}

/**
 * How many questions a learner had asked when its curve first reached a target, on a straight line between the points of
 * the curve. The ratio of two learners' numbers is what one of them saves.
 *
 * @returns `Infinity` if the target was not reached; the first number if the curve begins beyond it.
 * @throws ValidationError if the curve is unusable: empty, not finite, of two lengths, or its questions do not rise.
 * @throws ParameterError if the target is no number or an option is unusable.
 */
export function questionsNeeded(
  curve: QuestionCurve,
  target: number,
  options: QuestionsNeededOptions = {},
): number {
  checkKnown("questionsNeeded", options, ["greaterIsBetter"]);
  const { greaterIsBetter = true } = options;
  if (typeof greaterIsBetter !== "boolean")
    throw new ParameterError("greaterIsBetter must be true or false.");
  checkNumber("target", target);
  const asked = toVector(curve.asked, "asked");
  const score = toVector(curve.score, "score");
  checkSameLength(score.length, asked.length, "score", "asked");
  for (let i = 1; i < asked.length; i++) {
    if (!(asked[i] > asked[i - 1])) throw new ValidationError(`asked must rise, but does not at row ${i}.`);
  }
  const first = score.findIndex((value) => (greaterIsBetter ? value >= target : value <= target));
  if (first === -1) return Number.POSITIVE_INFINITY;
  if (first === 0) return asked[0];
  const share = (target - score[first - 1]) / (score[first] - score[first - 1]);
  return asked[first - 1] + share * (asked[first] - asked[first - 1]);
}
