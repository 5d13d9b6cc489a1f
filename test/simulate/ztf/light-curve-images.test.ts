import { afterAll, expect, it } from "vitest";
import { ParameterError } from "../../../src/core/errors";
import { useWorkerPool } from "../../../src/core/worker-pool";
import { lightCurveImage } from "../../../src/image/light-curve-image";
import { simulateZtfLightCurveImages } from "../../../src/simulate/ztf/light-curve-images";
import { simulateZtfLightCurves } from "../../../src/simulate/ztf/light-curves";
import { starFeatures, ZTF_FEATURES } from "../../../src/simulate/ztf/star-features";
import { NodeWorkerPool } from "../../../src/workers/node-worker-pool";

const pool = new NodeWorkerPool(2);
afterAll(async () => {
  useWorkerPool(undefined);
  await pool.close();
});

const options = { classes: { "W UMa": 30, "RS CVn": 30 }, randomState: 2 };

it("draws the stars of simulateZtfLightCurves, with their features, on any number of threads", async () => {
  useWorkerPool(pool);
  const told: number[][] = [];
  const data = await simulateZtfLightCurveImages({
    ...options,
    onProgress: (done, total) => told.push([done, total]),
  });
  const alone = await simulateZtfLightCurveImages({ ...options, nJobs: 1 });
  useWorkerPool(undefined);
  expect(told).toEqual([[60, 60]]);
  expect(alone.images.data).toEqual(data.images.data);
  expect(data.provenance).toBe("simulated");
  expect(data.y.filter((name) => name === "W UMa").length).toBe(30);
  const period = data.table.array("PeriodLS") as Float64Array;
  const phase = await simulateZtfLightCurveImages({ ...options, kind: "phase", size: 20, nJobs: 1 });
  for await (const { index, className, trueClass, period: truth, g, r } of simulateZtfLightCurves(options)) {
    if (index % 20 > 0) continue;
    const row = data.table.object(index) as { [column: string]: unknown };
    expect([row.class, row.trueClass, row.truePeriod]).toEqual([className, trueClass, truth]);
    expect(data.y[index]).toBe(className);
    expect(ZTF_FEATURES.map((name) => row[name])).toEqual([...starFeatures({ g, r })]);
    expect(data.images.pixels(index).data).toEqual(lightCurveImage(r.time, r.mag).data.map(Math.fround));
    expect(phase.images.pixels(index).data).toEqual(
      lightCurveImage(r.time, r.mag, { kind: "phase", size: 20, period: 2 * period[index] }).data.map(
        Math.fround,
      ),
    );
  }
}, 60_000);

it("refuses what cannot be drawn before it makes a star", async () => {
  await expect(simulateZtfLightCurveImages({ n: 10, kind: "x" as never })).rejects.toThrow(ParameterError);
  await expect(simulateZtfLightCurveImages({ n: 0 })).rejects.toThrow(ParameterError);
  await expect(simulateZtfLightCurveImages({ classes: { Nova: 1 } })).rejects.toThrow(/no class "Nova"/);
  await expect(simulateZtfLightCurveImages({ sizes: 3 } as never)).rejects.toThrow(/Did you mean size/);
});
