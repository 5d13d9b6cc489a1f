import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fetchLinearVariables, type Matrix, StandardScaler, TSNE } from "skylearn";
import type { Workload } from "../workload";

/** Where the peer finds the rows. */
const folder = join(__dirname, "..", "..", "build", "bench");

let provenance = "";

/** The features of LINEAR's variable stars, scaled; simulated ones where the catalogue cannot be had. */
async function linear(scale: number): Promise<Matrix> {
  const data = await fetchLinearVariables({ orSimulate: true });
  provenance = data.provenance;
  const n = Math.min(data.X.rows, Math.floor(data.X.rows * scale));
  const X = data.X.takeRows(Array.from({ length: n }, (_, i) => i));
  const scaled = await new StandardScaler().fitTransform(X);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "linear.f64"), scaled.data);
  return scaled;
}

export const workload: Workload = {
  name: "tsne",
  get title() {
    return `TSNE, perplexity 30, 6,146 x 8 (LINEAR, ${provenance})`;
  },
  peer: "scikit-learn, n_jobs=2",
  // 2 % of the divergence.
  tolerance: 0.027,
  prepare(scale) {
    let rows: Promise<Matrix> | undefined;
    return async () => {
      rows ??= linear(scale);
      const X = await rows;
      const start = performance.now();
      const model = await new TSNE({ randomState: 0 }).fit(X);
      return { fit: (performance.now() - start) / 1000, predict: 0, check: model.klDivergence };
    };
  },
};
