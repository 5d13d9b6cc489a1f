import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync } from "node:fs";
import { basename, join } from "node:path";
import { JSDOM } from "jsdom";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { buildSite } from "../../scripts/site/build-site";
import {
  code,
  display,
  failure,
  markdown,
  ProjectFixture,
  pngPicture,
  record,
  recordResult,
  stream,
} from "./project-fixture";

let project: ProjectFixture;

beforeEach(() => {
  project = new ProjectFixture();
});
afterEach(() => project.remove());

const build = () => buildSite({ buildDir: project.buildDir, notebooksDir: project.notebooksDir });
const read = (path: string) => readFileSync(join(project.buildDir, path), "utf8");
const open = (path: string) => new JSDOM(read(path)).window.document;
const textOf = (element: Element | null | undefined) => element?.textContent?.replace(/\s+/g, " ").trim();

/** The site's files below a folder, without temporary ones. */
function listFiles(folder: string): string[] {
  return readdirSync(join(project.buildDir, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !basename(path).startsWith("."));
}

describe("the front page", () => {
  test("has a card per notebook, by talk and in the order of the systems", async () => {
    project.addRun("zeta/late", [markdown("# Late\n\nOf T1.10.")], {
      records: [recordResult({ system: "T1.10" })],
    });
    project.addRun("zeta/early", [markdown("# Early")], { records: [recordResult({ system: "T1.9" })] });
    project.addRun("alpha/last", [markdown("# Last")], { records: [recordResult({ system: "T4.1" })] });
    project.addRun("beta/nowhere", [markdown("# Nowhere")]);
    await build();
    const page = open("index.html");
    expect([...page.querySelectorAll(".card-title")].map(textOf)).toEqual([
      "Early",
      "Late",
      "Last",
      "Nowhere",
    ]);
    expect([...page.querySelectorAll("section > h2")].map(textOf)).toEqual([
      "Analyzing Astronomical Data with Machine Learning Techniques",
      "Supervised and unsupervised machine learning for astronomy",
      "Beta",
      "Reproduction",
    ]);
    expect(page.querySelector(".card a")?.getAttribute("href")).toBe("notebooks/zeta/early.html");
  });

  test("a card shows summary, systems, provenance, time, size and a small picture", async () => {
    const cells = [
      markdown(
        "# A title with `code`\n\nOne sentence, as in Fig. 9 of [the book](https://example.org). Another one.",
      ),
      code("show()", display({ "image/png": pngPicture(960, 640) })),
    ];
    project.addRun("talk/example", cells, {
      provenance: "simulated",
      size: "quick",
      records: [recordResult()],
    });
    await build();
    const page = open("index.html");
    const card = page.querySelector(".card")!;
    expect(textOf(card.querySelector("h3"))).toBe("A title with code");
    expect(textOf(card.querySelector(".summary"))).toBe("One sentence, as in Fig. 9 of the book.");
    expect(card.querySelectorAll("a")).toHaveLength(1);
    expect(textOf(card.querySelector(".system"))).toBe("T1.7");
    expect(textOf(card.querySelector(".badge.simulated"))).toBe("Simulated data");
    expect(textOf(card.querySelector(".run"))).toBe("12.3 s · quick size · 1 recorded figure");
    const image = card.querySelector("img")!;
    expect([image.width, image.height]).toEqual([480, 320]);
    expect(readFileSync(join(project.buildDir, image.getAttribute("src")!)).readUInt32BE(16)).toBe(480);
  });

  test("counts notebooks and figures, and says what failed and what is simulated", async () => {
    project.addRun("talk/one", [markdown("# One")]);
    project.addRun("talk/two", [markdown("# Two")], {
      status: "failed",
      failures: [failure(3, "Error: boom")],
    });
    project.addSource("talk/three", [markdown("# Three")]);
    project.write("build/reproduction.json", [
      recordResult(),
      recordResult({ name: "recall", ok: false }),
      recordResult({ name: "precision", provenance: "simulated" }),
    ]);
    await build();
    const page = open("index.html");
    expect([...page.querySelectorAll(".counts span")].map(textOf)).toEqual([
      "2 notebooks",
      "1 failed",
      "3 recorded figures",
      "2 within tolerance",
      "1 outside tolerance",
      "1 on simulated data",
    ]);
    expect(textOf(page.querySelector(".failure-line"))).toBe("Cell 3: Error: boom");
    expect(textOf(page.querySelector(".card.pending"))).toContain("Not run yet");
    expect(page.querySelector(".card.pending a")).toBeNull();
    expect(existsSync(join(project.buildDir, "notebooks/talk/three.html"))).toBe(false);
  });

  test("the table sets each figure beside the talk's", async () => {
    project.addRun("talk/example", [markdown("# Example")]);
    project.write("build/reproduction.json", [
      recordResult({ note: "rounded in the talk" }),
      recordResult({
        system: "T0.1",
        name: "best",
        value: "random forest",
        talk: null,
        expected: "SVC",
        tolerance: null,
        ok: false,
      }),
    ]);
    await build();
    const rows = [...open("index.html").querySelectorAll(".reproduction tbody tr")];
    const cells = rows.map((row) => [...row.querySelectorAll("td")].map(textOf));
    expect(cells).toEqual([
      ["T0.1", "Example", "best", "random forest", "—", "SVC", "real", "✗ outside tolerance"],
      [
        "T1.7",
        "Example",
        "accuracyrounded in the talk",
        "0.912346",
        "0.91",
        "0.9123 ± 0.001",
        "real",
        "✓ within tolerance",
      ],
    ]);
    expect(rows[1].querySelector("a")?.getAttribute("href")).toBe("notebooks/talk/example.html");
  });

  test("a damaged table is said to be so", async () => {
    project.addRun("talk/example", [markdown("# Example")]);
    project.write("build/reproduction.json", '[{"system": "T');
    await build();
    expect(textOf(open("index.html").querySelector("#reproduction .problem"))).toMatch(
      /could not be read in full/,
    );
  });
});

describe("damaged and missing results", () => {
  test("an executed notebook that cannot be read gets an entry and a page that say so", async () => {
    project.addRun("talk/cut", [markdown("# A cut one")]);
    project.write("build/notebooks/talk/cut.ipynb", '{"nbformat": 4, "cells": [');
    project.addRun("talk/odd", [markdown("# An odd one")]);
    project.write("build/notebooks/talk/odd.ipynb", { nbformat: 3, worksheets: [] });
    await build();
    const cards = [...open("index.html").querySelectorAll(".card")];
    expect(cards.map((card) => textOf(card.querySelector(".badge.bad")))).toEqual([
      "Unreadable",
      "Unreadable",
    ]);
    expect(textOf(open("notebooks/talk/cut.html").querySelector(".failure"))).toMatch(/not complete JSON/);
    expect(textOf(open("notebooks/talk/odd.html").querySelector(".failure"))).toMatch(
      /not a notebook of nbformat 4/,
    );
  });

  test("a damaged run report leaves the notebook shown, without what the report said", async () => {
    project.addRun("talk/example", [markdown("# Example"), code("1 + 1")]);
    project.write("build/notebooks/talk/example.run.json", "{");
    await build();
    expect(textOf(open("notebooks/talk/example.html").querySelector("pre"))).toBe("1 + 1");
  });

  test("nothing run at all still makes a front page", async () => {
    await build();
    expect(textOf(open("index.html").querySelector("main"))).toContain("There are no notebooks yet.");
  });

  test("a folder of notebooks that does not exist is an error", async () => {
    await expect(
      buildSite({ buildDir: project.buildDir, notebooksDir: join(project.root, "none") }),
    ).rejects.toThrow(/not a folder of notebooks/);
  });
});

describe("what is left in the build folder", () => {
  const picture = (colour: string) => code("show()", display({ "image/png": pngPicture(64, 48, colour) }));

  test("pages, pictures and folders of a removed notebook go; the others stay", async () => {
    project.addRun("gone/away", [markdown("# Away"), picture("#f00")]);
    project.addRun("kept/here", [markdown("# Here"), picture("#00f")]);
    await build();
    expect(listFiles("assets/images")).toHaveLength(2);
    rmSync(join(project.notebooksDir, "gone"), { recursive: true });
    rmSync(join(project.buildDir, "notebooks/gone/away.ipynb"));
    rmSync(join(project.buildDir, "notebooks/gone/away.run.json"));
    await build();
    expect(existsSync(join(project.buildDir, "notebooks/gone"))).toBe(false);
    expect(listFiles("assets/images")).toHaveLength(1);
    expect(listFiles("assets/thumbnails")).toHaveLength(1);
    expect(existsSync(join(project.buildDir, "notebooks/kept/here.html"))).toBe(true);
  });

  test("what a build killed long ago left behind is removed", async () => {
    project.write("build/.index.html.1.tmp", "<p>half");
    const long = new Date("2020-01-01");
    utimesSync(join(project.buildDir, ".index.html.1.tmp"), long, long);
    await build();
    expect(existsSync(join(project.buildDir, ".index.html.1.tmp"))).toBe(false);
  });

  test("a kill at any moment leaves whole files only", async () => {
    for (let n = 0; n < 12; n++)
      project.addRun(`talk/n${n}`, [markdown(`# ${n}`), picture(`#0${n.toString(16)}0`)]);
    const script = `require(${JSON.stringify(join(__dirname, "../../scripts/site/build-site"))}).buildSite(${JSON.stringify({ buildDir: project.buildDir, notebooksDir: project.notebooksDir })})`;
    for (const files of [1, 20, 30, 40, 50]) {
      rmSync(join(project.buildDir, "assets"), { recursive: true, force: true });
      const child = spawn(process.execPath, ["--require", "tsx/cjs", "--eval", script], { stdio: "ignore" });
      const ended = new Promise((resolve) => child.once("exit", resolve));
      const assets = join(project.buildDir, "assets");
      // Killed once so many files are in place, wherever the build then is.
      while (child.exitCode === null && (!existsSync(assets) || listFiles("assets").length < files)) {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      child.kill("SIGKILL");
      await ended;
      for (const path of listFiles(".").filter((candidate) => candidate.endsWith(".png"))) {
        expect(readFileSync(path).subarray(-8, -4).toString("latin1"), path).toBe("IEND");
      }
      for (const path of listFiles(".").filter((candidate) => candidate.endsWith(".html"))) {
        expect(readFileSync(path, "utf8"), path).toMatch(/<\/html>\n$/);
      }
    }
    await build();
    expect(listFiles("assets/thumbnails")).toHaveLength(12);
  });

  test("building twice changes nothing", async () => {
    project.addRun("talk/example", [markdown("# Example $x^2$"), picture("#0f0")]);
    await build();
    const first = [read("index.html"), read("notebooks/talk/example.html"), listFiles("assets").sort()];
    await build();
    expect([read("index.html"), read("notebooks/talk/example.html"), listFiles("assets").sort()]).toEqual(
      first,
    );
  });
});

describe("hostile notebooks", () => {
  const attack = `<img src=x onerror=alert(1)><script>alert(2)</script>"'--></title></style></iframe>`;

  test("no string of a notebook becomes markup of the page", async () => {
    const cells = [
      markdown(
        `# ${attack}\n\n${attack} [link](javascript:alert(1)) ![picture](https://evil.example/x.png)\n\n$\\href{javascript:alert(1)}{x}$`,
      ),
      code(attack, stream(attack), stream(attack, "stderr"), display({ "text/plain": attack })),
      code("show()", display({ "image/png": pngPicture(10, 10), "text/plain": attack, "text/html": attack })),
      code("html", display({ "text/html": attack, "text/plain": attack })),
      code("record()", record(attack, attack)),
      code("damaged", display({ "image/png": Buffer.from(attack).toString("base64") })),
      code("throw", { output_type: "error", ename: attack, evalue: attack, traceback: [] }),
      code("markdown", display({ "text/markdown": attack })),
      { cell_type: "raw", metadata: {}, source: attack },
    ];
    project.addRun("talk/example", cells, {
      status: "failed",
      failures: [failure(1, attack)],
      records: [
        recordResult({
          name: attack,
          value: attack,
          talk: attack,
          expected: attack,
          note: attack,
          system: attack,
        }),
      ],
    });
    project.write("build/reproduction.json", [
      recordResult({
        name: attack,
        value: attack,
        talk: attack,
        expected: attack,
        note: attack,
        system: attack,
        notebook: attack,
      }),
    ]);
    await build();
    for (const path of ["index.html", "notebooks/talk/example.html"]) {
      const page = open(path);
      const scripts = [...page.querySelectorAll("script")].map((script) => script.getAttribute("src"));
      expect(scripts.every((src) => src === "../../assets/frames.js")).toBe(true);
      for (const element of page.querySelectorAll("*")) {
        const names = element.getAttributeNames();
        expect(names.filter((name) => name.startsWith("on"))).toEqual([]);
        expect(element.getAttribute("href") ?? "").not.toMatch(/^\s*javascript:/i);
      }
      for (const image of page.querySelectorAll("img"))
        expect(image.getAttribute("src")).toMatch(/^(\.\.\/\.\.\/)?assets\//);
      for (const frame of page.querySelectorAll("iframe"))
        expect(frame.getAttribute("sandbox")).toBe("allow-scripts");
    }
    expect(open("notebooks/talk/example.html").querySelectorAll("iframe")).toHaveLength(2);
    expect(textOf(open("notebooks/talk/example.html").querySelector(".outputs > .problem"))).toMatch(
      /damaged/,
    );
  });

  test("no page, style sheet or script asks for anything outside the site", async () => {
    const cells = [
      markdown("# Example $x$\n\n![there](https://example.org/a.png) and ![pasted](attachment:a.png)", {
        "a.png": { "image/png": pngPicture(8, 8) },
      }),
      code("table", display({ "text/html": "<table></table>" })),
      code("vector", display({ "image/svg+xml": '<svg xmlns="http://www.w3.org/2000/svg"/>' })),
    ];
    project.addRun("talk/example", cells);
    await build();
    for (const path of ["index.html", "notebooks/talk/example.html"]) {
      const page = open(path);
      for (const element of page.querySelectorAll(
        "link, script, img, iframe, source, video, object, embed",
      )) {
        for (const name of ["src", "href", "data", "srcset"]) {
          const address = element.getAttribute(name) ?? "";
          expect(address).not.toMatch(/^(https?:)?\/\//);
          if (address !== "" && !address.startsWith("data:")) {
            expect(existsSync(join(project.buildDir, path, "..", address)), `${path}: ${address}`).toBe(true);
          }
        }
      }
      expect(page.querySelector("style, [style*='url(']")).toBeNull();
    }
    for (const sheet of ["assets/site.css", "assets/katex/katex.css"]) {
      const addresses = [...read(sheet).matchAll(/url\(([^)]*)\)/g)].map((match) => match[1]);
      expect(read(sheet)).not.toMatch(/@import/);
      for (const address of addresses)
        expect(existsSync(join(project.buildDir, sheet, "..", address)), address).toBe(true);
    }
    const frame = open("notebooks/talk/example.html").querySelector("iframe")!;
    expect(frame.getAttribute("srcdoc")).toContain("default-src 'none'");
  });

  test("names with odd characters are addressed correctly", async () => {
    project.addRun("a talk/100% & #1?", [markdown("# Odd")]);
    await build();
    const href = open("index.html").querySelector(".card a")!.getAttribute("href")!;
    expect(existsSync(join(project.buildDir, decodeURIComponent(href)))).toBe(true);
    expect(href).toBe("notebooks/a%20talk/100%25%20%26%20%231%3F.html");
  });
});
