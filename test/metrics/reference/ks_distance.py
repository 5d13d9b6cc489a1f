"""Writes ks_distance.json: the statistic of scipy.stats.ks_2samp for several pairs of samples, with ties among them."""

import json
from pathlib import Path

import numpy as np
from scipy.stats import ks_2samp

rng = np.random.RandomState(0)
pairs = {
    "same distribution": (rng.normal(size=40), rng.normal(size=60)),
    "shifted": (rng.normal(size=50), rng.normal(0.8, 1, 30)),
    "wider": (rng.normal(size=50), rng.normal(0, 3, 70)),
    "ties": (rng.randint(0, 6, 40), rng.randint(1, 8, 25)),
    "apart": (rng.uniform(0, 1, 10), rng.uniform(2, 3, 10)),
    "one value each": (np.array([1.0]), np.array([1.0])),
}
cases = [
    {"name": name, "x": x.tolist(), "y": y.tolist(), "distance": ks_2samp(x, y).statistic}
    for name, (x, y) in pairs.items()
]
path = Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
