import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FinishedRun, runNotebooks } from "./run-notebooks";

const fixtures = join(__dirname, "fixtures");
const buildDir = mkdtempSync(join(tmpdir(), "skylearn-runner-"));
const home = mkdtempSync(join(tmpdir(), "skylearn-home-"));
const run = (...args: string[]) =>
  runNotebooks(["--notebooks-dir", fixtures, "--timeout", "8", ...args], buildDir, { HOME: home });

afterAll(() => {
  rmSync(buildDir, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
});

/** Each fixture with the line that must tell what is wrong with it. */
const failing: [name: string, line: string][] = [
  ["throw", 'throw, cell 2 (throw new Error("thrown on purpose");): Error: thrown on purpose'],
  ["rejected-await", 'rejected-await, cell 1 (await Promise.reject(new Error("awaited"));): Error: awaited'],
  [
    "type-error",
    "type-error, cell 1 (const count: number = \"three\";): type error at 1:7 - Type 'string' is not assignable to type 'number'.",
  ],
  [
    "late-throw",
    "late-throw, cell 2 (setTimeout(() => {): after the cell had ended, from it or an earlier one: UncaughtException: Error: too late",
  ],
  [
    "unhandled-rejection",
    'unhandled-rejection, cell 1 (void Promise.reject(new Error("nobody listens"));): after the cell had ended, from it or an earlier one: UnhandledPromiseRejection: Error: nobody listens',
  ],
  ["stderr", 'stderr, cell 1 (console.warn("a warning");): wrote to stderr: a warning'],
  ["endless-loop", "endless-loop, cell 1 (while (true) {}): not done after 8 s (timeout)"],
  ["endless-await", "endless-await, cell 1 (await new Promise(() => {});): not done after 8 s (timeout)"],
  ["dead-kernel", "dead-kernel, cell 1 (process.exit(0);): the kernel died"],
  [
    "out-of-tolerance",
    'out-of-tolerance, cell 2 (record("accuracy", 0.91, { provenance: "simulated" });): record "accuracy" is 0.91, expected 0.9 ± 0.001 (simulated data, size default)',
  ],
  ["missing-record", 'missing-record: record "accuracy" is missing'],
  [
    "unexpected-record",
    'unexpected-record, cell 2 (record("surprise", 1, { provenance: "simulated" });): record "surprise" (1, simulated data, size default) has no expectation',
  ],
  [
    "record-twice",
    'record-twice, cell 2 (record("accuracy", 0.9, { provenance: "simulated" });): record "accuracy" is made twice',
  ],
  [
    "not-finite",
    'not-finite, cell 2 (record("accuracy", 0 / 0, { provenance: "simulated" });): ParameterError: The record "accuracy" is NaN; it must be a finite number, text, true or false.',
  ],
  [
    "bad-expectations",
    `bad-expectations: ${join(fixtures, "bad-expectations.expected.json")}: records["accuracy"].simulated.tolerance must be a number that is not negative`,
  ],
];

describe("notebooks that must fail", () => {
  let finished: FinishedRun;
  beforeAll(async () => {
    finished = await run(...failing.map(([name]) => name));
  }, 240_000);

  it.each(failing)("%s", (name, line) => {
    const report = finished.report(name);
    expect(report.status).toBe("failed");
    expect(report.failures, finished.output).toHaveLength(1);
    expect(finished.output.split("\n")).toContain(`✗ ${line}`);
  });

  it("makes the exit code 1", () => {
    expect(finished.exitCode).toBe(1);
  });

  it("still saves what was run before the failure", () => {
    const executed = JSON.parse(readFileSync(join(buildDir, "notebooks", "throw.ipynb"), "utf8"));
    expect(executed.cells[1].outputs[0].text.join("")).toContain("thrown on purpose");
    expect(executed.cells[2].outputs).toEqual([]);
  });

  it("writes nothing to the user's home", () => {
    expect(readdirSync(home)).toEqual([]);
  });
});

describe("a cell that prints a lot at once", () => {
  it("loses nothing of it", async () => {
    const finished = await run("many-messages");
    expect(finished.report("many-messages").failures, finished.output).toEqual([]);
    const file = join(buildDir, "notebooks", "many-messages.ipynb");
    const { cells } = JSON.parse(readFileSync(file, "utf8"));
    const text = cells[1].outputs.map((output: { text?: string | string[] }) =>
      [output.text ?? ""].flat().join(""),
    );
    expect(text.join("").match(/message \d+/g)).toEqual(
      Array.from({ length: 3000 }, (_, k) => `message ${k + 1}`),
    );
  }, 60_000);
});

describe("a notebook that succeeds", () => {
  it("gives exit code 0 and its records, and is not run again until something changes", async () => {
    const first = await run("good");
    expect(first.output).toContain("1 of 1 notebooks succeeded");
    expect(first.exitCode).toBe(0);
    expect(first.report("good").records).toEqual([
      {
        system: "T0.1",
        notebook: "good",
        name: "answer",
        value: 42,
        talk: null,
        expected: 42.0005,
        tolerance: 0.001,
        provenance: "simulated",
        ok: true,
      },
      {
        system: "T0.1",
        notebook: "good",
        name: "verdict",
        value: "spiral",
        talk: "spiral",
        expected: "spiral",
        tolerance: null,
        provenance: "simulated",
        ok: true,
      },
    ]);
    expect(JSON.parse(readFileSync(join(buildDir, "reproduction.json"), "utf8"))).toEqual(
      expect.arrayContaining([...first.report("good").records]),
    );

    const again = await run("good");
    expect(again.output).toContain("[good] unchanged since it succeeded");
    expect(again.exitCode).toBe(0);

    const otherSize = await run("good", "--size", "quick");
    expect(otherSize.output).toContain("[good] 3/3 ✓");
    expect(otherSize.report("good").size).toBe("quick");
  }, 120_000);
});

describe("a command line that makes no sense", () => {
  it.each([
    [["nowhere"], "no notebook's name contains nowhere; there are:"],
    [["--size", "huge"], 'the size must be one of quick, default, full, not "huge"'],
    [["--timeout", "soon"], '--timeout must be a whole number of seconds, not "soon"'],
    [["--frce"], "Unknown option '--frce'"],
  ])("%s", async (args, message) => {
    const { exitCode, output } = await run(...args);
    expect(output).toContain(message);
    expect(exitCode).toBe(2);
  });
});
