import { isColumnTable, isMatrixLike } from "../core/table-like";

/** Whether scores come as a table (one column per class) rather than as one vector. */
export function isScoreTable(scores: unknown): boolean {
  if (isMatrixLike(scores) || isColumnTable(scores)) return true;
  const shape = (scores as { shape?: unknown }).shape;
  if (Array.isArray(shape)) return shape.length === 2;
  const first = (scores as ArrayLike<unknown>)[0];
  return typeof first === "object" && first !== null;
}
