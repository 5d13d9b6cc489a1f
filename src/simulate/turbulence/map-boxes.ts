import { RandomState } from "../../core/random-state";
import { defineTask, runJobs } from "../../core/worker-pool";
import { AXES, projected } from "./column-density";
import { makeGas, stirGas, type TurbulenceSettings } from "./simulate-turbulence";

/** Power-law indices of the boxes: those of a list in turn, or one drawn evenly between two bounds. */
export type TurbulenceIndex = readonly number[] | { readonly from: number; readonly to: number };

export interface MapBoxesShared {
  settings: TurbulenceSettings;
  index: TurbulenceIndex;
  seed: number;
}

/** What is kept of a box. */
export interface BoxMaps {
  index: number;
  /** (3 x size x size) seen along x, y and z: log10 of the column density over its mean. */
  maps: Float32Array;
}

/** Simulates the box of a given number, which depends on no other. */
export const mapBoxTask = defineTask<MapBoxesShared, number, BoxMaps>({
  name: "mapTurbulenceBox",
  start({ settings, index, seed }) {
    const gas = makeGas(settings);
    const { size, density } = settings;
    return (box) => {
      const random = new RandomState([seed, box]);
      const own = "from" in index ? random.uniform(index.from, index.to) : index[box % index.length];
      // To its end without a pause: the next job of this thread has the same gas.
      Array.from(stirGas(gas, settings, own, random));
      const maps = new Float32Array(AXES.length * size * size);
      for (const [k, axis] of AXES.entries()) {
        const sums = projected(gas.density, size, axis);
        maps.set(
          sums.map((sum) => Math.log10(sum / (size * density))),
          k * size * size,
        );
      }
      return { index: own, maps };
    };
  },
});

/** Cells of all boxes of a batch, at least: a second or two of work. */
const BATCH_CELLS = 8 * 64 ** 3;

/** Simulates boxes number `from` to before `to` on all cores, and gives them out in order, a batch at a time. */
export async function* mapBoxes(shared: MapBoxesShared, from: number, to: number): AsyncGenerator<BoxMaps[]> {
  const cells = shared.settings.size ** 3;
  const batch = Math.max(4, Math.ceil(BATCH_CELLS / cells));
  for (let start = from; start < to; start += batch) {
    const jobs = Array.from({ length: Math.min(batch, to - start) }, (_, k) => start + k);
    yield await runJobs(mapBoxTask, shared, jobs, { milliseconds: jobs.length * cells * BOX_TIME });
  }
}

/** Milliseconds a cell of a box, roughly; it grows with the size as time steps become shorter. */
const BOX_TIME = 2e-3;
