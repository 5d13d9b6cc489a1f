import { contentName } from "./images";
import type { SiteFiles } from "./site-files";

/**
 * HTML of live figures, each in a script file of its own that a page loads when a reader asks for the figure: the
 * pages stay small, the plotting library is there once for all of them, and it works from a file as from a server.
 * The scripts only hand over text, which then runs in a frame (see outputs.ts).
 */
export class LiveParts {
  static readonly folder = "assets/live";

  constructor(private readonly files: SiteFiles) {}

  /** Saves HTML, and gives the script's path relative to the site's root. */
  async add(content: string): Promise<string> {
    const name = contentName(Buffer.from(content));
    const path = `${LiveParts.folder}/${name}.js`;
    if (!(await this.files.keep(path))) {
      this.files.write(path, `skylearnLivePart(${JSON.stringify(name)}, ${JSON.stringify(content)});\n`);
    }
    return path;
  }
}

/** Whether HTML is not a figure but the plotting library, which `enableInteractivity` sends once for those that follow. */
export function isLiveLibrary(content: string): boolean {
  return content.includes('id="skylearn-plotly"');
}
