import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { below, dataHome } from "../../../src/datasets/cache/data-home";
import { mirror } from "../../../src/datasets/cache/mirror";

afterEach(() => vi.unstubAllEnvs());

it("the cache folder is SKYLEARN_DATA_HOME, from the working directory where it is relative", () => {
  vi.stubEnv("SKYLEARN_DATA_HOME", "some/folder");
  expect(dataHome()).toBe(resolve("some/folder"));
});

it("the cache folder is else the user's cache folder", () => {
  vi.stubEnv("SKYLEARN_DATA_HOME", "");
  expect(dataHome()).toContain("skylearn");
  expect(dataHome().startsWith(process.env.XDG_CACHE_HOME ?? homedir())).toBe(true);
});

it("a file never leaves its folder", () => {
  expect(below("/cache", "a/b.fits")).toBe(join("/cache", "a", "b.fits"));
  for (const file of ["../x", "a/../../x", "/etc/passwd"])
    expect(() => below("/cache", file)).toThrow(RangeError);
});

it("the mirror is an address or a folder", () => {
  expect(mirror("")).toBeUndefined();
  expect(mirror("HTTPS://host/data//")).toEqual({ kind: "http", base: "HTTPS://host/data" });
  expect(mirror("../data")).toEqual({ kind: "folder", folder: resolve("../data") });
});
