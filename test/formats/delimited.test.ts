import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ValidationError } from "../../src/core/errors";
import { DelimitedTable } from "../../src/formats/delimited";

describe("DelimitedTable", () => {
  it("reads columns as text and as numbers", () => {
    const table = new DelimitedTable("a,b\n1,STAR\n-2.5e3,QSO\n,x\n");
    expect(table.names).toEqual(["a", "b"]);
    expect(table.rows).toBe(3);
    expect([...table.numbers("a")]).toEqual([1, -2500, Number.NaN]);
    expect(table.strings("b")).toEqual(["STAR", "QSO", "x"]);
  });

  it("reads quotes, byte order marks, Windows line ends and an unended last line", () => {
    const table = new DelimitedTable('\ufeffa,"b ""c"""\r\n"1,5","line\nbreak"\r\n2,"" ');
    expect(table.names).toEqual(["a", 'b "c"']);
    expect(table.strings("a")).toEqual(["1,5", "2"]);
    expect(table.strings('b "c"')[0]).toBe("line\nbreak");
  });

  it("reads columns set apart by blanks, without a header, with comments and empty lines", () => {
    const text = "# made today\nx  1\t2 \n\n  y -1 NA\n# end";
    const table = new DelimitedTable(text, {
      delimiter: "whitespace",
      names: ["id", "u", "g"],
      comment: "#",
    });
    expect(table.strings("id")).toEqual(["x", "y"]);
    expect([...table.numbers("g")]).toEqual([2, Number.NaN]);
  });

  it("names line, row and column of what is wrong", () => {
    expect(() => new DelimitedTable("")).toThrow(ValidationError);
    expect(() => new DelimitedTable("a,b\n1,2\n3\n")).toThrow("Line 3 of the table has 1 cells instead of 2");
    expect(() => new DelimitedTable("a,a\n1,2\n")).toThrow('two columns named "a"');
    expect(() => new DelimitedTable('a\n"x\n')).toThrow("never closed");
    const table = new DelimitedTable("a\n1\nfoo\n", { name: "catalogue" });
    expect(() => table.numbers("a")).toThrow(
      'Row 1 (about line 3) of the catalogue holds "foo" in column "a"',
    );
    expect(() => table.numbers("b")).toThrow('no column "b". It has a.');
  });

  it("gives back every text that was written by the rules", () => {
    const cell = fc.string({ maxLength: 12 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 30 }), (rows) => {
        const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = ["x,y", ...rows.map((row) => row.map(quoted).join(","))].join("\r\n");
        const table = new DelimitedTable(text);
        expect(table.strings("x")).toEqual(rows.map(([x]) => x));
        expect(table.strings("y")).toEqual(rows.map(([, y]) => y));
      }),
    );
  });
});
