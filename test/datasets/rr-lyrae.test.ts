import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import { ChecksumError, DatasetUnavailableError } from "../../src/datasets/errors";
import { colorsOfStandards } from "../../src/datasets/rr-lyrae-background";
import { fetchRRLyraeCombined } from "../../src/datasets/rr-lyrae-combined";
import { fetchRRLyraeMags } from "../../src/datasets/rr-lyrae-mags";
import { completenessContamination } from "../../src/metrics/completeness-contamination";
import { trainTestSplit } from "../../src/model-selection/train-test-split";
import { GaussianNB } from "../../src/naive-bayes/gaussian-nb";
import { RR_LYRAE_COLOR_BOX } from "../../src/simulate/color-box";
import { useTemporaryHome } from "./cache/temporary-home";
import reference from "./reference/rr-lyrae-combined.json";

const folder = resolve(process.env.SKYLEARN_MIRROR ?? "../shared/data");
const home = useTemporaryHome();

describe.skipIf(!existsSync(folder))("with the real files", () => {
  it("fetchRRLyraeMags has the catalogue's 483 stars, columns and units", async () => {
    process.env.SKYLEARN_MIRROR = folder;
    const data = await fetchRRLyraeMags();
    expect(data.X.shape).toEqual([483, 5]);
    expect(data.y.filter((type) => type === "ab")).toHaveLength(reference.typeAb);
    expect(data.table.columnNames()).toContain("Per");
    expect(data.units).toMatchObject({ Per: "d", umag: "mag", Dist: "kpc" });
    expect(data.provenance).toBe("real");
    expect(existsSync(home())).toBe(false);
  });

  it("fetchRRLyraeCombined gives astroML's order: stars, then RR Lyrae", async () => {
    process.env.SKYLEARN_MIRROR = folder;
    const data = await fetchRRLyraeCombined({ background: "dr17" });
    expect(data.X.shape).toEqual([reference.stars + reference.rrLyrae, 4]);
    expect(Array.from(data.X.row(0))).toEqual(reference.first);
    expect(Array.from(data.X.row(reference.stars - 1))).toEqual(reference.lastStar);
    expect(Array.from(data.X.row(data.X.rows - 1))).toEqual(reference.last);
    for (let j = 0; j < 4; j++) {
      const sum = data.X.column(j).reduce((a, b) => a + b);
      expect(Math.abs(sum / reference.sums[j] - 1)).toBeLessThan(1e-12);
    }
    expect(data.y.indexOf(1)).toBe(reference.stars);
    expect(data.y.lastIndexOf(0)).toBe(reference.stars - 1);
    expect(data.provenance).toBe("real");
    expect(data.citation).toMatch(/Sesar.*Abdurro'uf/);
  });

  it("GaussianNB on it reaches scikit-learn's completeness and contamination with 1, 2, 3 and 4 colours", async () => {
    process.env.SKYLEARN_MIRROR = folder;
    const { X, y } = await fetchRRLyraeCombined({ background: "dr17" });
    for (const [k, expected] of reference.gaussianNB.entries()) {
      const colors = X.takeColumns(Array.from({ length: k + 1 }, (_, j) => j));
      const split = trainTestSplit(colors, y, { testSize: 0.2, stratify: y, randomState: 0 });
      const model = await new GaussianNB().fit(split.XTrain, split.yTrain);
      const got = completenessContamination(model.predict(split.XTest), split.yTest);
      expect(got.completeness).toBeCloseTo(expected.completeness, 14);
      expect(got.contamination).toBeCloseTo(expected.contamination, 14);
    }
  });

  it("takes another background and another box", async () => {
    process.env.SKYLEARN_MIRROR = folder;
    const points = await fetchRRLyraeCombined({ background: "sdss-point-sources" });
    expect(points.X.rows).toBe(1115 + 483);
    const colorBox = { ...RR_LYRAE_COLOR_BOX, "g-r": [0, 0.1] as const };
    const few = await fetchRRLyraeCombined({ background: "sdss-point-sources", colorBox });
    expect(few.X.rows).toBeLessThan(points.X.rows);
    for (let i = 0; few.y[i] === 0; i++) {
      expect(few.X.get(i, 1)).toBeGreaterThan(0);
      expect(few.X.get(i, 1)).toBeLessThan(0.1);
    }
  });

  it("does not hide a wrong mirror behind a simulation", async () => {
    process.env.SKYLEARN_MIRROR = join(home(), "mirror");
    mkdirSync(process.env.SKYLEARN_MIRROR, { recursive: true });
    for (const name of ["RRLyrae.fit", "sdss_dr17_star_classification_10k.csv"]) {
      writeFileSync(
        join(process.env.SKYLEARN_MIRROR, name),
        `${readFileSync(join(folder, name), "latin1")}x`,
      );
    }
    const promise = fetchRRLyraeCombined({ background: "dr17", orSimulate: true });
    await expect(promise).rejects.toThrow(ChecksumError);
  });
});

describe("without a mirror", () => {
  it("a derived background is unavailable, or simulated where that was asked for", async () => {
    await expect(fetchRRLyraeCombined({ background: "dr17" })).rejects.toThrow(DatasetUnavailableError);
    const data = await fetchRRLyraeCombined({ background: "dr17", orSimulate: true });
    expect(data.provenance).toBe("simulated");
    expect(data.X.shape).toEqual([498 + 483, 4]);
    expect(`${data}`).toContain("simulated");
  });
});

describe("options", () => {
  it("that do not exist are refused before anything is fetched", async () => {
    const wrong: object[] = [
      { background: "sdss" },
      { backgrounds: "dr17" },
      { background: "sdss-point-sources", sample: "10k" },
      { background: "dr17", sample: "1k" },
      { colorBox: { "u-g": [0, 1] } },
      { colorBox: { ...RR_LYRAE_COLOR_BOX, "u-g": [1, 0] } },
      { colorBox: { ...RR_LYRAE_COLOR_BOX, "u-r": [0, 1] } },
    ];
    for (const options of wrong) await expect(fetchRRLyraeCombined(options)).rejects.toThrow(ParameterError);
  });
});

describe("the Stripe 82 standard stars", () => {
  /** One line in the catalogue's format: CALIBSTARS, position, epochs, A_r, then six values a band. */
  function line(magnitudes: number[]): string {
    const bands = magnitudes.map((mmu) => `4 ${mmu + 0.5} ${mmu.toFixed(3)} 0.012 0.024 0.7`);
    return `  CALIBSTARS  -50.123456   0.731234 0.04 0.05  10 0.132 ${bands.join("  ")}`;
  }
  const inBox = [20.0, 19.0, 18.8, 18.75, 18.74];
  const outside = [20.0, 18.5, 18.3, 18.25, 18.24];

  it("give the colours of their uncorrected mean magnitudes, within the open box", () => {
    const text = `# header\n${[outside, inBox].map(line).join("\n")}\n`;
    const colors = colorsOfStandards(text, RR_LYRAE_COLOR_BOX);
    expect(colors.map((color) => color.length)).toEqual([1, 1, 1, 1]);
    for (const [j, expected] of [1, 0.2, 0.05, 0.01].entries()) {
      expect(colors[j][0]).toBeCloseTo(expected, 5);
    }
  });

  it("are computed in single precision as in astroML, so that an edge falls as it does there", () => {
    // What NumPy says of numpy.float32(u) - numpy.float32(g) < 1.35; in double precision each comes out the other way.
    for (const [u, g, inside] of [
      [18.002, 16.652, 0],
      [18.012, 16.662, 1],
      [18.014, 16.664, 0],
      [18.015, 16.665, 1],
    ]) {
      const [ug] = colorsOfStandards(line([u, g, g - 0.2, g - 0.25, g - 0.26]), RR_LYRAE_COLOR_BOX);
      expect([u, ug.length]).toEqual([u, inside]);
      expect(u - g < 1.35).toBe(inside === 0);
    }
  });

  it("of another format are refused with the line", () => {
    expect(() => colorsOfStandards("CALIBSTARS 1 2 3\n", RR_LYRAE_COLOR_BOX)).toThrow(ValidationError);
    expect(() => colorsOfStandards(`${line(inBox)}\n1 2\n`, RR_LYRAE_COLOR_BOX)).toThrow(/Line 2/);
  });
});
