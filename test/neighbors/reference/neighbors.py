"""Reference figures for test/neighbors, from scikit-learn 1.2.1: python3 neighbors.py"""
import json
import pathlib

import numpy as np
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor, NearestNeighbors

rng = np.random.RandomState(11)


def data(n, queries, d):
    # Features of unequal spread, some of which depend on others, away from the origin.
    X = rng.normal(size=(n + queries, d)) @ rng.normal(size=(d, d)) * np.linspace(2, 0.1, d) + 5
    X = np.round(X, 4)
    return X[:n], X[n:]


sets = {}
for name, n, queries, d in [("few", 300, 20, 3), ("many", 700, 12, 20)]:
    X, Q = data(n, queries, d)
    y = (np.round(X[:, 0] + X[:, 1]) % 3).astype(int)
    target = np.round(X[:, 0] * 2 - X[:, 2], 4)
    cases = []
    for params in [
        {},
        {"n_neighbors": 9, "weights": "distance"},
        {"metric": "manhattan", "n_neighbors": 4},
        {"p": 3, "weights": "distance"},
        {"metric": "cosine", "n_neighbors": 6},
        {"metric": "euclidean", "algorithm": "brute", "n_neighbors": 7},
    ]:
        own = {k: v for k, v in params.items() if k != "weights"}
        dist, index = NearestNeighbors(**own).fit(X).kneighbors(Q)
        classifier = KNeighborsClassifier(**params).fit(X, y)
        regressor = KNeighborsRegressor(**params).fit(X, target)
        cases.append(
            {
                "params": params,
                "distances": np.round(dist, 13).tolist(),
                "indices": index.tolist(),
                "predict": classifier.predict(Q).tolist(),
                "proba": np.round(classifier.predict_proba(Q), 13).tolist(),
                "regression": np.round(regressor.predict(Q), 13).tolist(),
            }
        )
    nearest = NearestNeighbors(n_neighbors=3).fit(X)
    dist, index = nearest.kneighbors()
    radius = float(np.round(np.median(nearest.kneighbors(Q, 12)[0][:, -1]), 3))
    rd, ri = nearest.radius_neighbors(Q, radius, sort_results=True)
    sets[name] = {
        "X": X.tolist(),
        "Q": Q.tolist(),
        "y": y.tolist(),
        "target": target.tolist(),
        "cases": cases,
        "itself": {"distances": np.round(dist[:50], 13).tolist(), "indices": index[:50].tolist()},
        "radius": {
            "radius": radius,
            "distances": [np.round(r, 13).tolist() for r in rd],
            "indices": [r.tolist() for r in ri],
        },
    }
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(sets, separators=(",", ":")) + "\n")
