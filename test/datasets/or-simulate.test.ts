import { describe, expect, it, vi } from "vitest";
import { fetchClusterModels } from "../../src/datasets/cluster-models";
import type { Dataset } from "../../src/datasets/dataset";
import { ChecksumError, DatasetUnavailableError } from "../../src/datasets/errors";
import { fetchGlobularClusters } from "../../src/datasets/globular-clusters";
import { fetchHTRU2 } from "../../src/datasets/htru2";
import { fetchLamostStars } from "../../src/datasets/lamost-stars";
import { fetchLinearVariables } from "../../src/datasets/linear-variables";
import { type OrSimulateOptions, orSimulated } from "../../src/datasets/or-simulate";
import { fetchPointSources } from "../../src/datasets/point-sources";
import { fetchSdssSpecgals } from "../../src/datasets/sdss-specgals";
import { fetchStellarClassification } from "../../src/datasets/stellar-classification";

// As on a machine that reaches nothing.
vi.mock("../../src/datasets/cache/fetch-file", () => ({
  fetchFile: async (id: string) => {
    throw new DatasetUnavailableError(id, []);
  },
}));

describe("orSimulate", () => {
  const fetchers: [string, (options: OrSimulateOptions) => Promise<Dataset>, number, number][] = [
    ["fetchClusterModels", fetchClusterModels, 132, 6],
    ["fetchGlobularClusters", fetchGlobularClusters, 157, 6],
    ["fetchHTRU2", fetchHTRU2, 17_898, 8],
    ["fetchLamostStars", fetchLamostStars, 3165, 7],
    ["fetchLinearVariables", fetchLinearVariables, 6146, 8],
    ["fetchPointSources", fetchPointSources, 9000, 4],
    ["fetchSdssSpecgals", fetchSdssSpecgals, 5000, 5],
    ["fetchStellarClassification", fetchStellarClassification, 10_000, 8],
  ];

  it.each(fetchers)(
    "%s simulates as much as the real set has, where asked to and not else",
    async (_, fetch, rows, features) => {
      await expect(fetch({})).rejects.toThrow(DatasetUnavailableError);
      await expect(fetch({ orSimulate: false })).rejects.toThrow(DatasetUnavailableError);
      const data = await fetch({ orSimulate: true });
      expect(data.X.shape).toEqual([rows, features]);
      expect(data.y).toHaveLength(rows);
      expect(data.provenance).toBe("simulated");
      expect(data.describe().text).toContain("these are not observations");
    },
  );

  it("hides no other error", async () => {
    const error = new ChecksumError("id", "place", "difference");
    const wrong = orSimulated(
      { orSimulate: true },
      () => Promise.reject(error),
      () => Promise.resolve(1),
    );
    await expect(wrong).rejects.toBe(error);
  });
});
