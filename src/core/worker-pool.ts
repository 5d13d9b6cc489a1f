import { ParameterError } from "./errors";
import { describe } from "./table-like";

/**
 * Work that may run on another thread. It is found there by its name, in the module that defines it; so what goes in
 * and comes out must be data: numbers, strings, typed arrays, plain objects and arrays of those.
 */
export interface Task<Shared, Job, Result> {
  readonly name: string;
  /** Prepares a thread for jobs that share `shared`; the function returned does one job. */
  start(shared: Shared): (job: Job) => Result | Promise<Result>;
}

export interface RunOptions {
  /**
   * Threads: `null` (the default) and -1 for all cores, -2 for all but one, and so on; 1 stays on the calling thread.
   */
  nJobs?: number | null;
  /** Rough estimate of the whole work in milliseconds; work that is over sooner than threads start stays here. */
  milliseconds?: number;
}

/** Runs jobs on several threads; an adapter for each platform implements it. */
export interface WorkerPool {
  /** Threads that can work at the same time. */
  readonly size: number;
  run<Shared, Job, Result>(
    task: Task<Shared, Job, Result>,
    shared: Shared,
    jobs: readonly Job[],
    threads: number,
  ): Promise<Result[]>;
}

/** Starting a thread and loading the code there takes about as long as this. */
const WORTH_A_THREAD = 150;
/** How long the calling thread computes before it lets timers and input through. */
const BREATH = 40;

// biome-ignore lint/suspicious/noExplicitAny: a registry of tasks has no common type
const tasks = new Map<string, Task<any, any, any>>();
let pool: WorkerPool | undefined;

/** Makes a task known to the threads that load the module. */
export function defineTask<Shared, Job, Result>(task: Task<Shared, Job, Result>): Task<Shared, Job, Result> {
  tasks.set(task.name, task);
  return task;
}

export const findTask = (name: string): Task<unknown, unknown, unknown> | undefined => tasks.get(name);

/** Sets the pool that {@link runJobs} uses; without one, all runs on the calling thread. */
export function useWorkerPool(next: WorkerPool | undefined): void {
  pool = next;
}

/**
 * Does all jobs and returns their results in order; the same results on any number of threads.
 *
 * @throws ParameterError if `nJobs` is 0 or no whole number; and whatever a job throws.
 */
export async function runJobs<Shared, Job, Result>(
  task: Task<Shared, Job, Result>,
  shared: Shared,
  jobs: readonly Job[],
  options: RunOptions = {},
): Promise<Result[]> {
  const threads = threadCount(options, jobs.length);
  return pool !== undefined && threads > 1
    ? pool.run(task, shared, jobs, threads)
    : runHere(task, shared, jobs);
}

/** How many threads {@link runJobs} takes for so many jobs; they all run at the same time. */
export function threadCount(options: RunOptions, jobs: number): number {
  const { nJobs = null, milliseconds = Number.POSITIVE_INFINITY } = options;
  const threads = Math.min(threadsFor(nJobs, pool?.size ?? 1), jobs);
  return milliseconds > WORTH_A_THREAD ? threads : 1;
}

/** How many threads `nJobs` stands for on a machine of `cores`. */
export function threadsFor(nJobs: number | null, cores: number): number {
  if (nJobs === null) return cores;
  if (!Number.isInteger(nJobs) || nJobs === 0) {
    throw new ParameterError(
      `nJobs must be a whole number of threads, -1 for all, or null; got ${describe(nJobs)}.`,
    );
  }
  return nJobs > 0 ? Math.min(nJobs, cores) : Math.max(1, cores + 1 + nJobs);
}

/**
 * For long work on the calling thread: the function returned is awaited between steps, and lets timers and input
 * through once the steps since the last time have taken long enough to be felt.
 */
export function makeBreath(): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < BREATH) return;
    await new Promise((resolve) => setTimeout(resolve));
    began = performance.now();
  };
}

async function runHere<Shared, Job, Result>(
  task: Task<Shared, Job, Result>,
  shared: Shared,
  jobs: readonly Job[],
): Promise<Result[]> {
  const work = task.start(shared);
  const results: Result[] = [];
  const breath = makeBreath();
  for (const job of jobs) {
    results.push(await work(job));
    await breath();
  }
  return results;
}
