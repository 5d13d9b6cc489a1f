import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it, vi } from "vitest";
import { ParameterError, SkylearnError, ValidationError } from "../../src/core/errors";
import { RandomState } from "../../src/core/random-state";
import { fetchSdssSpecgals, readSpecgals } from "../../src/datasets/sdss-specgals";
import type { FitsColumnSpec } from "../../src/formats/fits/table-writer";
import { writeFits } from "../../src/formats/fits/writer";
import { useTemporaryHome } from "./cache/temporary-home";

const home = useTemporaryHome();
// The two files are too large for a test; small ones with the same columns stand in for what `fetchFile` has verified.
vi.mock("../../src/datasets/cache/fetch-file", () => ({
  fetchFile: async (id: string) => `${home()}-${id}`,
}));

const BANDS = ["u", "g", "r", "i", "z"];

/** Two galaxies as the survey's query writes them, with some of its columns. */
function columnsOfTheFile(): FitsColumnSpec[] {
  return [
    { name: "ra", data: Float64Array.of(146.71419105, 146.74414186) },
    { name: "plate", data: Int32Array.of(266, 266) },
    { name: "z", data: Float32Array.of(0.0625, 0.125) },
    ...BANDS.flatMap((band, j) => [
      { name: `modelMag_${band}`, data: Float32Array.of(19 - j / 2, 20 - j) },
      { name: `modelMagErr_${band}`, data: Float32Array.of(0.03, 0.04) },
    ]),
    { name: "specObjID", data: BigInt64Array.of(299489677444933632n, 299490502078654464n) },
  ];
}
const fileOf = (columns: FitsColumnSpec[]) => writeFits([{ columns }]);

describe("readSpecgals", () => {
  it("reads a part under this package's names, gzipped or not", () => {
    for (const bytes of [fileOf(columnsOfTheFile()), gzipSync(fileOf(columnsOfTheFile()))]) {
      const columns = readSpecgals(bytes);
      expect(columns.redshift).toEqual(Float64Array.of(0.0625, 0.125));
      expect(columns.z).toEqual(Float64Array.of(17, 16));
      expect(columns["g-r"]).toEqual(Float64Array.of(0.5, 1));
      expect((columns["e_g-r"] as Float64Array)[0]).toBeCloseTo(0.03 * Math.SQRT2, 8);
      expect(columns.plate).toEqual(Float64Array.of(266, 266));
      expect(columns.specObjID).toEqual(["299489677444933632", "299490502078654464"]);
    }
  });

  it("names what is missing", () => {
    const columns = columnsOfTheFile();
    expect(() => readSpecgals(fileOf(columns.filter(({ name }) => name !== "modelMag_i")))).toThrow(
      /modelMag_i/,
    );
    (columns[2].data as Float32Array)[1] = Number.NaN;
    expect(() => readSpecgals(fileOf(columns))).toThrow(ValidationError);
    expect(() => readSpecgals(fileOf(columns))).toThrow(/Row 1 .* no redshift/);
    expect(() => readSpecgals(new Uint8Array(100))).toThrow(SkylearnError);
  });

  it("throws nothing but named errors on damaged bytes", () => {
    const whole = gzipSync(fileOf(columnsOfTheFile()));
    const random = new RandomState(2);
    let refused = 0;
    for (let round = 0; round < 300; round++) {
      const bytes = round % 3 === 0 ? fileOf(columnsOfTheFile()) : Uint8Array.from(whole);
      bytes[random.randint(0, bytes.length)] ^= 1 << random.randint(0, 8);
      const cut = round % 2 === 0 ? bytes : bytes.subarray(0, random.randint(0, bytes.length));
      try {
        readSpecgals(cut);
      } catch (error) {
        expect(error).toBeInstanceOf(SkylearnError);
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(150);
  });
});

describe("fetchSdssSpecgals", () => {
  it("puts the two files of data release 8 one after another", async () => {
    const second = columnsOfTheFile();
    (second[0].data as Float64Array).set([1, 2]);
    writeFileSync(`${home()}-sdss-specgals-1`, gzipSync(fileOf(columnsOfTheFile())));
    writeFileSync(`${home()}-sdss-specgals-2`, gzipSync(fileOf(second)));
    const { X, y, table, units, provenance } = await fetchSdssSpecgals({ sample: "dr8" });
    expect(X.shape).toEqual([4, 5]);
    expect(y).toEqual(Float64Array.of(0.0625, 0.125, 0.0625, 0.125));
    expect(Float64Array.from(table.array("ra") as Float64Array)).toEqual(
      Float64Array.of(146.71419105, 146.74414186, 1, 2),
    );
    expect((table.array("specObjID") as string[])[3]).toBe("299490502078654464");
    expect([units.ra, units.g, provenance]).toEqual(["deg", "mag", "real"]);
    writeFileSync(`${home()}-sdss-specgals-2`, fileOf(second.slice(1)));
    await expect(fetchSdssSpecgals({ sample: "dr8" })).rejects.toThrow(/no column ra/);
  });

  it("refuses options that do not go together", async () => {
    for (const options of [{ sample: "dr9" }, { sample: "dr8", subset: "train" }, { subset: "all" }]) {
      await expect(fetchSdssSpecgals(options as object)).rejects.toThrow(ParameterError);
    }
  });
});
