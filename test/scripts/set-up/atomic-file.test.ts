import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  removeStaleTemporaryFiles,
  temporaryName,
  writeFileAtomically,
} from "../../../scripts/set-up/atomic-file";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "skylearn-atomic-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe("writeFileAtomically", () => {
  it("makes the folder, replaces the file, and leaves nothing beside it", () => {
    const file = join(folder, "deep", "down", "report.json");
    writeFileAtomically(file, "one");
    writeFileAtomically(file, "two");
    expect(readFileSync(file, "utf8")).toBe("two");
    expect(readdirSync(join(folder, "deep", "down"))).toEqual(["report.json"]);
  });

  it("leaves nothing behind where it fails", () => {
    mkdirSync(join(folder, "taken", "inside"), { recursive: true });
    expect(() => writeFileAtomically(join(folder, "taken"), "text")).toThrow();
    expect(readdirSync(folder)).toEqual(["taken"]);
  });
});

describe("removeStaleTemporaryFiles", () => {
  it("removes what a killed run left an hour ago, and nothing else", () => {
    const stale = temporaryName(join(folder, "old.ipynb"));
    const fresh = temporaryName(join(folder, "new.ipynb"));
    for (const file of [stale, fresh, join(folder, "kept.ipynb")]) writeFileSync(file, "");
    const twoHoursAgo = Date.now() / 1000 - 7200;
    for (const file of [stale, join(folder, "kept.ipynb")]) utimesSync(file, twoHoursAgo, twoHoursAgo);
    removeStaleTemporaryFiles(folder);
    expect(readdirSync(folder).sort()).toEqual([fresh.slice(folder.length + 1), "kept.ipynb"]);
  });
});
