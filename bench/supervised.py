"""What the workloads of supervised learning share on the Python side: data, and timing of fit and predict."""

from functools import lru_cache
from time import perf_counter

import numpy as np
from sklearn.datasets import make_classification


@lru_cache(1)
def three_classes(n):
    """Rows of three classes, 44 features; the last fifth is for the test."""
    X, y = make_classification(
        n, 44, n_informative=20, n_redundant=10, n_classes=3, n_clusters_per_class=2, class_sep=1, flip_y=0.01, random_state=0
    )
    cut = n * 4 // 5
    return X[:cut], y[:cut], X[cut:], y[cut:]


def shifted_normals(n, features):
    """Three overlapping normal clouds, as gaussian-nb.py has them; fitted and predicted on the same rows."""
    y = np.arange(n) % 3
    X = np.random.RandomState(0).normal(size=(n, features)) + 0.5 * y[:, None]
    return X, y, X, y


def supervised(data, make):
    X_train, y_train, X_test, y_test = data

    def run():
        start = perf_counter()
        model = make().fit(X_train, y_train)
        fitted = perf_counter()
        predicted = model.predict(X_test)
        end = perf_counter()
        return {"fit": fitted - start, "predict": end - fitted, "check": float((predicted == y_test).mean())}

    return run
