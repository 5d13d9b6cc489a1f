import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { removeStaleTemporaryFiles, temporaryName } from "./atomic-file";
import { hashFiles, listFiles } from "./hash-files";
import { projectFolder, SetUpError, say } from "./project";

const distFolder = join(projectFolder, "dist");
const buildFolder = join(projectFolder, "build");
const stamp = ".source-hash";
const SWAP_ATTEMPTS = 5;

/**
 * Compiles `src/` to `dist/` when a source changed. The compiler writes to a temporary folder that takes the place of
 * `dist/` at the end, so that neither a killed build nor one that runs beside a notebook leaves half a package.
 */
export function buildPackage(): void {
  const sources = [
    ...listFiles(join(projectFolder, "src")),
    ...["package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json"].map((name) =>
      join(projectFolder, name),
    ),
  ];
  const hash = hashFiles(projectFolder, sources);
  const stampFile = join(distFolder, stamp);
  if (existsSync(stampFile) && readFileSync(stampFile, "utf8") === hash) return;
  say("building the package ...");
  mkdirSync(buildFolder, { recursive: true });
  removeStaleTemporaryFiles(buildFolder);
  const target = temporaryName(join(buildFolder, "dist"));
  rmSync(target, { recursive: true, force: true });
  const compiler = join(projectFolder, "node_modules", "typescript", "bin", "tsc");
  const args = ["-p", "tsconfig.build.json", "--outDir", target, "--incremental", "false"];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [compiler, ...args, "--tsBuildInfoFile", "null"],
    { cwd: projectFolder, encoding: "utf8" },
  );
  if (status !== 0) {
    rmSync(target, { recursive: true, force: true });
    throw new SetUpError(`the package does not compile:\n${stdout}${stderr}`);
  }
  writeFileSync(join(target, stamp), hash);
  putInPlace(target);
}

function putInPlace(target: string): void {
  const old = temporaryName(join(buildFolder, "dist.old"));
  for (let attempt = 1; ; attempt++) {
    try {
      if (existsSync(distFolder)) renameSync(distFolder, old);
      renameSync(target, distFolder);
      break;
    } catch (error) {
      // Another process put its own build in place between the two steps.
      if (attempt === SWAP_ATTEMPTS) throw error;
    } finally {
      rmSync(old, { recursive: true, force: true });
    }
  }
}

/** What a notebook loads of the package, as one hash. */
export function packageHash(): string {
  return hashFiles(
    projectFolder,
    listFiles(distFolder, (path) => /\.(js|json|wasm)$/.test(path) || path.endsWith(".d.ts")),
  );
}
