import { mkdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { RandomState } from "../../../src/core/random-state";
import { type RecordFile, readRecords, writeRecords } from "../../../src/datasets/cache/record-file";
import { useTemporaryHome } from "./temporary-home";

const home = useTemporaryHome();

const fileOf = (about = "numbers"): RecordFile => {
  mkdirSync(home(), { recursive: true });
  return { path: join(home(), "records.bin"), about, recordBytes: 3 };
};
const record = (k: number) => Uint8Array.of(k, k, k);
async function read(file: RecordFile, limit = 100): Promise<number[]> {
  const found: number[] = [];
  const count = await readRecords(file, limit, (body, k) => {
    expect([...body]).toEqual([...record(body[0])]);
    expect(k).toBe(found.length);
    found.push(body[0]);
  });
  expect(count).toBe(found.length);
  return found;
}

describe("a file of records", () => {
  it("is read as it was written, and grows", async () => {
    const file = fileOf();
    expect(await read(file)).toEqual([]);
    await writeRecords(file, 0, [record(1), record(2)]);
    await writeRecords(file, 2, [record(3)]);
    expect(await read(file)).toEqual([1, 2, 3]);
    expect(await read(file, 2)).toEqual([1, 2]);
    await writeRecords(file, 1, [record(9)]);
    expect(await read(file)).toEqual([1, 9]);
    await writeRecords(file, 0, []);
    expect(await read(file)).toEqual([]);
  });

  it("is empty for who asks about something else", async () => {
    await writeRecords(fileOf(), 0, [record(1)]);
    expect(await read(fileOf("letters"))).toEqual([]);
    expect(await read({ ...fileOf(), recordBytes: 4 })).toEqual([]);
  });

  it("never gives a record that was not written so, whatever was changed, put in or cut off", async () => {
    const file = fileOf();
    await writeRecords(file, 0, [record(1), record(2), record(3)]);
    const whole = await readFile(file.path);
    const random = new RandomState(0);
    for (let round = 0; round < 200; round++) {
      const at = random.randint(0, whole.length);
      const junk = Buffer.of(random.randint(0, 256));
      const rest =
        round % 3 === 0 ? Buffer.alloc(0) : Buffer.concat([junk, whole.subarray(at + (round % 2))]);
      await writeFile(file.path, Buffer.concat([whole.subarray(0, at), rest]));
      const found = await read(file);
      expect(found).toEqual([1, 2, 3].slice(0, found.length));
    }
  });
});
