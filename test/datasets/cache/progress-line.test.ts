import { expect, it } from "vitest";
import { progressLine } from "../../../src/datasets/cache/progress-line";

function terminal(isTTY: boolean) {
  const written: string[] = [];
  const stream = { isTTY, write: (text: string) => written.push(text) } as unknown as NodeJS.WriteStream;
  return { stream, written };
}

const at = (received: number, total: number | undefined = 4e6) => ({ id: "set", url: "", received, total });

it("rewrites one line, not more often than ten times a second, and ends it", () => {
  const { stream, written } = terminal(true);
  let time = 0;
  const show = progressLine(stream, () => time);
  show(at(1e6));
  time = 50;
  show(at(2e6));
  time = 150;
  show(at(3e6));
  show(at(4e6));
  expect(written).toEqual([
    "\r\u001b[Kset: 1.00 MB of 4.00 MB (25 %)",
    "\r\u001b[Kset: 3.00 MB of 4.00 MB (75 %)",
    "\r\u001b[Kset: 4.00 MB of 4.00 MB (100 %)\n",
  ]);
});

it("shows what has come where the length is not known", () => {
  const { stream, written } = terminal(true);
  progressLine(stream)({ ...at(1e6), total: undefined });
  expect(written).toEqual(["\r\u001b[Kset: 1.00 MB"]);
});

it("is silent without a terminal", () => {
  const { stream, written } = terminal(false);
  progressLine(stream)(at(4e6));
  expect(written).toEqual([]);
});
