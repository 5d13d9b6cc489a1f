"""Writes train-test-split.json: the rows that scikit-learn 1.2's train_test_split picks.

Run with a Python that has scikit-learn 1.2: python3 train-test-split.py
"""
import json
import os

import numpy as np
from sklearn.model_selection import train_test_split

CAMEL = {"test_size": "testSize", "train_size": "trainSize", "random_state": "randomState", "shuffle": "shuffle"}
rng = np.random.RandomState(0)
LABELS = {
    "numbers": rng.randint(0, 3, 60).tolist(),
    "rare": [1] * 3 + [0] * 97 + [2] * 4,
    "strings": rng.choice(["STAR", "QSO", "GALAXY"], 45, p=[0.5, 0.2, 0.3]).tolist(),
    "booleans": (rng.random_sample(31) < 0.4).tolist(),
    "ties": [k % 7 for k in range(35)],
}
OPTIONS = [
    {}, {"test_size": 0.33}, {"test_size": 10}, {"train_size": 0.61}, {"train_size": 20},
    {"test_size": 0.2, "train_size": 0.5}, {"test_size": 9, "train_size": 11}, {"test_size": 9, "train_size": 0.4},
]
cases = []
for name, labels in LABELS.items():
    rows = np.arange(len(labels))
    for k, options in enumerate(OPTIONS):
        for seed in (0, 42, 7919 + k):
            for stratify in (False, True):
                kwargs = {**options, "random_state": seed}
                train, test = train_test_split(rows, stratify=labels if stratify else None, **kwargs)
                cases.append([name, {CAMEL[key]: v for key, v in kwargs.items()}, stratify, train.tolist(), test.tolist()])
    train, test = train_test_split(rows, shuffle=False, test_size=0.3)
    cases.append([name, {"shuffle": False, "testSize": 0.3}, False, train.tolist(), test.tolist()])

# One generator for two splits in a row.
shared = np.random.RandomState(5)
pair = [[part.tolist() for part in train_test_split(np.arange(25), test_size=0.4, random_state=shared)] for _ in range(2)]
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "train-test-split.json")
with open(path, "w") as f:
    json.dump({"labels": LABELS, "cases": cases, "pair": pair}, f, separators=(",", ":"))
