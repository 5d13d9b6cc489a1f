import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { SkylearnError } from "../../../src/core/errors";
import { fetchEntry } from "../../../src/datasets/cache/fetch-file";
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
const bytes = sampleBytes(6000);
const wrong = sampleBytes(6000, 2);

const length = fc.integer({ min: 0, max: 7000 });
const served = fc
  .record(
    {
      ranges: fc.boolean(),
      chunked: fc.boolean(),
      dropAfter: length,
      stallAfter: length,
      etag: fc.constantFrom('"a"', '"b"', 'W/"c"', "nonsense"),
      chunkSize: fc.constantFrom(1, 100, 1024, 8192),
    },
    { requiredKeys: [] },
  )
  .map((options) => (options.chunkSize === 1 ? { ...options, chunkSize: 500 } : options));
const content = fc.oneof(
  { weight: 5, arbitrary: fc.constant(bytes) },
  { weight: 1, arbitrary: fc.constant(wrong) },
  { weight: 1, arbitrary: length.map((n) => Buffer.concat([bytes, bytes]).subarray(0, n)) },
);
const badRange: fc.Arbitrary<Behaviour> = length.map((start) => (_request, response) => {
  response.writeHead(206, { "content-range": `bytes ${start}-5999/6000` }).end(bytes.subarray(start));
});
const behaviour: fc.Arbitrary<Behaviour> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(content, served).map(([data, options]) => serve(data, options)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(200, 204, 206, 301, 404, 416, 500, 503).map((code) => status(code)),
  },
  { weight: 1, arbitrary: fc.constantFrom("/file", "/other", "//", "ftp://x", "").map((to) => redirect(to)) },
  { weight: 1, arbitrary: badRange },
);

it("whatever the server does, there is a verified file or a named error, and never a wrong file", async () => {
  const path = join(home(), "folder", "sample.dat");
  const outcomes = { file: 0, error: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.array(behaviour, { minLength: 1, maxLength: 5 }),
      fc.boolean(),
      fc.option(fc.integer({ min: 0, max: 6000 })),
      async (behaviours, byBlob, cutCache) => {
        rmSync(home(), { recursive: true, force: true });
        const server = await TestServer.start(...behaviours);
        const known = byBlob ? { bytes: null, sha256: null, gitBlobSha1: gitBlobSha1(bytes) } : {};
        const entry = entryFor(bytes, [server.url()], known);
        const options = { retries: 3, retryDelay: 0, timeout: 60 };
        try {
          for (let round = 0; round < 2; round++) {
            const result = await fetchEntry(entry, options).catch((error) => error);
            if (typeof result === "string") {
              outcomes.file++;
              expect(readFileSync(result)).toEqual(bytes);
              if (cutCache !== null) writeFileSync(result, bytes.subarray(0, cutCache));
            } else {
              outcomes.error++;
              expect(result).toBeInstanceOf(SkylearnError);
              expect(existsSync(path) && cutCache === null).toBe(false);
            }
          }
        } finally {
          await server.stop();
        }
      },
    ),
    { numRuns: 80, interruptAfterTimeLimit: 40_000 },
  );
  expect(outcomes.file).toBeGreaterThan(10);
  expect(outcomes.error).toBeGreaterThan(10);
});
