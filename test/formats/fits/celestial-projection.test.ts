import { describe, expect, it } from "vitest";
import { ParameterError } from "../../../src/core/errors";
import {
  CelestialProjection,
  type CelestialProjectionParts,
} from "../../../src/formats/fits/celestial-projection";
import { FitsError } from "../../../src/formats/fits/fits-error";
import { readFits } from "../../../src/formats/fits/fits-file";
import { type FitsCardSpec, writeFits } from "../../../src/formats/fits/writer";
import cases from "./reference/celestial-projection.json";

const PARTS: CelestialProjectionParts = {
  ...{ kind: "SIN", ra: 10, dec: -30, column: 99, row: 49, columnStep: -0.01, rowStep: 0.01 },
};
const CARDS: FitsCardSpec[] = [
  ["CTYPE1", "RA---SIN"],
  ["CTYPE2", "DEC--SIN"],
  ["CRVAL1", 10],
  ["CRVAL2", -30],
  ["CRPIX1", 100],
  ["CRPIX2", 50],
  ["CDELT1", -0.01],
  ["CDELT2", 0.01],
];
const header = (changed: { [keyword: string]: string | number | null }) => {
  const cards = CARDS.filter(([keyword]) => changed[keyword] !== null).map(
    ([keyword, value]): FitsCardSpec => [keyword, changed[keyword] ?? value],
  );
  const added = Object.entries(changed).filter(
    ([keyword, value]) => value !== null && !CARDS.some(([known]) => known === keyword),
  );
  const bytes = writeFits([
    { shape: [2, 2], data: new Float32Array(4), header: [...cards, ...(added as unknown as FitsCardSpec[])] },
  ]);
  return readFits(bytes).image(0).header;
};

describe("CelestialProjection", () => {
  it("agrees with astropy, both ways", () => {
    for (const { parts, pixels, sky } of cases) {
      const projection = new CelestialProjection(parts as CelestialProjectionParts);
      for (const [k, [column, row]] of pixels.entries()) {
        const [ra, dec] = sky[k];
        const pixel = projection.toPixel(ra, dec);
        expect(Math.abs(pixel.column - column)).toBeLessThan(1e-7);
        expect(Math.abs(pixel.row - row)).toBeLessThan(1e-7);
        const place = projection.toSky(row, column);
        // the same angle; astropy counts from 0 to 360
        expect(Math.abs(((((place.ra - ra) % 360) + 540) % 360) - 180)).toBeLessThan(1e-9);
        expect(Math.abs(place.dec - dec)).toBeLessThan(1e-10);
      }
    }
  });

  it("says so where the plane does not show a place, or a pixel shows none", () => {
    const sine = new CelestialProjection(PARTS);
    expect(sine.toPixel(10, -30)).toEqual({ row: 49, column: 99 });
    expect(sine.toPixel(190, 30)).toEqual({ row: Number.NaN, column: Number.NaN });
    expect(sine.toSky(49, 99 + 5730)).toEqual({ ra: Number.NaN, dec: Number.NaN });
    const tangent = new CelestialProjection({ ...PARTS, kind: "TAN" });
    expect(tangent.toPixel(101, 1).column).toBeNaN();
    expect(tangent.toSky(49, 99 + 5730).dec).toBeLessThan(0);
  });

  it("reads a header, with CD in place of CDELT, too", () => {
    expect(CelestialProjection.fromHeader(header({})).parts).toEqual(PARTS);
    const matrix = header({ CDELT1: null, CDELT2: null, CD1_1: -0.01, CD2_2: 0.01, LONPOLE: 180, CROTA2: 0 });
    expect(CelestialProjection.fromHeader(matrix).parts).toEqual(PARTS);
  });

  it("refuses headers that it would read wrongly, naming the keyword", () => {
    for (const [keyword, value] of [
      ["CTYPE1", "GLON-SIN"],
      ["CTYPE2", "DEC--TAN"],
      ["CRPIX1", null],
      ["CDELT2", null],
      ["CRVAL1", "east"],
      ["CROTA2", 12],
      ["PC1_2", 0.1],
      ["PV2_1", 0.2],
      ["LONPOLE", 0],
    ] as const) {
      expect(() => CelestialProjection.fromHeader(header({ [keyword]: value })), keyword).toThrow(FitsError);
      expect(() => CelestialProjection.fromHeader(header({ [keyword]: value })), keyword).toThrow(keyword);
    }
  });

  it("refuses parts that make no projection", () => {
    expect(() => new CelestialProjection({ ...PARTS, kind: "ARC" as never })).toThrow(/"SIN", "TAN"/);
    expect(() => new CelestialProjection({ ...PARTS, dec: 91 })).toThrow(ParameterError);
    expect(() => new CelestialProjection({ ...PARTS, rowStep: 0 })).toThrow(/must not be 0/);
    expect(() => new CelestialProjection({ ...PARTS, row: Number.NaN })).toThrow(/row/);
  });
});
