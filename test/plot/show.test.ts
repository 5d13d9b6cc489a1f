import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { describeFigure } from "../../src/plot/describe-figure";
import { libraryHtml, liveFigureHtml } from "../../src/plot/live-html";
import { headlessReason, openInBrowser } from "../../src/plot/open-in-browser";
import { scatterFigure } from "../../src/plot/scatter-figure";
import { examples } from "./examples";

const { cache } = createRequire(__filename);
const kernelModule = "/somewhere/node_modules/tslab/dist/jupyter.js";

interface Message {
  data: Record<string, string>;
  metadata: Record<string, { width: number; alt: string }>;
}

describe("show", () => {
  const messages: Message[] = [];

  beforeEach(() => {
    vi.resetModules();
    messages.length = 0;
    cache[kernelModule] = {
      exports: { lastWriteDisplayData: (message: Message) => messages.push(message) },
    } as unknown as NodeJS.Module;
  });
  afterEach(() => {
    delete cache[kernelModule];
    vi.restoreAllMocks();
  });

  it("sends a picture and a description", async () => {
    const { show } = await import("../../src/plot/show");
    await show(examples.scatter());
    expect(messages).toHaveLength(1);
    const { data, metadata } = messages[0];
    expect(Object.keys(data)).toEqual(["text/plain", "image/png"]);
    expect(Buffer.from(data["image/png"], "base64").subarray(1, 4).toString()).toBe("PNG");
    expect(metadata["image/png"]).toMatchObject({ width: 720, height: 480, alt: data["text/plain"] });
  });

  it("sends a live plot once interactivity is on, and plotly.js once", async () => {
    const { enableInteractivity, show } = await import("../../src/plot/show");
    await enableInteractivity();
    await show(examples.scatter(), { alt: "stars" });
    await show(examples.scatter());
    const html = messages.map(({ data }) => data["text/html"]);
    expect(html).toHaveLength(3);
    expect(html[0].length).toBeGreaterThan(1_000_000);
    expect(html[1].length).toBeLessThan(300_000);
    expect(messages[1].data["text/plain"]).toBe("stars");
    const id = (text: string) => /<div id="([^"]+)"/.exec(text)![1];
    expect(id(html[1])).not.toBe(id(html[2]));
    expect(html.join("")).not.toMatch(/https?:\/\//);
  });

  it("says outside a notebook how to save the figure", async () => {
    delete cache[kernelModule];
    const log = vi.spyOn(console, "log").mockImplementation(() => {});
    const { show } = await import("../../src/plot/show");
    await show(examples.scatter());
    expect(log.mock.calls[0][0]).toMatch(/RR Lyrae stars are bluer.*savePng/s);
  });

  it("saves PNG and SVG files", async () => {
    const folder = await mkdtemp(join(tmpdir(), "skylearn-plot-"));
    try {
      const { savePng, saveSvg } = await import("../../src/plot/show");
      await savePng(examples.roc(), join(folder, "a.png"), { scale: 1 });
      await saveSvg(examples.roc(), join(folder, "a.svg"));
      expect((await readFile(join(folder, "a.png"))).subarray(1, 4).toString()).toBe("PNG");
      expect(await readFile(join(folder, "a.svg"), "utf8")).toContain("False positive rate");
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("live figures", () => {
  const pack = (text: string): string => `[${Buffer.from(text).toString("base64")}]`;
  const figure = scatterFigure({
    X: [
      [1, 2],
      [3, 4],
    ],
    y: ["</script><b>x</b>", "<img src=x onerror=alert(1)>"],
    title: "</script><script>alert(1)</script>",
  });

  it("let no text of the figure end a script or reach HTML", () => {
    const html = liveFigureHtml(figure, "f", "iVBO", '"><script>alert(2)</script>', pack);
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script/g)).toHaveLength(2);
    expect(html).not.toMatch(/<script>alert|<img src=x|<b>/);
    expect(html).toContain('alt="&quot;&gt;&lt;script&gt;');
  });

  it("draw the figure in a page, with the library in an earlier or a later cell, without a network", async () => {
    const { gzipSync } = await import("node:zlib");
    const gzip = (text: string): string => gzipSync(text).toString("base64");
    // stands for plotly.js: the same wrapper as its bundle's, and a newPlot that keeps what it is given
    const source =
      '(function(root,f){if(typeof module==="object"&&module.exports){module.exports=f()}else{root.moduleName=f()}})' +
      "(window,()=>{var Plotly={newPlot:(e,d,l)=>{e.dataset.title=l.title.text;window.drawn=d;return Promise.resolve()}};" +
      "window.Plotly=Plotly;return Plotly})";
    const cells = [libraryHtml(source, gzip), liveFigureHtml(figure, "f1", "iVBO", "d", gzip)];
    for (const order of [cells, [...cells].reverse()]) {
      const { window } = new JSDOM(`<body>${order.join("")}</body>`, {
        runScripts: "dangerously",
        beforeParse(page) {
          Object.assign(page, {
            DecompressionStream,
            Response,
            Blob,
            define: Object.assign(() => {}, { amd: {} }),
          });
        },
      });
      await vi.waitFor(() => expect(window.drawn).toBeDefined(), { timeout: 5_000 });
      expect(window.drawn).toEqual(JSON.parse(JSON.stringify(figure.data)));
      expect(window.document.getElementById("f1")!.dataset.title).toBe(figure.layout.title!.text);
      window.close();
    }
  });

  it("carry the figure whole", () => {
    const html = liveFigureHtml(figure, "f", "", "", pack);
    const packed = /id="f-data">\[([^\]]*)\]/.exec(html)![1];
    expect(JSON.parse(Buffer.from(packed, "base64").toString())).toEqual(JSON.parse(JSON.stringify(figure)));
  });
});

describe("describeFigure", () => {
  it("says title, axes, points and provenance in one line", () => {
    expect(describeFigure(examples["scatter-50000"]())).toMatch(
      /^Fifty thousand stars.*: plot of magnitude \(mag\) against <i>colour<\/i>; points: main-sequence star.*; Masses in M⊙, 106 yr · simulated data: made-up magnitudes\.$/,
    );
    expect(describeFigure(examples["confusion-two"]())).toContain(
      "heat map of True class against Predicted class",
    );
    for (const build of Object.values(examples)) expect(describeFigure(build())).not.toMatch(/\n|undefined/);
  });
});

describe("openInBrowser", () => {
  it("sees where there is no screen", () => {
    expect(headlessReason({ CI: "true", DISPLAY: ":0" }, "linux")).toMatch(/continuous integration/);
    expect(headlessReason({}, "linux")).toMatch(/no display/);
    expect(headlessReason({ DISPLAY: ":0" }, "linux")).toBeUndefined();
    expect(headlessReason({}, "darwin")).toBeUndefined();
  });

  it("refuses there with the way out", async () => {
    vi.stubEnv("CI", "true");
    await expect(openInBrowser(examples.scatter())).rejects.toThrow(/CI is set.*savePng/);
    vi.unstubAllEnvs();
  });
});
