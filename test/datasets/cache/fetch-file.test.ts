import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { fetchEntry, fetchFile } from "../../../src/datasets/cache/fetch-file";
import {
  ChecksumError,
  DatasetNotFoundError,
  DatasetUnavailableError,
  DownloadError,
} from "../../../src/datasets/errors";
import { useTemporaryHome } from "./temporary-home";
import {
  type Behaviour,
  entryFor,
  gitBlobSha1,
  redirect,
  sampleBytes,
  serve,
  status,
  TestServer,
} from "./test-server";

const home = useTemporaryHome();
const bytes = sampleBytes(20_000);
const quick = { retryDelay: 1, timeout: 10_000 };

let server: TestServer;
async function entryFrom(...behaviours: Behaviour[]) {
  server = await TestServer.start(...behaviours);
  return entryFor(bytes, [server.url()]);
}
afterEach(() => server?.stop());

const finalPath = () => join(home(), "folder", "sample.dat");
const partials = () => readdirSync(join(home(), ".partial")).filter((name) => name.endsWith(".part"));

async function failure(promise: Promise<unknown>): Promise<DatasetUnavailableError> {
  const error = await promise.then(
    () => undefined,
    (e) => e,
  );
  expect(error).toBeInstanceOf(DatasetUnavailableError);
  expect(existsSync(finalPath())).toBe(false);
  return error as DatasetUnavailableError;
}

describe("a good server", () => {
  it("gives a verified file, and the second time nothing is asked of it", async () => {
    const entry = await entryFrom(serve(bytes));
    const seen: number[] = [];
    const path = await fetchEntry(entry, { onProgress: ({ received }) => seen.push(received) });
    expect(path).toBe(finalPath());
    expect(readFileSync(path)).toEqual(bytes);
    expect(seen.at(-1)).toBe(bytes.length);
    expect(partials()).toEqual([]);
    expect(await fetchEntry(entry)).toBe(path);
    expect(server.requests).toHaveLength(1);
  });

  it("verifies git's blob SHA-1 where neither length nor SHA-256 is known", async () => {
    const base = await entryFrom(serve(bytes, { chunked: true }));
    const entry = { ...base, bytes: null, sha256: null, gitBlobSha1: gitBlobSha1(bytes) };
    expect(readFileSync(await fetchEntry(entry, quick))).toEqual(bytes);
    const other = { ...entry, file: "other", gitBlobSha1: gitBlobSha1(sampleBytes(20_000, 2)) };
    await expect(fetchEntry(other, quick)).rejects.toThrow(/git blob SHA-1/);
  });

  it("is followed through redirects", async () => {
    const entry = await entryFrom(redirect("/b"), redirect("/c", 308), serve(bytes));
    expect(readFileSync(await fetchEntry(entry, quick))).toEqual(bytes);
    expect(server.requests.map(({ url }) => url)).toEqual(["/file", "/b", "/c"]);
  });

  it("may fail first", async () => {
    const entry = await entryFrom(status(500), status(429, { "retry-after": "0" }), serve(bytes));
    expect(readFileSync(await fetchEntry(entry, quick))).toEqual(bytes);
    expect(server.requests).toHaveLength(3);
  });
});

describe("a download that breaks off", () => {
  it("is resumed where it stopped", async () => {
    const entry = await entryFrom(serve(bytes, { dropAfter: 8192, etag: '"v1"' }), serve(bytes));
    expect(readFileSync(await fetchEntry(entry, quick))).toEqual(bytes);
    expect(server.requests).toHaveLength(2);
    expect(server.requests[1]).toMatchObject({ range: "bytes=8192-", ifRange: '"v1"' });
  });

  it("starts again where the server ignores Range", async () => {
    const entry = await entryFrom(serve(bytes, { dropAfter: 8192 }), serve(bytes, { ranges: false }));
    expect(readFileSync(await fetchEntry(entry, quick))).toEqual(bytes);
    expect(server.requests[1].range).toBe("bytes=8192-");
  });

  it("starts again where the server cannot continue (416) or continues elsewhere", async () => {
    const elsewhere: Behaviour = (_request, response) =>
      response.writeHead(206, { "content-range": `bytes 5-19999/20000` }).end(bytes.subarray(5));
    for (const odd of [status(416), elsewhere]) {
      const entry = await entryFrom(serve(bytes, { dropAfter: 8192 }), odd, serve(bytes));
      expect(readFileSync(await fetchEntry({ ...entry, file: `f${odd.name}` }, quick))).toEqual(bytes);
      expect(server.requests[2].range).toBeUndefined();
      await server.stop();
    }
  });

  it("starts again where the first half turns out to be of another file", async () => {
    const entry = await entryFrom(serve(bytes));
    mkdirSync(join(home(), ".partial"), { recursive: true });
    writeFileSync(join(home(), ".partial", "sample.part"), sampleBytes(5000, 9));
    expect(readFileSync(await fetchEntry(entry, quick))).toEqual(bytes);
    expect(server.requests.map(({ range }) => range)).toEqual(["bytes=5000-", undefined]);
  });

  it("is given up after the retries, and the next fetch continues it", async () => {
    const entry = await entryFrom(serve(bytes, { dropAfter: 1024 }));
    const error = await failure(fetchEntry(entry, { ...quick, retries: 2 }));
    expect(server.requests).toHaveLength(3);
    expect(error.attempts.at(-1)?.error).toBeInstanceOf(DownloadError);
    await server.stop();
    const again = await entryFrom(serve(bytes));
    await fetchEntry(again, quick);
    expect(server.requests[0].range).toBe("bytes=3072-");
  });

  it("counts as broken off when a server without Content-Length ends early", async () => {
    const entry = await entryFrom(serve(bytes.subarray(0, 5000), { chunked: true }));
    const error = await failure(fetchEntry(entry, { ...quick, retries: 0 }));
    expect(error.message).toMatch(/ended after 5000 of 20000 bytes/);
  });
});

describe("a bad server", () => {
  it("with other bytes of the same length is refused, and they are not kept", async () => {
    const entry = await entryFrom(serve(sampleBytes(20_000, 2)));
    await expect(fetchEntry(entry, quick)).rejects.toThrow(ChecksumError);
    expect(server.requests).toHaveLength(1);
    expect(existsSync(finalPath())).toBe(false);
    expect(partials()).toEqual([]);
  });

  it("that announces too many or too few bytes is refused before they come", async () => {
    for (const length of [20_001, 19_999]) {
      const entry = await entryFrom(serve(sampleBytes(length)));
      await expect(fetchEntry(entry, quick)).rejects.toThrow(`it has ${length} bytes instead of 20000`);
      await server.stop();
    }
    expect(existsSync(finalPath())).toBe(false);
  });

  it("that sends without end is cut off as soon as it sends too much", async () => {
    let sent = 0;
    const endless: Behaviour = (_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(bytes)) sent += bytes.length;
        if (!response.destroyed) response.once("drain", more);
      };
      more();
    };
    const entry = await entryFrom(endless);
    await expect(fetchEntry(entry, quick)).rejects.toThrow("it has more than 20000 bytes");
    expect(sent).toBeLessThan(50_000_000);
    expect(partials()).toEqual([]);
  });

  it("that redirects in a loop, for ever, or away from http is left", async () => {
    let n = 0;
    const forEver: Behaviour = (request, response) => redirect(`/${n++}`)(request, response);
    const cases: [Behaviour, RegExp][] = [
      [redirect("/file"), /redirects in a loop/],
      [forEver, /redirects more than 10 times/],
      [redirect("file:///etc/passwd"), /cannot be followed/],
      [status(302), /cannot be followed/],
    ];
    for (const [behaviour, message] of cases) {
      const entry = await entryFrom(behaviour);
      expect((await failure(fetchEntry(entry, quick))).message).toMatch(message);
      expect(server.requests.length).toBeLessThan(13);
      await server.stop();
    }
  });

  it("that stalls is given up, before, in or after the headers", async () => {
    const cases = [() => undefined, serve(bytes, { stallAfter: 0 }), serve(bytes, { stallAfter: 4096 })];
    for (const behaviour of cases) {
      const entry = await entryFrom(behaviour);
      const error = await failure(fetchEntry(entry, { ...quick, timeout: 300, retries: 1 }));
      expect(error.message).toMatch(/sent nothing for 0.3 s/);
      expect(server.requests).toHaveLength(2);
      await server.stop();
    }
  });

  it("that says 404 is not asked again", async () => {
    const entry = await entryFrom(status(404));
    expect((await failure(fetchEntry(entry, quick))).message).toMatch(/HTTP status 404/);
    expect(server.requests).toHaveLength(1);
  });

  it("is passed over for one that has the file", async () => {
    const good = await TestServer.start(serve(bytes));
    const entry = await entryFrom(serve(sampleBytes(20_000, 2)));
    const both = { ...entry, urls: [server.url(), good.url()] };
    expect(readFileSync(await fetchEntry(both, quick))).toEqual(bytes);
    await good.stop();
  });

  it("that is not there is not tried again", async () => {
    const entry = await entryFrom(serve(bytes));
    await server.stop();
    const error = await failure(fetchEntry(entry, { retryDelay: 60_000 }));
    expect(error.message).toMatch(/cannot be reached \(ECONNREFUSED\)/);
    expect(error.message).toMatch(/SKYLEARN_MIRROR/);
    expect(error.message).toMatch(/orSimulate/);
  });
});

describe("the caller", () => {
  it("can abort, and a later fetch resumes", async () => {
    const entry = await entryFrom(serve(bytes, { pause: 20 }), serve(bytes));
    const controller = new AbortController();
    const promise = fetchEntry(entry, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    await expect(promise).rejects.toThrow("enough");
    expect(existsSync(finalPath())).toBe(false);
    await fetchEntry(entry, quick);
    expect(server.requests[1].range).toMatch(/^bytes=[1-9]/);
  });

  it("can abort during the back-off", async () => {
    const entry = await entryFrom(status(500));
    const signal = AbortSignal.timeout(50);
    await expect(fetchEntry(entry, { retryDelay: 60_000, signal })).rejects.toThrow(/abort/i);
  });

  it("who mistypes an id gets near ones", async () => {
    const error = await fetchFile("rrlyrae-mag").catch((e) => e);
    expect(error).toBeInstanceOf(DatasetNotFoundError);
    expect(error.suggestions[0]).toBe("rrlyrae-mags");
    expect((await fetchFile("htru").catch((e) => e)).suggestions).toContain("htru2");
    expect((await fetchFile("zzzzzz").catch((e) => e)).suggestions).toEqual([]);
  });
});

describe("the cache", () => {
  it("is not created by a failure to find or by a mirror folder", async () => {
    const mirrorFolder = join(home(), "..", "mirror");
    mkdirSync(join(mirrorFolder, "folder"), { recursive: true });
    writeFileSync(join(mirrorFolder, "folder", "sample.dat"), bytes);
    process.env.SKYLEARN_MIRROR = mirrorFolder;
    const entry = entryFor(bytes, []);
    expect(await fetchEntry(entry)).toBe(join(mirrorFolder, "folder", "sample.dat"));
    expect(existsSync(home())).toBe(false);
  });

  it("replaces a corrupted file, also one that was good earlier in this process", async () => {
    const entry = await entryFrom(serve(bytes));
    const path = await fetchEntry(entry, quick);
    const spoilt = Buffer.from(bytes);
    spoilt[777] ^= 1;
    writeFileSync(path, spoilt);
    expect(readFileSync(await fetchEntry(entry, quick))).toEqual(bytes);
    expect(server.requests).toHaveLength(2);
    await server.stop();
    writeFileSync(path, spoilt.subarray(0, 100));
    const error = await fetchEntry(entry, quick).catch((e) => e);
    expect(error).toBeInstanceOf(DatasetUnavailableError);
    expect(error.message).toMatch(/cache: it has 100 bytes instead of 20000/);
  });

  it("notices a change that keeps length and modification time", async () => {
    const entry = await entryFrom(serve(bytes));
    const path = await fetchEntry(entry, quick);
    const { atime, mtime } = statSync(path);
    const spoilt = Buffer.from(bytes);
    spoilt[0] ^= 1;
    writeFileSync(path, spoilt);
    utimesSync(path, atime, mtime);
    expect(readFileSync(await fetchEntry(entry, quick))).toEqual(bytes);
  });

  it("loses unfinished downloads that nobody came back for", async () => {
    const entry = await entryFrom(serve(bytes));
    mkdirSync(join(home(), ".partial"), { recursive: true });
    for (const name of ["old.part", "new.part"]) writeFileSync(join(home(), ".partial", name), "x");
    utimesSync(join(home(), ".partial", "old.part"), 0, 0);
    await fetchEntry(entry, quick);
    expect(partials()).toEqual(["new.part"]);
  });
});

describe("the mirror", () => {
  it("can be an address, asked before the registry's URLs", async () => {
    server = await TestServer.start(serve(bytes));
    process.env.SKYLEARN_MIRROR = `${server.url("/base")}/`;
    const entry = entryFor(bytes, ["http://127.0.0.1:1/never"], { file: "a b/sample.dat" });
    expect(readFileSync(await fetchEntry(entry, quick))).toEqual(bytes);
    expect(server.requests[0].url).toBe("/base/a%20b/sample.dat");
  });

  it("with a wrong file is passed over, or is an error where no other place has it", async () => {
    const mirrorFolder = join(home(), "..", "mirror");
    mkdirSync(join(mirrorFolder, "folder"), { recursive: true });
    writeFileSync(join(mirrorFolder, "folder", "sample.dat"), sampleBytes(20_000, 3));
    process.env.SKYLEARN_MIRROR = mirrorFolder;
    const entry = await entryFrom(serve(bytes));
    await expect(fetchEntry({ ...entry, urls: [] }, quick)).rejects.toThrow(ChecksumError);
    expect(await fetchEntry(entry, quick)).toBe(finalPath());
  });

  it("is the only place for a derived file, and the error says so", async () => {
    const error = await fetchEntry(entryFor(bytes, [], { derived: true })).catch((e) => e);
    expect(error).toBeInstanceOf(DatasetUnavailableError);
    expect(error.message).toMatch(/only a mirror has it/);
    expect(error.message).toMatch(/SKYLEARN_MIRROR is not set/);
  });
});
