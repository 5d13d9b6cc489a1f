import { join } from "node:path";
import { JSDOM } from "jsdom";
import { describe, expect, test } from "vitest";
import { readExpectations } from "../../scripts/runner/expectations";
import { findNotebooks } from "../../scripts/runner/find-notebooks";
import { html } from "../../scripts/site/html";
import { type figuresOf, readSystems, type System } from "../../scripts/site/systems";
import { systemsTable } from "../../scripts/site/systems-table";
import { recordResult } from "./project-fixture";

/** How many systems each talk has: T0.1 … T0.4, T1.1 … T1.9, and so on. */
const COUNTS = [4, 9, 8, 5, 8];
const systems = readSystems();
const notebooks = findNotebooks(join(__dirname, "../../notebooks"), "build");

describe("the systems of the talks", () => {
  test("are all there, in order", () => {
    const ids = COUNTS.flatMap((count, talk) => Array.from({ length: count }, (_, k) => `T${talk}.${k + 1}`));
    expect(systems.map(({ id }) => id)).toEqual(ids);
  });

  test.each(systems)(
    "$id has a notebook that records its figures",
    ({ id, shown, title, verdict, printed }) => {
      expect(shown.length).toBeGreaterThan(0);
      for (const { notebook, record } of shown) {
        const found = notebooks.find(({ name }) => name === notebook);
        expect(found, notebook).toBeDefined();
        expect(readExpectations(found!.expectations).get(record)?.system, `${notebook}: ${record}`).toBe(id);
      }
      for (const text of [title, verdict, printed ?? "none"]) expect(text.trim()).not.toBe("");
    },
  );

  test("are named by no record but these", () => {
    const known = new Set(systems.map(({ id }) => id));
    for (const { expectations } of notebooks) {
      for (const [name, { system }] of readExpectations(expectations)) {
        expect(known.has(system), `${expectations}: ${name}`).toBe(true);
      }
    }
  });
});

describe("their table", () => {
  const system: System = {
    id: "T1.7",
    title: "RR Lyrae <stars>",
    printed: null,
    shown: [
      { notebook: "talk/example", record: "accuracy" },
      { notebook: "talk/example", record: "missing" },
    ],
    verdict: "Reproduced.",
  };
  const cellsOf = (records: Parameters<typeof figuresOf>[1]) => {
    const { document } = new JSDOM(`${html`${systemsTable([system], records, [])}`}`).window;
    return [...document.querySelectorAll("tbody td")].map((cell) =>
      cell.textContent!.replace(/\s+/g, " ").trim(),
    );
  };

  test("sets what came out beside what was printed", () => {
    expect(cellsOf([recordResult({ value: 0.123456, ok: true })])).toEqual([
      "T1.7",
      "RR Lyrae <stars>talk/example",
      "no figure",
      "accuracy: 0.123",
      "Real",
      "✓ within tolerance Reproduced.",
    ]);
  });

  test("says what is outside its tolerance, and what has not been run", () => {
    expect(cellsOf([recordResult({ ok: false, provenance: "simulated" })]).slice(4)).toEqual([
      "Simulated",
      "✗ outside tolerance This run differs (accuracy). Expected: Reproduced.",
    ]);
    expect(cellsOf([]).slice(3)).toEqual(["not run yet", "", "· not compared Expected: Reproduced."]);
  });
});
