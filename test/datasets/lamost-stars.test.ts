import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { fetchLamostStars, readLamostStars } from "../../src/datasets/lamost-stars";
import { LAMOST_MAGNITUDES, LAMOST_NUMBERS, LAMOST_TEXTS } from "../../src/simulate/lamost-stars";
import { mirror } from "../mirror";
import { useTemporaryHome } from "./cache/temporary-home";
import { readDamaged } from "./damage";

useTemporaryHome();

const NAMES = [...LAMOST_TEXTS, ...LAMOST_NUMBERS, ...LAMOST_MAGNITUDES];
const row = (cells: { [name: string]: string } = {}) =>
  NAMES.map((name) => cells[name] ?? (name === "magtype" ? "ugrizjh" : "1")).join(",");
const text = (...rows: string[]) => [NAMES.join(","), ...rows].join("\n");

describe.skipIf(mirror === undefined)("with the real file", () => {
  it("has every star and every flaw of the file", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const data = await fetchLamostStars();
    expect(data.provenance).toBe("real");
    expect(data.X.shape).toEqual([3165, 7]);
    const count = (column: string, wanted: number | string) =>
      Array.from(data.table.array(column) as ArrayLike<number | string>).filter((v) => v === wanted).length;
    // counted with NumPy
    expect([1, 2, 3, 4, 5, 6, 7].map((k) => count(`mag${k}`, 99))).toEqual([
      1350, 179, 179, 180, 1349, 1219, 1219,
    ]);
    expect([1, 2, 3, 4].map((k) => count(`mag${k}`, 0))).toEqual([0, 11, 0, 27]);
    expect(["snru", "snrg", "snrr", "snri", "snrz"].map((name) => count(name, -9999))).toEqual([
      0, 2, 71, 274, 82,
    ]);
    expect(count("magtype", "ugrizjh")).toBe(3121);
    expect(data.table.object(0)).toMatchObject({
      ...{ obsid: "605006", designation: "J221202.24+291221.8", subclass: "K3", mag1: 18.57, mag7: 13.56 },
      ...{ teff: 4945.4, teff_err: 142.5, logg: 4.775, feh: -0.364, rv: -62.8, snri: 28.93, ra: 333.009374 },
    });
    expect(data.y[0]).toBe(4945.4);
    expect(data.describe().text).toMatch(/mag1 +mag[\s\S]*-9999 is no signal-to-noise/);
  });
});

describe("fetchLamostStars", () => {
  it("refuses options that do not exist, and is simulated where there is no file and the caller asks for it", async () => {
    await expect(fetchLamostStars({ stars: 1 } as object)).rejects.toThrow(ParameterError);
    process.env.SKYLEARN_MIRROR = "/nowhere-at-all";
    const data = await fetchLamostStars({ orSimulate: true, retries: 0, timeout: 1 });
    expect(data.provenance).toBe("simulated");
    expect(data.X.shape).toEqual([3165, 7]);
    for (const name of NAMES) expect(data.table.array(name)).toHaveLength(3165);
  });
});

describe("readLamostStars", () => {
  it("names what is wrong", () => {
    expect(Array.from(readLamostStars(text(row({ mag1: "99.0" }))).mag1 as Float64Array)).toEqual([99]);
    expect(() => readLamostStars(text(row({ mag1: "" })))).toThrow(/Row 0 .* no value of mag1/);
    expect(() => readLamostStars(text(row(), row({ teff: "hot" })))).toThrow(/"hot" in column "teff"/);
    expect(() => readLamostStars(text(row({ magtype: "u g" })))).toThrow(/Row 0 .* "u g", no list of bands/);
    expect(() => readLamostStars(text(row()).replace("planid", "plan"))).toThrow(ValidationError);
    expect(() => readLamostStars("")).toThrow(ValidationError);
  });

  it("throws nothing but named errors on damaged text", () => {
    const understood = readDamaged(text(row(), row({ magtype: "ugriz" })), readLamostStars);
    expect(understood.length).toBeGreaterThan(5);
    for (const { mag1, obsid } of understood) {
      expect(mag1).toHaveLength((obsid as string[]).length);
      expect((mag1 as Float64Array).some(Number.isNaN)).toBe(false);
    }
  });
});
