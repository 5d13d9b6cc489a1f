import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { DatasetUnavailableError } from "../../src/datasets/errors";
import { fetchGalaxyZooDecals, readGalaxyZooDecals } from "../../src/datasets/galaxy-zoo-decals";
import { mirror } from "../mirror";
import { useTemporaryHome } from "./cache/temporary-home";
import { readDamaged } from "./damage";

useTemporaryHome();

describe.skipIf(mirror === undefined)("fetchGalaxyZooDecals with the real file", () => {
  it("has the votes that Python's csv reads", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const { X, y, table, provenance } = await fetchGalaxyZooDecals();
    expect(X.shape).toEqual([4000, 3]);
    const mean = (j: number) => X.column(j).reduce((a, b) => a + b, 0) / 4000;
    expect(mean(0)).toBeCloseTo(0.523_303_076_668_623_9, 12);
    expect(mean(1)).toBeCloseTo(0.354_831_199_951_420_8, 12);
    expect(mean(2)).toBeCloseTo(0.121_865_723_379_957_9, 12);
    const votes = table.array("votes") as Float64Array;
    expect([Math.min(...votes), Math.max(...votes)]).toEqual([37, 215]);
    expect(y.slice(0, 2)).toEqual(["featured", "featured"]);
    expect((table.array("nsaId") as string[])[0]).toBe("10976");
    expect(provenance).toBe("real");
  });
});

describe("readGalaxyZooDecals", () => {
  const question = "smooth-or-featured";
  const header = `,subject_id,${question}_smooth,${question}_featured-or-disk,${question}_artifact,${question}_total-votes,nsa_id,ra,dec`;
  const text = `${header}\n0,11,18.0,19.0,3.0,40.0,7,200.5,0.8\n1,12,2,2,1,5,8,10,-3\n`;

  it("takes the answer that most gave, of equal numbers the first by name", () => {
    expect(readGalaxyZooDecals(text)).toMatchObject({
      answer: ["featured", "featured"],
      smoothFraction: Float64Array.of(0.45, 0.4),
      artifact: Float64Array.of(3, 1),
      votes: Float64Array.of(40, 5),
      dec: Float64Array.of(0.8, -3),
      subject: ["11", "12"],
    });
  });

  it("names what is wrong", () => {
    expect(() => readGalaxyZooDecals(text.replace("40.0", "41.0"))).toThrow(/Row 0 .* do not add up to 41/);
    expect(() => readGalaxyZooDecals(text.replace("2,2,1,5", "-2,6,1,5"))).toThrow(ValidationError);
    expect(() => readGalaxyZooDecals(text.replace("200.5", ""))).toThrow(/Row 0 .* no position/);
    expect(() => readGalaxyZooDecals(text.replace("nsa_id", "nsa"))).toThrow(/nsa_id/);
  });

  it("throws nothing but named errors on damaged text", () => {
    for (const columns of readDamaged(text, readGalaxyZooDecals)) {
      expect((columns.votes as Float64Array).some(Number.isNaN)).toBe(false);
    }
  });

  it("is simulated where asked to, and not else", async () => {
    await expect(fetchGalaxyZooDecals()).rejects.toThrow(DatasetUnavailableError);
    const { X, provenance } = await fetchGalaxyZooDecals({ orSimulate: true });
    expect(X.shape).toEqual([4000, 3]);
    expect(provenance).toBe("simulated");
  });

  it("refuses options that do not exist", async () => {
    await expect(fetchGalaxyZooDecals({ sample: 1 } as object)).rejects.toThrow(ParameterError);
  });
});
