import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSimulatedTurbulenceMaps } from "skylearn";
import type { Workload } from "../workload";

export const workload: Workload = {
  name: "turbulence",
  title: "loadSimulatedTurbulenceMaps, 400 boxes of 64 x 64 x 64 with three maps each, stored",
  // The talk's code, RAMSES, is Fortran that is built for each problem.
  peer: null,
  tolerance: 0,
  prepare(scale) {
    return async () => {
      const home = mkdtempSync(join(tmpdir(), "skylearn-bench-"));
      const before = process.env.SKYLEARN_DATA_HOME;
      process.env.SKYLEARN_DATA_HOME = home;
      try {
        const start = performance.now();
        const cpu = process.cpuUsage();
        const { images } = await loadSimulatedTurbulenceMaps({ n: 400 * scale, size: 64 });
        const fit = (performance.now() - start) / 1000;
        const { user, system } = process.cpuUsage(cpu);
        console.log(`  ${((user + system) / 1e6).toFixed(0)} CPU seconds of all threads`);
        const squares = images.data.reduce((sum, value) => sum + value * value, 0);
        return { fit, predict: 0, check: Math.sqrt(squares / images.data.length) };
      } finally {
        if (before === undefined) delete process.env.SKYLEARN_DATA_HOME;
        else process.env.SKYLEARN_DATA_HOME = before;
        rmSync(home, { recursive: true, force: true });
      }
    };
  },
};
