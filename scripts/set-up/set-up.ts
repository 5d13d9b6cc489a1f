import { buildPackage } from "./build-package";
import type { JupyterPython } from "./find-jupyter";
import { ensureJupyter } from "./install-jupyter";
import { writeKernelSpec } from "./kernel-spec";

/** Makes the project ready to run notebooks; each step does nothing where its work is done already. */
export function setUp(): JupyterPython {
  buildPackage();
  writeKernelSpec();
  return ensureJupyter();
}
