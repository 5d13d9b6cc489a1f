import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { differenceFrom } from "../../src/datasets/cache/checksum";
import { findDataset, listDatasets } from "../../src/datasets/registry";

describe("the registry", () => {
  const entries = listDatasets();

  it("names each file once, below its folder, with its source, citation and terms", () => {
    expect(entries.length).toBeGreaterThanOrEqual(45);
    expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
    expect(new Set(entries.map(({ file }) => file)).size).toBe(entries.length);
    for (const entry of entries) {
      expect(entry.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
      expect(entry.file).toMatch(/^(\w[\w.-]*\/)*\w[\w.-]*$/);
      for (const text of [entry.what, entry.citation, entry.terms]) expect(text.length).toBeGreaterThan(2);
      expect(entry.citation).not.toBe("same");
    }
  });

  it("has a checksum for every file, and an address pinned to a commit unless it is derived", () => {
    for (const { sha256, gitBlobSha1, bytes, urls, derived } of entries) {
      expect(sha256 ?? gitBlobSha1).toMatch(/^([0-9a-f]{64}|[0-9a-f]{40})$/);
      if (sha256 !== null) expect(bytes).toBeGreaterThan(0);
      expect(urls.length === 0).toBe(derived);
      for (const url of urls) expect(url).toMatch(/^https:\/\/.*\/[0-9a-f]{40}\//);
    }
  });

  it("is the registry of findDataset", () => {
    expect(findDataset("rrlyrae-mags").file).toBe("RRLyrae.fit");
  });
});

const folder = process.env.SKYLEARN_MIRROR ?? "../shared/data";

describe.skipIf(!existsSync(folder))("the mirror's files", () => {
  const there = listDatasets().filter(({ file }) => existsSync(join(folder, file)));

  it.each(there.map((entry) => [entry.id, entry] as const))("%s has its checksum", async (_id, entry) => {
    const path = join(folder, entry.file);
    expect(await differenceFrom(entry, path)).toBeUndefined();
    if (entry.gitBlobSha1 !== null) {
      expect(await differenceFrom({ ...entry, sha256: null }, path)).toBeUndefined();
    }
  });
});
