import { relative } from "node:path";
import { stopAll } from "./runner/driver";
import { failureLine } from "./runner/failure";
import { findNotebooks, type Notebook, select } from "./runner/find-notebooks";
import { commonHash, inputHash } from "./runner/input-hash";
import { OptionError, type Options, readOptions, usage } from "./runner/options";
import { writeReproduction } from "./runner/reproduction";
import { runNotebook, unchangedReport } from "./runner/run-notebook";
import type { RunReport } from "./runner/run-report";
import { stopWithParent } from "./runner/stop-with-parent";
import { SetUpError } from "./set-up/project";
import { setUp } from "./set-up/set-up";
import { buildSite } from "./site/build-site";

const AT_ONCE = 2;

async function main(options: Options): Promise<number> {
  const { notebooksDir, buildDir, size, timeout, mirror } = options;
  const all = findNotebooks(notebooksDir, buildDir);
  const chosen = select(all, options.filters);
  if (chosen.length === 0) {
    throw new OptionError(
      `no notebook's name contains ${options.filters.join(" or ")}; there are:\n  ${all.map(({ name }) => name).join("\n  ")}`,
    );
  }
  const jupyter = setUp();
  stopWithParent(stopAll);
  const environment = { ...process.env, SKYLEARN_MIRROR: mirror };
  const common = commonHash(jupyter, size, mirror);
  const reports = new Map<Notebook, RunReport>();
  const queue = [...chosen];
  const started = Date.now();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let notebook = queue.shift(); notebook; notebook = queue.shift()) {
        const hash = inputHash(common, notebook.source, notebook.expectations);
        const earlier = options.force ? undefined : unchangedReport(notebook, hash);
        if (earlier) console.log(`[${notebook.label}] unchanged since it succeeded (--force runs it again)`);
        const report =
          earlier ?? (await runNotebook(notebook, hash, { jupyter, size, timeout, environment }));
        reports.set(notebook, report);
        for (const failure of report.failures) console.log(`✗ ${failureLine(notebook.label, failure)}`);
      }
    }),
  );
  writeReproduction(all, buildDir);
  await buildSite({ buildDir, notebooksDir });
  return summarise(chosen, reports, (Date.now() - started) / 1000, buildDir);
}

function summarise(
  notebooks: readonly Notebook[],
  reports: ReadonlyMap<Notebook, RunReport>,
  seconds: number,
  buildDir: string,
): number {
  const failed = notebooks.filter((notebook) => reports.get(notebook)?.status !== "ok");
  const records = [...reports.values()].flatMap((report) => report.records);
  const simulated = records.filter(({ provenance }) => provenance === "simulated").length;
  console.log(
    `\n${notebooks.length - failed.length} of ${notebooks.length} notebooks succeeded in ${seconds.toFixed(0)} s; ` +
      `${records.length} records (${simulated} on simulated data)`,
  );
  for (const notebook of failed) {
    for (const failure of reports.get(notebook)?.failures ?? []) {
      console.log(`✗ ${failureLine(notebook.label, failure)}`);
    }
  }
  console.log(`site: ${relative(process.cwd(), buildDir) || "."}/index.html`);
  return failed.length === 0 ? 0 : 1;
}

async function start(): Promise<void> {
  try {
    const options = readOptions(process.argv.slice(2));
    if (options) process.exitCode = await main(options);
    else console.log(usage);
  } catch (error) {
    if (!(error instanceof OptionError || error instanceof SetUpError)) throw error;
    console.error(error.message);
    process.exitCode = 2;
  }
}

void start();
