import { SkylearnError } from "../../core/errors";

/** A checkpoint that is damaged, or that of another training. */
export class CheckpointError extends SkylearnError {}

/** A saved network that is missing, damaged, or cannot be read. */
export class NetworkFileError extends SkylearnError {}
