import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { packagesAreInstalled, removeBrokenInstallation } from "../../scripts/ensure-packages.mjs";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "skylearn-packages-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const demo = { version: "1.0.0", integrity: "sha512-demo" };

function project(locked: object, installed: object, folders = Object.keys(installed)) {
  for (const path of folders) mkdirSync(join(folder, path), { recursive: true });
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: { "": {}, ...locked } }));
  writeFileSync(join(folder, "node_modules", ".package-lock.json"), JSON.stringify({ packages: installed }));
  return packagesAreInstalled(folder);
}

describe("packagesAreInstalled", () => {
  it("holds where npm's own record equals the lockfile", () => {
    expect(project({ "node_modules/demo": demo }, { "node_modules/demo": demo })).toBe(true);
  });

  it("lets optional packages be missing, in the record or on the disk", () => {
    const optional = { ...demo, optional: true };
    const locked = { "node_modules/demo": demo, "node_modules/native": optional };
    expect(project(locked, { "node_modules/demo": demo })).toBe(true);
    expect(project(locked, locked, ["node_modules/demo"])).toBe(true);
  });

  it("fails without node_modules, or without npm's record in them", () => {
    expect(packagesAreInstalled(folder)).toBe(false);
    project({}, {});
    rmSync(join(folder, "node_modules", ".package-lock.json"));
    expect(packagesAreInstalled(folder)).toBe(false);
  });

  it("fails while an installation runs, or was cut off", () => {
    project({ "node_modules/demo": demo }, { "node_modules/demo": demo });
    writeFileSync(join(folder, "node_modules", ".installing"), "");
    expect(packagesAreInstalled(folder)).toBe(false);
  });

  it.each([
    ["another version", { "node_modules/demo": { ...demo, version: "0.9.0" } }],
    ["another content", { "node_modules/demo": { ...demo, integrity: "sha512-other" } }],
    ["a missing package", {}],
    ["a package that is no longer wanted", { "node_modules/demo": demo, "node_modules/old": demo }],
  ])("fails for %s", (_, installed) => {
    expect(project({ "node_modules/demo": demo }, installed)).toBe(false);
  });

  it("fails for a package that was deleted by hand", () => {
    expect(project({ "node_modules/demo": demo }, { "node_modules/demo": demo }, [])).toBe(false);
  });
});

describe("removeBrokenInstallation", () => {
  const modules = () => readdirSync(join(folder, "node_modules"));

  it("leaves a whole installation alone", () => {
    project({}, { "node_modules/demo": demo });
    removeBrokenInstallation(folder);
    expect(modules().sort()).toEqual([".package-lock.json", "demo"]);
  });

  it("empties one that was cut off, with npm's record of an earlier one or without any", () => {
    project({}, { "node_modules/demo": demo });
    writeFileSync(join(folder, "node_modules", ".installing"), "");
    removeBrokenInstallation(folder);
    expect(modules()).toEqual([]);
    mkdirSync(join(folder, "node_modules", "demo"));
    removeBrokenInstallation(folder);
    expect(modules()).toEqual([]);
  });

  it("has nothing to do without node_modules", () => {
    removeBrokenInstallation(folder);
    expect(existsSync(join(folder, "node_modules"))).toBe(false);
  });
});
