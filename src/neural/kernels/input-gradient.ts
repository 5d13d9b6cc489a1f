import type { backend_util, TensorInfo } from "@tensorflow/tfjs-core";
import { PANEL_BYTES } from "../../kernels/gemm";
import { FramedImages } from "./framed-images";
import { FLOAT, type Heap } from "./heap";
import { type Piece, pieceTable } from "./pieces";

/** Every `stride`-th line of the input, from `start`: the taps of the filter that reach it from lines of the output. */
interface Phase {
  start: number;
  /** Lines of the input. */
  lines: number;
  /** Line of the output that the first tap reaches the first of them from; the next tap from the line before. */
  from: number;
  taps: number[];
}

function phases(inSize: number, filterSize: number, stride: number, padding: number): Phase[] {
  return Array.from({ length: Math.min(stride, inSize) }, (_, start) => {
    const first = (start + padding) % stride;
    const taps: number[] = [];
    for (let tap = first; tap < filterSize; tap += stride) taps.push(tap);
    return {
      start,
      lines: Math.ceil((inSize - start) / stride),
      from: (start + padding - first) / stride,
      taps,
    };
  });
}

/** How many lines of zeros before and after the output let all phases read without a check. */
function zerosAround(all: readonly Phase[], outSize: number): [number, number] {
  const before = Math.max(0, ...all.map(({ from, taps }) => taps.length - 1 - from));
  const after = Math.max(0, ...all.map(({ from, lines }) => from + lines - outSize));
  return [before, after];
}

/**
 * The gradient of a convolution's input, or a transposed convolution. With a stride s, every s-th pixel sees the same
 * part of the filter: each such set of pixels is a convolution of dy by that part, so that no zero is multiplied.
 */
export function inputGradient(
  heap: Heap,
  dy: TensorInfo,
  filter: TensorInfo,
  info: backend_util.Conv2DInfo,
): TensorInfo {
  const { inChannels, outChannels, strideHeight, strideWidth, filterWidth } = info;
  const gradient = heap.output(info.inShape);
  const [gradientAddress, filterAddress] = [heap.address(gradient), heap.address(filter)];
  const vertical = phases(info.inHeight, info.filterHeight, strideHeight, info.padInfo.top);
  const horizontal = phases(info.inWidth, filterWidth, strideWidth, info.padInfo.left);
  const [above, below] = zerosAround(vertical, info.outHeight);
  const [before, after] = zerosAround(horizontal, info.outWidth);
  const images = new FramedImages(
    heap.address(dy),
    { count: info.batchSize, height: info.outHeight, width: info.outWidth, channels: outChannels },
    { above, below, before, after },
  );
  const pixels = info.inHeight * info.inWidth;
  const perBlock = images.perBlock(pixels);
  const pixelBytes = inChannels * FLOAT;
  const parts = vertical.flatMap((v) =>
    horizontal.map((h) => {
      const pieces: Piece[] = v.taps.flatMap((i, up) =>
        h.taps.map((j, back) => ({
          offset: -up * images.lineBytes - back * images.pixelBytes,
          length: outChannels,
          address: filterAddress + (i * filterWidth + j) * inChannels * outChannels * FLOAT,
        })),
      );
      return { v, h, table: pieceTable(pieces, FLOAT) };
    }),
  );
  const longest = Math.max(...parts.map(({ table }) => table.length));
  const tableBytes = perBlock * vertical[0].lines * horizontal[0].lines * FLOAT;
  const areas = [PANEL_BYTES, tableBytes, tableBytes, longest * FLOAT, images.areaBytes(perBlock)];
  heap.withAreas(areas, (panel, rows, outs, pieces, padded) => {
    images.forBlocks(heap, perBlock, padded, (address, first, count) => {
      for (const { v, h, table } of parts) {
        heap.int32(pieces, table.length).set(table);
        heap.gemm.fillOffsets(
          rows,
          count,
          images.imageBytes,
          v.lines,
          images.lineBytes,
          h.lines,
          images.pixelBytes,
        );
        heap.gemm.fillOffsets(
          outs,
          count,
          pixels * pixelBytes,
          v.lines,
          strideHeight * info.inWidth * pixelBytes,
          h.lines,
          strideWidth * pixelBytes,
        );
        heap.gemm.multiply(
          address + (v.from + above) * images.lineBytes + (h.from + before) * images.pixelBytes,
          rows,
          count * v.lines * h.lines,
          gradientAddress + (first * pixels + v.start * info.inWidth + h.start) * pixelBytes,
          outs,
          inChannels,
          pieces,
          table.length / 3,
          FLOAT,
          outChannels * FLOAT,
          0,
          Number.NEGATIVE_INFINITY,
          Number.POSITIVE_INFINITY,
          panel,
        );
      }
    });
  });
  return gradient;
}
