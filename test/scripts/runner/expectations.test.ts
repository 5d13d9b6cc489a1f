import { describe, expect, it } from "vitest";
import { ExpectationError, meets, parseExpectations } from "../../../scripts/runner/expectations";

const file = "demo.expected.json";
const parse = (entry: unknown) => parseExpectations({ records: { accuracy: entry } }, file).get("accuracy")!;
const entry = { system: "T1.7", talk: 0.9, real: { value: 0.91, tolerance: 0.01 } };

describe("parseExpectations", () => {
  it("gives the target by provenance and size", () => {
    const expectation = parse({
      ...entry,
      simulated: {
        value: 0.8,
        tolerance: 0.05,
        sizes: { quick: { value: 0.7, tolerance: 0.2 }, full: null },
      },
    });
    expect(expectation.system).toBe("T1.7");
    expect(expectation.talk).toBe(0.9);
    expect(expectation.target("real", "quick")).toEqual({ value: 0.91, tolerance: 0.01 });
    expect(expectation.target("simulated", "default")).toEqual({ value: 0.8, tolerance: 0.05 });
    expect(expectation.target("simulated", "quick")).toEqual({ value: 0.7, tolerance: 0.2 });
    expect(expectation.target("simulated", "full")).toBeNull();
  });

  it("tells a record that must not be made from one that nothing is known about", () => {
    expect(parse({ ...entry, simulated: null }).target("simulated", "default")).toBeNull();
    expect(parse(entry).target("simulated", "default")).toBeUndefined();
  });

  it.each([
    [{ ...entry, system: "RR Lyrae" }, '.system must name a system of the talks, like "T1.7"'],
    [{ ...entry, talk: undefined }, ".talk must be what the talk printed (a number or text), or null"],
    [{ ...entry, note: 1 }, ".note must be text"],
    [{ ...entry, reel: {} }, ' has the unknown field "reel"'],
    [{ system: "T1.7", talk: null }, ' must have "real" or "simulated"'],
    [{ ...entry, real: { value: 0.9 } }, ".real.tolerance must be a number that is not negative"],
    [
      { ...entry, real: { value: 0.9, tolerance: -1 } },
      ".real.tolerance must be a number that is not negative",
    ],
    [{ ...entry, real: { value: "spiral", tolerance: 1 } }, ".real.tolerance only goes with a number"],
    [{ ...entry, real: { tolerance: 1 } }, ".real.value must be a number, text, true or false"],
    [
      { ...entry, real: { value: 1, tolerance: 0, sizes: { tiny: {} } } },
      '.real.sizes has the unknown field "tiny"',
    ],
    [
      { ...entry, real: { value: 1, tolerance: 0, sizes: { quick: { value: 1 } } } },
      ".real.sizes.quick.tolerance must be a number that is not negative",
    ],
    ["0.9", " must be an object { … }"],
  ])("refuses %j", (bad, message) => {
    expect(() => parse(bad)).toThrow(ExpectationError);
    expect(() => parse(bad)).toThrow(`demo.expected.json: records["accuracy"]${message}`);
  });

  it("refuses a file without records", () => {
    expect(() => parseExpectations({}, file)).toThrow("demo.expected.json: records must be an object { … }");
  });
});

describe("meets", () => {
  it("compares numbers within the tolerance, its bounds included", () => {
    expect(meets(0.75, { value: 0.5, tolerance: 0.25 })).toBe(true);
    expect(meets(0.7501, { value: 0.5, tolerance: 0.25 })).toBe(false);
    expect(meets(Number.NaN, { value: 0.5, tolerance: 0.25 })).toBe(false);
  });

  it("compares text and truth values exactly", () => {
    expect(meets("spiral", { value: "spiral", tolerance: null })).toBe(true);
    expect(meets("Spiral", { value: "spiral", tolerance: null })).toBe(false);
    expect(meets(1, { value: true, tolerance: null })).toBe(false);
    expect(meets("0.5", { value: 0.5, tolerance: 1 })).toBe(false);
  });
});
