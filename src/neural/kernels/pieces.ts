import { LONGEST_PIECE } from "../../kernels/gemm";

/** A stretch of a patch whose numbers lie side by side. */
export interface Piece {
  /** Where it starts, in bytes from the start of the patch. */
  offset: number;
  /** Numbers in it. */
  length: number;
  /** Where its part of the other matrix starts: its first row's address in bytes. */
  address: number;
}

/** Pieces as the kernels take them: none too long; `rowBytes` is how far the rows of the other matrix are apart. */
export function pieceTable(pieces: readonly Piece[], rowBytes: number): number[] {
  return pieces.flatMap(({ offset, length, address }) => {
    const table: number[] = [];
    for (let from = 0; from < length; from += LONGEST_PIECE) {
      table.push(offset + 4 * from, Math.min(LONGEST_PIECE, length - from), address + rowBytes * from);
    }
    return table;
  });
}
