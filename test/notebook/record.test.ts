import { beforeEach, describe, expect, it, vi } from "vitest";
import { ParameterError } from "../../src/core/errors";
import { RECORD_MIME_TYPE, record } from "../../src/notebook/record";

const displayed = vi.hoisted(() => [] as Record<string, string>[]);
const kernel = vi.hoisted(() => ({ running: true }));
vi.mock("../../src/notebook/display", () => ({
  inNotebook: () => kernel.running,
  displayBundle: (data: Record<string, string>) => displayed.push(data),
}));

beforeEach(() => {
  displayed.length = 0;
  kernel.running = true;
});

const real = { provenance: "real" } as const;
const simulated = { provenance: "simulated" } as const;

describe("record", () => {
  it("shows a line and sends the figure with its provenance", () => {
    record("completeness", 2 / 3, real);
    expect(displayed).toHaveLength(1);
    expect(displayed[0]["text/plain"]).toBe("completeness: 0.666667 (real data)");
    expect(JSON.parse(displayed[0][RECORD_MIME_TYPE])).toEqual({
      name: "completeness",
      value: 2 / 3,
      provenance: "real",
    });
  });

  it.each([
    [42, "42"],
    [123456789, "123456789"],
    [1e-9 / 3, "3.33333e-10"],
    ["spiral", "spiral"],
    [true, "true"],
  ])("prints %s readably", (value, text) => {
    record("value", value, real);
    expect(displayed[0]["text/plain"]).toBe(`value: ${text} (real data)`);
  });

  it("prints the line outside a notebook", () => {
    kernel.running = false;
    const print = vi.spyOn(console, "log").mockReturnValue();
    record("completeness", 0.5, simulated);
    expect(print).toHaveBeenCalledExactlyOnceWith("completeness: 0.5 (simulated data)");
    expect(displayed).toEqual([]);
    print.mockRestore();
  });

  it("is simulated as soon as one data set is", () => {
    record("distance", 1, { data: [real, simulated] });
    record("distance", 1, { data: real });
    expect(displayed.map((data) => JSON.parse(data[RECORD_MIME_TYPE]).provenance)).toEqual([
      "simulated",
      "real",
    ]);
  });

  it("takes a data set that has a field called data", () => {
    record("distance", 1, { provenance: "real", data: [simulated] } as never);
    expect(JSON.parse(displayed[0][RECORD_MIME_TYPE]).provenance).toBe("real");
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, undefined, null, {}])("refuses the value %s", (value) => {
    expect(() => record("accuracy", value as never, real)).toThrow(ParameterError);
    expect(displayed).toEqual([]);
  });

  it.each([undefined, {}, { data: [] }, { data: [{}] }, { provenance: "guessed" }])(
    "refuses the source %j",
    (source) => {
      expect(() => record("accuracy", 1, source as never)).toThrow(
        'The record "accuracy" needs the data set that it was measured on',
      );
    },
  );

  it("refuses an empty name", () => {
    expect(() => record(" ", 1, real)).toThrow("A record needs a name.");
  });
});
