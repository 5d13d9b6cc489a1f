"""Reference figures for test/simulate/make-*.test.ts, from scikit-learn 1.2.1: python3 make.py"""
import json
import pathlib

import numpy as np
from sklearn.datasets import make_blobs, make_classification, make_moons, make_regression


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


def draw(make, params, **more):
    """What `make` returns, and the draw after it, which shows that it drew as often."""
    rng = np.random.RandomState(params["random_state"])
    result = make(**{**params, **more, "random_state": rng})
    return result, float(rng.random_sample())


def summary(X, y, params, next_draw, **more):
    """The first and last rows, all targets, and sums that depend on every value and its place."""
    rows, cols = X.shape
    place = np.cos(np.arange(rows * cols))
    return {
        "params": {camel(k): v for k, v in params.items()},
        "shape": [rows, cols],
        "head": X[:3].tolist(),
        "tail": X[-2:].tolist(),
        "columnSums": X.sum(axis=0).tolist(),
        "placeSum": float(place @ X.ravel()),
        "placeSumSize": float(np.abs(place * X.ravel()).sum()),
        "y": y[:200].tolist(),
        "yPlaceSum": float(np.cos(np.arange(rows)) @ y),
        "next": next_draw,
        **{k: v.tolist() for k, v in more.items()},
    }


def classification(**params):
    (X, y), after = draw(make_classification, params)
    return summary(X, y, params, after)


def blobs(**params):
    (X, y, centers), after = draw(make_blobs, params, return_centers=True)
    return summary(X, y, params, after, centers=centers)


def moons(**params):
    (X, y), after = draw(make_moons, params)
    return summary(X, y, params, after)


def regression(**params):
    (X, y, coef), after = draw(make_regression, params, coef=True)
    return summary(X, y, params, after, coef=coef)


out = {
    "classification": [
        classification(random_state=0),
        classification(
            n_samples=50000, n_features=44, n_informative=20, n_redundant=10, n_clusters_per_class=2,
            n_classes=3, class_sep=1, flip_y=0.01, random_state=0,
        ),
        classification(n_samples=97, n_features=6, n_informative=3, n_repeated=1, n_classes=4, random_state=5),
        classification(n_samples=61, n_features=5, weights=[0.9], flip_y=0, shift=None, scale=None, random_state=1),
        classification(n_samples=61, n_features=5, weights=[0.2, 0.5], flip_y=0.3, random_state=2),
        classification(
            n_samples=40, n_features=4, hypercube=False, class_sep=2.5, shuffle=False,
            shift=[1.0, 2.0, 3.0, 4.0], scale=[0.5, 1.0, 2.0, 10.0], random_state=3,
        ),
        # Corners drawn by each of scikit-learn's ways: few of many, nearly all, and with more than 30 dimensions.
        classification(n_samples=30, n_features=12, n_informative=10, n_clusters_per_class=1, random_state=4),
        classification(n_samples=30, n_features=4, n_clusters_per_class=2, random_state=6),
        classification(n_samples=20, n_features=40, n_informative=34, random_state=7),
    ],
    "blobs": [
        blobs(random_state=0),
        blobs(n_samples=103, n_features=3, centers=5, cluster_std=[0.1, 1, 2, 3, 0.5], random_state=1),
        blobs(n_samples=[3, 8, 4], center_box=[0, 1], shuffle=False, random_state=2),
        blobs(n_samples=20, centers=[[1, 2, 3], [-4, 5, 6]], cluster_std=0.3, random_state=3),
    ],
    "moons": [
        moons(random_state=0),
        moons(n_samples=31, noise=0.2, random_state=1),
        moons(n_samples=[5, 9], shuffle=False, noise=0.1, random_state=2),
    ],
    "regression": [
        regression(n_samples=30, random_state=0),
        regression(n_samples=50, n_features=5, n_informative=3, bias=4.5, noise=2.5, random_state=1),
        regression(n_samples=20, n_features=4, n_informative=9, shuffle=False, random_state=2),
    ],
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
