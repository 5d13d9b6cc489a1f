import { inflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { ParameterError } from "../../../src/core/errors";
import type { Figure } from "../../../src/plot/figure";
import { histogramFigure } from "../../../src/plot/histogram-figure";
import { renderPng, renderSvg } from "../../../src/plot/render/renderer";
import { scatterFigure } from "../../../src/plot/scatter-figure";
import { clouds, examples } from "../examples";
import { decodePng } from "./decode-png";

/** Texts of an SVG document, each with its tags dropped and entities read. */
function textsOf(svg: string): string[] {
  return [...svg.matchAll(/<text[^>]*>(.*?)<\/text>/gs)].map(([, inner]) =>
    inner
      .replace(/<[^>]*>/g, "")
      .replace(/\u200b/g, "")
      .replace(/&#60;|&lt;/g, "<")
      .replace(/&#62;|&gt;/g, ">")
      .replace(/&#38;|&amp;/g, "&"),
  );
}

describe("renderSvg", () => {
  it("sets every title, label and class name", async () => {
    const texts = textsOf(await renderSvg(examples["scatter-50000"]()));
    expect(texts).toContain("magnitude (mag)");
    expect(texts).toContain("Masses in M⊙, 106 yr · simulated data: made-up magnitudes");
    expect(texts.some((text) => /^quasar\s?<script>alert\(1\)<\/script>$/.test(text))).toBe(true);
    expect(texts).toContain("galaxy & <b>bold</b>");
    expect(texts.some((text) => text.startsWith("Fifty thousand stars"))).toBe(true);
  });

  it("holds no script and no live tag from data", async () => {
    const svg = await renderSvg(examples["scatter-50000"]());
    expect(svg).not.toMatch(/<script|<b>|javascript:/i);
  });

  it("puts every one of many points where it belongs", async () => {
    const { X } = clouds(2_000, 1, 2);
    const figure = scatterFigure({ X });
    figure.layout.xaxis = { range: [-10, 10] };
    figure.layout.yaxis = { range: [-10, 10] };
    const circles = [...(await renderSvg(figure)).matchAll(/<circle cx="([^"]+)" cy="([^"]+)"/g)];
    // plotly.js draws the few outermost itself
    expect(circles.length).toBeGreaterThan(1_990);
    expect(circles.length).toBeLessThan(2_000);
    const [first, second] = circles.map(([, cx]) => Number(cx));
    const scale = (second - first) / (X.get(1, 0) - X.get(0, 0));
    circles.slice(0, 50).forEach(([, cx], i) => {
      expect(Number(cx) - first).toBeCloseTo(scale * (X.get(i, 0) - X.get(0, 0)), 0);
    });
  });

  it("draws a figure that many points leave to plotly.js the same way, axis ranges and all", async () => {
    const ticks = (svg: string): string[] => textsOf(svg).filter((text) => /^−?[\d.]+$/.test(text));
    const { X } = clouds(3_000, 1, 2);
    const thinned = scatterFigure({ X, units: "mag" });
    const whole: Figure = structuredClone(thinned);
    whole.data[0].text = whole.data[0].x;
    expect(ticks(await renderSvg(thinned))).toEqual(ticks(await renderSvg(whole)));
  });

  it("goes on after a figure that fails", async () => {
    await expect(renderSvg({ data: [], layout: { width: 5 } })).rejects.toThrow(ParameterError);
    await expect(renderSvg({ data: [], layout: {} })).resolves.toContain("<svg");
  });

  it("leaves the figure as it was given, though plotly.js writes into what it draws", async () => {
    for (const name of ["scatter", "boundary", "confusion-two"]) {
      const figure = examples[name]();
      const before = structuredClone(figure);
      await renderSvg(figure);
      expect(figure).toEqual(before);
    }
  });
});

describe("renderPng", () => {
  it("has the size asked for, in pixels", async () => {
    const png = decodePng(
      await renderPng(examples.scatter(), { width: 300, height: 200, scale: 1.5 }),
      inflateSync,
    );
    expect([png.width, png.height]).toEqual([450, 300]);
  });

  for (const [name, build] of Object.entries(examples)) {
    it(`draws ${name}, not blank, on white`, async () => {
      const { width, height, rgba } = decodePng(await renderPng(build(), { scale: 1 }), inflateSync);
      const colors = new Set<number>();
      let ink = 0;
      for (let at = 0; at < rgba.length; at += 4) {
        colors.add((rgba[at] << 16) | (rgba[at + 1] << 8) | rgba[at + 2]);
        if (rgba[at] < 250 || rgba[at + 1] < 250 || rgba[at + 2] < 250) ink++;
      }
      expect([...rgba.subarray(0, 4)]).toEqual([255, 255, 255, 255]);
      expect(colors.size).toBeGreaterThan(20);
      expect(ink / (width * height)).toBeGreaterThan(0.01);
    });
  }

  it("keeps titles and labels inside the picture", async () => {
    for (const name of ["confusion-five", "scatter-50000", "pair-plot"]) {
      const { width, height, rgba } = decodePng(await renderPng(examples[name](), { scale: 1 }), inflateSync);
      const isInk = (x: number, y: number): boolean => rgba[4 * (y * width + x)] < 200;
      for (let x = 0; x < width; x++) expect(isInk(x, 0) || isInk(x, height - 1)).toBe(false);
      for (let y = 0; y < height; y++) expect(isInk(0, y) || isInk(width - 1, y)).toBe(false);
    }
  });

  it("draws a logarithmic histogram that has empty bins", async () => {
    const figure = histogramFigure({ x: [1, 2, 3, 99, 99, 14], bins: 10, log: true });
    expect((await renderSvg(figure)).match(/<path style="vector-effect: none; opacity/g)).toHaveLength(3);
    expect(decodePng(await renderPng(figure), inflateSync).width).toBe(1440);
  });

  it("refuses a scale out of range", async () => {
    await expect(renderPng(examples.scatter(), { scale: 0 })).rejects.toThrow(ParameterError);
  });
});
