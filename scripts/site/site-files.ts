import { mkdir, readdir, rename, rm, rmdir, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

const STAGING_PREFIX = ".site-";

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/**
 * Writes the site's files so that a kill at any moment leaves each file either old or new, never half-written:
 * a file is written whole in a staging folder of the same file system, then renamed into place.
 */
export class SiteFiles {
  private readonly written = new Set<string>();
  private staged = 0;

  private constructor(
    private readonly root: string,
    private readonly staging: string,
  ) {}

  /** Makes the staging folder, after removing those that killed builds left behind. */
  static async open(root: string): Promise<SiteFiles> {
    await mkdir(root, { recursive: true });
    for (const name of await readdir(root)) {
      if (!name.startsWith(STAGING_PREFIX)) continue;
      const pid = Number(name.slice(STAGING_PREFIX.length));
      if (pid === process.pid || !isRunning(pid))
        await rm(join(root, name), { recursive: true, force: true });
    }
    const staging = join(root, `${STAGING_PREFIX}${process.pid}`);
    await mkdir(staging);
    return new SiteFiles(root, staging);
  }

  /** Writes one file; `path` is relative to the site's root, with forward slashes. */
  async write(path: string, content: string | Uint8Array): Promise<void> {
    const target = join(this.root, path);
    const draft = join(this.staging, `${this.staged++}-${basename(path).slice(-40)}`);
    await writeFile(draft, content, { flush: true });
    await mkdir(dirname(target), { recursive: true });
    await rename(draft, target);
    this.written.add(path);
  }

  /** Keeps the file at `path` as this build's, if it is there: for files named after their content. */
  async keep(path: string): Promise<boolean> {
    const found = await stat(join(this.root, path)).then(
      (entry) => entry.isFile(),
      () => false,
    );
    if (found) this.written.add(path);
    return found;
  }

  /** Removes files below `folder` that end in `suffix` and that this build did not write, and folders left empty. */
  async removeStale(folder: string, suffix: string): Promise<void> {
    const entries = await readdir(join(this.root, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        await this.removeStale(path, suffix);
        await rmdir(join(this.root, path)).catch(() => undefined);
      } else if (entry.name.endsWith(suffix) && !this.written.has(path)) {
        await rm(join(this.root, path), { force: true });
      }
    }
  }

  async close(): Promise<void> {
    await rm(this.staging, { recursive: true, force: true });
  }
}
