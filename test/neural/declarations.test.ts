import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";

/** All compiled declarations that a file reaches, as TypeScript reads them in a notebook's first cell. */
function reached(file: string, seen = new Map<string, string>()): Map<string, string> {
  if (seen.has(file)) return seen;
  const text = readFileSync(file, "utf8");
  seen.set(file, text);
  for (const [, specifier] of text.matchAll(/(?:from|import)\s*\(?\s*"(\.[^"]+)"/g)) {
    const path = join(dirname(file), specifier);
    reached(existsSync(`${path}.d.ts`) ? `${path}.d.ts` : join(path, "index.d.ts"), seen);
  }
  return seen;
}

describe("the declarations of skylearn/neural", () => {
  it("reach none of TensorFlow's, which take a notebook many seconds to read", () => {
    const files = reached(join(__dirname, "../../dist/neural/index.d.ts"));
    expect(files.size).toBeGreaterThan(20);
    const heavy = [...files].filter(([, text]) => text.includes("@tensorflow/")).map(([file]) => file);
    expect(heavy).toEqual([]);
  });
});
