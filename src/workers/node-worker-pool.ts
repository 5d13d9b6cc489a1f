import { availableParallelism } from "node:os";
import { extname, join } from "node:path";
import { isMainThread, Worker } from "node:worker_threads";
import { type Task, useWorkerPool, type WorkerPool } from "../core/worker-pool";
import { fromPlainError, type Reply, type Request, toShared } from "./messages";

/**
 * The worker pool on Node's worker threads. Threads start when they are first needed and then wait for more; a
 * waiting thread does not keep the process alive. What jobs share is put into shared memory once. When a job fails,
 * the threads of its run are stopped and the error is thrown here.
 */
export class NodeWorkerPool implements WorkerPool {
  readonly size: number;
  private readonly idle: Worker[] = [];

  constructor(size: number = availableParallelism()) {
    this.size = size;
  }

  async run<Shared, Job, Result>(
    task: Task<Shared, Job, Result>,
    shared: Shared,
    jobs: readonly Job[],
    threads: number,
  ): Promise<Result[]> {
    const workers = Array.from({ length: Math.min(threads, jobs.length) }, () => this.take());
    const start: Request = { kind: "start", task: task.name, shared: toShared(shared) };
    try {
      const results = await giveOut<Job, Result>(workers, start, jobs);
      for (const worker of workers) this.release(worker);
      return results;
    } catch (error) {
      await Promise.all(workers.map((worker) => worker.terminate()));
      throw error;
    }
  }

  /** Stops the threads that wait; later runs start new ones. */
  async close(): Promise<void> {
    await Promise.all(this.idle.splice(0).map((worker) => worker.terminate()));
  }

  private take(): Worker {
    const worker = this.idle.pop() ?? startWorker();
    worker.ref();
    return worker;
  }

  private release(worker: Worker): void {
    worker.removeAllListeners();
    worker.unref();
    // A thread that dies while it waits must not be given work, nor bring the process down.
    const forget = () => {
      const at = this.idle.indexOf(worker);
      if (at >= 0) this.idle.splice(at, 1);
    };
    worker.on("error", forget);
    worker.on("exit", forget);
    this.idle.push(worker);
  }
}

function startWorker(): Worker {
  const extension = extname(__filename);
  const isSource = extension === ".ts";
  return new Worker(join(__dirname, `worker-main${extension}`), {
    // From TypeScript sources a worker needs a loader of its own; the built package needs none.
    execArgv: isSource ? ["--require", require.resolve("tsx/cjs")] : [],
  });
}

function giveOut<Job, Result>(
  workers: readonly Worker[],
  start: Request,
  jobs: readonly Job[],
): Promise<Result[]> {
  return new Promise((resolve, reject) => {
    const results = new Array<Result>(jobs.length);
    let next = 0;
    let open = jobs.length;
    const feed = (worker: Worker) => {
      if (next >= jobs.length) return;
      const index = next++;
      try {
        worker.postMessage({ kind: "job", index, job: jobs[index] } satisfies Request);
      } catch (error) {
        reject(error);
      }
    };
    for (const worker of workers) {
      worker.removeAllListeners();
      worker.on("message", (reply: Reply) => {
        if ("error" in reply) {
          reject(fromPlainError(reply.error));
          return;
        }
        results[reply.index] = reply.result as Result;
        if (--open === 0) resolve(results);
        else feed(worker);
      });
      worker.on("error", reject);
      worker.on("messageerror", reject);
      worker.on("exit", (code) => reject(new Error(`A worker thread stopped with code ${code}.`)));
      try {
        worker.postMessage(start);
      } catch (error) {
        reject(error);
        return;
      }
    }
    // One job each, so that all threads work at once; then a second, which waits while the first's result is on its way.
    for (const worker of workers) feed(worker);
    for (const worker of workers) feed(worker);
  });
}

if (isMainThread) useWorkerPool(new NodeWorkerPool());
