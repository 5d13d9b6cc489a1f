"""Writes random-state.json: numpy.random.RandomState's draws for programs of interleaved calls.

Run with a Python that has NumPy 1.24: python3 random-state.py
"""
import json
import os

import numpy as np

METHODS = {
    "randomSample": "random_sample",
    "standardNormal": "standard_normal",
    "standardGamma": "standard_gamma",
    "multivariateNormal": "multivariate_normal",
}


def run(seed, calls):
    rng = np.random.RandomState(seed)
    results = []
    for name, *args in calls:
        method = getattr(rng, METHODS.get(name, name))
        if name == "choice":
            a, options = args
            value = method(a, **options)
        elif name == "shuffle":
            value = np.array(args[0])
            method(value)
        else:
            value = method(*args)
        results.append(np.asarray(value).tolist())
    return {"seed": seed, "calls": calls, "results": results}


P4 = [0.1, 0.2, 0.3, 0.4]
EXACT = [
    ["randomSample"], ["randomSample", 3], ["uniform", -2, 5, 4], ["randint", 10, None, 6], ["randint", 7],
    ["randint", 1, None, 3], ["randint", 0, 2**31 - 1, 3], ["randint", 0, 2**32, 3], ["randint", -5, 2**32, 2],
    ["randint", 0, 2**33 + 5, 3], ["randint", 0, 2**53 - 1, 3], ["randint", -(2**40), 2**40, 3],
    ["randint", 0, 256, [2, 3]], ["permutation", 11], ["permutation", [5.5, 4, 3, 2, 1.25]],
    ["permutation", 1], ["shuffle", [1, 2, 3, 4, 5, 6, 7]], ["choice", 20, {"size": 5}],
    ["choice", 20, {"size": 5, "replace": False}], ["choice", 4, {"size": 6, "p": P4}],
    ["choice", 4, {"size": 4, "replace": False, "p": P4}], ["choice", 4, {"p": P4}], ["choice", 9, {}],
    ["choice", [2.5, 3.5, 4.5], {"size": 4}], ["randomSample", [2, 2]], ["uniform", [0, 10], [1, 20]],
]
LIBM = [
    ["standardNormal"], ["randomSample"], ["normal", 3, 2, 5], ["randint", 0, 100, 4], ["standardNormal", 2],
    ["permutation", 6], ["exponential", 2.5, 4], ["poisson", 0.3, 6], ["poisson", 4.5, 6], ["poisson", 12, 8],
    ["poisson", 1000.5, 5], ["poisson", 0, 2], ["standardGamma", 0.4, 5], ["standardGamma", 1, 3],
    ["standardGamma", 3.7, 5], ["gamma", 2.25, 1.5, 4], ["gamma", 0, 1, 2], ["binomial", 10, 0.3, 8],
    ["binomial", 10, 0.8, 8], ["binomial", 1000, 0.4, 8], ["binomial", 5000, 0.93, 8], ["binomial", 0, 0.5, 2],
    ["binomial", 5, 0, 2], ["binomial", 5, 1, 2], ["binomial", 100000000, 0.5, 6], ["beta", 0.5, 0.5, 5],
    ["beta", 2, 3, 5], ["beta", 0.3, 4, 5], ["normal", [0, 10, 20], [1, 2, 3]], ["normal", 0, [1, 2]],
    ["normal", 0, 1, [2, 2]], ["poisson", [1, 20, 300]], ["standardNormal", 1], ["poisson", 10, 12],
    ["beta", 0.001, 0.002, 3], ["binomial", [5, 400], 0.5], ["binomial", 60, 0.5, 4],
]
SEEDS = [0, 1, 42, 123456789, 2**32 - 1, [0], [1, 2, 3], list(range(1000, 1700)), [2**32 - 1, 7]]


def covariances(count):
    """General ones of two to five dimensions, well and ill conditioned, from a generator of their own."""
    rng = np.random.RandomState(20)
    for i in range(count):
        n = 2 + i % 4
        factor = rng.normal(size=(n, n)) * 10.0 ** rng.uniform(-2, 2, size=n)[:, None]
        yield rng.normal(size=n).tolist(), (factor @ factor.T).tolist()


multivariate = [
    ["multivariateNormal", [1, 1], [[0.3, 0], [0, 0.3]], 4],
    ["multivariateNormal", [5, 3], [[0.4, 0], [0, 0.1]], 4],
    ["multivariateNormal", [5, 3], [[0.1, 0], [0, 0.4]], 4],
    ["multivariateNormal", [0, 0, 0], [[1, 0, 0], [0, 4, 0], [0, 0, 2]], 4],
    ["multivariateNormal", [0, 0, 0], [[1, 0, 0], [0, 1, 0], [0, 0, 0]], 2],
    ["multivariateNormal", [0, 0, 0, 0], np.diag([3, 1, 3, 1]).tolist(), 2],
    ["multivariateNormal", [0, 0], [[1, 0.5], [0.5, 1]], 4],
    ["multivariateNormal", [0, 0], [[1, -0.5], [-0.5, 1]], 4],
    ["multivariateNormal", [0, 0], [[0, 0], [0, 0]], 2],
    ["multivariateNormal", [0, 1], [[2, 0.3], [0.3, 0.5]]],
    ["multivariateNormal", [7], [[4]], 3],
] + [["multivariateNormal", mean, cov, 2] for mean, cov in covariances(80)]
for n in (8, 16, 25):
    lags = np.abs(np.subtract.outer(np.arange(n), np.arange(n)))
    cov = np.exp(-lags / 3.0) * np.outer(np.arange(1, n + 1), np.arange(1, n + 1))
    multivariate.append(["multivariateNormal", [0] * n, cov.tolist(), 1])

multivariate += [
    ["multivariateNormal", [0, 0], [[1, 1], [1, 1]], 3],
    ["multivariateNormal", [0, 0, 1], [[1, 2, 3], [2, 4, 6], [3, 6, 9]], 3],
]


def rounding(call):
    """How far rounding alone moves a draw: singular values err by eps * largest, and their roots are used."""
    values = np.linalg.svd(np.array(call[2], dtype=float), compute_uv=False)
    error = np.finfo(float).eps * values[0]
    return min(error / np.sqrt(values[-1]), np.sqrt(error)) if values[-1] > 0 else np.sqrt(error)


rng = np.random.RandomState(3)
long_run = rng.random_sample(20000)
out = {
    "exact": [run(seed, EXACT + EXACT) for seed in SEEDS],
    "libm": [run(seed, LIBM + EXACT[:6] + LIBM) for seed in SEEDS[:4]],
    "multivariate": {**run(5, multivariate), "rounding": [rounding(call) for call in multivariate]},
    "longRun": {"seed": 3, "at": {str(i): long_run[i] for i in (0, 311, 312, 623, 624, 9999, 19999)}},
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "random-state.json")
with open(path, "w") as f:
    json.dump(out, f, separators=(",", ":"))
