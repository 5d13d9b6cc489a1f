import { createRequire } from "node:module";
import { afterEach, describe, expect, it, vi } from "vitest";
import { displayBundle, inNotebook } from "../../src/notebook/display";

const { cache } = createRequire(__filename);
const kernelModule = "/somewhere/node_modules/tslab/dist/jupyter.js";

function startKernel(write: unknown): void {
  cache[kernelModule] = { exports: { lastWriteDisplayData: write } } as NodeJS.Module;
}

afterEach(() => {
  delete cache[kernelModule];
});

describe("displayBundle", () => {
  it("hands all formats to the kernel that is running", () => {
    const write = vi.fn();
    startKernel(write);
    displayBundle({ "text/plain": "a", "image/png": "iVBO" }, { "image/png": { width: 10 } });
    expect(inNotebook()).toBe(true);
    expect(write).toHaveBeenCalledExactlyOnceWith(
      {
        data: { "text/plain": "a", "image/png": "iVBO" },
        metadata: { "image/png": { width: 10 } },
        transient: { display_id: undefined },
      },
      false,
    );
  });

  it("replaces a named display", () => {
    const write = vi.fn();
    startKernel(write);
    displayBundle({ "text/plain": "50%" }, {}, { displayId: "progress", update: true });
    expect(write).toHaveBeenCalledExactlyOnceWith(
      { data: { "text/plain": "50%" }, metadata: {}, transient: { display_id: "progress" } },
      true,
    );
  });

  it("does nothing outside a notebook, and before the kernel's first cell", () => {
    expect(inNotebook()).toBe(false);
    expect(() => displayBundle({ "text/plain": "a" })).not.toThrow();
    startKernel(null);
    expect(inNotebook()).toBe(false);
  });
});
