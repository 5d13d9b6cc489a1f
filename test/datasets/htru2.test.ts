import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { fetchHTRU2, readHTRU2 } from "../../src/datasets/htru2";
import { expectClose } from "../close";
import { mirror } from "../mirror";
import { useTemporaryHome } from "./cache/temporary-home";
import { readDamaged } from "./damage";
import { htru2 as reference } from "./reference/variables-and-pulsars.json";

useTemporaryHome();

const HEADER =
  " Mean of the integrated profile, Standard deviation of the integrated profile," +
  " Excess kurtosis of the integrated profile, Skewness of the integrated profile, Mean of the DM-SNR curve," +
  " Standard deviation of the DM-SNR curve, Excess kurtosis of the DM-SNR curve, Skewness of the DM-SNR curve,target_class";
const ROW = "140.5,55.6,-0.23,-0.69,3.19,19.1,7.97,74.2,0";

describe.skipIf(mirror === undefined)("with the real file", () => {
  it("has every candidate in the file's order, with the figures that Python reads", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const data = await fetchHTRU2();
    expect(data.X.shape).toEqual([17_898, 8]);
    expect(Array.from(data.X.row(0))).toEqual(reference.first);
    expect(Array.from(data.X.row(17_897))).toEqual(reference.last);
    for (const [label, { count, sums }] of Object.entries(reference.classes)) {
      const rows = Array.from(data.y.keys()).filter((i) => data.y[i] === Number(label));
      expect(rows).toHaveLength(count);
      const X = data.X.takeRows(rows);
      expectClose(
        sums.map((_, j) => X.column(j).reduce((a, b) => a + b)),
        sums,
        1e-11,
      );
    }
    expect(data.describe().text).toMatch(/Provenance: real[\s\S]*1639 pulsar \(1\)[\s\S]*Cite: Lyon/);
  });

  it("has kurtosis and skewness exchanged, as its documentation says", async () => {
    process.env.SKYLEARN_MIRROR = mirror;
    const { X } = await fetchHTRU2();
    const impossible = (kurtosis: number, skewness: number) => {
      const [k, s] = [X.column(kurtosis), X.column(skewness)];
      return k.filter((value, i) => value < s[i] ** 2 - 2).length;
    };
    expect([impossible(2, 3), impossible(6, 7)]).toEqual(reference.impossible);
    expect([impossible(3, 2), impossible(7, 6)]).toEqual([0, 0]);
    expect(reference.impossible.map((n) => Math.round((100 * n) / 17_898))).toEqual([17, 93]);
  });
});

describe("fetchHTRU2", () => {
  it("refuses options that do not exist", async () => {
    await expect(fetchHTRU2({ sample: "10k" } as object)).rejects.toThrow(ParameterError);
  });
});

describe("readHTRU2", () => {
  it("reads names with and without the blank they begin with", () => {
    for (const header of [HEADER, HEADER.replaceAll(/(^|,) /g, "$1")]) {
      const columns = readHTRU2(`${header}\n${ROW}\n`);
      expect(columns.profileMean[0]).toBe(140.5);
      expect(columns.dmSnrSkewness[0]).toBe(74.2);
      expect(columns.pulsar[0]).toBe(0);
    }
  });

  it("names what is wrong with a bad table", () => {
    const bad: [string, RegExp][] = [
      ["", /empty/],
      [`${HEADER.replace("target_class", "class")}\n${ROW}`, /no column "target_class"/],
      [`${HEADER}\n${ROW.replace(/0$/, "2")}`, /target_class 2/],
      [`${HEADER}\n${ROW.replace("55.6", "")}`, /Row 0 .* no value of Standard deviation/],
      [`${HEADER}\n${ROW.replace("55.6", "5,6")}`, /Line 2 .* 10 cells/],
    ];
    for (const [text, message] of bad) {
      expect(() => readHTRU2(text)).toThrow(ValidationError);
      expect(() => readHTRU2(text)).toThrow(message);
    }
  });

  it("throws nothing but named errors on damaged text, and gives no row with a hole", () => {
    const understood = readDamaged([HEADER, ROW, ROW, ROW].join("\n"), readHTRU2);
    expect(understood.length).toBeGreaterThan(5);
    for (const columns of understood) {
      for (const values of Object.values(columns)) expect(values.some(Number.isNaN)).toBe(false);
    }
  });
});
