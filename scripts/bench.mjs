import { ensurePackages } from "./ensure-packages.mjs";

ensurePackages();
await import("tsx");
await import("../bench/bench.ts");
