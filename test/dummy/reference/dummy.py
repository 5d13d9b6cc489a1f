"""Writes dummy.json: what scikit-learn 1.2's dummies predict.

Run with a Python that has scikit-learn 1.2: python3 dummy.py
"""
import json
import os

import numpy as np
from sklearn.dummy import DummyClassifier, DummyRegressor

rng = np.random.RandomState(2)
n = 50
words = rng.choice(["STAR", "QSO", "GALAXY", "AGN"], n, p=[0.4, 0.2, 0.3, 0.1])
target = rng.normal(size=n).round(3)
weight = rng.randint(0, 4, n)
X = np.zeros((n, 1))
classifiers = []
for options in (
    {}, {"strategy": "most_frequent"}, {"strategy": "stratified", "random_state": 0}, {"strategy": "stratified", "random_state": 9},
    {"strategy": "uniform", "random_state": 0}, {"strategy": "constant", "constant": "QSO"},
):
    for weights in (None, weight):
        model = DummyClassifier(**options).fit(X, words, sample_weight=weights)
        ours = {"randomState" if key == "random_state" else key: value for key, value in options.items()}
        classifiers.append([ours, weights is not None, model.class_prior_.tolist(), model.predict(X).tolist(), model.predict_proba(X).tolist()])
regressors = []
for options in (
    {}, {"strategy": "median"}, {"strategy": "quantile", "quantile": 0.3}, {"strategy": "quantile", "quantile": 0.0},
    {"strategy": "quantile", "quantile": 1.0}, {"strategy": "constant", "constant": 2.5},
):
    for weights in (None, weight):
        regressors.append([options, weights is not None, float(DummyRegressor(**options).fit(X, target, sample_weight=weights).predict(X)[0])])
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "dummy.json")
with open(path, "w") as f:
    json.dump({"words": words.tolist(), "target": target.tolist(), "weight": weight.tolist(), "classifiers": classifiers, "regressors": regressors}, f, separators=(",", ":"))
