export type BackendChoice = "auto" | "native" | "wasm";

/** Where networks are computed. */
export interface Backend {
  name: "native" | "wasm";
  /** One line for a reader. */
  description: string;
}
