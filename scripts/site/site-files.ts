import { mkdir, readdir, rm, rmdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { removeStaleTemporaryFiles, writeFileAtomically } from "../set-up/atomic-file";

/** The site's files: each is written whole or not at all, so that a kill leaves it either old or new. */
export class SiteFiles {
  private readonly written = new Set<string>();

  private constructor(private readonly root: string) {}

  /** Makes the site's folder, and removes what killed builds left in it. */
  static async open(root: string): Promise<SiteFiles> {
    await mkdir(root, { recursive: true });
    removeStaleTemporaryFiles(root);
    return new SiteFiles(root);
  }

  /** Writes one file; `path` is relative to the site's root, with forward slashes. */
  write(path: string, content: string | Uint8Array): void {
    writeFileAtomically(join(this.root, path), content);
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
}
