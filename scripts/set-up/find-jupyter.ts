import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { jupyterEnvironment, jupyterFolder } from "./project";

/** A Python that can drive a Jupyter kernel. */
export interface JupyterPython {
  readonly python: string;
  readonly versions: { readonly python: string; readonly nbclient: string; readonly jupyter_client: string };
}

/** The virtual environment that set-up makes where no installed Python has Jupyter. */
export const virtualEnvironment = join(jupyterFolder, "venv");

// 0.7 brought the hook that hands over a cell's execute_reply.
const OLDEST_NBCLIENT = [0, 7];

const probe = `import json, platform, jupyter_client, nbclient, nbformat
print(json.dumps({"python": platform.python_version(), "nbclient": nbclient.__version__, "jupyter_client": jupyter_client.__version__}))`;

/** Finds the first Python that imports nbclient and jupyter_client; several may be installed and only one have them. */
export function findJupyter(): JupyterPython | undefined {
  for (const python of candidatePythons()) {
    const found = tryPython(python);
    if (found) return found;
  }
  return undefined;
}

/** Asks one Python whether it has what the runner needs. */
export function tryPython(python: string): JupyterPython | undefined {
  const output = runPython(python, probe);
  if (output === undefined) return undefined;
  const versions = JSON.parse(output) as JupyterPython["versions"];
  const [major, minor] = versions.nbclient.split(".").map(Number);
  const enough = major > OLDEST_NBCLIENT[0] || (major === OLDEST_NBCLIENT[0] && minor >= OLDEST_NBCLIENT[1]);
  return enough ? { python, versions } : undefined;
}

/** Runs a one-off Python program; undefined where it fails. */
export function runPython(python: string, program: string): string | undefined {
  const { status, stdout } = spawnSync(python, ["-c", program], {
    encoding: "utf8",
    env: jupyterEnvironment(),
    timeout: 60_000,
  });
  return status === 0 ? stdout.trim() : undefined;
}

/** Pythons worth asking, the likeliest first: the one behind `jupyter`, the project's own, then all on the PATH. */
export function candidatePythons(): string[] {
  const folders = [
    ...new Set((process.env.PATH ?? "").split(delimiter).filter(Boolean)),
    "/usr/bin",
    "/usr/local/bin",
  ];
  const candidates = [
    ...folders.map((folder) => pythonOfScript(join(folder, "jupyter"))),
    join(virtualEnvironment, "bin", "python"),
    ...folders.map((folder) => join(folder, "python3")),
    ...folders.flatMap(versionedPythons),
  ];
  return [...new Set(candidates.filter((path): path is string => path !== undefined && existsSync(path)))];
}

function pythonOfScript(script: string): string | undefined {
  if (!existsSync(script)) return undefined;
  return /^#!\s*(\/\S*python[\d.]*)\s*$/m.exec(readFileSync(script, "utf8").slice(0, 200))?.[1];
}

function versionedPythons(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^python3\.\d+$/.test(name))
    .map((name) => join(folder, name));
}
