/** One run of a workload: seconds, and a figure of merit (accuracy, inertia, …) that both sides must share. */
export interface Run {
  fit: number;
  predict: number;
  check: number;
}

/** A workload of ours; its twin in Python is the file of the same name. */
export interface Workload {
  name: string;
  title: string;
  /** The Python package on the other side; `null` where it would take too long: ours is then timed once. */
  peer: string | null;
  /** How far the figures of merit may differ (absolute) for the comparison to be fair. */
  tolerance: number;
  /** Makes the data, `scale` times the size in the title, and returns what is timed. */
  prepare(scale: number): () => Promise<Run>;
}
