// Plain JavaScript, because it runs before any package is there: brings node_modules in line with the lockfile.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const OTHER_INSTALLATION_LIMIT = 300_000;
const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * True when npm's own record of what it installed holds every package of the lockfile in its version.
 */
export function packagesAreInstalled(folder = projectFolder) {
  if (existsSync(markerOf(folder))) return false;
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

// There while npm works, so that an installation that was cut off is told from a whole one.
function markerOf(folder) {
  return join(folder, "node_modules", ".installing");
}

/** Empties node_modules where an installation was cut off: npm takes a half-unpacked package for a whole one. */
export function removeBrokenInstallation(folder = projectFolder) {
  const modules = join(folder, "node_modules");
  if (!existsSync(modules)) return;
  if (!existsSync(markerOf(folder)) && existsSync(join(modules, ".package-lock.json"))) return;
  for (const entry of readdirSync(modules)) rmSync(join(modules, entry), { recursive: true, force: true });
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
export async function ensurePackages() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`skylearn needs Node.js 20.19 or newer; this is ${process.version}.`);
    process.exit(1);
  }
  await otherInstallation();
  if (packagesAreInstalled()) return;
  console.log("set-up: installing npm packages ...");
  const started = Date.now();
  removeBrokenInstallation();
  const problem = await runNpm();
  if (problem) {
    console.error(`set-up: npm install failed (${problem}); its message is above.`);
    process.exit(1);
  }
  rmSync(markerOf(projectFolder), { force: true });
  console.log(`set-up: npm packages installed in ${Math.round((Date.now() - started) / 1000)} s`);
}

/** Runs npm with its process id in the marker; gives what went wrong, if anything did. */
function runNpm() {
  const npm = process.env.npm_execpath;
  const flags = ["install", "--no-save", "--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const [command, args] = npm ? [process.execPath, [npm, ...flags]] : ["npm", flags];
  const child = spawn(command, args, { cwd: projectFolder, stdio: "inherit" });
  const marker = markerOf(projectFolder);
  mkdirSync(dirname(marker), { recursive: true });
  writeFileSync(marker, String(child.pid ?? ""));
  const stop = (signal) => {
    child.kill(signal);
    process.exit(1);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, stop);
  return new Promise((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code, signal) => resolve(code === 0 ? undefined : (signal ?? `exit code ${code}`)));
  }).finally(() => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(signal, stop);
  });
}

/** Waits while npm still works here, for a second `npm start` or one that was killed: two at once would clash. */
async function otherInstallation() {
  const isRunning = () => {
    try {
      return process.kill(Number(readFileSync(markerOf(projectFolder), "utf8")), 0);
    } catch {
      return false;
    }
  };
  if (!isRunning()) return;
  console.log("set-up: waiting for another installation of the npm packages ...");
  // A limit, because after a restart the number may belong to some other process.
  for (const end = Date.now() + OTHER_INSTALLATION_LIMIT; isRunning() && Date.now() < end; ) await sleep(500);
  await sleep(500); // Its own end, after npm's, takes the marker away.
}
