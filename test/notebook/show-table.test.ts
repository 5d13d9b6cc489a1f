import * as aq from "arquero";
import { afterEach, expect, it, vi } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { showTable } from "../../src/notebook/show-table";

vi.mock("../../src/notebook/display", () => ({
  inNotebook: () => true,
  displayBundle: (data: Record<string, string>) => shown.push(data),
}));
const shown: Record<string, string>[] = [];
afterEach(() => {
  shown.length = 0;
});

it("shows rows as an aligned text and as HTML", () => {
  showTable([
    { name: "star", z: 0.000123456 },
    { name: "quasar", z: 12 },
  ]);
  expect(shown[0]["text/plain"]).toBe("name             z\nstar    0.00012346\nquasar          12");
  expect(shown[0]["text/html"]).toContain('<td style="text-align:right">12</td>');
});

it("shows an arquero table and what has the shape of a danfo DataFrame", () => {
  showTable(aq.table({ u: [1, 2, 3], g: ["a", "b", "c"] }), { limit: 2 });
  expect(shown[0]["text/plain"]).toBe("u  g\n1  a\n2  b\n… 3 rows in all");
  showTable({ shape: [1, 2], columns: ["u", "g"], values: [[1, null]] } as never);
  expect(shown[1]["text/plain"]).toBe("u  g\n1");
});

it("escapes names and values", () => {
  showTable([{ "<b>": '<script>"&' }]);
  expect(shown[0]["text/html"]).not.toMatch(/<b>|<script>/);
  expect(shown[0]["text/html"]).toContain("&#60;script&#62;&#34;&#38;");
});

it("refuses what is no table", () => {
  expect(() => showTable([[1, 2]] as never)).toThrow(ParameterError);
  expect(() => showTable([{ a: 1 }], { limit: 0 })).toThrow(/whole numbers/);
});
