"""Reference figures of sklearn.preprocessing.StandardScaler. Run with scikit-learn 1.2.1: writes standard-scaler.json."""

import json
from pathlib import Path

import numpy as np
from sklearn.preprocessing import StandardScaler


def plain(array):
    return [[None if np.isnan(v) else v for v in row] for row in np.atleast_2d(array).tolist()]


def case(name, X, params=None, weight=None):
    names = {"withMean": "with_mean", "withStd": "with_std"}
    model = StandardScaler(**{names[k]: v for k, v in (params or {}).items()}).fit(X, sample_weight=weight)
    Z = model.transform(X)
    return {
        "name": name,
        "X": plain(X),
        "params": params or {},
        "weight": None if weight is None else weight.tolist(),
        "mean": None if model.mean_ is None else model.mean_.tolist(),
        "var": None if model.var_ is None else model.var_.tolist(),
        "scale": None if model.scale_ is None else model.scale_.tolist(),
        "transformed": plain(Z),
        "restored": plain(model.inverse_transform(Z)),
    }


rng = np.random.RandomState(3)
X = rng.normal(5, [1, 10, 0.01], (20, 3))
missing = X.copy()
missing[[0, 4, 7], [0, 1, 2]] = np.nan
constant = np.column_stack([X, np.full(20, 0.1), np.zeros(20), np.full(20, 1e8)])

partial = StandardScaler()
pieces = [slice(0, 3), slice(3, 11), slice(11, 20)]
for piece in pieces:
    partial.partial_fit(X[piece])

out = {
    "cases": [
        case("plain", X),
        case("missing values", missing),
        case("constant features", constant),
        case("weights", X, weight=rng.uniform(0, 2, 20)),
        case("mean only", X, {"withStd": False}),
        case("scale only", X, {"withMean": False}),
        case("one row", X[:1]),
    ],
    "partial": {
        "X": X.tolist(),
        "pieces": [[p.start, p.stop] for p in pieces],
        "mean": partial.mean_.tolist(),
        "var": partial.var_.tolist(),
    },
}
Path(__file__).with_suffix(".json").write_text(json.dumps(out))
