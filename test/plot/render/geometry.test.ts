import { inflateSync } from "node:zlib";
import { Resvg } from "@resvg/resvg-js";
import { JSDOM } from "jsdom";
import { describe, expect, it } from "vitest";
import { compose, parseTransform } from "../../../src/plot/render/affine";
import { RENDER_FAMILY, renderFonts } from "../../../src/plot/render/fonts";
import { encodePng } from "../../../src/plot/render/png";
import { SoftwareCanvas } from "../../../src/plot/render/software-canvas";
import { extentOf, pageTransform } from "../../../src/plot/render/svg-geometry";
import { decodePng } from "./decode-png";

const fonts = renderFonts();

function svgElement(inner: string, selector: string): Element {
  const { document } = new JSDOM(`<svg xmlns="http://www.w3.org/2000/svg">${inner}</svg>`).window;
  return document.querySelector(selector)!;
}

describe("the bundled font", () => {
  it("has the signs that astronomers write", () => {
    expect(fonts.regular.covers("αβγδχΔΩ ⊙☉ ±−×·≤≥≈∼√∞°′″Å λ∝∂∇ ⁰¹²³⁴⁵⁶⁷⁸⁹⁻ ₀₁₂")).toBe(true);
    expect(fonts.regular.covers("\u{10FFFD}")).toBe(false);
  });

  it("advances as far for each character as resvg does", () => {
    const outline = (text: string): number => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="999" height="99"><text y="50" font-size="16">${text}</text></svg>`;
      const font = { loadSystemFonts: false, fontFiles: [fonts.files[0]], defaultFontFamily: RENDER_FAMILY };
      return new Resvg(svg, { font }).getBBox()!.width;
    };
    for (const character of "HiMm8αΩ⊙−±") {
      const advance = outline(character.repeat(11)) - outline(character);
      expect(fonts.regular.width(character) * 160, character).toBeCloseTo(advance, 1);
    }
    expect(fonts.bold.width("abc")).toBeGreaterThan(fonts.regular.width("abc"));
  });
});

describe("transforms", () => {
  it("apply the innermost first", () => {
    const map = parseTransform("translate(10,20) rotate(90) scale(2)");
    const point = [map[0] * 1 + map[2] * 3 + map[4], map[1] * 1 + map[3] * 3 + map[5]];
    expect(point[0]).toBeCloseTo(4, 12);
    expect(point[1]).toBeCloseTo(22, 12);
    expect(compose(parseTransform("matrix(1 2 3 4 5 6)"), parseTransform(""))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it("turn about a centre", () => {
    const [a, b, c, d, e, f] = parseTransform("rotate(180, 5, 7)");
    expect([a * 5 + c * 7 + e, b * 5 + d * 7 + f].map((v) => Math.round(v * 1e9) / 1e9)).toEqual([5, 7]);
  });
});

describe("boxes of SVG elements", () => {
  it("hold shapes as their groups move them", () => {
    const group = svgElement(
      '<g id="g"><rect x="1" y="2" width="3" height="4" transform="translate(10,0)"/><path d="M0,0H5V8Z"/></g>',
      "#g",
    );
    expect(extentOf(group, fonts).toRect()).toEqual({ x: 0, y: 0, width: 14, height: 8 });
  });

  it("know where an element lies on the page", () => {
    const rect = svgElement('<g transform="translate(3,4)"><g transform="scale(2)"><rect/></g></g>', "rect");
    expect(pageTransform(rect)).toEqual([2, 0, 0, 2, 3, 4]);
  });

  it("measure text by its anchor, lines and raised parts", () => {
    const width = fonts.regular.width("ab") * 20;
    const middle = svgElement(
      '<text x="100" y="50" style="font-size:20px;text-anchor:middle">ab</text>',
      "text",
    );
    const box = extentOf(middle, fonts).toRect();
    expect(box.width).toBeCloseTo(width, 9);
    expect(box.x).toBeCloseTo(100 - width / 2, 9);
    expect(box.y).toBeCloseTo(50 - 20 * fonts.regular.ascent, 9);

    const lines = svgElement(
      '<text style="font-size:10px"><tspan x="0" dy="0em">ab</tspan><tspan x="0" dy="1.3em">abc</tspan></text>',
      "text",
    );
    const two = extentOf(lines, fonts).toRect();
    expect(two.width).toBeCloseTo(fonts.regular.width("abc") * 10, 9);
    expect(two.height).toBeCloseTo(13 + 10 * (fonts.regular.ascent + fonts.regular.descent), 9);

    const raised = svgElement(
      '<text style="font-size:10px">a<tspan style="font-size:70%" dy="-0.6em">2</tspan></text>',
      "text",
    );
    expect(extentOf(raised, fonts).toRect().width).toBeCloseTo(
      fonts.regular.width("a") * 10 + fonts.regular.width("2") * 7,
      9,
    );
  });
});

describe("the canvas", () => {
  it("fills rectangles, blends, and writes what it holds as PNG", () => {
    const canvas = new SoftwareCanvas(() => 0);
    canvas.resize(3, 2);
    canvas.fillStyle = "rgb(200,100,0)";
    canvas.fillRect(0, 0, 2, 1);
    canvas.fillStyle = "rgba(0,0,0,0.5)";
    canvas.fillRect(1, 0, 9, 9);
    const png = decodePng(Buffer.from(canvas.toDataUrl().split(",")[1], "base64"), inflateSync);
    expect([png.width, png.height]).toEqual([3, 2]);
    expect([...png.rgba]).toEqual([
      200, 100, 0, 255, 100, 50, 0, 255, 0, 0, 0, 128, 0, 0, 0, 0, 0, 0, 0, 128, 0, 0, 0, 128,
    ]);
  });

  it("takes blocks of pixels, those beyond its edge cut off", () => {
    const canvas = new SoftwareCanvas(() => 0);
    canvas.resize(2, 2);
    canvas.putImageData({ width: 2, height: 2, data: Array.from({ length: 16 }, (_, i) => i + 1) }, 1, -1);
    expect([...canvas.getImageData(0, 0, 2, 2).data]).toEqual([
      0, 0, 0, 0, 9, 10, 11, 12, 0, 0, 0, 0, 0, 0, 0, 0,
    ]);
  });

  it("encodes PNG that reads back", () => {
    const rgba = Uint8Array.from({ length: 4 * 7 * 5 }, (_, i) => (i * 37) % 256);
    expect(decodePng(encodePng(rgba, 7, 5), inflateSync)).toEqual({ width: 7, height: 5, rgba });
  });
});
