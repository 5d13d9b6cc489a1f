import { TSNE } from "skylearn";
import { threeClasses } from "../supervised";
import type { Workload } from "../workload";

export const workload: Workload = {
  name: "tsne-large",
  title: 'TSNE({ method: "interpolation" }), perplexity 30, 40,000 x 44',
  // It would take many minutes a round.
  peer: null,
  tolerance: 0,
  prepare(scale) {
    const { XTrain } = threeClasses(50_000 * scale);
    return async () => {
      const start = performance.now();
      const model = await new TSNE({ method: "interpolation", randomState: 0 }).fit(XTrain);
      return { fit: (performance.now() - start) / 1000, predict: 0, check: model.klDivergence };
    };
  },
};
