import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomically } from "./atomic-file";
import { jupyterFolder, projectFolder, say } from "./project";

/** Name under which Jupyter knows the kernel. */
export const kernelName = "tslab";

/**
 * Writes the kernel's description into the project: no installer of tslab's (which needs IPython and writes to the
 * user's home), and absolute paths, so it is written anew when the project or Node moved.
 */
export function writeKernelSpec(): void {
  const file = join(jupyterFolder, "kernels", kernelName, "kernel.json");
  const kernel = join(projectFolder, "scripts", "set-up", "tslab-kernel.cjs");
  const spec = {
    argv: [process.execPath, kernel, "kernel", "--config-path={connection_file}"],
    display_name: "TypeScript",
    language: "typescript",
  };
  const text = `${JSON.stringify(spec, null, 2)}\n`;
  if (existsSync(file) && readFileSync(file, "utf8") === text) return;
  writeFileAtomically(file, text);
  say("registered the TypeScript kernel in .jupyter/kernels/tslab");
}
