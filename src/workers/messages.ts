import * as errors from "../core/errors";

/** From the pool to a worker. */
export type Request =
  | { kind: "start"; task: string; shared: unknown }
  | { kind: "job"; index: number; job: unknown };

/** From a worker to the pool. */
export type Reply = { index: number; result: unknown } | { index: number; error: PlainError };

export interface PlainError {
  name: string;
  message: string;
  stack?: string;
}

export function toPlainError(error: unknown): PlainError {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  return { name: error.name, message: error.message, stack: error.stack };
}

const errorClasses: { readonly [name: string]: unknown } = { ...errors, TypeError, RangeError, SyntaxError };

/** The error that was thrown on the other thread, of the same class where that is known here. */
export function fromPlainError({ name, message, stack }: PlainError): Error {
  const known = errorClasses[name];
  const error = typeof known === "function" ? new (known as ErrorConstructor)(message) : new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}

const isPlain = (value: object): value is { [name: string]: unknown } => {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** A copy of plain data whose typed arrays lie in memory that all threads see. */
export function toShared<T>(value: T, seen = new Map<object, unknown>()): T {
  if (typeof value !== "object" || value === null) return value;
  const known = seen.get(value);
  if (known !== undefined) return known as T;
  let copy: unknown = value;
  if (ArrayBuffer.isView(value)) {
    if (value instanceof DataView || value.buffer instanceof SharedArrayBuffer) return value;
    const array = value as unknown as Float64Array;
    // a Buffer of Node's goes over as the Uint8Array that it is: its own constructor is deprecated
    const kind = value instanceof Uint8Array ? Uint8Array : array.constructor;
    const shared = new (kind as typeof Float64Array)(new SharedArrayBuffer(array.byteLength));
    shared.set(array);
    copy = shared;
  } else if (Array.isArray(value)) {
    copy = value.map((item) => toShared(item, seen));
  } else if (isPlain(value)) {
    copy = Object.fromEntries(Object.entries(value).map(([name, item]) => [name, toShared(item, seen)]));
  }
  seen.set(value, copy);
  return copy as T;
}

/** The buffers of a result that can be handed over instead of copied. */
export function transferables(value: unknown, found = new Set<ArrayBuffer>()): Set<ArrayBuffer> {
  if (typeof value !== "object" || value === null) return found;
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (Array.isArray(value)) {
    for (const item of value) transferables(item, found);
  } else if (isPlain(value)) {
    for (const item of Object.values(value)) transferables(item, found);
  }
  return found;
}
