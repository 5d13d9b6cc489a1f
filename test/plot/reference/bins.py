"""NumPy's histogram bin edges and counts, for test/plot/bins.test.ts. Run: python3 bins.py"""
import json
from pathlib import Path

import numpy as np

rng = np.random.RandomState(3)
samples = {
    "normal": rng.normal(size=200).round(6),
    "exponential": rng.exponential(size=57).round(6),
    "integers": rng.randint(0, 5, size=40).astype(float),
    "constant": np.full(10, 2.0),
    "few": np.array([1.0, 4.0, 4.5]),
}
cases = []
for name, values in samples.items():
    for bins in ["fd", "sturges", "auto", 7]:
        counts, edges = np.histogram(values, bins=bins)
        cases.append({"name": name, "bins": bins, "edges": edges.tolist(), "counts": counts.tolist()})
out = {"samples": {k: v.tolist() for k, v in samples.items()}, "cases": cases}
Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")))
