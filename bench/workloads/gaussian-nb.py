"""sklearn.naive_bayes.GaussianNB on 100,000 x 17 numbers in three classes; the twin of gaussian-nb.ts."""

from time import perf_counter

import numpy as np
from sklearn.naive_bayes import GaussianNB


def prepare(scale):
    n, features = int(100_000 * scale), 17
    y = np.arange(n) % 3
    X = np.random.RandomState(0).normal(size=(n, features)) + 0.5 * y[:, None]

    def run():
        start = perf_counter()
        model = GaussianNB().fit(X, y)
        fitted = perf_counter()
        predicted = model.predict(X)
        return {
            "fit": fitted - start,
            "predict": perf_counter() - fitted,
            "check": float((predicted == y).mean()),
        }

    return run
