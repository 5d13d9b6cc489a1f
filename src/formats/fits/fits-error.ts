import { SkylearnError } from "../../core/errors";

/** Where in a FITS file something is wrong. */
export interface FitsPlace {
  /** Index of the HDU, 0 for the primary one. */
  hdu?: number;
  /** EXTNAME of the HDU, "PRIMARY" for the primary one, "" where it has none. */
  hduName?: string;
  /** Keyword of the header card, such as `NAXIS1`. */
  keyword?: string;
}

/**
 * A FITS file that cannot be read (or written): truncated, nonsensical or not FITS at all.
 * The message starts with the HDU (index and name) and the keyword, where they are known.
 */
export class FitsError extends SkylearnError implements FitsPlace {
  readonly hdu?: number;
  readonly hduName?: string;
  readonly keyword?: string;

  constructor(message: string, place: FitsPlace = {}, options?: { cause?: unknown }) {
    super(describePlace(place) + message, options);
    this.hdu = place.hdu;
    this.hduName = place.hduName;
    this.keyword = place.keyword;
  }
}

function describePlace({ hdu, hduName, keyword }: FitsPlace): string {
  const parts: string[] = [];
  if (hdu !== undefined) parts.push(hduName ? `HDU ${hdu} (${hduName})` : `HDU ${hdu}`);
  if (keyword !== undefined) parts.push(keyword);
  return parts.length > 0 ? `${parts.join(", ")}: ` : "";
}
