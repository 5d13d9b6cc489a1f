/** Base of every error that this package throws on purpose; `name` is the class's own name. */
export class SkylearnError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message);
    this.name = new.target.name;
    if (options?.cause !== undefined) (this as { cause?: unknown }).cause = options.cause;
  }
}

/** Data that cannot be used: empty, ragged, not finite, of the wrong shape or length. */
export class ValidationError extends SkylearnError {}

/** An option that does not exist, or a value that an option does not take. */
export class ParameterError extends SkylearnError {}

/** A method that needs a fitted estimator was called before `fit`. */
export class NotFittedError extends SkylearnError {}

/** A saved model that cannot be read back. */
export class SerializationError extends SkylearnError {}
