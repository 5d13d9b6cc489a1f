"""Writes splitters.json: the folds of scikit-learn 1.2's splitters.

Run with a Python that has scikit-learn 1.2: python3 splitters.py
"""
import json
import os
import warnings

import numpy as np
from sklearn.model_selection import (
    KFold,
    LeaveOneOut,
    RepeatedKFold,
    RepeatedStratifiedKFold,
    ShuffleSplit,
    StratifiedKFold,
    StratifiedShuffleSplit,
)

warnings.simplefilter("ignore")
CAMEL = {
    "n_splits": "nSplits", "n_repeats": "nRepeats", "test_size": "testSize", "train_size": "trainSize",
    "random_state": "randomState", "shuffle": "shuffle",
}
rng = np.random.RandomState(1)
LABELS = {
    "numbers": rng.randint(0, 3, 40).tolist(),
    "rare": [5] * 3 + [1] * 27 + [3] * 7,
    "strings": rng.choice(["STAR", "QSO", "GALAXY"], 45, p=[0.5, 0.2, 0.3]).tolist(),
    "booleans": (rng.random_sample(33) < 0.4).tolist(),
}
SPLITTERS = [
    (KFold, [{}, {"n_splits": 3}, {"n_splits": 7, "shuffle": True, "random_state": 42}, {"shuffle": True, "random_state": 0}]),
    (StratifiedKFold, [{}, {"n_splits": 3}, {"n_splits": 7, "shuffle": True, "random_state": 42}, {"shuffle": True, "random_state": 0}]),
    (RepeatedKFold, [{"n_splits": 3, "n_repeats": 2, "random_state": 5}]),
    (RepeatedStratifiedKFold, [{"n_splits": 3, "n_repeats": 3, "random_state": 5}]),
    (ShuffleSplit, [{"n_splits": 3, "random_state": 9}, {"random_state": 1, "train_size": 0.5, "test_size": 8}]),
    (StratifiedShuffleSplit, [{"n_splits": 3, "random_state": 9, "test_size": 0.25}, {"random_state": 1, "train_size": 0.5, "test_size": 8}]),
    (LeaveOneOut, [{}]),
]
cases = []
for name, labels in LABELS.items():
    rows = np.arange(len(labels)).reshape(-1, 1)
    for splitter, settings in SPLITTERS:
        if splitter is LeaveOneOut and name != "booleans":
            continue
        for options in settings:
            folds = [[part.tolist() for part in fold] for fold in splitter(**options).split(rows, labels)]
            cases.append([name, splitter.__name__, {CAMEL[key]: value for key, value in options.items()}, folds])

# One generator for two splits in a row.
shared = np.random.RandomState(5)
splitter = StratifiedKFold(n_splits=3, shuffle=True, random_state=shared)
twice = [[[part.tolist() for part in fold] for fold in splitter.split(np.zeros(40), LABELS["numbers"])] for _ in range(2)]
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "splitters.json")
with open(path, "w") as f:
    json.dump({"labels": LABELS, "cases": cases, "twice": twice}, f, separators=(",", ":"))
