import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { SiteFiles } from "./site-files";

const fromHere = createRequire(__filename);

/** KaTeX's style sheet with its woff2 fonts only: every browser of the last eight years reads them. */
async function writeKatex(files: SiteFiles): Promise<void> {
  const folder = dirname(fromHere.resolve("katex"));
  for (const font of await readdir(join(folder, "fonts"))) {
    if (!font.endsWith(".woff2")) continue;
    files.write(`assets/katex/fonts/${font}`, await readFile(join(folder, "fonts", font)));
  }
  const css = await readFile(join(folder, "katex.min.css"), "utf8");
  files.write("assets/katex/katex.css", css.replace(/,url\([^)]*\.(?:woff|ttf)\) format\("[^"]*"\)/g, ""));
}

/** Copies what the pages share: style sheet, script, and KaTeX's style sheet and fonts. */
export async function writeAssets(files: SiteFiles): Promise<void> {
  await writeKatex(files);
  for (const name of ["site.css", "frames.js"]) {
    files.write(`assets/${name}`, await readFile(join(__dirname, name)));
  }
}
