import type { FitsHeader } from "./header";

/** What every header-and-data unit of a FITS file has. */
export abstract class FitsHdu {
  abstract readonly kind: "image" | "binary-table" | "ascii-table" | "unknown";
  /** Place in the file, 0 for the primary HDU. */
  readonly index: number;
  /** EXTNAME; "PRIMARY" for a primary HDU without one, "" for an extension without one. */
  readonly name: string;
  /** EXTVER, 1 where it is absent. */
  readonly version: number;

  constructor(
    readonly header: FitsHeader,
    /** Bytes of the data unit as stored, without the padding. */
    readonly bytes: Uint8Array,
  ) {
    this.index = header.place.hdu ?? 0;
    this.version = header.integer("EXTVER", -(2 ** 31), 2 ** 31, 1);
    this.name = header.string("EXTNAME") || (this.index === 0 ? "PRIMARY" : "");
  }

  /** One line: kind and size. */
  abstract summary(): string;
}

/** An extension of a type that this reader does not know: its header and bytes, nothing more. */
export class UnknownHdu extends FitsHdu {
  readonly kind = "unknown";

  /** Value of XTENSION. */
  get type(): string {
    return this.header.string("XTENSION") ?? "";
  }

  summary(): string {
    return `unknown extension ${JSON.stringify(this.type)}, ${this.bytes.length} bytes`;
  }
}
