import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";

/** A value in JSON: NaN and infinities as text, integers beyond 2^53 as text that ends in n. */
export type PlainValue = number | string | boolean | null | PlainValue[];

export interface ReferenceColumn {
  name: string;
  unit: string;
  rows: PlainValue[];
}

/** What reference/fits.py writes. */
export interface Reference {
  files: Record<string, ReferenceHdu[] | Record<string, string>>;
  fixture: {
    header: Record<string, PlainValue>;
    scaled: PlainValue;
    images: Record<string, PlainValue>;
    table: ReferenceColumn[];
    ascii: ReferenceColumn[];
    base64: string;
  };
}

export interface ReferenceHdu {
  name: string;
  rows?: number;
  /** Name, format, unit, digest. */
  columns?: [string, string, string, string][];
  shape?: number[];
  digest?: string;
}

export const reference: Reference = JSON.parse(readFileSync(join(__dirname, "reference/fits.json"), "utf8"));

/** The file that astropy wrote, as it was gzipped. */
export const gzippedFixture = Uint8Array.from(Buffer.from(reference.fixture.base64, "base64"));

export function fixtureBytes(): Uint8Array {
  return Uint8Array.from(gunzipSync(gzippedFixture));
}
