import { parseColor, type Rgba } from "../color";
import { encodePng } from "./png";

/**
 * As much of a 2D canvas as plotly.js asks for when it draws heat maps and images: filled rectangles on
 * whole pixels, pixel blocks, and `toDataURL("image/png")`. Other calls do nothing.
 */
export class SoftwareCanvas {
  #pixels = new Uint8ClampedArray(0);
  #width = 0;
  #height = 0;
  fillStyle = "#000";
  font = "10px sans-serif";

  constructor(private readonly measure: (text: string) => number) {}

  get width(): number {
    return this.#width;
  }

  get height(): number {
    return this.#height;
  }

  /** Setting a canvas' size clears it, as in a browser. */
  resize(width: number, height: number): void {
    this.#width = Math.max(0, Math.floor(width));
    this.#height = Math.max(0, Math.floor(height));
    this.#pixels = new Uint8ClampedArray(4 * this.#width * this.#height);
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.#paint(x, y, width, height, parseColor(String(this.fillStyle)) ?? [0, 0, 0, 1]);
  }

  clearRect(x: number, y: number, width: number, height: number): void {
    this.#paint(x, y, width, height, [0, 0, 0, 0], true);
  }

  createImageData(width: number, height: number): { width: number; height: number; data: Uint8ClampedArray } {
    return { width, height, data: new Uint8ClampedArray(4 * width * height) };
  }

  getImageData(x: number, y: number, width: number, height: number) {
    const block = this.createImageData(width, height);
    this.#eachRow(x, y, width, height, (row, column, count, at) => {
      block.data.set(this.#pixels.subarray(at, at + 4 * count), 4 * (row * width + column));
    });
    return block;
  }

  putImageData(
    block: { width: number; height: number; data: ArrayLike<number> },
    x: number,
    y: number,
  ): void {
    this.#eachRow(x, y, block.width, block.height, (row, column, count, at) => {
      const from = 4 * (row * block.width + column);
      for (let k = 0; k < 4 * count; k++) this.#pixels[at + k] = block.data[from + k];
    });
  }

  measureText(text: string) {
    const size = Number.parseFloat(/([\d.]+)px/.exec(this.font)?.[1] ?? "10");
    return { width: this.measure(text) * size };
  }

  toDataUrl(): string {
    const png = encodePng(this.#pixels, Math.max(1, this.#width), Math.max(1, this.#height));
    return `data:image/png;base64,${Buffer.from(png).toString("base64")}`;
  }

  #paint(x: number, y: number, width: number, height: number, color: Rgba, replace = false): void {
    const [r, g, b, alpha] = color;
    this.#eachRow(
      Math.round(x),
      Math.round(y),
      Math.round(width),
      Math.round(height),
      (_r, _c, count, start) => {
        for (let at = start; at < start + 4 * count; at += 4) {
          const under = replace ? 0 : (this.#pixels[at + 3] / 255) * (1 - alpha);
          const sum = alpha + under;
          const mix = (over: number, old: number): number => (sum ? (over * alpha + old * under) / sum : 0);
          this.#pixels[at] = mix(r, this.#pixels[at]);
          this.#pixels[at + 1] = mix(g, this.#pixels[at + 1]);
          this.#pixels[at + 2] = mix(b, this.#pixels[at + 2]);
          this.#pixels[at + 3] = 255 * sum;
        }
      },
    );
  }

  /** Calls `visit` for the part of each of a block's rows that lies on the canvas. */
  #eachRow(
    x: number,
    y: number,
    width: number,
    height: number,
    visit: (row: number, column: number, count: number, at: number) => void,
  ): void {
    const first = Math.max(0, x);
    const count = Math.min(this.#width, x + width) - first;
    if (count <= 0) return;
    for (let py = Math.max(0, y); py < Math.min(this.#height, y + height); py++) {
      visit(py - y, first - x, count, 4 * (py * this.#width + first));
    }
  }
}
