"""Writes regression.json and log-loss.json: scikit-learn 1.2's regression metrics and log loss.

Run with a Python that has scikit-learn 1.2: python3 regression.py
"""
import json
import os

import numpy as np
from sklearn import metrics

rng = np.random.RandomState(2)
folder = os.path.dirname(os.path.abspath(__file__))
PAIRS = {
    "redshifts": (lambda z: (z, z + rng.normal(0, 0.05, 60)))(rng.uniform(0, 2, 60)),
    "worse than the mean": (np.array([1.0, 2, 3, 4]), np.array([4.0, 3, 2, 1])),
    "perfect": (np.array([0.5, 1.5]), np.array([0.5, 1.5])),
    "constant, wrong": (np.array([2.0, 2, 2]), np.array([2.0, 1, 2])),
    "constant, right": (np.array([2.0, 2, 2]), np.array([2.0, 2, 2])),
}
cases = []
for name, (true, pred) in PAIRS.items():
    for weight in (None, np.round(rng.uniform(0.1, 3, len(true)), 2)):
        cases.append({
            "name": name, "yTrue": true.tolist(), "yPred": pred.tolist(), "sampleWeight": None if weight is None else weight.tolist(),
            "mae": metrics.mean_absolute_error(true, pred, sample_weight=weight),
            "mse": metrics.mean_squared_error(true, pred, sample_weight=weight),
            "rmse": metrics.mean_squared_error(true, pred, sample_weight=weight, squared=False),
            "r2": metrics.r2_score(true, pred, sample_weight=weight),
        })
with open(os.path.join(folder, "regression.json"), "w") as f:
    json.dump(cases, f, separators=(",", ":"))

losses = []
for labels in ([0, 1], ["a", "b", "c"]):
    k = len(labels)
    codes = np.r_[np.arange(k), rng.randint(0, k, 30)]
    proba = rng.dirichlet(np.ones(k), len(codes))
    proba[0] = np.eye(k)[0]
    proba[1] = np.eye(k)[0]
    true = np.array(labels)[codes]
    for shape in ("table", "vector") if k == 2 else ("table",):
        given = proba if shape == "table" else proba[:, 1]
        for weight in (None, np.round(rng.uniform(0, 2, len(true)), 2)):
            for normalize in (True, False):
                losses.append({
                    "yTrue": true.tolist(), "yProba": given.tolist(), "sampleWeight": None if weight is None else weight.tolist(), "normalize": normalize,
                    "loss": metrics.log_loss(true, given, sample_weight=weight, normalize=normalize),
                })
some = np.array(["a", "a", "b"])
proba = rng.dirichlet(np.ones(3), 3)
losses.append({"yTrue": some.tolist(), "yProba": proba.tolist(), "sampleWeight": None, "normalize": True, "labels": ["a", "b", "c"], "loss": metrics.log_loss(some, proba, labels=["a", "b", "c"])})
with open(os.path.join(folder, "log-loss.json"), "w") as f:
    json.dump(losses, f, separators=(",", ":"))
