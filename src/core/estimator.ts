import { NotFittedError, ParameterError, SerializationError, ValidationError } from "./errors";
import type { Matrix } from "./matrix";
import { checkKnown } from "./parameters";
import { decode, type EncodedValue, encode } from "./serialization";
import { featureNamesOf, type TableLike, type ToMatrixOptions, toMatrix } from "./table-like";

/** A saved estimator: data only, never code. */
export interface EstimatorJSON {
  /** Version of this format. */
  skylearn: 1;
  /** The class, such as `"GaussianNB"`. */
  estimator: string;
  params: { [name: string]: EncodedValue };
  fitted: { [name: string]: EncodedValue };
}

// biome-ignore lint/suspicious/noExplicitAny: a registry of classes has no common parameter type
type EstimatorClass = new (params?: any) => Estimator<object>;

const registry = new Map<string, EstimatorClass>();

/** Makes an estimator class known to {@link estimatorFromJSON}, so that models that contain it can be read. */
export function registerEstimator(estimatorClass: EstimatorClass): void {
  registry.set(estimatorClass.name, estimatorClass);
}

/**
 * What every estimator has in common: parameters that the constructor only stores, fitted attributes that `fit`
 * sets, cloning, saving and printing. The contract is scikit-learn's
 * (https://scikit-learn.org/1.2/developers/develop.html), with camelCased names and an asynchronous `fit`.
 *
 * A subclass declares its fitted attributes with `declare`, so that they exist from `fit` on only: whatever is an
 * own property, apart from the parameters, is fitted state and is saved.
 */
export abstract class Estimator<P extends object> {
  /** Parameters as given, defaults filled in; `fit` checks their values. */
  protected readonly params: P;
  /** Number of features seen by `fit`. */
  declare nFeaturesIn: number;
  /** Names of the features seen by `fit`, where the table had names. */
  declare featureNamesIn?: string[];

  /** @throws ParameterError if an option does not exist. */
  constructor(defaults: P, params: Partial<P>) {
    checkKnown(this.constructor.name, params, Object.keys(defaults));
    const given = Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
    this.params = { ...defaults, ...given };
    Object.defineProperty(this, "params", { enumerable: false });
  }

  /**
   * The parameters by name. With `deep` (the default), those of an estimator that is itself a parameter come too,
   * as `outer__inner`.
   */
  getParams(deep = true): P & { [name: string]: unknown } {
    const out = { ...this.params } as { [name: string]: unknown };
    if (deep) {
      for (const [name, value] of Object.entries(this.params)) {
        if (!(value instanceof Estimator)) continue;
        for (const [inner, innerValue] of Object.entries(value.getParams()))
          out[`${name}__${inner}`] = innerValue;
      }
    }
    return out as P & { [name: string]: unknown };
  }

  /**
   * Replaces parameters; `outer__inner` reaches into an estimator that is itself a parameter. What was fitted
   * stays until the next `fit`.
   *
   * @throws ParameterError if a name does not exist.
   */
  setParams(params: Partial<P> & { [name: string]: unknown }): this {
    const own = this.params as { [name: string]: unknown };
    for (const [name, value] of Object.entries(params)) {
      const [outer, ...rest] = name.split("__");
      const inner = own[outer];
      if (rest.length > 0 && inner instanceof Estimator) {
        inner.setParams({ [rest.join("__")]: value });
        continue;
      }
      checkKnown(this.constructor.name, { [name]: value }, Object.keys(own));
      own[name] = value;
    }
    return this;
  }

  /** A new, unfitted estimator with the same parameters. */
  clone(): this {
    const copies = Object.entries(this.params).map(([name, value]) => [name, cloneParameter(value)]);
    return new (this.constructor as EstimatorClass)(Object.fromEntries(copies)) as this;
  }

  /** Parameters and fitted state as plain JSON; numbers come back bit for bit. */
  toJSON(): EstimatorJSON {
    const encodeAll = (values: object) =>
      Object.fromEntries(
        Object.entries(values)
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => [name, encode(value, `${this.constructor.name}.${name}`)]),
      );
    return {
      skylearn: 1,
      estimator: this.constructor.name,
      params: encodeAll(this.params),
      fitted: encodeAll(this),
    };
  }

  /**
   * Reads a model back, as `GaussianNB.fromJSON(json)`; `json` is the object or its text.
   *
   * @throws SerializationError if it is no saved model, or one of another class.
   */
  static fromJSON<T extends Estimator<object>>(
    this: new (
      // biome-ignore lint/suspicious/noExplicitAny: each subclass has its own parameter type
      params?: any,
    ) => T,
    json: EstimatorJSON | string,
  ): T {
    const model = estimatorFromJSON(json);
    if (!(model instanceof this)) {
      throw new SerializationError(`The saved model is a ${model.constructor.name}, not a ${this.name}.`);
    }
    return model;
  }

  /** The class and its parameters, as `GaussianNB(varSmoothing=1e-9)`; parameters that are null are left out. */
  toString(): string {
    const shown = Object.entries(this.params)
      .filter(([, value]) => value !== null)
      .map(([name, value]) => `${name}=${printParameter(value)}`);
    return `${this.constructor.name}(${shown.join(", ")})`;
  }

  /** What `console.log` and a notebook show. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }

  /** Whether `fit` has run. */
  get isFitted(): boolean {
    return Object.keys(this).some((name) => name !== "nFeaturesIn" && name !== "featureNamesIn");
  }

  /** @throws NotFittedError before `fit`. */
  protected checkFitted(method: string): void {
    if (this.isFitted) return;
    const name = this.constructor.name;
    throw new NotFittedError(
      `This ${name} is not fitted yet: call \`await model.fit(…)\` before \`${method}\`.`,
    );
  }

  /** Reads and checks the table given to `fit`, and remembers its width and names. */
  protected checkFitTable(X: TableLike, options: ToMatrixOptions = {}): Matrix {
    const matrix = toMatrix(X, options);
    this.rememberFeatures(X, matrix);
    return matrix;
  }

  protected rememberFeatures(X: TableLike, matrix: Matrix): void {
    const names = featureNamesOf(X);
    this.nFeaturesIn = matrix.cols;
    if (names === undefined) delete this.featureNamesIn;
    else this.featureNamesIn = names;
  }

  /**
   * Reads and checks a table given to a method after `fit`.
   *
   * @throws NotFittedError before `fit`.
   * @throws ValidationError if it has other features than `fit` saw.
   */
  protected checkTable(X: TableLike, method: string, options: ToMatrixOptions = {}): Matrix {
    this.checkFitted(method);
    const matrix = toMatrix(X, options);
    if (matrix.cols !== this.nFeaturesIn) {
      throw new ValidationError(
        `X has ${matrix.cols} features, but this ${this.constructor.name} was fitted on ${this.nFeaturesIn}.`,
      );
    }
    const names = featureNamesOf(X);
    const fitted = this.featureNamesIn;
    const j =
      names !== undefined && fitted !== undefined ? names.findIndex((name, k) => name !== fitted[k]) : -1;
    if (j >= 0) {
      throw new ValidationError(
        `Column ${j} of X is "${names![j]}", but was "${fitted![j]}" at fit: give the columns in the same order.`,
      );
    }
    return matrix;
  }
}

/**
 * Reads any saved estimator; `json` is the object or its text.
 *
 * @throws SerializationError if it is no saved model, its class is unknown, or its data is damaged.
 */
export function estimatorFromJSON(json: EstimatorJSON | string): Estimator<object> {
  const saved = typeof json === "string" ? parse(json) : json;
  if (typeof saved !== "object" || saved === null || saved.skylearn !== 1) {
    throw new SerializationError("This is no saved skylearn model: the field `skylearn: 1` is missing.");
  }
  const estimatorClass = registry.get(saved.estimator);
  if (estimatorClass === undefined) {
    throw new SerializationError(`Unknown estimator ${JSON.stringify(saved.estimator)} in a saved model.`);
  }
  const nested = (inner: unknown) => estimatorFromJSON(inner as EstimatorJSON);
  const params = Object.fromEntries(
    Object.entries(saved.params ?? {}).map(([name, value]) => [name, decode(value, name, nested)]),
  );
  let model: Estimator<object>;
  try {
    model = new estimatorClass(params);
  } catch (error) {
    if (!(error instanceof ParameterError)) throw error;
    throw new SerializationError(`A saved ${saved.estimator} has parameters that it does not take.`, {
      cause: error,
    });
  }
  for (const [name, value] of Object.entries(saved.fitted ?? {})) {
    if (name === "params" || name in Object.prototype || name in estimatorClass.prototype) {
      throw new SerializationError(`A saved ${saved.estimator} cannot have a fitted attribute "${name}".`);
    }
    Object.defineProperty(model, name, {
      value: decode(value, name, nested),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  return model;
}

function parse(text: string): EstimatorJSON {
  try {
    return JSON.parse(text) as EstimatorJSON;
  } catch (error) {
    throw new SerializationError("This is no saved skylearn model: the text is not JSON.", { cause: error });
  }
}

function cloneParameter(value: unknown): unknown {
  if (value instanceof Estimator) return value.clone();
  if (Array.isArray(value)) return value.map(cloneParameter);
  return value;
}

function printParameter(value: unknown): string {
  if (typeof value === "string") return `"${value}"`;
  if (Array.isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from(value as unknown as ArrayLike<unknown>);
    const shown = items.slice(0, 6).map(printParameter);
    return `[${shown.join(", ")}${items.length > 6 ? ", …" : ""}]`;
  }
  if (typeof value === "function") return value.name || "function";
  if (typeof value === "object" && value !== null && !(value instanceof Estimator)) {
    const entries = Object.entries(value).map(([name, item]) => `${name}: ${printParameter(item)}`);
    return entries.length > 0 && entries.length <= 6 ? `{${entries.join(", ")}}` : value.constructor.name;
  }
  return String(value);
}
