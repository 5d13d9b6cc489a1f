import { createHash } from "node:crypto";
import type { SiteFiles } from "./site-files";

export type ImageType = "image/png" | "image/jpeg" | "image/svg+xml";

export interface StoredImage {
  /** Where the image lies, relative to the site's root. */
  path: string;
  type: ImageType;
  bytes: Buffer;
  /** Pixels; null where the file does not say (only PNG headers are read). */
  width: number | null;
  height: number | null;
}

const EXTENSIONS: Record<ImageType, string> = {
  "image/png": "png",
  "image/jpeg": "jpg",
  "image/svg+xml": "svg",
};

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const JPEG_SIGNATURE = Buffer.from([0xff, 0xd8, 0xff]);

function decode(type: ImageType, content: string): Buffer | null {
  if (type === "image/svg+xml") return Buffer.from(content, "utf8");
  const bytes = Buffer.from(content, "base64");
  const signature = type === "image/png" ? PNG_SIGNATURE : JPEG_SIGNATURE;
  return bytes.subarray(0, signature.length).equals(signature) ? bytes : null;
}

/** The site's pictures, as files named after their content: the same picture is kept once, and pages stay small. */
export class Images {
  static readonly folder = "assets/images";

  constructor(private readonly files: SiteFiles) {}

  /** Saves a picture of a MIME bundle (base64, or SVG text). Null if the bytes are not what the type claims. */
  async add(type: ImageType, content: string): Promise<StoredImage | null> {
    const bytes = decode(type, content);
    if (!bytes) return null;
    const path = `${Images.folder}/${contentName(bytes)}.${EXTENSIONS[type]}`;
    if (!(await this.files.keep(path))) this.files.write(path, bytes);
    const sized = type === "image/png" && bytes.length >= 24;
    return {
      path,
      type,
      bytes,
      width: sized ? bytes.readUInt32BE(16) : null,
      height: sized ? bytes.readUInt32BE(20) : null,
    };
  }
}

/** A file name that says what is inside, so that an unchanged file need not be written again. */
export function contentName(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex").slice(0, 20);
}
