import { ValidationError } from "../core/errors";
import type { LabelsLike } from "../core/labels";
import { readLabelPair } from "./label-pair";

/** What {@link completenessContamination} returns. */
export interface CompletenessContamination {
  /** Of the true members of the class, the fraction found; 0 where there is none. */
  completeness: number;
  /** Of the members found, the fraction that are none; 0 where nothing was found. */
  contamination: number;
}

/**
 * Completeness and contamination of a selection, as astronomers count them: completeness is the recall of the
 * positive class, contamination is one minus its precision.
 *
 * Note the order of the arguments, the prediction first, which is astroML's `completeness_contamination`
 * (VanderPlas et al. 2012, http://www.astroml.org). Zero and `false` mean "not a member", everything else
 * "member"; labels in words are refused.
 *
 * @param predicted what was predicted, one value a row.
 * @param actual what is true, one value a row.
 * @throws ValidationError if the lengths or kinds differ, or the labels are strings.
 */
export function completenessContamination(
  predicted: LabelsLike,
  actual: LabelsLike,
): CompletenessContamination {
  const pair = readLabelPair(actual, predicted);
  if (typeof pair.actual[0] === "string") {
    throw new ValidationError(
      'completenessContamination takes 0/1 or booleans; compare first, e.g. y.map((label) => label === "STAR").',
    );
  }
  let truePositives = 0;
  let falsePositives = 0;
  let falseNegatives = 0;
  for (let i = 0; i < pair.actual.length; i++) {
    if (pair.predicted[i]) {
      if (pair.actual[i]) truePositives++;
      else falsePositives++;
    } else if (pair.actual[i]) falseNegatives++;
  }
  return {
    completeness: truePositives / Math.max(1, truePositives + falseNegatives),
    contamination: falsePositives / Math.max(1, truePositives + falsePositives),
  };
}
