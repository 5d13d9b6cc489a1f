import { parentPort } from "node:worker_threads";
import { findTask } from "../core/worker-pool";
import { type Reply, type Request, toPlainError, transferables } from "./messages";
import { taskModules } from "./tasks";

/** The body of a worker thread: waits for a task, then does its jobs one after the other. */
const port = parentPort;
if (port === null) throw new Error("worker-main runs on worker threads only.");

let work: Promise<(job: unknown) => unknown> | undefined;

port.on("message", async (request: Request) => {
  if (request.kind === "start") {
    work = start(request.task, request.shared);
    // A failure is reported with the first job.
    work.catch(() => undefined);
    return;
  }
  let reply: Reply;
  try {
    if (work === undefined) throw new Error("A worker got a job before its task.");
    reply = { index: request.index, result: await (await work)(request.job) };
  } catch (error) {
    port.postMessage({ index: request.index, error: toPlainError(error) } satisfies Reply);
    return;
  }
  port.postMessage(reply, [...transferables(reply.result)]);
});

async function start(name: string, shared: unknown): Promise<(job: unknown) => unknown> {
  taskModules[name]?.();
  const task = findTask(name);
  if (task === undefined) throw new Error(`No module defines the task ${name}.`);
  return task.start(shared);
}
