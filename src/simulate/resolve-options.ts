import { checkKnown } from "../core/parameters";

/**
 * The options of a generator with defaults filled in.
 *
 * @throws ParameterError if an option does not exist.
 */
export function resolveOptions<T extends object>(owner: string, options: Partial<T>, defaults: T): T {
  checkKnown(owner, options, Object.keys(defaults));
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  return { ...defaults, ...Object.fromEntries(given) };
}
