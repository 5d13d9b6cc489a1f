import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findNotebooks } from "../../scripts/runner/find-notebooks";
import { projectFolder } from "../../scripts/set-up/project";

const folders = [join(projectFolder, "notebooks"), join(__dirname, "fixtures")];
const notebooks = folders.flatMap((folder) => findNotebooks(folder, join(projectFolder, "build")));

interface File {
  readonly metadata: { readonly kernelspec?: { readonly name: string } };
  readonly cells: readonly {
    readonly id?: string;
    readonly cell_type: string;
    readonly outputs?: unknown[];
    readonly execution_count?: number | null;
  }[];
}

describe.each(notebooks)("$source", ({ source, expectations }) => {
  const file = JSON.parse(readFileSync(source, "utf8")) as File;

  it("holds no outputs and no execution counts", () => {
    const code = file.cells.filter((cell) => cell.cell_type === "code");
    for (const cell of code) expect(cell).toMatchObject({ outputs: [], execution_count: null });
  });

  it("names the kernel, gives each cell its own id, and has its expectations beside it", () => {
    expect(file.metadata.kernelspec?.name).toBe("tslab");
    const ids = file.cells.map((cell) => cell.id);
    expect(ids.every((id) => typeof id === "string")).toBe(true);
    expect(new Set(ids).size).toBe(ids.length);
    expect(existsSync(expectations)).toBe(true);
  });
});
