"""Writes permutation-importance.json: scikit-learn 1.2's permutation importances.

Run with a Python that has scikit-learn 1.2: python3 permutation-importance.py
"""
import json
import os

import numpy as np
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LinearRegression
from sklearn.naive_bayes import GaussianNB

rng = np.random.RandomState(4)
n = 80
codes = rng.randint(0, 3, n)
X = (rng.normal(size=(n, 4)) + codes[:, None] * [1.5, 0.4, -0.8, 0]).round(3)
words = np.array(["GALAXY", "QSO", "STAR"])[codes]
target = (X @ [1.0, -2.0, 0.5, 0] + rng.normal(size=n)).round(3)
weight = rng.uniform(0.5, 2, n).round(3)
cases = []
for kind, options in (
    ("words", {"random_state": 0}),
    ("words", {"random_state": 42, "n_repeats": 3, "scoring": "f1_macro"}),
    ("words", {"random_state": 7, "scoring": "neg_log_loss", "sample_weight": weight}),
    ("target", {"random_state": 0, "n_repeats": 8}),
    ("target", {"random_state": 5, "scoring": "neg_mean_absolute_error"}),
):
    y = words if kind == "words" else target
    model = (GaussianNB() if kind == "words" else LinearRegression()).fit(X, y)
    result = permutation_importance(model, X, y, **options)
    camel = {"random_state": "randomState", "n_repeats": "nRepeats", "scoring": "scoring"}
    ours = {camel[key]: value for key, value in options.items() if key in camel}
    cases.append([kind, ours, "sample_weight" in options, result.importances.tolist(), result.importances_mean.tolist(), result.importances_std.tolist()])
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "permutation-importance.json")
with open(path, "w") as f:
    json.dump({"X": X.tolist(), "words": words.tolist(), "target": target.tolist(), "weight": weight.tolist(), "cases": cases}, f, separators=(",", ":"))
