import { createRequire } from "node:module";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { fitNetwork } from "../../src/neural/fit-network";
import { dense } from "../../src/neural/layer-specs";
import { liveLossCurve } from "../../src/neural/live-loss-curve";
import { sequential } from "../../src/neural/sequential";

const { cache } = createRequire(__filename);
const kernelModule = "/somewhere/node_modules/tslab/dist/jupyter.js";

interface Message {
  data: { [format: string]: string };
  transient: { display_id?: string };
}

describe("a training in a notebook", () => {
  const write = vi.fn<(message: Message, update: boolean) => void>();
  beforeEach(() => {
    write.mockClear();
    cache[kernelModule] = { exports: { lastWriteDisplayData: write } } as unknown as NodeJS.Module;
  });
  afterEach(() => {
    delete cache[kernelModule];
  });

  const x = Array.from({ length: 64 }, (_, i) => [i / 64]);
  const train = async (interval: number) => {
    const network = await sequential([dense({ units: 1 })], { inputShape: [1], randomState: 0 });
    await fitNetwork(
      network,
      { x, y: x.map(([value]) => 2 * value) },
      {
        epochs: 3,
        randomState: 0,
        callbacks: [
          liveLossCurve({ interval, title: "Straight line", dataset: { provenance: "simulated" } }),
        ],
      },
    );
    const pictures = write.mock.calls.filter(([{ data }]) => "image/png" in data);
    const lines = write.mock.calls.filter(([{ data }]) => !("image/png" in data));
    return { pictures, lines: lines.map(([{ data }]) => data["text/plain"]) };
  };

  it("draws its loss curve in place, not at every epoch, and leaves the last", async () => {
    const { pictures } = await train(0);
    expect(pictures.length).toBeGreaterThan(1);
    expect(new Set(pictures.map(([{ transient }]) => transient.display_id)).size).toBe(1);
    expect(pictures.map(([, update]) => update)).toEqual(pictures.map((_, i) => i > 0));
    expect(pictures.at(-1)![0].data["text/plain"]).toContain("Straight line");
    write.mockClear();
    expect((await train(1000)).pictures.length).toBe(1);
  });

  it("says how far it is and how long it takes", async () => {
    const { lines } = await train(1000);
    expect(lines[0]).toMatch(/^epochs ░+ 0\/3, .* % of the next/);
    expect(lines.at(-1)).toMatch(/^epochs █+ 3\/3, [\d.]+ s, loss [\d.e-]+$/);
  });

  it("takes no unknown option", () => {
    expect(() => liveLossCurve({ every: 3 } as never)).toThrow(ParameterError);
  });
});

it("outside a notebook no curve is drawn", async () => {
  const network = await sequential([dense({ units: 1 })], { inputShape: [1], randomState: 0 });
  const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
  await fitNetwork(network, { x: [[1], [2]], y: [1, 2] }, { epochs: 1, callbacks: [liveLossCurve()] });
  expect(log).not.toHaveBeenCalled();
  log.mockRestore();
});
