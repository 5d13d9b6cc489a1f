import { fetchEntry } from "../../../src/datasets/cache/fetch-file";
import type { RegistryEntry } from "../../../src/datasets/registry";

// A process of its own that fetches the entry given as JSON, for the tests of locks and of sudden death.
fetchEntry(JSON.parse(process.argv[2]) as RegistryEntry, {
  onProgress: ({ received }) => process.stdout.write(`${received}\n`),
}).then(
  (path) => process.stdout.write(`path ${path}\n`),
  (error) => {
    process.stderr.write(`${error}\n`);
    process.exitCode = 1;
  },
);
