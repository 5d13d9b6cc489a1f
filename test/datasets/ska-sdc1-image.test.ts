import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { Matrix } from "../../src/core/matrix";
import { DatasetUnavailableError } from "../../src/datasets/errors";
import { fetchSkaSdc1Image } from "../../src/datasets/ska-sdc1-image";
import { SkyImage } from "../../src/datasets/sky-image";
import { mirror } from "../mirror";
import { useTemporaryHome } from "./cache/temporary-home";

useTemporaryHome();

describe.skipIf(mirror === undefined)("with the real file", () => {
  it("has the section's pixels, unit, scale and beam", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const sky = await fetchSkaSdc1Image();
    expect(sky.image.shape).toEqual([957, 1041]);
    expect(sky.provenance).toBe("real");
    expect(sky.unit).toBe("Jy/beam");
    expect(sky.pixelScale).toBeCloseTo(0.604249, 6);
    expect(sky.beam).toBeCloseTo(1.5, 6);
    // NumPy: argmax and max of the same pixels
    expect(sky.brightestPixel()).toEqual({ row: 260, column: 147, value: 0.0007279542624019086 });
  });
});

describe("without it", () => {
  const retries = { retries: 0, timeout: 500 };

  it("says so, or simulates where that was asked for", async () => {
    process.env.SKYLEARN_MIRROR = "/nowhere/at/all";
    await expect(fetchSkaSdc1Image(retries)).rejects.toThrow(DatasetUnavailableError);
    const sky = await fetchSkaSdc1Image({ ...retries, orSimulate: true });
    expect(sky.provenance).toBe("simulated");
    expect(sky.describe().text).toContain("these are not observations");
  });

  it("refuses an unknown option", async () => {
    await expect(fetchSkaSdc1Image({ simulate: true } as never)).rejects.toThrow(ParameterError);
  });
});

describe("SkyImage", () => {
  const sky = new SkyImage({
    id: "x",
    title: "Ramp",
    image: Matrix.from([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9, 10, 11],
      [12, 13, 14, 15],
    ]),
    unit: "Jy/beam",
    pixelScale: 0.5,
    beam: 1.5,
    provenance: "real",
    description: "",
    citation: "",
    terms: "",
  });

  it("cuts out a square around a pixel", () => {
    expect(sky.cutout(1, 1, 2).toArray()).toEqual([
      [0, 1],
      [4, 5],
    ]);
    expect(sky.cutout(2, 1, 3).toArray()).toEqual([
      [4, 5, 6],
      [8, 9, 10],
      [12, 13, 14],
    ]);
    expect(sky.brightestPixel()).toEqual({ row: 3, column: 3, value: 15 });
  });

  it("refuses a square that reaches beyond the image", () => {
    expect(() => sky.cutout(0, 0, 2)).toThrow(/beyond the image of 4 x 4/);
    expect(() => sky.cutout(3, 2, 3)).toThrow(ParameterError);
    expect(() => sky.cutout(1.5, 1, 2)).toThrow(ParameterError);
    expect(() => sky.cutout(1, 1, 0)).toThrow(/size/);
  });

  it("prints one line", () => {
    expect(String(sky)).toBe("SkyImage(x, real): 4 x 4 pixels, Jy/beam");
    expect(sky.describe().text).toContain("4 x 4 pixels of 0.5 arcsec, in Jy/beam; beam 1.5 arcsec");
  });
});
