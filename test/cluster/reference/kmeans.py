"""Reference figures of sklearn.cluster.KMeans. Run with scikit-learn 1.2.1: writes kmeans.json."""

import json
import warnings
from pathlib import Path

import numpy as np
from sklearn.cluster import KMeans
from sklearn.datasets import make_blobs

warnings.filterwarnings("ignore")
names = {"nClusters": "n_clusters", "nInit": "n_init", "maxIter": "max_iter", "randomState": "random_state"}


def case(name, X, query, params, weight=None):
    model = KMeans(**{names.get(k, k): np.array(v) if isinstance(v, list) else v for k, v in params.items()})
    model.fit(X, sample_weight=weight)
    return {
        "name": name,
        "X": np.round(X, 12).tolist(),
        "query": query.tolist(),
        "params": params,
        "weight": None if weight is None else weight.tolist(),
        "labels": model.labels_.tolist(),
        "centers": model.cluster_centers_.tolist(),
        "inertia": model.inertia_,
        "nIter": model.n_iter_,
        "predicted": model.predict(query).tolist(),
        # Not model.transform: far from zero its squared norms cancel.
        "transformed": np.linalg.norm(query[:, None] - model.cluster_centers_, axis=2).tolist(),
        "score": model.score(query),
    }


rng = np.random.RandomState(3)
blobs = np.round(make_blobs(203, 3, centers=6, cluster_std=2, random_state=1)[0], 6)
cloud = np.round(rng.normal(size=(301, 2)), 6)
far = np.round(np.vstack([blobs[::31], 20 * rng.normal(size=(3, 3))]), 6)
line = np.array([[0.0], [1], [2], [3], [10], [11], [12], [50]])
cases = [
    case("defaults, blobs", blobs, far, {"nClusters": 6, "nInit": 10, "randomState": 0}),
    case("one start", cloud, cloud[:9], {"nClusters": 7, "nInit": 1, "randomState": 5}),
    case("elkan", cloud, cloud[:9], {"nClusters": 7, "nInit": 1, "randomState": 5, "algorithm": "elkan"}),
    case("elkan, empty clusters", line, line, {"nClusters": 4, "nInit": 1, "init": [[0.0], [10.0], [1000.0], [2000.0]], "algorithm": "elkan"}),
    case("elkan, weights", blobs, far, {"nClusters": 9, "nInit": 2, "randomState": 8, "algorithm": "elkan"}, rng.uniform(0, 3, 203).round(6)),
    case("many clusters", cloud, cloud[:9], {"nClusters": 40, "nInit": 3, "randomState": 2}),
    case("random start", cloud, cloud[:9], {"nClusters": 5, "nInit": 4, "init": "random", "randomState": 8}),
    case("weights", cloud, cloud[:9], {"nClusters": 5, "nInit": 2, "randomState": 8}, rng.uniform(0, 3, 301).round(6)),
    case("stopped early", cloud, cloud[:9], {"nClusters": 9, "nInit": 1, "maxIter": 2, "randomState": 1}),
    case("loose tolerance", cloud, cloud[:9], {"nClusters": 9, "nInit": 1, "tol": 0.05, "randomState": 1}),
    case("zero tolerance", cloud, cloud[:9], {"nClusters": 9, "nInit": 1, "tol": 0, "randomState": 1}),
    case("one cluster", blobs, far, {"nClusters": 1, "nInit": 2, "randomState": 0}),
    case("given centres", line, line, {"nClusters": 3, "nInit": 1, "init": [[0.0], [5.0], [40.0]]}),
    case("an empty cluster", line, line, {"nClusters": 3, "nInit": 1, "init": [[0.0], [10.0], [1000.0]]}),
    case("two empty clusters", line, line, {"nClusters": 4, "nInit": 1, "init": [[0.0], [10.0], [1000.0], [2000.0]]}),
    case("as many clusters as rows", line, line, {"nClusters": 8, "nInit": 1, "randomState": 0}),
    case("far from zero", blobs + 1e6, far + 1e6, {"nClusters": 6, "nInit": 1, "randomState": 4}),
]
Path(__file__).with_suffix(".json").write_text(json.dumps(cases))
