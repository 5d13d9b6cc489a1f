import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ParameterError, ValidationError } from "../../src/core/errors";
import type { Training } from "../../src/neural/callbacks";
import { checkpoint } from "../../src/neural/files/checkpoint";
import { CheckpointError } from "../../src/neural/files/errors";
import { fitNetwork } from "../../src/neural/fit-network";
import { sequential } from "../../src/neural/sequential";
import { resumedTraining } from "./resumed-training";
import { bars, smallConvolution } from "./shapes";

let folder: string;
let unbroken: Awaited<ReturnType<typeof resumedTraining>>;
const idle = () => ({});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "skylearn-checkpoint-"));
  unbroken = await resumedTraining([checkpoint({ path: join(folder, "unbroken") }), idle]);
});
afterAll(() => rm(folder, { recursive: true }));

/** The training in a process of its own; killed after `epochs` epochs, or run to its end. */
async function trainElsewhere(path: string, epochs?: number): Promise<unknown> {
  const script = join(__dirname, "train-and-wait.ts");
  const args = ["--import", "tsx", script, path, ...(epochs === undefined ? [] : ["dawdle"])];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const exit = once(child, "exit");
  let last = "";
  for await (const line of createInterface({ input: child.stdout })) {
    last = line;
    if (line === `epoch ${epochs}`) child.kill("SIGKILL");
  }
  const [code, signal] = await exit;
  if (epochs === undefined) return JSON.parse(last);
  expect([code, signal]).toEqual([null, "SIGKILL"]);
}

describe("checkpoint", () => {
  it("lets a killed training end where an unbroken one ends", async () => {
    const path = join(folder, "killed");
    await trainElsewhere(path, 3);
    expect(await readdir(folder)).toContain("killed");
    const resumed = await trainElsewhere(path);
    expect(resumed).toEqual(JSON.parse(JSON.stringify(unbroken)));
    expect(new Set(unbroken.history.learningRate).size).toBeGreaterThan(1);
  });

  it("goes on in the same process, for more epochs, and gives the finished training at once", async () => {
    const path = join(folder, "aborted");
    const fail = () => ({
      epochDone({ history }: Training) {
        if (history.epochs === 5) throw new Error("power cut");
      },
    });
    await expect(resumedTraining([checkpoint({ path, every: 2 }), fail])).rejects.toThrow("power cut");
    expect(await resumedTraining([checkpoint({ path, resume: true }), idle])).toEqual(unbroken);
    await resumedTraining([checkpoint({ path }), idle], 4);
    expect(await resumedTraining([checkpoint({ path, resume: true }), idle])).toEqual(unbroken);
    let epochs = 0;
    const count = () => ({ epochEnd: () => void epochs++ });
    expect(await resumedTraining([checkpoint({ path, resume: true }), count])).toEqual(unbroken);
    expect(epochs).toBe(0);
  });

  it("begins anew without a file, or unless asked to resume", async () => {
    const path = join(folder, "fresh");
    expect(await resumedTraining([checkpoint({ path, resume: true }), idle])).toEqual(unbroken);
    expect(await resumedTraining([checkpoint({ path }), idle])).toEqual(unbroken);
    expect((await readdir(folder)).filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  it("refuses a damaged file", async () => {
    const whole = await readFile(join(folder, "unbroken"), "utf8");
    const cases: [string, RegExp][] = [
      [whole.slice(0, whole.length / 2), /damaged: its checksum is wrong/],
      [whole.replace(/"base64":"(.)/, (_, c) => `"base64":"${c === "A" ? "B" : "A"}`), /damaged/],
      ["", /is no checkpoint/],
      ["{}\n", /is no checkpoint/],
    ];
    for (const [text, message] of cases) {
      const path = join(folder, "damaged");
      await writeFile(path, text);
      const resumed = () => resumedTraining([checkpoint({ path, resume: true }), idle]);
      await expect(resumed()).rejects.toThrow(message);
      await expect(resumed()).rejects.toThrow(CheckpointError);
    }
  });

  it("refuses the checkpoint of another training, naming what differs", async () => {
    const resume = { callbacks: [checkpoint({ path: join(folder, "unbroken"), resume: true })] };
    const network = await sequential(smallConvolution, { inputShape: [8, 8, 1] });
    await expect(fitNetwork(network, bars(30), resume)).rejects.toThrow(
      /number of rows is 60, here it is 30/,
    );
    await expect(fitNetwork(network, bars(60), { ...resume, optimizer: "sgd" })).rejects.toThrow(/optimizer/);
    await expect(fitNetwork(network, bars(60), resume)).rejects.toThrow(ValidationError);
  });

  it("refuses unusable options", () => {
    expect(() => checkpoint({ path: "" })).toThrow(ParameterError);
    expect(() => checkpoint({ path: "a", every: 0 })).toThrow(ParameterError);
    expect(() => checkpoint({ file: "a" } as never)).toThrow(/"file"/);
  });
});
