import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  candidatePythons,
  findJupyter,
  type JupyterPython,
  tryPython,
  virtualEnvironment,
} from "./find-jupyter";
import { SetUpError, say } from "./project";

const requirements = join(__dirname, "requirements.txt");
const debianPackages = ["python3-nbclient", "python3-jupyter-client"];

/** Gives a Python with nbclient and jupyter_client: an installed one, else a virtual environment, else Debian's. */
export function ensureJupyter(): JupyterPython {
  const jupyter = findJupyter() ?? installWithPip() ?? installWithApt();
  if (jupyter) return jupyter;
  throw new SetUpError(
    `no Python has Jupyter's client, and it could not be installed. Install it with one of
  apt-get install ${debianPackages.join(" ")}      (Debian, Ubuntu)
  python3 -m pip install nbclient jupyter_client
and start again.`,
  );
}

function installWithPip(): JupyterPython | undefined {
  const python = candidatePythons().find((path) => succeeds(path, ["-c", "import venv, ensurepip"]));
  if (!python) return undefined;
  say("no Python has nbclient: making a virtual environment in .jupyter/venv ...");
  rmSync(virtualEnvironment, { recursive: true, force: true });
  // One try with a short timeout: a machine without PyPI must not wait minutes before the next way is tried.
  const pip = [
    "-m",
    "pip",
    "install",
    "--quiet",
    "--retries",
    "0",
    "--timeout",
    "15",
    "--requirement",
    requirements,
  ];
  const inside = join(virtualEnvironment, "bin", "python");
  if (succeeds(python, ["-m", "venv", virtualEnvironment]) && succeeds(inside, pip)) {
    const jupyter = tryPython(inside);
    if (jupyter) return jupyter;
  }
  rmSync(virtualEnvironment, { recursive: true, force: true });
  say("pip cannot install nbclient here (PyPI does not answer, or has no fitting version)");
  return undefined;
}

function installWithApt(): JupyterPython | undefined {
  const root = process.getuid?.() === 0;
  if (!succeeds("apt-get", ["--version"]) || !(root || succeeds("sudo", ["-n", "true"]))) return undefined;
  say(`installing Debian packages ${debianPackages.join(" ")} ...`);
  const environment = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
  const [command, ...prefix] = root ? environment : ["sudo", "-n", ...environment];
  // A failed update may still leave usable lists, so only the installation's own failure counts.
  spawnSync(command, [...prefix, "update", "-qq"], { stdio: "ignore" });
  const install = ["install", "-y", "-qq", "--no-install-recommends", ...debianPackages];
  const { status, stdout, stderr } = spawnSync(command, [...prefix, ...install], { encoding: "utf8" });
  if (status !== 0) {
    say(`apt-get failed:\n${`${stdout}${stderr}`.trim().split("\n").slice(-5).join("\n")}`);
    return undefined;
  }
  return findJupyter();
}

function succeeds(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}
