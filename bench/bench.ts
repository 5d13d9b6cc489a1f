import { spawn, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { buildPackage } from "../scripts/set-up/build-package";
import type { Run, Workload } from "./workload";

/**
 * Times workloads side by side with their Python peers in one run: both sides in turn, medians of several rounds,
 * ratio above 1 where ours is faster.
 *
 *     npm run bench [-- NAME ...] [--rounds 5] [--scales 1,2,4]
 *     npm run bench -- --growth [NAME ...]
 *     npm run bench -- --accuracy
 *
 * The second shows how the cost of each of our estimators grows with the rows; the third, what forests, boosting and
 * networks reach on real data beside their peers.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "5" },
    scales: { type: "string", default: "1" },
    growth: { type: "boolean", default: false },
    accuracy: { type: "boolean", default: false },
  },
});
const rounds = Number(values.rounds);
const scales = values.scales.split(",").map(Number);

function findPython(): string {
  const candidates = ["python3", "/usr/bin/python3"];
  const found = candidates.find((python) => spawnSync(python, ["-c", "import sklearn, numpy"]).status === 0);
  if (found !== undefined) return found;
  throw new Error(
    "No Python with scikit-learn found. On Debian: apt-get install python3-sklearn python3-xgboost python3-torch",
  );
}

/** The Python process that runs the peers, asked line by line. */
class Peer {
  private readonly child = spawn(findPython(), [join(__dirname, "peer.py")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  private readonly lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();

  async run(workload: string, scale: number): Promise<Run> {
    this.child.stdin.write(`${JSON.stringify({ workload, scale })}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`The peer of ${workload} ended without an answer.`);
    return JSON.parse(value) as Run;
  }

  stop(): void {
    this.child.stdin.end();
  }
}

const median = (numbers: number[]): number => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

const ms = (seconds: number): string => `${(1000 * seconds).toPrecision(3)} ms`;

const sizeOf = (scale: number): string => (scale === 1 ? "" : `, ${scale} times the rows`);

function reportAlone({ title }: Workload, scale: number, run: Run): void {
  console.log(`\n${title}${sizeOf(scale)}: one round, without a peer`);
  console.log(`  fit           ${ms(run.fit).padStart(10)}\n  figure of merit ${run.check.toPrecision(6)}`);
}

function report(workload: Workload, scale: number, ours: Run[], theirs: Run[]): boolean {
  const total = (run: Run) => run.fit + run.predict;
  const line = (label: string, pick: (run: Run) => number) => {
    const [a, b] = [median(ours.map(pick)), median(theirs.map(pick))];
    const ratios = ours.map((run, i) => pick(theirs[i]) / pick(run));
    const spread = `${Math.min(...ratios).toPrecision(3)}–${Math.max(...ratios).toPrecision(3)}`;
    console.log(
      `  ${label.padEnd(14)}${ms(a).padStart(10)}${ms(b).padStart(12)}   ${median(ratios).toPrecision(3)} times as fast (${spread})`,
    );
  };
  console.log(
    `\n${workload.title}${sizeOf(scale)}: skylearn against ${workload.peer}, median of ${ours.length} rounds`,
  );
  line("fit", (run) => run.fit);
  // What only fits, such as a resampling, has nothing else to time.
  if (ours[0].predict > 0) {
    line("predict", (run) => run.predict);
    line("fit + predict", total);
  }
  const difference = Math.abs(ours[0].check - theirs[0].check);
  const fair = difference <= workload.tolerance;
  console.log(
    `  figure of merit ${ours[0].check.toPrecision(6)} against ${theirs[0].check.toPrecision(6)}${fair ? "" : " — DIFFERENT"}`,
  );
  return fair;
}

async function main(): Promise<void> {
  buildPackage();
  if (values.growth) {
    const { printGrowth } = await import("./growth");
    return printGrowth(positionals);
  }
  if (values.accuracy) {
    const { printAccuracy } = await import("./accuracy");
    return printAccuracy(findPython());
  }
  const names = readdirSync(join(__dirname, "workloads"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -3))
    .filter((name) => positionals.length === 0 || positionals.some((wanted) => name.includes(wanted)));
  const peer = new Peer();
  let fair = true;
  for (const name of names) {
    const { workload } = (await import(`./workloads/${name}`)) as { workload: Workload };
    for (const scale of scales) {
      const run = workload.prepare(scale);
      if (workload.peer === null) {
        reportAlone(workload, scale, await run());
        continue;
      }
      // One round unmeasured on both sides: compilation, page faults and caches.
      await run();
      await peer.run(name, scale);
      const ours: Run[] = [];
      const theirs: Run[] = [];
      for (let round = 0; round < rounds; round++) {
        ours.push(await run());
        theirs.push(await peer.run(name, scale));
      }
      fair = report(workload, scale, ours, theirs) && fair;
    }
  }
  peer.stop();
  if (!fair) process.exitCode = 1;
}

void main();
