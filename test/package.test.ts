import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventsOf, execute, type RunEvent } from "../scripts/runner/driver";
import { projectFolder } from "../scripts/set-up/project";
import { setUp } from "../scripts/set-up/set-up";

// What a user gets from the registry: the packed tarball alone, in a folder that knows nothing of this project.
const folder = mkdtempSync(join(tmpdir(), "skylearn-package-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const npm = (args: string[], cwd: string) =>
  execFileSync("npm", args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

let packed: string[];
let jupyter: ReturnType<typeof setUp>;
beforeAll(() => {
  jupyter = setUp();
  const [pack] = JSON.parse(
    npm(["pack", "--ignore-scripts", "--json", "--pack-destination", folder], projectFolder),
  ) as { filename: string; files: { path: string }[] }[];
  packed = pack.files.map(({ path }) => path);
  writeFileSync(join(folder, "package.json"), '{ "private": true }');
  npm(["install", "--no-audit", "--no-fund", join(folder, pack.filename)], folder);
}, 300_000);

describe("the packed package", () => {
  it("holds the compiled code with types and maps, the registry and the licence, and nothing else", () => {
    for (const file of [
      "dist/index.js",
      "dist/index.d.ts",
      "dist/index.js.map",
      "data/datasets.json",
      "LICENSE",
    ]) {
      expect(packed).toContain(file);
    }
    const strays = packed.filter(
      (path) => !/^(dist|src|data)\/[^.]|^(package\.json|README\.md|LICENSE|CITATION\.cff)$/.test(path),
    );
    expect(strays).toEqual([]);
  });

  it("is required from plain Node, quickly enough that no heavy library can be among what it loads", () => {
    const script = `
      const { GaussianNB } = require("skylearn");
      const { readFits } = require("skylearn/formats/fits/fits-file");
      const heavy = Object.keys(require.cache).filter((f) => /node_modules.(arquero|jsdom|plotly|@tensorflow)/.test(f));
      new GaussianNB().fit([[0], [1], [8], [9]], ["a", "a", "b", "b"]).then((model) => {
        console.log(JSON.stringify([model.predict([[7]]), typeof readFits, heavy]));
      });`;
    const output = execFileSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8" });
    expect(JSON.parse(output)).toEqual([["b"], "function", []]);
  });

  it("trains networks by an entry point of its own, which loads TensorFlow.js when it is first used", () => {
    const script = `
      const { dense, fitNetwork, sequential } = require("skylearn/neural");
      const loaded = () => Object.keys(require.cache).filter((f) => /node_modules.@tensorflow/.test(f)).length > 0;
      const before = loaded();
      const data = { x: [[0], [1], [8], [9]], y: ["a", "a", "b", "b"] };
      sequential([dense({ units: 2, activation: "softmax" })], { inputShape: [1], randomState: 0 })
        .then((network) => fitNetwork(network, data, { epochs: 1, progress: false, randomState: 0 }))
        .then(({ loss }) => console.log(JSON.stringify([before, loaded(), loss[0] > 0])));`;
    const output = execFileSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8" });
    expect(JSON.parse(output)).toEqual([false, true, true]);
  });

  it("runs as a command", () => {
    const output = npm(["exec", "--offline", "--", "skylearn", "data", "list"], folder);
    expect(output).toContain("rrlyrae-mags");
  });

  it("is imported, with its types, from a notebook beside it", async () => {
    const cells = [
      'import { GaussianNB, scatterFigure, show, simulateRRLyraeCombined } from "skylearn";\n' +
        'import { dense } from "skylearn/neural";\n' +
        "const units = dense({ units: 3 }).layer;",
      "const stars = await simulateRRLyraeCombined({ nStars: 200 });\n" +
        "const model = await new GaussianNB().fit(stars.X, stars.y);\n" +
        "const share: number = model.score(stars.X, stars.y);\n" +
        "console.log(share > 0.8);",
      "await show(scatterFigure({ X: stars.X, y: stars.y }));",
      "// @ts-expect-error the types are really there\nconst wrong: string = model.score(stars.X, stars.y);",
    ];
    const notebook = join(folder, "notebook.ipynb");
    writeFileSync(
      notebook,
      JSON.stringify({
        cells: cells.map((source, i) => ({
          cell_type: "code",
          id: `cell-${i}`,
          metadata: {},
          execution_count: null,
          outputs: [],
          source,
        })),
        metadata: { kernelspec: { name: "tslab", display_name: "TypeScript", language: "typescript" } },
        nbformat: 4,
        nbformat_minor: 5,
      }),
    );
    const output = join(folder, "executed.ipynb");
    const environment = { ...process.env, SKYLEARN_MIRROR: undefined };
    const events: RunEvent[] = await execute(
      jupyter,
      { notebook, output, timeout: 60, environment },
      () => {},
    );
    expect(eventsOf(events, "stderr").map(({ text }) => text)).toEqual([]);
    expect(eventsOf(events, "end").map(({ status }) => status)).toEqual(["ok", "ok", "ok", "ok"]);
    const executed = readFileSync(output, "utf8");
    expect(executed).toContain("true\\n");
    expect(executed).toContain("image/png");
  });
});
