import { SkylearnError } from "../core/errors";

/** No data set of that id is in the registry; the message suggests near ones. */
export class DatasetNotFoundError extends SkylearnError {
  constructor(
    /** The id that was asked for. */
    readonly id: string,
    /** Registered ids that resemble it, nearest first. */
    readonly suggestions: string[],
  ) {
    const hint = suggestions.length > 0 ? ` Did you mean ${suggestions.map(quote).join(" or ")}?` : "";
    super(`There is no data set ${quote(id)}.${hint} \`npx skylearn data list\` shows them all.`);
  }
}

/** A place where a file was looked for, and why it could not be had there. */
export interface FetchAttempt {
  /** `"cache"`, `"mirror"` or the URL. */
  place: string;
  reason: string;
  error?: unknown;
}

/** The file is in no place that can be reached; `attempts` lists each place and why. */
export class DatasetUnavailableError extends SkylearnError {
  declare readonly attempts: FetchAttempt[];

  constructor(
    readonly id: string,
    attempts: FetchAttempt[],
  ) {
    const tried = attempts.map(({ place, reason }) => `\n  - ${place}: ${reason}`).join("");
    super(
      `The data set ${quote(id)} cannot be had here. Tried:${tried}\n` +
        "Connect to the internet, or set SKYLEARN_MIRROR to a folder or http(s) address that holds the file. " +
        "A fetcher that has a simulated stand-in uses it when called with { orSimulate: true }.",
    );
    // The message says it all; printing every nested error would bury it.
    Object.defineProperty(this, "attempts", { value: attempts, enumerable: false });
  }
}

/** Bytes that are not those the registry names. They were neither parsed nor kept. */
export class ChecksumError extends SkylearnError {
  constructor(
    readonly id: string,
    /** The path or URL that the bytes came from. */
    readonly place: string,
    /** How the bytes differ. */
    readonly difference: string,
  ) {
    super(
      `${place} is not the registered file of the data set ${quote(id)}: ${difference}. ` +
        "It was not used. Replace it, or use another mirror.",
    );
  }
}

/** A download that failed: not reached, refused, cut off, stalled or misdirected. */
export class DownloadError extends SkylearnError {
  /** Milliseconds that the server asked to wait before another try. */
  readonly retryAfter: number | undefined;

  constructor(
    readonly url: string,
    readonly reason: string,
    /** Whether another try may succeed. */
    readonly transient: boolean,
    options?: { cause?: unknown; retryAfter?: number },
  ) {
    super(`${url}: ${reason}.`, options);
    this.retryAfter = options?.retryAfter;
  }
}

/** The cache folder cannot be used: full disk, no permission, or no folder. */
export class CacheError extends SkylearnError {}

const quote = (text: string): string => JSON.stringify(text);
