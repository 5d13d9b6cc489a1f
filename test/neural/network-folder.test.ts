import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { NetworkFileError } from "../../src/neural/files/errors";
import { loadNetwork, saveNetwork } from "../../src/neural/files/network-folder";
import { fitNetwork } from "../../src/neural/fit-network";
import { batchNormalization, branches, conv2d, dense, dropout, flatten } from "../../src/neural/layer-specs";
import type { Network } from "../../src/neural/network";
import { networkLayers, predictNetwork } from "../../src/neural/predict-network";
import { sequential } from "../../src/neural/sequential";
import { bars } from "./shapes";

const images = bars(60);
let folder: string;
let network: Network;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "skylearn-network-"));
  network = await sequential(
    [
      branches(
        [conv2d({ filters: 2, kernelSize: 3, padding: "same", activation: "relu" })],
        [conv2d({ filters: 2, kernelSize: 5, padding: "same", activation: "relu" })],
      ),
      batchNormalization(),
      flatten(),
      dropout({ rate: 0.3 }),
      dense({ units: 3, activation: "softmax" }),
    ],
    { inputShape: [8, 8, 1], randomState: 0 },
  );
  await fitNetwork(network, images, { epochs: 2, randomState: 0 });
});
afterAll(() => rm(folder, { recursive: true }));

describe("saved networks", () => {
  it("come back the same, and train on the same", async () => {
    const path = join(folder, "deep", "galaxies");
    await saveNetwork(network, path);
    expect((await readdir(path)).sort()).toEqual(["SHA256SUMS", "model.json", "weights.bin"]);
    const back = await loadNetwork(path);
    expect(networkLayers(back)).toEqual(networkLayers(network));
    expect(await predictNetwork(back, images.x)).toEqual(await predictNetwork(network, images.x));
    const again = await loadNetwork(path);
    const options = { epochs: 2, randomState: 3 };
    expect((await fitNetwork(again, images, options)).loss).toEqual(
      (await fitNetwork(back, images, options)).loss,
    );
  });

  it("are in Keras's layers format, with checksums that sha256sum reads", async () => {
    const path = join(folder, "format");
    await saveNetwork(network, path);
    const model = JSON.parse(await readFile(join(path, "model.json"), "utf8"));
    expect(model.format).toBe("layers-model");
    const kinds = model.modelTopology.config.layers.map((layer: { class_name: string }) => layer.class_name);
    expect(kinds).toEqual(
      expect.arrayContaining(["InputLayer", "Conv2D", "Concatenate", "Dropout", "Dense"]),
    );
    expect(model.weightsManifest[0].paths).toEqual(["weights.bin"]);
    execFileSync("sha256sum", ["--check", "--status", "SHA256SUMS"], { cwd: path });
  });

  it("replace an older one, and nothing else", async () => {
    const path = join(folder, "twice");
    const other = await sequential([dense({ units: 1 })], { inputShape: [2] });
    await saveNetwork(network, path);
    await saveNetwork(other, path);
    expect(networkLayers(await loadNetwork(path)).length).toBe(1);
    expect((await readdir(folder)).filter((name) => name.startsWith("twice"))).toEqual(["twice"]);
    await writeFile(join(path, "thesis.tex"), "…");
    await expect(saveNetwork(other, path)).rejects.toThrow(/holds thesis.tex, which is not part/);
    await expect(saveNetwork(other, join(path, "thesis.tex"))).rejects.toThrow(/is no folder/);
  });

  it("are refused when a file is damaged or missing", async () => {
    for (const [name, damage] of [
      ["weights.bin", (bytes: Buffer) => bytes.subarray(1)],
      ["model.json", (bytes: Buffer) => Buffer.from(bytes.toString().replace("0.3", "0.4"))],
      ["SHA256SUMS", () => Buffer.from("")],
    ] as const) {
      const path = join(folder, "damaged");
      await saveNetwork(network, path);
      await writeFile(join(path, name), damage(await readFile(join(path, name))));
      await expect(loadNetwork(path), name).rejects.toThrow(/damaged: the checksum of .* is wrong/);
      await expect(loadNetwork(path), name).rejects.toThrow(NetworkFileError);
    }
    await expect(loadNetwork(join(folder, "nowhere"))).rejects.toThrow(/holds no saved network/);
  });
});
