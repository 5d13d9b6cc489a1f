import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { RegistryEntry } from "../../../src/datasets/registry";

export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

/** A real server on the loopback interface; each request takes the next behaviour, the last one repeats. */
export class TestServer {
  readonly requests: { url: string; range: string | undefined; ifRange: string | undefined }[] = [];
  private server!: Server;
  private readonly queue: Behaviour[] = [];

  static async start(...behaviours: Behaviour[]): Promise<TestServer> {
    const out = new TestServer();
    out.queue.push(...behaviours);
    out.server = createServer((request, response) => {
      out.requests.push({
        url: request.url!,
        range: request.headers.range,
        ifRange: request.headers["if-range"] as string | undefined,
      });
      const behaviour = out.queue.length > 1 ? out.queue.shift()! : out.queue[0];
      behaviour(request, response);
    });
    await new Promise<void>((resolve) => out.server.listen(0, "127.0.0.1", resolve));
    return out;
  }

  url(path = "/file"): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${path}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

export interface ServeOptions {
  ranges?: boolean;
  etag?: string;
  /** Closes the connection after this many bytes of the body. */
  dropAfter?: number;
  /** Says nothing more after this many bytes, and keeps the connection open. */
  stallAfter?: number;
  /** Leaves out Content-Length, as a server that streams does. */
  chunked?: boolean;
  chunkSize?: number;
  /** Milliseconds between chunks. */
  pause?: number;
}

/** Serves bytes as a good server would, but for what the options spoil. */
export function serve(bytes: Buffer, options: ServeOptions = {}): Behaviour {
  const { ranges = true, etag, dropAfter, stallAfter, chunked, chunkSize = 1024, pause = 0 } = options;
  return async (request, response) => {
    const start = ranges ? Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0) : 0;
    if (etag !== undefined) response.setHeader("etag", etag);
    if (start > 0 && start >= bytes.length) {
      response.writeHead(416, { "content-range": `bytes */${bytes.length}` }).end();
      return;
    }
    const body = bytes.subarray(start);
    if (!chunked) response.setHeader("content-length", body.length);
    if (start > 0) response.setHeader("content-range", `bytes ${start}-${bytes.length - 1}/${bytes.length}`);
    response.writeHead(start > 0 ? 206 : 200);
    const end = Math.min(dropAfter ?? Number.POSITIVE_INFINITY, stallAfter ?? Number.POSITIVE_INFINITY);
    for (let i = 0; i < body.length && i < end; i += chunkSize) {
      const chunk = body.subarray(i, Math.min(i + chunkSize, end));
      await new Promise((resolve) => response.write(chunk, resolve));
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      if (response.destroyed) return;
    }
    if (stallAfter !== undefined && stallAfter < body.length) return response.flushHeaders();
    if (dropAfter !== undefined && dropAfter < body.length) {
      // An orderly end of the connection, unlike a reset, lets what was written reach the client.
      request.socket.end();
      return;
    }
    response.end();
  };
}

export const status =
  (code: number, headers: Record<string, string> = {}): Behaviour =>
  (_request, response) => {
    response.writeHead(code, headers).end("no file here");
  };

export const redirect =
  (location: string, code = 302): Behaviour =>
  (_request, response) => {
    response.writeHead(code, { location }).end();
  };

/** Bytes that do not repeat, so that a mistake in their order shows. */
export function sampleBytes(length: number, seed = 1): Buffer {
  const out = Buffer.alloc(length);
  let x = seed;
  for (let i = 0; i < length; i++) {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    out[i] = x >>> 24;
  }
  return out;
}

/** A registry entry for bytes that a test server gives out. */
export function entryFor(bytes: Buffer, urls: string[], more: Partial<RegistryEntry> = {}): RegistryEntry {
  return {
    id: "sample",
    file: "folder/sample.dat",
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    gitBlobSha1: null,
    urls,
    official: null,
    derived: false,
    what: "a sample",
    citation: "nobody",
    terms: "none",
    ...more,
  };
}

export const gitBlobSha1 = (bytes: Buffer): string =>
  createHash("sha1").update(`blob ${bytes.length}\0`).update(bytes).digest("hex");
