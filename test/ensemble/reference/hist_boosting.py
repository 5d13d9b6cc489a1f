"""Writes hist_boosting.json: histogram gradient boosting of scikit-learn 1.2.1 on made data, some of it missing."""
import json
import pathlib

import numpy as np
from sklearn.datasets import make_classification, make_regression
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


rng = np.random.RandomState(0)
three_X, three_y = make_classification(900, 5, n_informative=4, n_redundant=0, n_classes=3, flip_y=0.1, random_state=1)
two_X, two_y = make_classification(700, 4, n_informative=3, n_redundant=0, flip_y=0.1, random_state=2)
reg_X, reg_y = make_regression(800, 4, noise=15, random_state=3)
three_X, two_X, reg_X, reg_y = three_X.round(2), two_X.round(2), reg_X.round(2), reg_y.round(2)
two_X[rng.uniform(size=two_X.shape) < 0.1] = np.nan
two_X[:, 3] = np.round(two_X[:, 3])
data = {"three": (three_X, three_y), "two": (two_X, two_y), "numbers": (reg_X, reg_y)}
weight = (1 + np.arange(900) % 3).astype(float)

cases = [
    (HistGradientBoostingClassifier, "three", {"max_iter": 20}),
    (HistGradientBoostingClassifier, "three", {"max_iter": 10, "max_leaf_nodes": None, "max_depth": 4, "learning_rate": 0.3,
                                               "l2_regularization": 1.0, "min_samples_leaf": 1, "max_bins": 32}),
    (HistGradientBoostingClassifier, "three", {"max_iter": 8, "weighted": True}),
    (HistGradientBoostingClassifier, "two", {"max_iter": 20}),
    # Few bins, so that none is empty in a node: which of the thresholds next to an empty bin is best hangs on rounding.
    (HistGradientBoostingClassifier, "two", {"max_iter": 60, "early_stopping": True, "n_iter_no_change": 4, "learning_rate": 0.3,
                                             "max_bins": 16, "max_depth": 2}),
    (HistGradientBoostingRegressor, "numbers", {"max_iter": 25}),
    (HistGradientBoostingRegressor, "numbers", {"max_iter": 12, "max_depth": 3, "min_samples_leaf": 5, "weighted": True}),
    (HistGradientBoostingRegressor, "numbers", {"max_iter": 80, "early_stopping": True, "validation_fraction": None,
                                                "n_iter_no_change": 3, "tol": 20.0}),
]
out = []
for estimator, name, params in cases:
    params = {"random_state": 0, **params}
    weighted = params.pop("weighted", False)
    X, y = data[name]
    model = estimator(**params).fit(X, y, sample_weight=weight[: len(X)] if weighted else None)
    rows = X[::9]
    raw = model._raw_predict(rows)
    out.append({
        "estimator": estimator.__name__,
        "data": name,
        "params": {camel(k): v for k, v in params.items()},
        "weighted": weighted,
        "nIter": int(model.n_iter_),
        "raw": raw.ravel().tolist(),
        "validationScore": model.validation_score_.tolist(),
        "trainScore": model.train_score_.tolist(),
    })


def plain(X):
    return [[None if np.isnan(v) else v for v in row] for row in X.tolist()]


pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(
    {"data": {k: {"X": plain(X), "y": y.tolist()} for k, (X, y) in data.items()}, "cases": out},
    separators=(",", ":")) + "\n")
