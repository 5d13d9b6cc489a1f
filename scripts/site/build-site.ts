import { stat } from "node:fs/promises";
import { writeAssets } from "./assets";
import { renderGallery } from "./gallery";
import { Images } from "./images";
import { LiveParts } from "./live-parts";
import { type NotebookEntry, readEntries } from "./notebook-entry";
import { renderNotebookPage } from "./notebook-page";
import { readReproduction } from "./reproduction";
import { SiteFiles } from "./site-files";
import { mostTelling, THUMBNAIL_FOLDER, type Thumbnail, writeThumbnail } from "./thumbnail";

export interface SiteOptions {
  /** Where the executed notebooks are (`notebooks/<talk>/<name>.ipynb`), and where the site goes. */
  buildDir: string;
  /** The notebooks' sources: a notebook that is no longer there is no longer on the site. */
  notebooksDir: string;
  /** The heading of the front page. Default: `skylearn notebooks`. */
  title?: string;
}

/**
 * Builds the site in `buildDir`: `index.html`, a page beside each executed notebook, and `assets/`.
 *
 * Every file is written whole or not at all, and pages of removed notebooks are removed last. A notebook that
 * failed, has not run or cannot be read is shown as such.
 *
 * @throws Error if `notebooksDir` is not a folder, or the site cannot be written.
 */
export async function buildSite({
  buildDir,
  notebooksDir,
  title = "skylearn notebooks",
}: SiteOptions): Promise<void> {
  const isFolder = await stat(notebooksDir).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) throw new Error(`Cannot build the site: ${notebooksDir} is not a folder of notebooks`);

  const reproduction = await readReproduction(buildDir);
  const entries = await readEntries({ buildDir, notebooksDir }, reproduction);
  const files = await SiteFiles.open(buildDir);
  await writeAssets(files);
  const images = new Images(files);
  const live = new LiveParts(files);
  const thumbnails = new Map<NotebookEntry, Thumbnail>();
  const shown = entries.filter((entry) => entry.status !== "not run");
  for (const [index, entry] of shown.entries()) {
    const neighbours = { previous: shown[index - 1] ?? null, next: shown[index + 1] ?? null };
    const { page, pictures } = await renderNotebookPage(entry, neighbours, title, images, live);
    files.write(`notebooks/${entry.name}.html`, page);
    const picture = mostTelling(pictures);
    const thumbnail = picture && writeThumbnail(files, picture);
    if (thumbnail) thumbnails.set(entry, thumbnail);
  }
  files.write("index.html", renderGallery(entries, thumbnails, reproduction, title));
  await files.removeStale("notebooks", ".html");
  await files.removeStale(Images.folder, "");
  await files.removeStale(LiveParts.folder, "");
  await files.removeStale(THUMBNAIL_FOLDER, "");
}
