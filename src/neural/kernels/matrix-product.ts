import type { TensorInfo } from "@tensorflow/tfjs-core";
import { LONGEST_PIECE, PANEL_BYTES } from "../../kernels/gemm";
import { sizeOf } from "../layers-model";
import type { Ending } from "./convolution";
import { FLOAT, type Heap } from "./heap";
import { pieceTable } from "./pieces";

/** Stacks of matrices, the last two axes; where one factor has fewer matrices, they are used again in turn. */
export interface ProductShape {
  shape: number[];
  rows: number;
  inner: number;
  columns: number;
  transposeA: boolean;
  transposeB: boolean;
}

const matrices = (tensor: TensorInfo): number => sizeOf(tensor.shape.slice(0, -2));

/** The products of the matrices of two tensors. An ending needs `transposeA` to be false. */
export function matrixProduct(
  heap: Heap,
  a: TensorInfo,
  b: TensorInfo,
  product: ProductShape,
  ending: Ending,
): TensorInfo {
  const { shape, rows: m, inner, columns: n, transposeA, transposeB } = product;
  const out = heap.output(shape);
  const [aStart, bStart, outStart] = [a, b, out].map((tensor) => heap.address(tensor));
  const [aCount, bCount, count] = [a, b, out].map(matrices);
  const bRow = transposeB ? FLOAT : n * FLOAT;
  const bColumn = transposeB ? inner * FLOAT : FLOAT;
  const tableRows = transposeA ? inner : m;
  const pieceBytes = 3 * FLOAT * (Math.ceil(inner / LONGEST_PIECE) + 1);
  heap.withAreas([PANEL_BYTES, tableRows * FLOAT, m * FLOAT, pieceBytes], (panel, rows, outs, pieces) => {
    heap.gemm.fillOffsets(rows, 1, 0, 1, 0, tableRows, (transposeA ? m : inner) * FLOAT);
    heap.gemm.fillOffsets(outs, 1, 0, 1, 0, m, n * FLOAT);
    for (let k = 0; k < count; k++) {
      const aAddress = aStart + (k % aCount) * m * inner * FLOAT;
      const bAddress = bStart + (k % bCount) * inner * n * FLOAT;
      const outAddress = outStart + k * m * n * FLOAT;
      const table = transposeA
        ? [0, m, outAddress]
        : pieceTable([{ offset: 0, length: inner, address: bAddress }], bRow);
      heap.int32(pieces, table.length).set(table);
      if (transposeA) {
        heap.gemm.multiplyTransposed(aAddress, rows, inner, bAddress, bRow, bColumn, n, pieces, 1, 0, panel);
        continue;
      }
      heap.gemm.multiply(
        aAddress,
        rows,
        m,
        outAddress,
        outs,
        n,
        pieces,
        table.length / 3,
        bRow,
        bColumn,
        ending.bias === undefined ? 0 : heap.address(ending.bias),
        ending.low,
        ending.high,
        panel,
      );
    }
  });
  return out;
}
