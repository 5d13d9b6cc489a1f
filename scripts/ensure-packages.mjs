// Plain JavaScript, because it runs before any package is there: brings node_modules in line with the lockfile.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * True when npm's own record of what it installed holds every package of the lockfile in its version.
 * npm writes that record last, so an interrupted installation is seen as incomplete.
 */
export function packagesAreInstalled(folder = projectFolder) {
  const wanted = readPackages(join(folder, "package-lock.json"));
  const installed = readPackages(join(folder, "node_modules", ".package-lock.json"));
  if (!wanted || !installed) return false;
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === "") continue;
    const found = installed[path];
    if (!found && (entry.optional || entry.devOptional || entry.peer)) continue;
    if (!found || found.version !== entry.version || found.integrity !== entry.integrity) return false;
    if (!existsSync(join(folder, path)) && !entry.optional) return false;
  }
  return Object.keys(installed).every((path) => path in wanted);
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8")).packages;
  } catch {
    return undefined;
  }
}

/**
 * Installs the lockfile's packages where they are not all there; ends the process with a message where that fails.
 *
 * `npm ci` would refuse a lockfile that lacks optional packages of other platforms, which npm itself leaves out where
 * the registry does not offer them. `npm install --no-save` installs the same versions and changes no file of ours.
 */
export function ensurePackages() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`skylearn needs Node.js 20.19 or newer; this is ${process.version}.`);
    process.exit(1);
  }
  if (packagesAreInstalled()) return;
  console.log("set-up: installing npm packages ...");
  const started = Date.now();
  const npm = process.env.npm_execpath;
  const flags = ["install", "--no-save", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const [command, args] = npm ? [process.execPath, [npm, ...flags]] : ["npm", flags];
  const { status, error } = spawnSync(command, args, { cwd: projectFolder, stdio: "inherit" });
  if (status !== 0) {
    console.error(`set-up: npm install failed${error ? ` (${error.message})` : ""}; its message is above.`);
    process.exit(1);
  }
  console.log(`set-up: npm packages installed in ${Math.round((Date.now() - started) / 1000)} s`);
}
