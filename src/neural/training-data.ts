import { ValidationError } from "../core/errors";
import { ImageStack } from "../core/image-stack";
import { encodeLabels, encodeLabelsWith, type Label, type LabelsLike } from "../core/labels";
import { Matrix } from "../core/matrix";
import { isColumnTable, isDataFrame, isSeries, isTensor, type TableLike, toMatrix } from "../core/table-like";
import { checkSameLength, toVector, type VectorLike } from "../core/targets";
import { sizeOf } from "./layers-model";
import type { LossName } from "./loss-name";

/** What a network is given: images, or a table whose rows are read as images where the network wants images. */
export type NetworkInput = ImageStack | TableLike;

/** What a network learns: a label a row, a number a row, or several numbers a row. */
export type NetworkTarget = LabelsLike | VectorLike | TableLike;

/** Values that go through a network, row after row. */
export interface Rows {
  data: Float32Array;
  count: number;
  /** Values a row. */
  size: number;
}

/**
 * Reads input as 32-bit rows; an {@link ImageStack} is not copied.
 *
 * @param shape - one row or image as the network takes it.
 * @throws ValidationError if the shape is another, or a value is not finite.
 */
export function readInput(x: NetworkInput, shape: readonly number[], name = "x"): Rows {
  const size = sizeOf(shape);
  if (x instanceof ImageStack) {
    const own = [x.height, x.width, x.channels];
    // A dense network takes images as rows of pixels.
    if (own.join() !== shape.join() && !(shape.length === 1 && x.imageSize === size)) {
      throw new ValidationError(
        `${name} holds images of ${own.join(" x ")}, but the network takes ${shape.join(" x ")}.`,
      );
    }
    checkFinite(x, name);
    return { data: x.data, count: x.count, size };
  }
  const matrix = toMatrix(x, { name });
  if (matrix.cols !== size) {
    throw new ValidationError(
      `${name} has ${matrix.cols} columns, but the network takes ${shape.length === 1 ? size : `${shape.join(" x ")} = ${size}`} values.`,
    );
  }
  return { data: Float32Array.from(matrix.data), count: matrix.rows, size };
}

function checkFinite(images: ImageStack, name: string): void {
  if (images.count === 0) throw new ValidationError(`${name} is empty: at least one image is needed.`);
  const { data, imageSize, width, channels } = images;
  for (let k = 0; k < data.length; k++) {
    if (data[k] - data[k] === 0) continue;
    const pixel = Math.floor((k % imageSize) / channels);
    throw new ValidationError(
      `${name} holds ${data[k]} in image ${Math.floor(k / imageSize)}, row ${Math.floor(pixel / width)}, column ${pixel % width}. Replace such pixels first.`,
    );
  }
}

/** Targets as a loss compares them with the network's output: rows x units. */
export interface TargetReader {
  /** Whether each row is of one class. */
  readonly isClass: boolean;
  /** The labels that the outputs stand for; `null` where targets are given as numbers. */
  readonly classes: Label[] | null;
  read(y: NetworkTarget, count: number, name?: string): Rows;
}

/**
 * How targets are read for a loss and a number of outputs.
 *
 * @param y - the training targets, where they are known beforehand: their labels are the classes.
 * @throws ValidationError if there are not as many classes as outputs.
 */
export function targetReader(
  loss: LossName,
  units: number,
  y: NetworkTarget | undefined,
  classes: readonly Label[] | undefined,
): TargetReader {
  const isClass = loss === "categoricalCrossentropy" || (loss === "binaryCrossentropy" && units === 1);
  if (!isClass || (y !== undefined && isTable(y))) {
    return { isClass, classes: null, read: (given, count, name) => readNumbers(given, count, units, name) };
  }
  const wanted = Math.max(2, units);
  const known = classes ?? (y === undefined ? range(wanted) : encodeLabels(y as LabelsLike).classes);
  if (known.length !== wanted) {
    const list = known.slice(0, 12).join(", ");
    throw new ValidationError(
      `The network tells ${wanted} classes apart, but y has ${known.length} (${list}). Where the training rows lack a class, name all in the option classes.`,
    );
  }
  return {
    isClass,
    classes: [...known],
    read: (given, count, name = "y") =>
      isTable(given)
        ? readNumbers(given, count, units, name)
        : spread(encodeLabelsWith(known, given as LabelsLike, { name }), count, units, name),
  };
}

const range = (n: number): number[] => Array.from({ length: n }, (_, k) => k);

const isTable = (y: NetworkTarget): y is TableLike =>
  y instanceof Matrix ||
  isColumnTable(y) ||
  (isTensor(y) && y.shape.length === 2) ||
  (isDataFrame(y) && !isSeries(y)) ||
  (Array.isArray(y) && (Array.isArray(y[0]) || ArrayBuffer.isView(y[0])));

function readNumbers(y: NetworkTarget, count: number, units: number, name = "y"): Rows {
  if (!isTable(y)) {
    if (units !== 1)
      throw new ValidationError(`${name} must be a table of ${units} columns, one for each output.`);
    const vector = toVector(y as VectorLike, name);
    checkSameLength(vector.length, count, name, "x");
    return { data: Float32Array.from(vector), count, size: 1 };
  }
  const matrix = toMatrix(y, { name });
  checkSameLength(matrix.rows, count, name, "x");
  if (matrix.cols !== units) {
    throw new ValidationError(`${name} has ${matrix.cols} columns, but the network has ${units} outputs.`);
  }
  return { data: Float32Array.from(matrix.data), count, size: units };
}

/** 1 in the column of each row's class; for one output 0 or 1. */
function spread(codes: Int32Array, count: number, units: number, name: string): Rows {
  checkSameLength(codes.length, count, name, "x");
  const data = new Float32Array(count * units);
  if (units === 1) data.set(codes);
  else for (let i = 0; i < count; i++) data[i * units + codes[i]] = 1;
  return { data, count, size: units };
}

/** The class of each row: the column of the largest value, or for one column whether it is above one half. */
export function largest({ data, count, size }: Omit<Rows, "data"> & { data: ArrayLike<number> }): Int32Array {
  const codes = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    if (size === 1) {
      codes[i] = data[i] > 0.5 ? 1 : 0;
      continue;
    }
    let best = 0;
    for (let k = 1; k < size; k++) if (data[i * size + k] > data[i * size + best]) best = k;
    codes[i] = best;
  }
  return codes;
}

/** Copies the rows of the given numbers. */
export function takeRows(rows: Rows, indices: Int32Array): Rows {
  const { size } = rows;
  const data = new Float32Array(indices.length * size);
  for (let k = 0; k < indices.length; k++) {
    data.set(rows.data.subarray(indices[k] * size, (indices[k] + 1) * size), k * size);
  }
  return { data, count: indices.length, size };
}
