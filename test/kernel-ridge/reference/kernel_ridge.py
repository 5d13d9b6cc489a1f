"""Reference figures for test/kernel-ridge, from scikit-learn 1.2.1: python3 kernel_ridge.py"""
import json
import pathlib

import numpy as np
from sklearn.kernel_ridge import KernelRidge

rng = np.random.RandomState(11)
X = np.round(rng.normal(size=(40, 3)), 6)
y = np.round(np.sin(2 * X[:, 0]) + X[:, 1] * X[:, 2] + 0.1 * rng.normal(size=40), 6)
weight = np.round(rng.uniform(size=40), 6)
query = np.round(rng.normal(size=(7, 3)), 6)

settings = {
    "default": {},
    "rbf": {"kernel": "rbf", "gamma": 0.7, "alpha": 1e-3},
    "rbfGamma": {"kernel": "rbf", "alpha": 0.1},
    "poly": {"kernel": "poly", "degree": 4, "gamma": 0.3, "coef0": 0.5, "alpha": 0.2},
    "polyGamma": {"kernel": "poly", "alpha": 1},
}
out = {"X": X.tolist(), "y": y.tolist(), "weight": weight.tolist(), "query": query.tolist(), "cases": {}}
for name, params in settings.items():
    for weighted in (False, True):
        model = KernelRidge(**params).fit(X, y, sample_weight=weight if weighted else None)
        out["cases"][name + ("Weighted" if weighted else "")] = {
            "dualCoef": model.dual_coef_.tolist(),
            "predict": model.predict(query).tolist(),
        }
pathlib.Path(__file__).with_name("kernel_ridge.json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
