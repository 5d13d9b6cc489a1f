// Compiles the AssemblyScript sources in src/kernels/assembly into TypeScript modules that carry the WebAssembly
// code as base64, so that the package needs neither a compiler nor a file at run time.
// `node scripts/build-kernels.mjs` writes them; `--check` exits 1 if one is not what its source compiles to.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const folder = join(dirname(fileURLToPath(import.meta.url)), "..", "src", "kernels");

/** The TypeScript module for one kernel source. */
export async function compileKernel(name) {
  const source = readFileSync(join(folder, "assembly", `${name}.as`), "utf8");
  let binary;
  const { error, stderr } = await asc.main(
    [
      `${name}.ts`,
      "--outFile",
      "out.wasm",
      "-O3",
      "--converge",
      "--noAssert",
      "--runtime",
      "stub",
      "--enable",
      "simd",
      "--importMemory",
    ],
    {
      readFile: (file) => (file === `${name}.ts` ? source : null),
      writeFile: (_file, contents) => {
        binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error) throw new Error(`${name}.as does not compile: ${error.message}\n${stderr.toString()}`);
  const lines = Buffer.from(binary)
    .toString("base64")
    .match(/.{1,100}/g);
  return [
    `// Made by scripts/build-kernels.mjs from assembly/${name}.as; do not edit.`,
    "export default [",
    ...lines.map((line) => `  "${line}",`),
    '].join("");',
    "",
  ].join("\n");
}

export const kernelFile = (name) => join(folder, `${name}-wasm.ts`);

export const kernels = [
  "affine",
  "dense",
  "fourier",
  "gas",
  "gaussian",
  "gemm",
  "kmeans",
  "layers",
  "mixture",
  "neighbors",
  "network",
  "projection",
  "random-splits",
  "smo",
  "trees",
  "tsne",
  "winograd",
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const name of kernels) {
    const text = await compileKernel(name);
    if (process.argv.includes("--check")) {
      if (readFileSync(kernelFile(name), "utf8") === text) continue;
      console.error(`${kernelFile(name)} is out of date: run node scripts/build-kernels.mjs.`);
      process.exitCode = 1;
    } else {
      writeFileSync(kernelFile(name), text);
    }
  }
}
