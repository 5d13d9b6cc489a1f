import { ValidationError } from "./errors";
import { Matrix } from "./matrix";

/** What one pixel holds, and how many images of which size there are. */
export interface ImageShape {
  count: number;
  height: number;
  width: number;
  /** Values a pixel: 1 for brightness, 3 for red, green and blue. */
  channels: number;
}

/**
 * Images of one size, one after another in one `Float32Array`, the channels of a pixel side by side:
 * `data[((i * height + row) * width + column) * channels + channel]`, which is how TensorFlow lays out a batch (NHWC).
 */
export class ImageStack implements ImageShape {
  readonly data: Float32Array;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;

  /**
   * Wraps `data` without copying it.
   *
   * @throws ValidationError if the length of `data` is not `count * height * width * channels`.
   */
  constructor(data: Float32Array, { count, height, width, channels }: ImageShape) {
    if (data.length !== count * height * width * channels) {
      throw new ValidationError(
        `${count} images of ${height} x ${width} x ${channels} need ${count * height * width * channels} values, but got ${data.length}.`,
      );
    }
    this.data = data;
    this.count = count;
    this.height = height;
    this.width = width;
    this.channels = channels;
  }

  /** Black images. */
  static zeros(shape: ImageShape): ImageStack {
    const { count, height, width, channels } = shape;
    return new ImageStack(new Float32Array(count * height * width * channels), shape);
  }

  /** Values an image: height x width x channels. */
  get imageSize(): number {
    return this.height * this.width * this.channels;
  }

  /**
   * A view of image `i`, not a copy.
   *
   * @throws ValidationError if there is no image `i`.
   */
  image(i: number): Float32Array {
    if (!(Number.isInteger(i) && i >= 0 && i < this.count)) {
      throw new ValidationError(`There is no image ${i}: images are numbered 0 to ${this.count - 1}.`);
    }
    return this.data.subarray(i * this.imageSize, (i + 1) * this.imageSize);
  }

  /** One channel of image `i` as a table of pixels (height x width), as the figure builders take it. */
  pixels(i: number, channel = 0): Matrix {
    if (!(Number.isInteger(channel) && channel >= 0 && channel < this.channels)) {
      throw new ValidationError(`There is no channel ${channel}: there are ${this.channels}.`);
    }
    const image = this.image(i);
    const data = new Float64Array(this.height * this.width);
    for (let at = 0; at < data.length; at++) data[at] = image[at * this.channels + channel];
    return new Matrix(data, this.height, this.width);
  }

  /** Copies the images of the given numbers, in that order. */
  take(indices: ArrayLike<number>): ImageStack {
    const { height, width, channels } = this;
    const taken = ImageStack.zeros({ count: indices.length, height, width, channels });
    for (let k = 0; k < indices.length; k++) taken.data.set(this.image(indices[k]), k * this.imageSize);
    return taken;
  }

  /** One row an image, one column a value of it, as the estimators take them; copies. */
  toMatrix(): Matrix {
    return new Matrix(Float64Array.from(this.data), this.count, this.imageSize);
  }

  /** One line: how many and how large. */
  toString(): string {
    const { count, height, width, channels } = this;
    return `ImageStack(${count} images, ${height} x ${width}${channels > 1 ? ` x ${channels}` : ""})`;
  }

  /** What `console.log` and a notebook show. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}
