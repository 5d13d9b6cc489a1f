import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { fetchEntry } from "../../../src/datasets/cache/fetch-file";
import type { RegistryEntry } from "../../../src/datasets/registry";
import { useTemporaryHome } from "./temporary-home";
import { entryFor, sampleBytes, serve, TestServer } from "./test-server";

const home = useTemporaryHome();
const bytes = sampleBytes(40_000);

interface Ended {
  code: number | null;
  out: string;
}

function startFetch(entry: RegistryEntry): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(
    process.execPath,
    ["--import", "tsx", join(__dirname, "fetch-child.ts"), JSON.stringify(entry)],
    { env: process.env, stdio: ["ignore", "pipe", "pipe"] },
  );
  let out = "";
  child.stdout.on("data", (text) => {
    out += text;
  });
  child.stderr.on("data", (text) => {
    out += text;
  });
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, out })));
  return { child, ended };
}

it("two processes that want the same file download it once", async () => {
  const server = await TestServer.start(serve(bytes, { pause: 20 }));
  const entry = entryFor(bytes, [server.url()]);
  const ends = await Promise.all([startFetch(entry).ended, startFetch(entry).ended]);
  const path = join(home(), "folder", "sample.dat");
  expect(ends.map(({ code, out }) => [code, out.includes(`path ${path}`)])).toEqual([
    [0, true],
    [0, true],
  ]);
  expect(server.requests).toHaveLength(1);
  expect(readFileSync(path)).toEqual(bytes);
  await server.stop();
});

it("a process killed in the middle leaves nothing under the file's name, and the next one resumes", async () => {
  const server = await TestServer.start(serve(bytes, { pause: 20 }));
  const entry = entryFor(bytes, [server.url()]);
  const { child, ended } = startFetch(entry);
  await new Promise((resolve) => child.stdout!.once("data", resolve));
  child.kill("SIGKILL");
  expect((await ended).code).toBeNull();
  expect(existsSync(join(home(), "folder", "sample.dat"))).toBe(false);
  const path = await fetchEntry(entry);
  expect(readFileSync(path)).toEqual(bytes);
  expect(server.requests[1].range).toMatch(/^bytes=[1-9]\d*-$/);
  expect(readdirSync(join(home(), ".partial"))).toEqual([]);
  await server.stop();
});
