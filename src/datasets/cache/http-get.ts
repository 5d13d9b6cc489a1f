import * as http from "node:http";
import * as https from "node:https";
import { DownloadError } from "../errors";
import { arrivingChunks } from "./chunk-queue";

export interface HttpGetOptions {
  headers?: http.OutgoingHttpHeaders;
  signal?: AbortSignal;
  /** Milliseconds without a byte after which the connection is given up. */
  timeout: number;
}

export interface HttpBody {
  /** Status and headers. */
  response: http.IncomingMessage;
  /** The raw bytes, never decompressed: it is those that the registry's checksum is of. */
  chunks: AsyncGenerator<Buffer>;
  /** Closes the connection. */
  close(): void;
}

const MAX_REDIRECTS = 10;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const CONNECT_TIMEOUT = 10_000;

/** Nothing was sent by anyone: another try a second later would only make an offline user wait. */
const UNREACHABLE = new Set([
  "ENOTFOUND",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ENETUNREACH",
  "EHOSTUNREACH",
  "ENETDOWN",
]);

/**
 * Requests a URL and follows redirects.
 *
 * @throws DownloadError if the server cannot be reached, stalls, or redirects in a loop or to another protocol.
 */
export async function httpGet(url: string, options: HttpGetOptions): Promise<HttpBody> {
  const seen = new Set<string>();
  let current = url;
  for (;;) {
    if (seen.has(current)) throw new DownloadError(url, "it redirects in a loop", false);
    if (seen.size > MAX_REDIRECTS) {
      throw new DownloadError(url, `it redirects more than ${MAX_REDIRECTS} times`, false);
    }
    seen.add(current);
    const body = await request(current, options);
    const { statusCode, headers } = body.response;
    if (!REDIRECTS.has(statusCode!)) return body;
    body.close();
    current = redirectTarget(headers.location, current);
  }
}

function redirectTarget(location: string | undefined, from: string): string {
  const target = location === undefined ? undefined : parseUrl(location, from);
  if (target !== undefined) {
    const downgrade = from.startsWith("https:") && target.protocol !== "https:";
    if (/^https?:$/.test(target.protocol) && !downgrade) return target.href;
  }
  throw new DownloadError(from, "it redirects to an address that cannot be followed", false);
}

function parseUrl(text: string, base?: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}

function request(url: string, { headers, signal, timeout }: HttpGetOptions): Promise<HttpBody> {
  return new Promise((resolve, reject) => {
    if (parseUrl(url) === undefined) throw new DownloadError(url, "this is no address", false);
    const { get } = url.startsWith("https:") ? https : http;
    const req = get(url, { agent: false, signal, headers: { "accept-encoding": "identity", ...headers } });

    let connected = false;
    let stall: NodeJS.Timeout | undefined;
    let answer: http.IncomingMessage | undefined;
    const watch = () => {
      clearTimeout(stall);
      const limit = connected ? timeout : Math.min(timeout, CONNECT_TIMEOUT);
      const reason = connected
        ? `it sent nothing for ${limit / 1000} s`
        : `it could not be reached within ${limit / 1000} s`;
      stall = setTimeout(() => {
        // Only the response hands the reason on to whoever reads it.
        (answer ?? req).destroy(new DownloadError(url, reason, connected));
      }, limit);
    };
    watch();

    req.on("socket", (socket) => {
      socket.once(url.startsWith("https:") ? "secureConnect" : "connect", () => {
        connected = true;
        watch();
      });
    });
    req.on("close", () => {
      // With an answer, the connection may close while its last bytes still wait to be read.
      if (answer === undefined) clearTimeout(stall);
    });
    req.on("error", (error) => reject(asDownloadError(error, url, signal)));
    req.on("response", (response) => {
      answer = response;
      watch();
      response.on("data", watch);
      response.on("close", () => clearTimeout(stall));
      resolve({ response, chunks: arrivingChunks(response), close: () => req.destroy() });
    });
  });
}

/** What a failed connection means; an abort that the caller asked for stays what it is. */
export function asDownloadError(error: unknown, url: string, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason;
  if (error instanceof DownloadError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? "";
  const message = error instanceof Error ? error.message : String(error);
  if (UNREACHABLE.has(code)) {
    return new DownloadError(url, `it cannot be reached (${code})`, false, { cause: error });
  }
  const permanent = /^(CERT_|ERR_TLS_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/.test(code);
  return new DownloadError(url, `the connection broke off (${message})`, !permanent, { cause: error });
}
