import { ensurePackages } from "./ensure-packages.mjs";

await ensurePackages();
await import("tsx");
await import("../bench/bench.ts");
