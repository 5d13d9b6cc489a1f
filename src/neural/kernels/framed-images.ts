import { FLOAT, type Heap } from "./heap";

/** Output pixels that are worked on together, where images are small. */
const PIXELS = 512;

/** Rows and columns of zeros around an image. */
export interface Frame {
  above: number;
  below: number;
  before: number;
  after: number;
}

/** Images in memory (NHWC) that are read as if zeros were around them. */
export class FramedImages {
  readonly pixelBytes: number;
  readonly lineBytes: number;
  readonly imageBytes: number;
  private readonly isBare: boolean;

  constructor(
    private readonly address: number,
    private readonly shape: { count: number; height: number; width: number; channels: number },
    private readonly frame: Frame,
  ) {
    const { above, below, before, after } = frame;
    this.pixelBytes = shape.channels * FLOAT;
    this.lineBytes = (before + shape.width + after) * this.pixelBytes;
    this.imageBytes = (above + shape.height + below) * this.lineBytes;
    this.isBare = above + below + before + after === 0;
  }

  /** How many images are worked on together, if each gives so many pixels. */
  perBlock(pixels: number): number {
    return Math.min(this.shape.count, Math.max(1, Math.ceil(PIXELS / pixels)));
  }

  /** Bytes of an area that holds so many images with their zeros; images without zeros are read where they are. */
  areaBytes(perBlock: number): number {
    return this.isBare ? 0 : perBlock * this.imageBytes;
  }

  /** Calls `use` for some images at a time: with the address of the first, its number, and how many they are. */
  forBlocks(
    heap: Heap,
    perBlock: number,
    area: number,
    use: (address: number, first: number, count: number) => void,
  ): void {
    for (let first = 0; first < this.shape.count; first += perBlock) {
      const count = Math.min(perBlock, this.shape.count - first);
      use(this.framed(heap, first, count, area), first, count);
    }
  }

  /** The address of some images with their zeros: in the area, or where they are if there are no zeros. */
  framed(heap: Heap, first: number, count: number, area: number): number {
    const { height, width } = this.shape;
    const { above, below, before, after } = this.frame;
    const bytes = width * this.pixelBytes;
    const from = this.address + first * height * bytes;
    if (this.isBare) return from;
    const [left, right] = [before * this.pixelBytes, after * this.pixelBytes];
    heap.gemm.padImages(from, count, height, bytes, area, above, below, left, right);
    return area;
  }
}
