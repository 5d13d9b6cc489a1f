import { describe, expect, it, vi } from "vitest";
import { Counter, progress } from "../../src/notebook/progress";
import { terminalView } from "../../src/notebook/progress-view";

const shown = vi.hoisted(() => [] as unknown[][]);
const kernel = vi.hoisted(() => ({ running: false }));
vi.mock("../../src/notebook/display", () => ({
  inNotebook: () => kernel.running,
  displayBundle: (...args: unknown[]) => shown.push(args),
}));

function shownBy(total: number | undefined, use: (counter: Counter, clock: { time: number }) => void) {
  const lines: string[] = [];
  const clock = { time: 0 };
  const view = { show: (line: string) => lines.push(line), finish: (line: string) => lines.push(`${line}.`) };
  use(new Counter(total, "epochs", view as never, () => clock.time), clock);
  return lines;
}

describe("Counter", () => {
  it("shows at most ten updates a second, and always the last", () => {
    const lines = shownBy(1000, (counter, clock) => {
      for (let done = 1; done <= 1000; done++) {
        clock.time += 1;
        counter.update(done);
      }
    });
    expect(lines).toHaveLength(11);
    expect(lines[0]).toBe("epochs ░░░░░░░░░░░░░░░░░░░░ 1/1000, 0.0 s");
    expect(lines.at(-1)).toBe("epochs ████████████████████ 1000/1000, 1.0 s.");
  });

  it("shows a note, and a count where the total is unknown", () => {
    expect(shownBy(4, (counter) => counter.update(2, "loss 0.5"))).toEqual([
      "epochs ██████████░░░░░░░░░░ 2/4, 0.0 s, loss 0.5",
    ]);
    expect(shownBy(undefined, (counter) => counter.update(7))).toEqual(["epochs 7, 0.0 s"]);
  });

  it("finishes once, where the total was not reached too", () => {
    const lines = shownBy(4, (counter) => {
      counter.update(3);
      counter.finish();
      counter.finish();
      counter.update(4);
    });
    expect(lines).toEqual([
      "epochs ███████████████░░░░░ 3/4, 0.0 s",
      "epochs ███████████████░░░░░ 3/4, 0.0 s.",
    ]);
  });

  it("refuses a total that is no count", () => {
    expect(() => progress(-1)).toThrow(
      "The total of a progress is -1; it must be a whole number of at least 0.",
    );
    expect(() => progress(2.5)).toThrow("whole number");
  });
});

describe("progress over items", () => {
  it("passes every item on, from any iterable", () => {
    expect([...progress(["a", "b"])]).toEqual(["a", "b"]);
    expect([...progress(new Set([1, 2, 3]))]).toEqual([1, 2, 3]);
    expect([...progress([], { label: "nothing" })]).toEqual([]);
  });
});

describe("progress in a notebook", () => {
  it("updates one output in place", () => {
    kernel.running = true;
    const counter = progress(2, { label: "folds" });
    counter.update(1);
    counter.update(2);
    kernel.running = false;
    const [first, second] = shown as [
      Record<string, string>,
      object,
      { displayId: string; update: boolean },
    ][];
    expect(shown).toHaveLength(2);
    expect(first[0]["text/plain"]).toMatch(/^folds ██████████░░░░░░░░░░ 1\/2/);
    expect(first[2].update).toBe(false);
    expect(second[2]).toEqual({ displayId: first[2].displayId, update: true });
  });
});

describe("terminalView", () => {
  it("rewrites its line and ends it at the end", () => {
    let written = "";
    const view = terminalView({ write: (text) => (written += text) });
    view.show("one");
    view.finish("two");
    expect(written).toBe("\r\u001b[Kone\r\u001b[Ktwo\n");
  });
});
