import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { buildPackage } from "./set-up/build-package";
import { candidatePythons, runPython } from "./set-up/find-jupyter";
import { writeKernelSpec } from "./set-up/kernel-spec";
import { jupyterEnvironment, projectFolder, SetUpError } from "./set-up/project";

const applications = ["jupyterlab", "notebook"];

function findApplication(): { python: string; application: string } | undefined {
  for (const application of applications) {
    const python = candidatePythons().find((path) => runPython(path, `import ${application}`) !== undefined);
    if (python) return { python, application };
  }
  return undefined;
}

function main(): number {
  const found = findApplication();
  if (!found) {
    console.error(
      "JupyterLab is not installed; install it with `python3 -m pip install jupyterlab`, or Notebook with `apt-get install jupyter-notebook`.",
    );
    return 1;
  }
  buildPackage();
  writeKernelSpec();
  const mirror = process.env.SKYLEARN_MIRROR;
  const environment = jupyterEnvironment({
    ...process.env,
    SKYLEARN_MIRROR: mirror && !/^https?:/i.test(mirror) ? resolve(mirror) : mirror,
  });
  const args = ["-m", found.application, ...process.argv.slice(2), "notebooks"];
  return (
    spawnSync(found.python, args, { cwd: projectFolder, env: environment, stdio: "inherit" }).status ?? 1
  );
}

try {
  process.exitCode = main();
} catch (error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
