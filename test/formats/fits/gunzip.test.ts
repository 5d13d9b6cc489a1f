import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readFits } from "../../../src/formats/fits/fits-file";
import { gunzipLimited, isGzip } from "../../../src/formats/fits/gunzip";
import { concat, emptyPrimary } from "./raw";

let seed = 1;
const noise = Uint8Array.from({ length: 60_000 }, () => (seed = (seed * 48271) % 2147483647) >> 8);
const limit = 1 << 20;

describe("gunzipLimited", () => {
  it("unpacks one member, several members and nothing", () => {
    expect(gunzipLimited(gzipSync(noise), limit)).toEqual(noise);
    const members = concat(gzipSync(noise.subarray(0, 1000)), gzipSync(""), gzipSync(noise.subarray(1000)));
    expect(gunzipLimited(members, limit)).toEqual(noise);
    expect(gunzipLimited(gzipSync(""), limit)).toHaveLength(0);
  });

  it("stops a gzip bomb at the limit", () => {
    const bomb = gzipSync(new Uint8Array(40 * 1024 * 1024));
    expect(bomb.length).toBeLessThan(50_000);
    expect(() => gunzipLimited(bomb, 1024 * 1024)).toThrow(
      /grows beyond 1048576 bytes; raise maxGunzippedBytes/,
    );
    expect(() => readFits(bomb, { maxGunzippedBytes: 2880 })).toThrow(/grows beyond 2880 bytes/);
  });

  it("refuses damaged and shortened input", () => {
    const packed = Uint8Array.from(gzipSync(noise));
    for (const cut of [3, 9, 12, 17, 5000, packed.length - 9, packed.length - 1]) {
      expect(() => gunzipLimited(packed.subarray(0, cut), limit), `cut at ${cut}`).toThrow(/gzipped file/);
    }
    for (const at of [20, 4000, packed.length - 6, packed.length - 2]) {
      const damaged = packed.slice();
      damaged[at] ^= 0x10;
      expect(() => gunzipLimited(damaged, limit), `damaged at ${at}`).toThrow(/gzipped file/);
    }
    expect(() => gunzipLimited(concat(packed, Uint8Array.of(1, 2, 3)), limit)).toThrow(/gzipped file/);
  });

  it("is what readFits does with gzipped input, once", () => {
    expect(isGzip(emptyPrimary)).toBe(false);
    expect(readFits(gzipSync(emptyPrimary)).hdus).toHaveLength(1);
    expect(() => readFits(gzipSync(gzipSync(emptyPrimary)))).toThrow(/HDU 0/);
  });
});
