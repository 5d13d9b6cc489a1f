"""Writes scorers.json: scikit-learn 1.2's scorers of fitted models.

Run with a Python that has scikit-learn 1.2: python3 scorers.py
"""
import json
import os

import numpy as np
from sklearn.linear_model import LinearRegression
from sklearn.metrics import get_scorer
from sklearn.naive_bayes import GaussianNB
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis

rng = np.random.RandomState(3)
n = 90
codes = rng.randint(0, 3, n)
X = (rng.normal(size=(n, 3)) + codes[:, None] * [0.9, 0.2, -0.5]).round(3)
target = (X @ [1.0, -2.0, 0.5] + rng.normal(size=n)).round(3)
weight = rng.uniform(0.5, 2, n).round(3)
y = {
    "three": codes.tolist(),
    "two": (codes > 0).astype(int).tolist(),
    "words": np.array(["GALAXY", "QSO"])[(codes > 0).astype(int)].tolist(),
    "target": target.tolist(),
}
MULTI = ["accuracy", "balanced_accuracy"] + [f"{s}_{a}" for s in ("f1", "precision", "recall") for a in ("macro", "micro", "weighted")]
MULTI += ["roc_auc_ovr", "roc_auc_ovo", "roc_auc_ovr_weighted", "roc_auc_ovo_weighted", "neg_log_loss"]
TWO = MULTI + ["f1", "precision", "recall", "roc_auc", "average_precision"]
WORDS = MULTI + ["roc_auc"]
REGRESSION = ["r2", "neg_mean_absolute_error", "neg_mean_squared_error", "neg_root_mean_squared_error"]
cases = []
for name, names in (("three", MULTI), ("two", TWO), ("words", WORDS), ("target", REGRESSION)):
    models = [LinearRegression()] if name == "target" else [GaussianNB(), LinearDiscriminantAnalysis()]
    labels = np.array(y[name])
    for model in models:
        model.fit(X[::2], labels[::2])
        for scorer in names:
            plain = get_scorer(scorer)(model, X, labels)
            weighted = None if "ovo" in scorer and name == "three" else get_scorer(scorer)(model, X, labels, sample_weight=weight)
            cases.append([name, type(model).__name__, scorer, plain, weighted])
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "scorers.json")
with open(path, "w") as f:
    json.dump({"X": X.tolist(), "y": y, "weight": weight.tolist(), "cases": cases}, f, separators=(",", ":"))
