import { afterEach, describe, expect, it, vi } from "vitest";
import { bySize, notebookSize } from "../../src/notebook/size";

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("notebookSize", () => {
  it.each(["quick", "default", "full"] as const)("reads %s from SKYLEARN_SIZE", (size) => {
    vi.stubEnv("SKYLEARN_SIZE", size);
    expect(notebookSize()).toBe(size);
    expect(bySize({ quick: "quick", default: "default", full: "full" })).toBe(size);
  });

  it("is default where nothing was asked for", () => {
    vi.stubEnv("SKYLEARN_SIZE", undefined);
    expect(notebookSize()).toBe("default");
    vi.stubEnv("SKYLEARN_SIZE", "");
    expect(notebookSize()).toBe("default");
  });

  it("refuses what is no size", () => {
    vi.stubEnv("SKYLEARN_SIZE", "huge");
    expect(() => notebookSize()).toThrow('SKYLEARN_SIZE is "huge"; it must be one of quick, default, full.');
  });
});
