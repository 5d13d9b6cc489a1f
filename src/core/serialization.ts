import { SerializationError } from "./errors";
import { Matrix } from "./matrix";

/** A value as JSON can carry it; objects with a `$` key stand for what JSON has no form for. */
export type EncodedValue =
  | null
  | boolean
  | number
  | string
  | EncodedValue[]
  | { [name: string]: EncodedValue | object };

const typedArrays = {
  Float64Array,
  Float32Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8Array,
};

type TypedArrayName = keyof typeof typedArrays;

/**
 * Turns a parameter or fitted attribute into JSON: typed arrays and matrices as base64 (little-endian), numbers
 * that JSON lacks by name, nested estimators by their own `toJSON`.
 *
 * @throws SerializationError if the value is of a kind that a model file cannot hold.
 */
export function encode(value: unknown, path: string): EncodedValue {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") {
    return Number.isFinite(value) && !Object.is(value, -0)
      ? value
      : { $number: Object.is(value, -0) ? "-0" : String(value) };
  }
  if (Array.isArray(value)) return value.map((item, i) => encode(item ?? null, `${path}[${i}]`));
  if (value instanceof Matrix) {
    return { $matrix: [value.rows, value.cols], base64: toBase64(value.data) };
  }
  if (ArrayBuffer.isView(value)) {
    const kind = value.constructor.name;
    if (!(kind in typedArrays))
      throw new SerializationError(`${path} holds a ${kind}, which cannot be saved.`);
    return { $array: kind, base64: toBase64(value) };
  }
  if (typeof value === "object") {
    if ("toJSON" in value && typeof value.toJSON === "function")
      return { $estimator: value.toJSON() as object };
    const prototype = Object.getPrototypeOf(value);
    if (prototype === Object.prototype || prototype === null) {
      return Object.fromEntries(
        Object.entries(value)
          .filter(([, item]) => item !== undefined)
          .map(([name, item]) => {
            if (name.startsWith("$"))
              throw new SerializationError(`${path} has a key "${name}" that cannot be saved.`);
            return [name, encode(item, `${path}.${name}`)];
          }),
      );
    }
  }
  const kind = typeof value === "object" ? value.constructor.name : typeof value;
  throw new SerializationError(`${path} holds a ${kind}, which cannot be saved as data.`);
}

/**
 * Reverses {@link encode}.
 *
 * @param estimator - reads a nested estimator.
 * @throws SerializationError if the value is damaged or of a kind that this version does not know.
 */
export function decode(value: unknown, path: string, estimator: (json: unknown) => unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map((item, i) => decode(item, `${path}[${i}]`, estimator));
  const fields = value as { [name: string]: unknown };
  if ("$number" in fields) return Number(fields.$number);
  if ("$estimator" in fields) return estimator(fields.$estimator);
  if ("$matrix" in fields) {
    const [rows, cols] = fields.$matrix as [number, number];
    const data = fromBase64("Float64Array", fields.base64, path) as Float64Array;
    if (data.length !== rows * cols)
      throw new SerializationError(`${path} is damaged: ${data.length} values for ${rows} x ${cols}.`);
    return new Matrix(data, rows, cols);
  }
  if ("$array" in fields) return fromBase64(String(fields.$array), fields.base64, path);
  const out: { [name: string]: unknown } = {};
  for (const [name, item] of Object.entries(fields)) {
    if (name.startsWith("$") || name === "__proto__")
      throw new SerializationError(`${path} has an unknown key "${name}".`);
    out[name] = decode(item, `${path}.${name}`, estimator);
  }
  return out;
}

function toBase64(view: ArrayBufferView): string {
  const bytes = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const chunks: string[] = [];
  // fromCharCode takes its bytes as arguments, whose number is limited.
  for (let i = 0; i < bytes.length; i += 0x8000) {
    chunks.push(String.fromCharCode(...bytes.subarray(i, i + 0x8000)));
  }
  return btoa(chunks.join(""));
}

function fromBase64(kind: string, text: unknown, path: string) {
  if (!Object.hasOwn(typedArrays, kind))
    throw new SerializationError(`${path} is of the unknown kind "${kind}".`);
  const typedArray = typedArrays[kind as TypedArrayName];
  let binary: string;
  try {
    binary = atob(String(text));
  } catch (error) {
    throw new SerializationError(`${path} is damaged: its base64 text cannot be read.`, { cause: error });
  }
  if (binary.length % typedArray.BYTES_PER_ELEMENT !== 0) {
    throw new SerializationError(`${path} is damaged: ${binary.length} bytes are no ${kind}.`);
  }
  const bytes = Uint8Array.from(binary, (c) => c.charCodeAt(0));
  return new typedArray(bytes.buffer);
}
