import { type ChildProcess, spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import type { JupyterPython } from "../set-up/find-jupyter";
import { kernelName } from "../set-up/kernel-spec";
import { jupyterEnvironment } from "../set-up/project";

/** What the Python driver tells while a notebook runs; `cell` is an index in the file. */
export type RunEvent =
  | { readonly event: "kernel"; readonly pid: number }
  | { readonly event: "start"; readonly cell: number }
  | { readonly event: "stderr"; readonly cell: number; readonly text: string; readonly late: boolean }
  | { readonly event: "end"; readonly cell: number; readonly status: CellStatus; readonly seconds: number }
  | { readonly event: "broken"; readonly message: string }
  | { readonly event: "saved" };

/** The events of one kind. */
export function eventsOf<K extends RunEvent["event"]>(events: readonly RunEvent[], kind: K) {
  return events.filter((event): event is Extract<RunEvent, { event: K }> => event.event === kind);
}

export type CellStatus = "ok" | "error" | "abort" | "timeout" | "dead";

/** One notebook to execute. */
export interface Execution {
  readonly notebook: string;
  readonly output: string;
  /** Seconds that a cell may take. */
  readonly timeout: number;
  readonly environment: NodeJS.ProcessEnv;
}

interface Running {
  readonly driver: ChildProcess;
  kernel?: number;
}

const running = new Set<Running>();

/** Executes a notebook and gives every event, the last of which is "saved" unless the driver itself broke. */
export async function execute(
  jupyter: JupyterPython,
  { notebook, output, timeout, environment }: Execution,
  onEvent: (event: RunEvent) => void,
): Promise<RunEvent[]> {
  const args = [join(__dirname, "run_notebook.py"), notebook, output];
  const driver = spawn(
    jupyter.python,
    [...args, "--kernel", kernelName, "--cwd", dirname(notebook), "--timeout", String(timeout)],
    // Its own process group, so that Ctrl-C reaches it only through stopAll; its stdin closes when this process ends.
    { env: jupyterEnvironment(environment), stdio: ["pipe", "pipe", "pipe"], detached: true },
  );
  const entry: Running = { driver };
  running.add(entry);
  const events: RunEvent[] = [];
  let stderr = "";
  driver.stderr.on("data", (chunk: Buffer) => {
    stderr = (stderr + chunk.toString()).slice(-10_000);
  });
  const ended = new Promise<string>((resolve) => {
    driver.on("error", (error) => resolve(error.message));
    driver.on("close", (code, signal) => resolve(`the driver ended with ${signal ?? `code ${code}`}`));
  });
  for await (const line of createInterface({ input: driver.stdout })) {
    const event = JSON.parse(line) as RunEvent;
    if (event.event === "kernel") entry.kernel = event.pid;
    events.push(event);
    onEvent(event);
  }
  const how = await ended;
  running.delete(entry);
  killKernel(entry);
  if (!events.some((event) => event.event === "saved")) {
    events.push({ event: "broken", message: `${how}: ${stderr.trim().split("\n").at(-1)}` });
  }
  return events;
}

/** Ends everything that was started, at once; a driver that gets SIGTERM ends its kernel and itself. */
export function stopAll(): void {
  for (const entry of running) {
    entry.driver.kill("SIGTERM");
    killKernel(entry);
  }
}

function killKernel({ kernel }: Running): void {
  if (kernel === undefined) return;
  try {
    process.kill(-kernel, "SIGKILL");
  } catch {
    // Already gone, as it should be.
  }
}
