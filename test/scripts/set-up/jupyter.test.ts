import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { candidatePythons, findJupyter, tryPython } from "../../../scripts/set-up/find-jupyter";
import { writeKernelSpec } from "../../../scripts/set-up/kernel-spec";
import { jupyterEnvironment, projectFolder } from "../../../scripts/set-up/project";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "skylearn-jupyter-"));
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function program(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  chmodSync(file, 0o755);
  return file;
}

const python = (nbclient: string) =>
  `#!/bin/sh\necho '{"python": "3.11.2", "nbclient": "${nbclient}", "jupyter_client": "8.0.0"}'\n`;

describe("tryPython", () => {
  it("takes a Python that imports Jupyter's client", () => {
    expect(tryPython(program("python3", python("0.10.2")))?.versions.nbclient).toBe("0.10.2");
  });

  it("refuses one that is too old, that lacks it, or that is not there", () => {
    expect(tryPython(program("python3", python("0.6.8")))).toBeUndefined();
    expect(tryPython(program("python3.9", "#!/bin/sh\nexit 1\n"))).toBeUndefined();
    expect(tryPython(join(folder, "none"))).toBeUndefined();
  });
});

describe("findJupyter", () => {
  it("passes over a first Python on the PATH that has no Jupyter", () => {
    const without = program("python3", "#!/bin/sh\nexit 1\n");
    const having = program("python3.11", python("0.7.2"));
    vi.stubEnv("PATH", folder);
    expect(candidatePythons()).toEqual(expect.arrayContaining([without, having]));
    expect(findJupyter()).toBeDefined();
  });

  it("asks first the Python that the jupyter command runs on", () => {
    const own = program("python3.12", python("0.7.2"));
    program("jupyter", `#!${own}\nimport sys\n`);
    program("python3", python("0.7.2"));
    vi.stubEnv("PATH", folder);
    expect(findJupyter()?.python).toBe(own);
  });
});

describe("jupyterEnvironment", () => {
  it("keeps all that Jupyter writes inside the project, and other kernels findable", () => {
    const environment = jupyterEnvironment({ HOME: folder, JUPYTER_PATH: "/elsewhere" });
    const inside = join(projectFolder, ".jupyter");
    expect(environment.JUPYTER_PATH).toBe(`${inside}:/elsewhere`);
    for (const name of ["JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"]) {
      expect(environment[name]?.startsWith(inside), name).toBe(true);
    }
  });
});

describe("writeKernelSpec", () => {
  it("names this Node and the project's kernel by absolute paths that exist", () => {
    writeKernelSpec();
    const file = join(projectFolder, ".jupyter", "kernels", "tslab", "kernel.json");
    const { argv } = JSON.parse(readFileSync(file, "utf8"));
    expect(argv).toEqual([
      process.execPath,
      join(projectFolder, "scripts", "set-up", "tslab-kernel.cjs"),
      "kernel",
      "--config-path={connection_file}",
    ]);
    expect(existsSync(argv[1])).toBe(true);
  });
});
