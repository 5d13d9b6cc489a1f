import { describe, expect, it } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { fetchCrtsLightCurveImages } from "../../src/datasets/crts-light-curve-images";
import { crtsLightCurves, fetchCrtsVariables } from "../../src/datasets/crts-variables";
import { DatasetUnavailableError } from "../../src/datasets/errors";
import { lightCurveImage } from "../../src/image/light-curve-image";
import { mirror } from "../mirror";
import { useTemporaryHome } from "./cache/temporary-home";

useTemporaryHome();

describe.skipIf(mirror === undefined)("with the real files", () => {
  it("draws every star in the table's order, folded with twice its period", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const told: number[] = [];
    const data = await fetchCrtsLightCurveImages({ kind: "phase", progress: (done) => told.push(done) });
    expect(String(data)).toBe(
      "ImageDataset(crts-light-curve-images, real): 5757 images, 28 x 28, target class",
    );
    expect(told.at(-1)).toBe(5757);
    const table = await fetchCrtsVariables();
    expect(data.y).toEqual(table.y);
    expect(Array.from(data.table.array("ID"))).toEqual(Array.from(table.table.array("ID")));
    const points = data.table.array("points") as Float64Array;
    expect(points.reduce((sum, n) => sum + n, 0)).toBeGreaterThan(1_600_000);
    const periods = table.table.array("PeriodLS") as Float64Array;
    let i = 0;
    for await (const { time, mag } of await crtsLightCurves()) {
      if (i % 1500 === 0) {
        const image = lightCurveImage(time, mag, { kind: "phase", period: 2 * periods[i] });
        expect(data.images.pixels(i).data).toEqual(image.data.map(Math.fround));
      }
      i++;
    }
  }, 120_000);
});

describe("without them", () => {
  const retries = { retries: 0, timeout: 500 };

  it("says so, or simulates where that was asked for", async () => {
    process.env.SKYLEARN_MIRROR = "/nowhere/at/all";
    await expect(fetchCrtsLightCurveImages(retries)).rejects.toThrow(DatasetUnavailableError);
    const data = await fetchCrtsLightCurveImages({ ...retries, orSimulate: true, nSimulated: 12, size: 10 });
    expect(data.provenance).toBe("simulated");
    expect([data.images.count, data.images.height]).toEqual([12, 10]);
    const folded = await fetchCrtsLightCurveImages({
      ...{ ...retries, orSimulate: true, nSimulated: 12, size: 10 },
      kind: "phase",
    });
    expect(folded.y).toEqual(data.y);
  }, 60_000);

  it("refuses bad options before it reads", async () => {
    await expect(fetchCrtsLightCurveImages({ kind: "x" as never })).rejects.toThrow(ParameterError);
    await expect(fetchCrtsLightCurveImages({ sizes: 3 } as never)).rejects.toThrow(/Did you mean size/);
  });
});
