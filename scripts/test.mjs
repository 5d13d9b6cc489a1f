import { ensurePackages } from "./ensure-packages.mjs";

await ensurePackages();
await import("tsx");
await import("./test.ts");
