import { readFileSync } from "node:fs";
import { join } from "node:path";
import { JSDOM } from "jsdom";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { wholeFailure } from "../../scripts/runner/failure";
import { buildSite } from "../../scripts/site/build-site";
import { libraryHtml } from "../../src/plot/live-html";
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

async function pageOf(name: string): Promise<Document> {
  await buildSite({ buildDir: project.buildDir, notebooksDir: project.notebooksDir });
  return new JSDOM(readFileSync(join(project.buildDir, "notebooks", `${name}.html`), "utf8")).window.document;
}

async function pageWith(...cells: ReturnType<typeof code>[]): Promise<Document> {
  project.addRun("talk/example", [markdown("# Example"), ...cells]);
  return pageOf("talk/example");
}

describe("the page", () => {
  test("leads to its neighbours, its sections and the notebook file", async () => {
    for (const [index, name] of ["a", "b", "c"].entries()) {
      project.addRun(
        `talk/${name}`,
        [markdown(`# ${name}\n\n## First part\n\n## First part\n\n### Detail`)],
        {
          records: [recordResult({ system: `T1.${index + 1}` })],
        },
      );
    }
    const page = await pageOf("talk/b");
    const hrefs = (selector: string) =>
      [...page.querySelectorAll(selector)].map((link) => link.getAttribute("href"));
    expect(hrefs(".neighbours a")).toEqual(["../../notebooks/talk/a.html", "../../notebooks/talk/c.html"]);
    expect(hrefs(".contents a")).toEqual(["#s-first-part", "#s-first-part-2", "#s-detail"]);
    for (const href of hrefs(".contents a")) expect(page.querySelectorAll(href!)).toHaveLength(1);
    expect(hrefs("a[download]")).toEqual(["b.ipynb"]);
    expect(page.querySelectorAll("h1")).toHaveLength(1);
  });

  test("a notebook without a heading is named after its file", async () => {
    project.addRun("talk/globular-clusters", [markdown("No heading here.")]);
    const page = await pageOf("talk/globular-clusters");
    expect(page.querySelector("h1")?.textContent).toBe("Globular clusters");
  });

  test("a failed cell is marked, with the reason above and beneath it", async () => {
    project.addRun("talk/example", [markdown("# Example"), code(""), code("fine()"), code("boom()")], {
      status: "failed",
      failures: [failure(2, "Error: boom"), wholeFailure('record "accuracy" is missing')],
      cells: [
        { cell: 1, status: "ok", seconds: 0.25 },
        { cell: 2, status: "error", seconds: 75 },
      ],
    });
    const page = await pageOf("talk/example");
    expect([...page.querySelectorAll(".failure li")].map((item) => item.textContent)).toEqual([
      "Cell 2: Error: boom",
      'record "accuracy" is missing',
    ]);
    const failed = page.querySelector(page.querySelector(".failure a")!.getAttribute("href")!)!;
    expect(failed.classList.contains("failed")).toBe(true);
    expect(failed.querySelector("code")?.textContent).toBe("boom()");
    expect(failed.querySelector(".problem")?.textContent).toBe("Error: boom");
    expect([...page.querySelectorAll(".run-note")].map((note) => note.textContent)).toEqual([
      "1 · 250 ms",
      "2 · 1 min 15 s",
    ]);
  });

  test("simulated data is announced at the top", async () => {
    project.addRun("talk/example", [markdown("# Example")], { provenance: "simulated" });
    expect((await pageOf("talk/example")).querySelector(".simulated-note")?.textContent).toMatch(
      /^Simulated data/,
    );
  });
});

describe("outputs", () => {
  test("streams are joined, without escape sequences, as a terminal would leave them", async () => {
    const page = await pageWith(
      code(
        "run()",
        stream("\u001b[31mred\u001b"),
        stream("[0m 10 %\r 20 %\rdone 100 %\n"),
        stream("problem", "stderr"),
      ),
    );
    expect(page.querySelectorAll("pre.stdout")).toHaveLength(1);
    expect(page.querySelector("pre.stdout")?.textContent).toBe("done 100 %");
    expect(page.querySelector("pre.stderr")?.textContent).toBe("problem");
  });

  test("a picture has its description and size; the live figure waits for a click", async () => {
    const data = { "image/png": pngPicture(40, 30), "text/plain": "Two clouds", "text/html": "<p>live</p>" };
    const page = await pageWith(
      code("show()", { ...display(data), metadata: { "image/png": { width: 20, height: 15 } } }),
    );
    const image = page.querySelector("figure img")!;
    expect([image.getAttribute("alt"), image.getAttribute("width"), image.getAttribute("height")]).toEqual([
      "Two clouds",
      "20",
      "15",
    ]);
    const frame = page.querySelector("figure iframe")!;
    expect(frame.hasAttribute("hidden")).toBe(true);
    expect(frame.hasAttribute("srcdoc")).toBe(false);
    const parts = frame.getAttribute("data-parts")!.split(" ");
    expect(parts).toHaveLength(1);
    expect(readFileSync(join(project.buildDir, "notebooks/talk", parts[0]), "utf8")).toContain("<p>live</p>");
  });

  test("the plotting library is kept once, for the live figures that follow it", async () => {
    const library = {
      "text/html": libraryHtml("plotly", (text) => text),
      "text/plain": "Interactive figures are on.",
    };
    const figure = (text: string) => display({ "image/png": pngPicture(40, 30), "text/html": text });
    const page = await pageWith(
      code("enable()", display(library)),
      code("show()", figure("<p>a</p>"), figure("<p>b</p>")),
    );
    expect(page.querySelector("pre.result")?.textContent).toBe("Interactive figures are on.");
    const [first, second] = [...page.querySelectorAll("iframe")].map((frame) =>
      frame.getAttribute("data-parts")!.split(" "),
    );
    expect(page.querySelectorAll("iframe")).toHaveLength(2);
    expect(first[0]).toBe(second[0]);
    expect(first[1]).not.toBe(second[1]);
    expect(readFileSync(join(project.buildDir, "notebooks/talk", first[0]), "utf8")).toContain(
      "skylearn-plotly",
    );
  });

  test("HTML runs in a frame of its own", async () => {
    const page = await pageWith(
      code("table", display({ "text/html": ["<table>", "</table>"], "text/plain": "a table" })),
    );
    const frame = page.querySelector("iframe")!;
    expect(frame.getAttribute("sandbox")).toBe("allow-scripts");
    expect(frame.getAttribute("srcdoc")).toContain("<table></table>");
    expect(page.querySelector("main table")).toBeNull();
  });

  test("a recording shows the runner's verdict", async () => {
    project.addRun(
      "talk/example",
      [markdown("# E"), code("r()", record("accuracy", 0.5), record("loss", 1e-7, "simulated"))],
      {
        records: [recordResult({ value: 0.5, ok: false })],
      },
    );
    const page = await pageOf("talk/example");
    const [judged, unjudged] = page.querySelectorAll(".record");
    expect(judged.classList.contains("outside")).toBe(true);
    expect(judged.querySelector(".cross")).not.toBeNull();
    expect(judged.querySelector(".record-note")?.textContent).toBe("expected 0.9123 ± 0.001 · talk 0.91");
    expect(unjudged.querySelector(".tick, .cross")).toBeNull();
    expect(unjudged.querySelector(".record-value")?.textContent).toBe("1e−7");
    expect(unjudged.querySelector(".badge.simulated")).not.toBeNull();
  });
});
