import type { ColumnTable } from "arquero";
import { ParameterError } from "../core/errors";
import type { ImageStack } from "../core/image-stack";
import type { Label } from "../core/labels";
import { takeLabels } from "../model-selection/rows";
import {
  checkColumns,
  classLines,
  type DatasetDescription,
  describeWithSource,
  Sourced,
  type SourceParts,
  tableOf,
} from "./description";

/** What an {@link ImageDataset} is made of. */
export interface ImageDatasetParts<Y extends ArrayLike<Label>> extends SourceParts {
  images: ImageStack;
  /** What a pixel holds, with its unit or range. */
  pixel: string;
  /** One column a property of the images: the target, their file, and `split` where the split is fixed. */
  columns: { [name: string]: ArrayLike<unknown> };
  /** The column that `y` is. */
  targetName: string;
  y: Y;
  /** What each class of `y` is, in the classes' sorted order; empty where `y` is no class. */
  targetNames?: string[];
}

/**
 * A data set of images: the images as networks take them, the target, a table with a row an image, and where it comes
 * from. Printing it in a notebook shows one line; {@link ImageDataset.describe} shows all.
 */
export class ImageDataset<Y extends ArrayLike<Label> = ArrayLike<Label>> extends Sourced {
  /** The images, in the order of `y` and of the rows of `table`. */
  readonly images: ImageStack;
  /** What a pixel holds, with its unit or range. */
  readonly pixel: string;
  /** A row an image, as an arquero table. */
  readonly table: ColumnTable;
  /** The target, one value an image. */
  readonly y: Y;
  /** The column of `table` that `y` is. */
  readonly targetName: string;
  /** What each class of `y` is, in the classes' sorted order; empty where `y` is no class. */
  readonly targetNames: readonly string[];

  private constructor(parts: Omit<ImageDatasetParts<Y>, "columns">, table: ColumnTable) {
    super(parts);
    this.images = parts.images;
    this.pixel = parts.pixel;
    this.table = table;
    this.y = parts.y;
    this.targetName = parts.targetName;
    this.targetNames = parts.targetNames ?? [];
  }

  /**
   * Puts a data set together; loads arquero, which is why this is asynchronous.
   *
   * @throws ValidationError if `y` or a column has not one value an image.
   */
  static async create<Y extends ArrayLike<Label>>(parts: ImageDatasetParts<Y>): Promise<ImageDataset<Y>> {
    checkColumns(parts.images.count, "images", parts);
    return new ImageDataset(parts, await tableOf(parts.columns));
  }

  /** The names of the fixed splits in the order in which they come first; empty where there are none. */
  get splits(): string[] {
    return [...new Set(this.splitColumn())];
  }

  /**
   * The images of one fixed split, such as `subset("train")`; their pixels are copied.
   *
   * @throws ParameterError if there is no such split.
   */
  subset(split: string): ImageDataset<Y> {
    const column = this.splitColumn();
    const indices = [...column.keys()].filter((i) => column[i] === split);
    if (indices.length === 0) {
      const known = this.splits.map((name) => JSON.stringify(name)).join(", ");
      throw new ParameterError(
        `${this.id} has no split ${JSON.stringify(split)}: ${known === "" ? "its images are not split" : `it has ${known}`}.`,
      );
    }
    return this.take(indices);
  }

  /**
   * The images of the given numbers, in that order; their pixels are copied.
   *
   * @throws ValidationError if there is no image of such a number.
   */
  take(indices: ArrayLike<number>): ImageDataset<Y> {
    const images = this.images.take(indices);
    const y = takeLabels(this.y, indices) as unknown as Y;
    const { table, ...rest } = this;
    return new ImageDataset(
      { ...rest, targetNames: [...this.targetNames], images, y },
      table.reify(Array.from(indices)),
    );
  }

  /** Number and size of the images, splits, classes, provenance, citation and terms, as text to print. */
  describe(): DatasetDescription {
    const { count, height, width, channels } = this.images;
    const column = this.splitColumn();
    const splits = this.splits.map((name) => `${name} ${column.filter((split) => split === name).length}`);
    return describeWithSource(this, [
      `${count} images of ${height} x ${width}${channels > 1 ? ` x ${channels}` : ""} pixels; target ${JSON.stringify(this.targetName)}`,
      `A pixel holds ${this.pixel}`,
      ...(splits.length > 0 ? [`Splits: ${splits.join(", ")}`] : []),
      ...(this.targetNames.length > 0 ? classLines(this.y, this.targetNames) : []),
    ]);
  }

  /** One line: id, provenance, number and size. */
  toString(): string {
    const { count, height, width, channels } = this.images;
    const splits = this.splits.length > 0 ? `, splits ${this.splits.join(", ")}` : "";
    return (
      `ImageDataset(${this.id}, ${this.provenance}): ${count} images, ${height} x ${width}` +
      `${channels > 1 ? ` x ${channels}` : ""}, target ${this.targetName}${splits}`
    );
  }

  private splitColumn(): string[] {
    return this.table.columnNames().includes("split")
      ? (Array.from(this.table.array("split")) as string[])
      : [];
  }
}
