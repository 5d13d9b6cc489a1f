import type { backend_util, TensorInfo } from "@tensorflow/tfjs-core";
import { PANEL_BYTES } from "../../kernels/gemm";
import { FramedImages } from "./framed-images";
import { FLOAT, type Heap } from "./heap";
import { type Piece, pieceTable } from "./pieces";

type Conv2DInfo = backend_util.Conv2DInfo;

/** What is done to the sums of a product before they are stored. */
export interface Ending {
  /** One number a column, added. */
  bias?: TensorInfo;
  /** What is smaller becomes this. */
  low: number;
  /** What is larger becomes this. */
  high: number;
}

export const plainEnding: Ending = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };

/** The images that a layer reads, with zeros as far as its filters reach. */
function inputImages(heap: Heap, x: TensorInfo, info: Conv2DInfo): FramedImages {
  const { top, left } = info.padInfo;
  const reach = (out: number, stride: number, filter: number) => (out - 1) * stride + filter;
  const below = reach(info.outHeight, info.strideHeight, info.effectiveFilterHeight) - top - info.inHeight;
  const after = reach(info.outWidth, info.strideWidth, info.effectiveFilterWidth) - left - info.inWidth;
  return new FramedImages(
    heap.address(x),
    { count: info.batchSize, height: info.inHeight, width: info.inWidth, channels: info.inChannels },
    { above: top, below: Math.max(0, below), before: left, after: Math.max(0, after) },
  );
}

/** What a filter sees of an image: line by line, or pixel by pixel if it is dilated; `address` is the filter's. */
function patchPieces(info: Conv2DInfo, images: FramedImages, address: number): Piece[] {
  const { filterHeight, filterWidth, inChannels, outChannels, dilationHeight, dilationWidth } = info;
  const across = dilationWidth === 1 ? filterWidth : 1;
  const pieces: Piece[] = [];
  for (let i = 0; i < filterHeight; i++) {
    for (let j = 0; j < filterWidth; j += across) {
      pieces.push({
        offset: i * dilationHeight * images.lineBytes + j * dilationWidth * images.pixelBytes,
        length: across * inChannels,
        address: address + (i * filterWidth + j) * inChannels * outChannels * FLOAT,
      });
    }
  }
  return pieces;
}

/** Where the patches of some images start. */
function fillPatchOffsets(
  heap: Heap,
  table: number,
  info: Conv2DInfo,
  images: FramedImages,
  count: number,
): void {
  heap.gemm.fillOffsets(
    table,
    count,
    images.imageBytes,
    info.outHeight,
    info.strideHeight * images.lineBytes,
    info.outWidth,
    info.strideWidth * images.pixelBytes,
  );
}

/** The convolution of images by a filter: the product of a matrix of patches, which is never written down, by it. */
export function convolve(
  heap: Heap,
  x: TensorInfo,
  filter: TensorInfo,
  info: Conv2DInfo,
  ending: Ending,
): TensorInfo {
  const out = heap.output(info.outShape);
  const outAddress = heap.address(out);
  const images = inputImages(heap, x, info);
  const pixels = info.outHeight * info.outWidth;
  const perBlock = images.perBlock(pixels);
  const rowBytes = info.outChannels * FLOAT;
  const table = pieceTable(patchPieces(info, images, heap.address(filter)), rowBytes);
  const tableBytes = perBlock * pixels * FLOAT;
  const areas = [PANEL_BYTES, tableBytes, tableBytes, table.length * FLOAT, images.areaBytes(perBlock)];
  heap.withAreas(areas, (panel, rows, outs, pieces, padded) => {
    heap.int32(pieces, table.length).set(table);
    fillPatchOffsets(heap, rows, info, images, perBlock);
    heap.gemm.fillOffsets(outs, 1, 0, 1, 0, perBlock * pixels, rowBytes);
    images.forBlocks(heap, perBlock, padded, (address, first, count) => {
      heap.gemm.multiply(
        address,
        rows,
        count * pixels,
        outAddress + first * pixels * rowBytes,
        outs,
        info.outChannels,
        pieces,
        table.length / 3,
        rowBytes,
        FLOAT,
        ending.bias === undefined ? 0 : heap.address(ending.bias),
        ending.low,
        ending.high,
        panel,
      );
    });
  });
  return out;
}

/** The gradient of a convolution's filter: the patches, transposed, times the gradient of what comes out. */
export function filterGradient(heap: Heap, x: TensorInfo, dy: TensorInfo, info: Conv2DInfo): TensorInfo {
  const gradient = heap.output(info.filterShape);
  const dyAddress = heap.address(dy);
  const images = inputImages(heap, x, info);
  const pixels = info.outHeight * info.outWidth;
  const perBlock = images.perBlock(pixels);
  const rowBytes = info.outChannels * FLOAT;
  const table = patchPieces(info, images, heap.address(gradient)).flatMap((p) => [
    p.offset,
    p.length,
    p.address,
  ]);
  const areas = [PANEL_BYTES, perBlock * pixels * FLOAT, table.length * FLOAT, images.areaBytes(perBlock)];
  heap.withAreas(areas, (panel, rows, pieces, padded) => {
    heap.int32(pieces, table.length).set(table);
    fillPatchOffsets(heap, rows, info, images, perBlock);
    images.forBlocks(heap, perBlock, padded, (address, first, count) => {
      heap.gemm.multiplyTransposed(
        address,
        rows,
        count * pixels,
        dyAddress + first * pixels * rowBytes,
        rowBytes,
        FLOAT,
        info.outChannels,
        pieces,
        table.length / 3,
        first === 0 ? 0 : 1,
        panel,
      );
    });
  });
  return gradient;
}
