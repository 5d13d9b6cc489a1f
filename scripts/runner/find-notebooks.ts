import { basename, join, relative } from "node:path";
import { listFiles } from "../set-up/hash-files";

/** A notebook and the files that belong to it. */
export interface Notebook {
  /** Path below the notebooks' folder without its ending, with forward slashes: `astroml/figure`. */
  readonly name: string;
  /** Short name for messages. */
  readonly label: string;
  readonly source: string;
  readonly expectations: string;
  readonly executed: string;
  readonly report: string;
}

/** Every notebook below `notebooksDir`, with the places of its results in `buildDir`. */
export function findNotebooks(notebooksDir: string, buildDir: string): Notebook[] {
  const names = listFiles(
    notebooksDir,
    (path) => path.endsWith(".ipynb") && !path.includes(".ipynb_checkpoints"),
  )
    .map((path) => relative(notebooksDir, path).slice(0, -".ipynb".length))
    .filter((name) => !basename(name).startsWith("."));
  return names.map((name) => {
    const short = basename(name);
    const unique = names.filter((other) => basename(other) === short).length === 1;
    return {
      name,
      label: unique ? short : name,
      source: join(notebooksDir, `${name}.ipynb`),
      expectations: join(notebooksDir, `${name}.expected.json`),
      executed: join(buildDir, "notebooks", `${name}.ipynb`),
      report: join(buildDir, "notebooks", `${name}.run.json`),
    };
  });
}

/** The notebooks whose name contains one of `filters`; all of them without filters. */
export function select(notebooks: readonly Notebook[], filters: readonly string[]): Notebook[] {
  if (filters.length === 0) return [...notebooks];
  const wanted = filters.map((filter) => filter.replace(/\.ipynb$/, "").toLowerCase());
  return notebooks.filter(({ name }) => wanted.some((filter) => name.toLowerCase().includes(filter)));
}
