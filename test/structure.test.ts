import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, posix, relative, sep } from "node:path";
import { describe, expect, it } from "vitest";

/** Rules of DESIGN that no compiler checks: who may import whom, where Node may be used, how long a file may be. */
const src = join(__dirname, "../src");

interface Source {
  path: string;
  folder: string;
  text: string;
  imports: string[];
}

const files: Source[] = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => {
    const path = name.split(sep).join("/");
    const text = readFileSync(join(src, name), "utf8");
    const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "");
    const imports = [...code.matchAll(/(?:from|import|require)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1]);
    return { path, folder: path.split("/")[0], text: code, imports };
  });

/** Places that may use files, network, threads and rendering. */
const nodeFolders = ["datasets", "workers", "notebook"];
const nodeFiles = ["cli.ts", "neural/tensorflow.ts", "plot/show.ts", "plot/open-in-browser.ts"];
const mayUseNode = ({ path, folder }: Source) =>
  nodeFolders.includes(folder) || nodeFiles.includes(path) || /^(plot\/render|neural\/files)\//.test(path);

/** Folder of a relative import within `src`, or `undefined` for a package. */
const folderOf = (from: string, specifier: string): string | undefined =>
  specifier.startsWith(".") ? posix.join(posix.dirname(from), specifier).split("/")[0] : undefined;

const estimatorFolders = [
  ...new Set(files.filter(({ text }) => text.includes("registerEstimator(")).map(({ folder }) => folder)),
].filter((folder) => folder !== "core");

describe("the source", () => {
  it("keeps core free of the other folders", () => {
    for (const { path, folder, imports } of files) {
      if (folder !== "core") continue;
      for (const specifier of imports) {
        expect([undefined, "core"], `${path} imports ${specifier}`).toContain(folderOf(path, specifier));
      }
    }
  });

  it("keeps plot and notebook free of estimators", () => {
    expect(estimatorFolders).toContain("naive-bayes");
    for (const { path, folder, imports } of files) {
      if (folder !== "plot" && folder !== "notebook") continue;
      for (const specifier of imports) {
        expect(estimatorFolders, `${path} imports ${specifier}`).not.toContain(folderOf(path, specifier));
      }
    }
  });

  it("imports TensorFlow.js in neural only", () => {
    for (const { path, folder, imports } of files) {
      if (folder === "neural") continue;
      expect(
        imports.filter((specifier) => /tensorflow|tfjs/.test(specifier)),
        path,
      ).toEqual([]);
    }
  });

  it("uses Node only behind its adapters", () => {
    for (const file of files) {
      if (mayUseNode(file)) continue;
      expect(file.imports.filter(isBuiltin), file.path).toEqual([]);
      expect(file.text.match(/\b(process|Buffer|__dirname|require)\s*[.([]/)?.[0], file.path).toBeUndefined();
    }
  });

  it("has no barrel but the two entry points", () => {
    for (const { path, text } of files) {
      if (path === "index.ts" || path === "neural/index.ts") continue;
      expect(text.match(/^export (\*|\{[^}]*\}) from/m)?.[0], relative(src, path)).toBeUndefined();
    }
  });

  it("keeps files short enough to read at once", () => {
    for (const { path } of files) {
      // The list of everything that is exported grows with the package; nobody reads it from top to bottom.
      if (path === "index.ts") continue;
      const lines = readFileSync(join(src, path), "utf8").split("\n").length;
      expect(lines, path).toBeLessThanOrEqual(320);
    }
  });
});
