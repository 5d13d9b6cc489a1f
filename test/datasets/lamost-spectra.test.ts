import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { fetchLamostSpectra, readLamostSpectra } from "../../src/datasets/lamost-spectra";
import { SpectraDataset } from "../../src/datasets/spectra-dataset";
import { writeFits } from "../../src/formats/fits/writer";
import { ZipError } from "../../src/formats/zip";
import { simulateStellarSpectra } from "../../src/simulate/stellar-spectra";
import { expectClose } from "../close";
import { mirror } from "../mirror";
import { useTemporaryHome } from "./cache/temporary-home";

useTemporaryHome();

describe.skipIf(mirror === undefined)("with the real files", () => {
  it("has every spectrum and its parameters", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const data = await fetchLamostSpectra();
    expect(data.provenance).toBe("real");
    expect(data.X.shape).toEqual([176, 1208]);
    expect(data.X.data.every((value) => value >= 0 && value <= 2)).toBe(true);
    const column = (name: string) => data.table.array(name) as Float64Array;
    const labelled = [...column("teff").keys()].filter((i) => !Number.isNaN(column("teff")[i]));
    expect(labelled).toHaveLength(131);
    // counted with NumPy
    const teff = labelled.map((i) => column("teff")[i]);
    expect([Math.min(...teff), Math.max(...teff)]).toEqual([3972.38, 9413.75]);
    expect(data.table.object(0)).toMatchObject({
      ...{
        filename: "spec-55862-B6212_sp06-003.fits",
        subclass: "F9",
        teff: 5456.41,
        logg: 3.635,
        feh: -0.54,
      },
      ...{ snrg: 71.41, z: -0.00007138 },
    });
    // the first spectrum, boxes of 2e-4 in the logarithm from its good pixels at rest: NumPy
    expectClose([data.flux.get(0, 0), data.flux.get(0, 600), data.flux.get(0, 1207)], REFERENCE, 1e-6);
    const hot = [...column("teff").keys()].filter((i) => column("teff")[i] > 8000);
    const beta = data.wavelength.findIndex((w) => w > 4862.7);
    const mean = hot.reduce((sum, i) => sum + data.X.get(i, beta), 0) / hot.length;
    expect(mean).toBeLessThan(0.6);
    expect(data.describe().text).toMatch(/176 spectra of 1208 pixels from 3900 to 6799 Å/);
    expect(String(data)).toContain("SpectraDataset(lamost-spectra, real): 176 spectra");
  });
});

const REFERENCE = [1166.55258809, 1341.30047034, 1142.11147084];

describe("fetchLamostSpectra", () => {
  it("refuses options that do not exist, and is simulated where there is no file and the caller asks for it", async () => {
    await expect(fetchLamostSpectra({ stars: 1 } as object)).rejects.toThrow(ParameterError);
    process.env.SKYLEARN_MIRROR = "/nowhere-at-all";
    const data = await fetchLamostSpectra({ orSimulate: true, retries: 0, timeout: 1 });
    expect(data.provenance).toBe("simulated");
    expect(data.X.shape).toEqual([176, 1208]);
  });
});

describe("readLamostSpectra", () => {
  const length = 3904;
  const file = (
    rows: number,
    cards: [string, number][] = [
      ["COEFF0", 3.5682],
      ["COEFF1", 1e-4],
      ["SN_G", 20],
    ],
  ) => {
    const data = new Float32Array(rows * length).fill(5);
    return writeFits([{ data, shape: [rows, length], header: cards }]);
  };
  const archive = (bytes: Uint8Array, name = "Sample/a.fits") => zipSync({ [name]: bytes });
  const labels = "filename,subclass,ra,dec,z,teff,logg,feh\na.fits,G2,1,2,0.0001,5777,4.4,0\n";

  it("reads a spectrum at rest with its labels", () => {
    const { flux, columns } = readLamostSpectra(archive(file(5)), labels);
    expect(flux.shape).toEqual([1, 1208]);
    expect(flux.data.every((value) => Math.abs(value - 5) < 1e-6)).toBe(true);
    expect([...(columns.snrg as Float64Array), ...(columns.teff as Float64Array)]).toEqual([20, 5777]);
  });

  it("names what is wrong", () => {
    const good = archive(file(5));
    expect(() => readLamostSpectra(good, labels.replace("a.fits", "b.fits"))).toThrow(/no spectrum b\.fits/);
    expect(() => readLamostSpectra(good, labels.replace("0.0001", ""))).toThrow(/Row 0 .* no redshift/);
    expect(() => readLamostSpectra(good, labels.split("\n")[0])).toThrow(/no rows/);
    expect(() => readLamostSpectra(archive(file(1)), labels)).toThrow(/a\.fits holds 1 x 3904/);
    expect(() => readLamostSpectra(archive(file(5, [])), labels)).toThrow(
      /a\.fits does not say its wavelengths/,
    );
    expect(() => readLamostSpectra(good.subarray(0, good.length - 10), labels)).toThrow(ZipError);
  });
});

describe("SpectraDataset", () => {
  it("takes rows of all that it has", async () => {
    const data = await simulateStellarSpectra({ nSamples: 5 });
    const part = data.take([3, 1]);
    expect([...part.X.row(0)]).toEqual([...data.X.row(3)]);
    expect([...part.flux.row(1)]).toEqual([...data.flux.row(1)]);
    expect(part.y).toEqual([data.y[3], data.y[1]]);
    expect(part.table.array("filename")).toEqual(["simulated-4", "simulated-2"]);
    expect(() => data.take([5])).toThrow(/no spectrum 5/);
    expect(() => data.take([0.5])).toThrow(ValidationError);
  });

  it("refuses parts that do not fit together", async () => {
    const { table, ...rest } = await simulateStellarSpectra({ nSamples: 2 });
    const parts = { ...rest, columns: { ra: table.array("ra") } };
    await expect(SpectraDataset.create(parts as never)).resolves.toBeInstanceOf(SpectraDataset);
    await expect(SpectraDataset.create({ ...parts, y: ["G2"] } as never)).rejects.toThrow(/1 values of y/);
    await expect(SpectraDataset.create({ ...parts, columns: { ra: [1] } } as never)).rejects.toThrow(/of ra/);
    await expect(
      SpectraDataset.create({ ...parts, wavelength: rest.wavelength.slice(1) } as never),
    ).rejects.toThrow(/1207 wavelengths/);
  });
});
