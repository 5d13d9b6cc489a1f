import { checkKnown } from "../core/parameters";
import type { FetchOptions } from "./cache/fetch-file";
import { DatasetUnavailableError } from "./errors";

/** Options of a fetcher whose data set has a simulated stand-in. */
export interface OrSimulateOptions extends FetchOptions {
  /** Where no place has the file, use the data set's generator instead; default `false`. */
  orSimulate?: boolean;
}

const FETCH_OPTIONS = ["onProgress", "signal", "retries", "retryDelay", "timeout"];

/** @throws ParameterError if `options` has a key that is neither one of `own` nor one of every fetcher. */
export function checkFetchOptions(owner: string, options: object, own: readonly string[] = []): void {
  checkKnown(owner, options, [...own, ...FETCH_OPTIONS]);
}

/** What `read` gives, or, where no place has the file and the caller asked for it, what `simulate` gives. */
export async function orSimulated<D>(
  options: OrSimulateOptions,
  read: () => Promise<D>,
  simulate: () => Promise<D>,
): Promise<D> {
  try {
    return await read();
  } catch (error) {
    if (!options.orSimulate || !(error instanceof DatasetUnavailableError)) throw error;
    return simulate();
  }
}
