import { dirname, join } from "node:path";

/** The project's own folder. */
export const projectFolder = dirname(dirname(__dirname));

/** Everything that Jupyter writes stays in here, so that nothing reaches the user's home. */
export const jupyterFolder = join(projectFolder, ".jupyter");

/** Environment in which Jupyter finds the project's kernel and keeps all its own files inside the project. */
export function jupyterEnvironment(base: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return {
    ...base,
    JUPYTER_PATH: [jupyterFolder, base.JUPYTER_PATH].filter(Boolean).join(":"),
    JUPYTER_DATA_DIR: join(jupyterFolder, "data"),
    JUPYTER_CONFIG_DIR: join(jupyterFolder, "config"),
    JUPYTER_RUNTIME_DIR: join(jupyterFolder, "runtime"),
    IPYTHONDIR: join(jupyterFolder, "ipython"),
  };
}

/** One line of what set-up does; silent steps did nothing. */
export function say(message: string): void {
  console.log(`set-up: ${message}`);
}

/** A set-up step that cannot go on; its message says what the user can do. */
export class SetUpError extends Error {}
