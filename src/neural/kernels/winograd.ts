import type { backend_util, TensorInfo } from "@tensorflow/tfjs-core";
import { matricesBytes } from "../../kernels/winograd";
import { type Ending, plainEnding } from "./convolution";
import { FramedImages } from "./framed-images";
import { FLOAT, type Heap } from "./heap";

type Conv2DInfo = backend_util.Conv2DInfo;

/** Numbers of the transformed tiles that stay in the second-level cache. */
const CACHED = 12_288;
/** The fewest channels, on both sides, for which transforming costs less than it saves. */
const FEWEST_CHANNELS = 16;
/** The least share of the tiles' pixels that must be in the image. */
const LEAST_SHARE = 0.55;

/**
 * Whether a convolution and its gradients are faster by tiles of 2 x 2 pixels of the output.
 *
 * @see Lavin & Gray 2016, https://arxiv.org/abs/1509.09308, F(2x2, 3x3)
 */
export function suitsTiles(info: Conv2DInfo): boolean {
  const { inChannels, outChannels, outHeight, outWidth, inHeight, inWidth, padInfo } = info;
  const isPlain3x3 =
    info.filterHeight === 3 &&
    info.filterWidth === 3 &&
    info.strideHeight === 1 &&
    info.strideWidth === 1 &&
    info.dilationHeight === 1 &&
    info.dilationWidth === 1;
  return (
    isPlain3x3 &&
    [inChannels, outChannels].every((channels) => channels % 8 === 0 && channels >= FEWEST_CHANNELS) &&
    Math.max(padInfo.top, padInfo.left) <= 2 &&
    filled(outHeight, outWidth) >= LEAST_SHARE &&
    filled(inHeight, inWidth) >= LEAST_SHARE
  );
}

const tiles = (size: number): number => Math.ceil(size / 2);
const filled = (height: number, width: number): number =>
  (height * width) / (4 * tiles(height) * tiles(width));

/** Tiles that are worked on together. */
const tilesAtOnce = (inChannels: number, outChannels: number): number =>
  Math.max(16, Math.min(256, 4 * Math.floor(CACHED / (4 * (inChannels + outChannels)))));

/** Images of which tiles of 4 x 4 pixels are read, two pixels from one to the next. */
function tiledImages(
  heap: Heap,
  tensor: TensorInfo,
  { above, before, down, across }: { above: number; before: number; down: number; across: number },
  overlap: number,
): FramedImages {
  const [count, height, width, channels] = tensor.shape;
  const below = Math.max(0, 2 * down + overlap - above - height);
  const after = Math.max(0, 2 * across + overlap - before - width);
  return new FramedImages(
    heap.address(tensor),
    { count, height, width, channels },
    { above, below, before, after },
  );
}

/** A filter as a stack of matrices: how far apart, in bytes, its taps, rows and columns are. */
interface FilterLayout {
  tapStep: number;
  rowStep: number;
  columnStep: number;
  flipped: boolean;
}

/** The convolution of images by a filter of 3 x 3. */
export function convolveByTiles(
  heap: Heap,
  x: TensorInfo,
  filter: TensorInfo,
  info: Conv2DInfo,
  ending: Ending,
): TensorInfo {
  const out = heap.output(info.outShape);
  const { inChannels, outChannels, padInfo } = info;
  const tapStep = inChannels * outChannels * FLOAT;
  const layout = { tapStep, rowStep: outChannels * FLOAT, columnStep: FLOAT, flipped: false };
  multiplyTiles(heap, x, [padInfo.top, padInfo.left], filter, layout, out, ending);
  return out;
}

/** The gradient of its input: dy convolved by the filter turned round, its channels exchanged. */
export function inputGradientByTiles(
  heap: Heap,
  dy: TensorInfo,
  filter: TensorInfo,
  info: Conv2DInfo,
): TensorInfo {
  const gradient = heap.output(info.inShape);
  const { inChannels, outChannels, padInfo } = info;
  const tapStep = inChannels * outChannels * FLOAT;
  const layout = { tapStep, rowStep: FLOAT, columnStep: outChannels * FLOAT, flipped: true };
  multiplyTiles(heap, dy, [2 - padInfo.top, 2 - padInfo.left], filter, layout, gradient, plainEnding);
  return gradient;
}

function multiplyTiles(
  heap: Heap,
  x: TensorInfo,
  [above, before]: [number, number],
  filter: TensorInfo,
  { tapStep, rowStep, columnStep, flipped }: FilterLayout,
  out: TensorInfo,
  { bias, low, high }: Ending,
): void {
  const rows = x.shape[3];
  const [, height, width, columns] = out.shape;
  const [down, across] = [tiles(height), tiles(width)];
  const images = tiledImages(heap, x, { above, before, down, across }, 2);
  const perBlock = images.perBlock(4 * down * across);
  const most = tilesAtOnce(rows, columns);
  const sizes = [rows * columns, most * rows, most * columns].map(matricesBytes);
  const [filterAt, outAt] = [filter, out].map((tensor) => heap.address(tensor));
  const biasAt = bias === undefined ? 0 : heap.address(bias);
  heap.withAreas([...sizes, images.areaBytes(perBlock)], (matrices, tiled, products, padded) => {
    const { winograd } = heap;
    winograd.transformFilter(
      filterAt,
      tapStep,
      rows,
      rowStep,
      columns,
      columnStep,
      flipped ? 1 : 0,
      matrices,
    );
    images.forBlocks(heap, perBlock, padded, (address, firstImage, count) => {
      const { imageBytes, lineBytes } = images;
      const to = outAt + firstImage * height * width * columns * FLOAT;
      const total = count * down * across;
      for (let first = 0; first < total; first += most) {
        const n = Math.min(most, total - first);
        winograd.transformInput(address, imageBytes, lineBytes, down, across, first, n, rows, tiled);
        winograd.products(tiled, n, rows, matrices, columns, products);
        const place = [to, height, width, down, across, first, n, columns] as const;
        winograd.transformOutput(products, ...place, biasAt, low, high);
      }
    });
  });
}

/** The gradient of a filter of 3 x 3. */
export function filterGradientByTiles(
  heap: Heap,
  x: TensorInfo,
  dy: TensorInfo,
  info: Conv2DInfo,
): TensorInfo {
  const gradient = heap.output(info.filterShape);
  const { inChannels, outChannels, padInfo } = info;
  const [down, across] = [tiles(info.outHeight), tiles(info.outWidth)];
  const inputs = tiledImages(heap, x, { above: padInfo.top, before: padInfo.left, down, across }, 2);
  const outputs = tiledImages(heap, dy, { above: 0, before: 0, down, across }, 0);
  const perBlock = inputs.perBlock(4 * down * across);
  const most = tilesAtOnce(inChannels, outChannels);
  const size = inChannels * outChannels;
  const sizes = [size, most * inChannels, most * outChannels].map(matricesBytes);
  const padded = [inputs.areaBytes(perBlock), outputs.areaBytes(perBlock)];
  const gradientAt = heap.address(gradient);
  heap.withAreas([...sizes, ...padded], (matrices, tiled, tiledDy, paddedX, paddedDy) => {
    const { winograd } = heap;
    heap.float32(matrices, matricesBytes(size) / FLOAT).fill(0);
    inputs.forBlocks(heap, perBlock, paddedX, (xAt, firstImage, count) => {
      const dyAt = outputs.framed(heap, firstImage, count, paddedDy);
      const total = count * down * across;
      for (let first = 0; first < total; first += most) {
        const n = Math.min(most, total - first);
        const block = [down, across, first, n] as const;
        winograd.transformInput(xAt, inputs.imageBytes, inputs.lineBytes, ...block, inChannels, tiled);
        winograd.transformGradient(
          dyAt,
          outputs.imageBytes,
          outputs.lineBytes,
          ...block,
          outChannels,
          tiledDy,
        );
        winograd.transposedProducts(tiled, n, inChannels, tiledDy, outChannels, matrices);
      }
    });
    winograd.filterFromMatrices(matrices, size, gradientAt);
  });
  return gradient;
}
