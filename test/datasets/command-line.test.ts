import { execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand } from "../../src/datasets/command-line";
import { listDatasets } from "../../src/datasets/registry";
import { useTemporaryHome } from "./cache/temporary-home";
import { serve, TestServer } from "./cache/test-server";

const home = useTemporaryHome();
const folder = resolve(process.env.SKYLEARN_MIRROR ?? "../shared/data");

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const result = { code: 0, out: "", err: "" };
  result.code = await runCommand(args, {
    out: (text) => {
      result.out += text;
    },
    err: (text) => {
      result.err += text;
    },
  });
  return result;
}

function put(file: string, content: string | Buffer): string {
  const path = join(home(), file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

describe("skylearn", () => {
  it("explains itself, and exits with 2 where it does not understand", async () => {
    expect(await run("--help")).toMatchObject({ code: 0, out: expect.stringContaining("Usage: skylearn") });
    for (const args of [
      [],
      ["data"],
      ["model", "list"],
      ["data", "lst"],
      ["data", "toString"],
      ["data", "fetch"],
      ["data", "fetch", "--force", "htru2"],
      ["data", "list", "htru2"],
    ]) {
      const { code, out, err } = await run(...args);
      expect([args, code]).toEqual([args, 2]);
      expect(out + err).toContain("Usage: skylearn");
    }
  });

  it("list shows every data set, aligned, and which are here", async () => {
    put("mwgc.dat", "");
    const { code, out } = await run("data", "list");
    const lines = out.split("\n");
    expect(code).toBe(0);
    for (const { id } of listDatasets()) expect(lines.some((line) => line.startsWith(`${id} `))).toBe(true);
    const column = lines[0].indexOf("HERE");
    const here = (id: string) =>
      lines
        .find((line) => line.startsWith(`${id} `))!
        .slice(column, column + 11)
        .trim();
    expect(here("harris-globular-clusters")).toBe("cache");
    expect(here("htru2")).toBe("-");
    expect(here("lamost-spectra")).toBe("mirror only");
    expect(out).toContain(`Cache: ${home()}`);
  });

  it("does not know a mistyped id", async () => {
    for (const command of ["fetch", "verify", "clear"]) {
      const { code, err } = await run("data", command, "htru");
      expect(code).toBe(1);
      expect(err).toContain('Did you mean "htru2"?');
    }
  });

  it("fetch says why it fails, and goes on with the next", async () => {
    const { code, err } = await run("data", "fetch", "lamost-spectra", "cmc-cluster-models");
    expect(code).toBe(1);
    expect(err.match(/cannot be had here/g)).toHaveLength(2);
  });

  it("verify finds a damaged file, and one that is not here where it was named", async () => {
    put("RRLyrae.fit", "damaged");
    const all = await run("data", "verify");
    expect(all.code).toBe(1);
    expect(all.err).toContain("rrlyrae-mags: WRONG");
    expect(all.err).toContain("it has 7 bytes instead of 80640");
    expect(await run("data", "verify", "htru2")).toMatchObject({ code: 1, err: "htru2: not here\n" });
  });

  it("clear removes its own files and folders and nothing else", async () => {
    const ours = [
      put("RRLyrae.fit", "x"),
      put("S82_RRLyr/table1.tar.gz", "x"),
      put(".partial/htru2.part", "x"),
    ];
    const foreign = put("notes.txt", "mine");
    const { code, out } = await run("data", "clear");
    expect(code).toBe(0);
    for (const path of ours) {
      expect(out).toContain(`removed ${path}\n`);
      expect(existsSync(path)).toBe(false);
    }
    expect(existsSync(join(home(), "S82_RRLyr"))).toBe(false);
    expect(existsSync(join(home(), ".partial"))).toBe(false);
    expect(readFileSync(foreign, "utf8")).toBe("mine");
    expect((await run("data", "clear")).out).toBe(`0 files removed from ${home()}\n`);
  });

  it("clear of one data set leaves the others, and an empty cache folder goes too", async () => {
    const keep = put("RRLyrae.fit", "x");
    put("mwgc.dat", "x");
    await run("data", "clear", "harris-globular-clusters");
    expect(existsSync(keep)).toBe(true);
    await run("data", "clear");
    expect(existsSync(home())).toBe(false);
  });

  it("clear does not touch a cache folder that is the mirror", async () => {
    const path = put("RRLyrae.fit", "x");
    process.env.SKYLEARN_MIRROR = home();
    expect((await run("data", "clear")).code).toBe(1);
    expect(existsSync(path)).toBe(true);
  });
});

describe.skipIf(!existsSync(folder))("skylearn, with the real files behind a server", () => {
  it("fetches, verifies, lists and clears as a process of its own", async () => {
    const server = await TestServer.start(serve(readFileSync(join(folder, "RRLyrae.fit"))));
    const env = { ...process.env, SKYLEARN_MIRROR: server.url("/data") };
    const skylearn = (...args: string[]) =>
      new Promise<{ code: number | null; out: string }>((done) => {
        const child = spawn(process.execPath, ["--import", "tsx", "src/cli.ts", "data", ...args], {
          env,
          // Less than the stall timeout: a timer left behind would keep the process from ending.
          timeout: 25_000,
        });
        let out = "";
        child.stdout.on("data", (text) => {
          out += text;
        });
        child.on("close", (code) => done({ code, out }));
      });
    const path = join(home(), "RRLyrae.fit");
    expect(await skylearn("fetch", "rrlyrae-mags")).toEqual({ code: 0, out: `${path}\n` });
    expect(server.requests.map(({ url }) => url)).toEqual(["/data/RRLyrae.fit"]);
    const verified = await skylearn("verify");
    expect(verified).toEqual({
      code: 0,
      out: `rrlyrae-mags: ok (cache ${path})\n1 file verified, 0 wrong or missing\n`,
    });
    expect((await skylearn("clear")).out).toBe(`removed ${path}\n1 file removed from ${home()}\n`);
    await server.stop();
  });

  it("tells by its exit code that it did not understand", () => {
    expect(() =>
      execFileSync(process.execPath, ["--import", "tsx", "src/cli.ts", "nonsense"], { stdio: "pipe" }),
    ).toThrow(expect.objectContaining({ status: 2 }));
  });
});
