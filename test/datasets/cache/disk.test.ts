import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, it, vi } from "vitest";
import { fetchEntry } from "../../../src/datasets/cache/fetch-file";
import { CacheError } from "../../../src/datasets/errors";
import { useTemporaryHome } from "./temporary-home";
import { entryFor, sampleBytes, serve, TestServer } from "./test-server";

const full = vi.hoisted(() => ({ after: Number.POSITIVE_INFINITY }));

vi.mock("node:fs/promises", async (importOriginal) => {
  const original = await importOriginal<typeof import("node:fs/promises")>();
  return {
    ...original,
    open: async (...args: Parameters<typeof original.open>) => {
      const file = await original.open(...args);
      const write = file.write.bind(file);
      file.write = (async (buffer: Buffer, from: number, length: number, position: number) => {
        if (position + length > full.after)
          throw Object.assign(new Error("no space left on device"), { code: "ENOSPC" });
        return write(buffer, from, length, position);
      }) as unknown as typeof file.write;
      return file;
    },
  };
});

const home = useTemporaryHome();
const bytes = sampleBytes(200_000);
afterEach(() => {
  full.after = Number.POSITIVE_INFINITY;
});

const partials = (folder: string) =>
  readdirSync(join(folder, ".partial")).filter((name) => name.endsWith(".part"));

it("a disk that fills up (injected) gives a clear error and leaves nothing", async () => {
  const server = await TestServer.start(serve(bytes));
  full.after = 100_000;
  const promise = fetchEntry(entryFor(bytes, [server.url()]));
  await expect(promise).rejects.toThrow(CacheError);
  await expect(promise).rejects.toThrow(/The disk is full.*SKYLEARN_DATA_HOME/);
  expect(existsSync(join(home(), "folder", "sample.dat"))).toBe(false);
  expect(partials(home())).toEqual([]);
  expect(server.requests).toHaveLength(1);
  await server.stop();
});

/** A real file system of 64 KiB, where this user may mount one. */
function mountTiny(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

it("a disk that is really full (a tiny tmpfs) does the same", async (context) => {
  const folder = join(home(), "tiny");
  if (!mountTiny(folder)) return context.skip("this user may not mount a tmpfs");
  const server = await TestServer.start(serve(bytes));
  try {
    process.env.SKYLEARN_DATA_HOME = folder;
    await expect(fetchEntry(entryFor(bytes, [server.url()]))).rejects.toThrow(/The disk is full/);
    expect(existsSync(join(folder, "folder", "sample.dat"))).toBe(false);
    expect(partials(folder)).toEqual([]);
  } finally {
    execFileSync("umount", [folder]);
    await server.stop();
  }
});

it("a cache folder that is a file, or lies in one, gives a clear error", async () => {
  const server = await TestServer.start(serve(bytes));
  const file = join(home(), "..", "a-file");
  writeFileSync(file, "");
  for (const place of [file, join(file, "cache")]) {
    process.env.SKYLEARN_DATA_HOME = place;
    const promise = fetchEntry(entryFor(bytes, [server.url()]));
    await expect(promise).rejects.toThrow(CacheError);
    await expect(promise).rejects.toThrow(/SKYLEARN_DATA_HOME/);
  }
  expect(server.requests).toHaveLength(0);
  await server.stop();
});

it("a read-only cache folder gives a clear error", async (context) => {
  mkdirSync(home(), { recursive: true });
  if (process.getuid?.() === 0) return context.skip("root may write everywhere");
  chmodSync(home(), 0o500);
  await expect(fetchEntry(entryFor(bytes, ["http://127.0.0.1:1/"]))).rejects.toThrow(CacheError);
  chmodSync(home(), 0o700);
});
