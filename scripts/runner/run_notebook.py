"""Runs one notebook on its kernel and says, line by line of JSON on stdout, what happens.

    run_notebook.py NOTEBOOK OUTPUT --kernel tslab --cwd FOLDER --timeout SECONDS

A thin driver over nbclient. It exists because the kernel reports a failure only as text on stderr and in the
status of its reply, and may write to stderr after a cell has ended, which nbclient drops: a second listener on the
kernel's output channel sees that too. The executed notebook is always saved, and the kernel always ended with
everything that it started: when the notebook is done, on SIGTERM, and when stdin closes, which is how this process
learns that the one that started it is gone.
"""

import argparse
import asyncio
import json
import os
import signal
import sys
import threading
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

# How long an error in a timer or a rejected promise of the last cell may take to show up.
LATE_ERROR_SECONDS = 0.3
SUBSCRIPTION_TRIES = 50

events = os.fdopen(os.dup(1), "w", encoding="utf-8")
# The kernel inherits descriptor 1, and whatever it prints there must not mix with the events.
os.dup2(2, 1)


def emit(event, **fields):
    events.write(json.dumps({"event": event, **fields}) + "\n")
    events.flush()


class Kernel:
    """What must be ended and removed, however this process ends."""

    manager = None

    @classmethod
    def kill(cls):
        # The manager is asked only now: a signal may come right after it has started the process.
        pid = getattr(cls.manager and cls.manager.provisioner, "pid", None)
        if pid is not None:
            try:
                os.killpg(pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
        connection_file = cls.manager and cls.manager.connection_file
        if connection_file and os.path.exists(connection_file):
            os.remove(connection_file)


def stop_at_once(*_):
    Kernel.kill()
    os._exit(1)


def stop_when_stdin_closes():
    while os.read(0, 4096):
        pass
    stop_at_once()


class Listener:
    """Follows the kernel's output channel on its own and reports what arrives on stderr, whenever it does."""

    def __init__(self, manager, notebook):
        self.notebook = notebook
        self.heard = False
        self.cells = []  # indices of the executed cells, in order
        self.requests = {}  # message id of an execution -> index of its cell
        self.ended = set()
        self.client = manager.client()
        self.client.start_channels(shell=False, iopub=True, stdin=False, hb=False, control=False)

    async def follow(self):
        while True:
            message = await self.client.get_iopub_msg(timeout=None)
            self.heard = True
            parent = message["parent_header"]
            if parent.get("msg_type") == "execute_request":
                self.take(message, parent["msg_id"])

    def take(self, message, request):
        kind, content = message["msg_type"], message["content"]
        if kind == "status" and content["execution_state"] == "busy" and request not in self.requests:
            self.requests[request] = self.cells[len(self.requests)]
        elif kind == "status" and content["execution_state"] == "idle":
            self.ended.add(request)
        elif kind == "stream" and content["name"] == "stderr":
            cell, late = self.requests[request], request in self.ended
            emit("stderr", cell=cell, text=content["text"], late=late)
            if late:  # nbclient no longer listens for this cell
                self.notebook.cells[cell].outputs.append(
                    nbformat.v4.new_output("stream", name="stderr", text=content["text"])
                )


def clear_outputs(notebook):
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
            cell.execution_count = None


async def start(client, folder):
    manager = Kernel.manager = client.create_kernel_manager()
    await client.async_start_new_kernel(cwd=folder)
    emit("kernel", pid=manager.provisioner.pid)
    listener = Listener(manager, client.nb)
    following = asyncio.ensure_future(listener.follow())
    await client.async_start_new_kernel_client()
    # A subscription takes a moment to reach the kernel; nothing may run before the listener hears.
    for _ in range(SUBSCRIPTION_TRIES):
        client.kc.kernel_info()
        await asyncio.sleep(0.1)
        if listener.heard:
            return listener, following
    raise RuntimeError("the kernel's output channel stays silent")


async def run_cells(client, listener):
    """Runs cell after cell until one fails."""
    for index, cell in enumerate(client.nb.cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        listener.cells.append(index)
        emit("start", cell=index)
        replies = []
        client.on_cell_executed = lambda execute_reply, **_: replies.append(execute_reply["content"])
        started = time.monotonic()
        try:
            await client.async_execute_cell(cell, index)
            status = replies[0]["status"]
        except CellTimeoutError:
            status = "timeout"
        except DeadKernelError:
            status = "dead"
        if status != "dead":
            await asyncio.sleep(0.01)  # lets the listener take what was sent with the reply
        emit("end", cell=index, status=status, seconds=round(time.monotonic() - started, 3))
        if status != "ok":
            return


async def wait_for_late_errors(client):
    """A quiet moment, and a round trip, so that timers and rejections of the last cell come to light."""
    await asyncio.sleep(LATE_ERROR_SECONDS)
    client.kc.kernel_info()
    await asyncio.sleep(LATE_ERROR_SECONDS / 3)


async def run(options):
    notebook = nbformat.read(options.notebook, as_version=4)
    clear_outputs(notebook)
    client = NotebookClient(
        notebook,
        kernel_name=options.kernel,
        timeout=options.timeout,
        startup_timeout=180,
        allow_errors=True,
        store_widget_state=False,
    )
    try:
        listener, following = await start(client, options.cwd)
        await run_cells(client, listener)
        await wait_for_late_errors(client)
        following.cancel()
    except Exception as error:  # the notebook is saved and the reason told, whatever went wrong
        emit("broken", message=f"{type(error).__name__}: {error}")
    Kernel.kill()
    save(notebook, options.output)
    emit("saved")


def save(notebook, path):
    temporary = os.path.join(os.path.dirname(path), f".{os.path.basename(path)}.{os.getpid()}.tmp")
    with open(temporary, "w", encoding="utf-8") as file:
        nbformat.write(notebook, file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def main():
    parser = argparse.ArgumentParser(description="Run one notebook.")
    parser.add_argument("notebook")
    parser.add_argument("output")
    parser.add_argument("--kernel", required=True)
    parser.add_argument("--cwd", required=True)
    parser.add_argument("--timeout", type=int, required=True)
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, stop_at_once)
    signal.signal(signal.SIGINT, stop_at_once)
    threading.Thread(target=stop_when_stdin_closes, daemon=True).start()
    asyncio.run(run(options))
    events.close()
    os._exit(0)  # channels that still wait for a dead kernel must not hold the process


if __name__ == "__main__":
    sys.exit(main())
