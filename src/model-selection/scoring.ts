import { ParameterError } from "../core/errors";
import { asModel, supports } from "../core/model";
import { getScorer, type Scorer } from "../metrics/scorers";

/**
 * What an option `scoring` takes: a scorer's name or a scorer; several as an array of names or an object of either;
 * or nothing for the estimator's own `score` (accuracy, R²).
 */
export type Scoring =
  | string
  | Scorer
  | readonly string[]
  | { readonly [name: string]: string | Scorer }
  | null
  | undefined;

/** One or several scorers by name; a single one is named "score". */
export interface NamedScorers {
  /** Whether one scorer was asked for, and not a list of them. */
  single: boolean;
  names: string[];
  scorers: Scorer[];
}

const ownScore: Scorer = (estimator, X, y, options) => {
  if (!supports(estimator, "score")) {
    throw new ParameterError(`${estimator} has no score of its own: name one in the option scoring.`);
  }
  return asModel(estimator).score(X, y, options);
};

/** @throws ParameterError if a name is unknown, or no scorer is given. */
export function resolveScoring(scoring: Scoring): NamedScorers {
  if (scoring === null || scoring === undefined) {
    return { single: true, names: ["score"], scorers: [ownScore] };
  }
  if (typeof scoring === "string" || typeof scoring === "function") {
    return { single: true, names: ["score"], scorers: [getScorer(scoring)] };
  }
  const entries: [string, string | Scorer][] = Array.isArray(scoring)
    ? scoring.map((name) => [name, name])
    : Object.entries(scoring as { [name: string]: string | Scorer });
  const names = entries.map(([name]) => name);
  if (names.length === 0) throw new ParameterError("scoring names no score: at least one is needed.");
  const columns = names.map((name) => scoreColumn("test", name));
  const twice = columns.findIndex((column, k) => columns.indexOf(column) !== k);
  if (twice >= 0)
    throw new ParameterError(`scoring has two scores of the name ${JSON.stringify(names[twice])}.`);
  return { single: false, names, scorers: entries.map(([, scorer]) => getScorer(scorer)) };
}

/** What stands for the scorer on another thread: a name, or `null` for the estimator's own score; else `undefined`. */
export function scorerToken(scorer: Scorer): string | null | undefined {
  if (scorer === ownScore) return null;
  try {
    return getScorer(scorer.name) === scorer ? scorer.name : undefined;
  } catch {
    return undefined;
  }
}

/** Reverses {@link scorerToken}. */
export const scorerOfToken = (token: string | null): Scorer => (token === null ? ownScore : getScorer(token));

/** The camelCased name of a column of scores: `"test"` and `"f1_macro"` make `testF1Macro`. */
export function scoreColumn<Prefix extends string>(prefix: Prefix, name: string): `${Prefix}${string}` {
  const words = name.split(/[_\s-]+/).filter((word) => word !== "");
  return `${prefix}${words.map((word) => word[0].toUpperCase() + word.slice(1)).join("")}`;
}
