import { describe, expect, it } from "vitest";
import { ParameterError } from "../../../src/core/errors";
import { columnDensity } from "../../../src/simulate/turbulence/column-density";
import { simulateTurbulence } from "../../../src/simulate/turbulence/simulate-turbulence";

describe("simulateTurbulence", () => {
  it("gives the same box for the same seed, in units of the talk", async () => {
    const box = await simulateTurbulence({ size: 16 });
    expect((await simulateTurbulence({ size: 16, randomState: 0 })).density).toEqual(box.density);
    expect((await simulateTurbulence({ size: 16, randomState: 1 })).density).not.toEqual(box.density);
    // Of 10 K and 2.33 hydrogen atoms: sqrt(k T / m), in km/s.
    expect(box.soundSpeed).toBeCloseTo(0.18817, 5);
    const cell = (10 * 3.0857e18) / 16;
    const mass = (box.density.reduce((sum, d) => sum + d, 0) * cell ** 3) / 1.98841e33;
    // The talk: "total mass of 10^4 M_sun".
    expect(mass).toBeGreaterThan(9900);
    expect(mass).toBeLessThan(10_100);
    expect(box.steps).toBeGreaterThan(2);
  });

  it("starts at the Mach number, and loses motion only", async () => {
    const speed = ({ velocity, density }: Awaited<ReturnType<typeof simulateTurbulence>>) =>
      Math.sqrt(
        velocity.reduce((sum, part) => sum + part.reduce((all, v) => all + v * v, 0), 0) / density.length,
      );
    const start = await simulateTurbulence({ size: 16, duration: 0 });
    expect(start.steps).toBe(0);
    expect(speed(start) / start.soundSpeed).toBeCloseTo(1.41, 12);
    expect(new Set(start.density)).toEqual(new Set([6.77e-22]));
    const speeds = [speed(start)];
    for (const duration of [0.5, 1, 2]) speeds.push(speed(await simulateTurbulence({ size: 16, duration })));
    expect(speeds).toEqual([...speeds].sort((a, b) => b - a));
  });

  it("keeps a uniform gas uniform in its first step, since the flow has no divergence", async () => {
    // Without slopes, whose limits know nothing of divergence.
    const box = await simulateTurbulence({ size: 16, order: 1, duration: 0.01 });
    expect(box.steps).toBe(1);
    for (const density of box.density) expect(Math.abs(density / 6.77e-22 - 1)).toBeLessThan(1e-14);
  });

  it("projects its mass along each axis", async () => {
    const box = await simulateTurbulence({ size: 8, mach: 5 });
    const depth = (box.boxSize / 8) * 3.0856775814914e18;
    const at = (x: number, y: number, z: number) => box.density[(z * 8 + y) * 8 + x];
    const sum = (value: (k: number) => number) =>
      [0, 1, 2, 3, 4, 5, 6, 7].reduce((all, k) => all + value(k), 0);
    for (const [i, j] of [
      [0, 0],
      [3, 6],
    ]) {
      expect(columnDensity(box, "x").get(i, j) / (depth * sum((x) => at(x, j, i)))).toBeCloseTo(1, 13);
      expect(columnDensity(box, "y").get(i, j) / (depth * sum((y) => at(j, y, i)))).toBeCloseTo(1, 13);
      expect(columnDensity(box, "z").get(i, j) / (depth * sum((z) => at(j, i, z)))).toBeCloseTo(1, 13);
    }
    expect(() => columnDensity(box, "w" as "x")).toThrow('axis must be one of "x", "y", "z"');
  });

  it("depends on density by its unit only", async () => {
    const [thin, thick] = [
      await simulateTurbulence({ size: 8 }),
      await simulateTurbulence({ size: 8, density: 1 }),
    ];
    for (let i = 0; i < 512; i++) expect(thick.velocity[2][i]).toBeCloseTo(thin.velocity[2][i], 14);
    for (let i = 0; i < 512; i++) expect(thick.density[i] * 6.77e-22).toBeCloseTo(thin.density[i], 30);
  });

  it.each([
    [{ size: 4 }, "size must be a whole number, at least 8 and at most 256"],
    [{ size: 24 }, "size must be a power of two; got 24."],
    [{ index: -1 }, "index must be a number, at least 0 and at most 8"],
    [{ mach: "fast" }, "mach must be a number"],
    [{ boxSize: 0 }, "boxSize must be a number, above 0"],
    [{ temperature: -3 }, "temperature must be a number, above 0"],
    [{ meanMolecularWeight: 0 }, "meanMolecularWeight must be a number, above 0"],
    [{ duration: Number.POSITIVE_INFINITY }, "duration must be a number, at least 0"],
    [{ order: 3 }, "order must be one of 1, 2"],
    [{ cfl: 0 }, "cfl must be a number, above 0 and at most 1"],
    [{ scheme: "hllc" }, 'simulateTurbulence has no option "scheme".'],
    [{ randomState: "a" }, "randomState must be a whole number, a RandomState or null."],
  ])("refuses %j", async (options, message) => {
    await expect(simulateTurbulence(options as object)).rejects.toThrow(ParameterError);
    await expect(simulateTurbulence(options as object)).rejects.toThrow(message);
  });
});
