import { ParameterError } from "../core/errors";

const sizes = ["quick", "default", "full"] as const;

/** How much a notebook computes: a smoke run in seconds, the usual run, or all of what the talk did. */
export type NotebookSize = (typeof sizes)[number];

/**
 * The size that this run was asked for by the environment variable `SKYLEARN_SIZE` (`npm start -- --size quick`).
 *
 * @returns "default" where the variable is not set.
 * @throws ParameterError where it names no size.
 */
export function notebookSize(): NotebookSize {
  const asked = process.env.SKYLEARN_SIZE || "default";
  const size = sizes.find((name) => name === asked);
  if (size) return size;
  throw new ParameterError(`SKYLEARN_SIZE is "${asked}"; it must be one of ${sizes.join(", ")}.`);
}

/**
 * Chooses by the size of this run.
 *
 * @example
 * ```ts
 * const epochs = bySize({ quick: 2, default: 20, full: 200 });
 * ```
 */
export function bySize<T>(choices: { readonly quick: T; readonly default: T; readonly full: T }): T {
  return choices[notebookSize()];
}
