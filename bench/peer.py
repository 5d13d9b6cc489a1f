"""The Python side of the benchmark: runs a workload when told to on standard input, and answers in JSON lines.

Started by bench.ts; each request is {"workload": name, "scale": k}, each answer {"fit": s, "predict": s, "check": x}.
"""

import importlib.util
import json
import sys
from pathlib import Path

workloads = {}


def load(name, scale):
    key = (name, scale)
    if key not in workloads:
        workloads.clear()
        spec = importlib.util.spec_from_file_location(name.replace("-", "_"), Path(__file__).parent / "workloads" / f"{name}.py")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        workloads[key] = module.prepare(scale)
    return workloads[key]


for line in sys.stdin:
    request = json.loads(line)
    answer = load(request["workload"], request["scale"])()
    print(json.dumps(answer), flush=True)
