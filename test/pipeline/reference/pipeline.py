"""Writes pipeline.json: what scikit-learn 1.2's pipelines predict.

Run with a Python that has scikit-learn 1.2: python3 pipeline.py
"""
import json
import os

import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import Ridge
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

rng = np.random.RandomState(11)
n = 60
codes = rng.randint(0, 3, n)
X = (rng.normal(size=(n, 3)) * [1, 20, 0.3] + codes[:, None] * [0.9, 8, -0.1]).round(3)
words = np.array(["GALAXY", "QSO", "STAR"])[codes]
target = (X @ [1.0, -0.2, 3] + rng.normal(size=n)).round(3)

ridge = make_pipeline(StandardScaler(), Ridge(alpha=5.0)).fit(X, target)
chain = Pipeline([("scaler", StandardScaler()), ("lda", LinearDiscriminantAnalysis()), ("clf", GaussianNB())]).fit(X, words)
search = GridSearchCV(
    Pipeline([("scaler", StandardScaler()), ("model", Ridge())]),
    {"model__alpha": [0.1, 1.0, 30.0], "scaler": [StandardScaler(), "passthrough"]},
).fit(X, target)
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pipeline.json")
with open(path, "w") as f:
    json.dump({
        "X": X.tolist(), "words": words.tolist(), "target": target.tolist(),
        "ridge": ridge.predict(X).tolist(), "ridgeScore": ridge.score(X, target),
        "ridgeFolds": cross_val_score(ridge, X, target).tolist(),
        "labels": chain.predict(X).tolist(), "proba": chain.predict_proba(X).tolist(), "score": chain.score(X, words),
        "folds": cross_val_score(chain, X, words, scoring="f1_macro").tolist(),
        "meanTestScore": search.cv_results_["mean_test_score"].tolist(), "bestIndex": int(search.best_index_),
        "names": [[name for name, _ in make_pipeline(StandardScaler(), StandardScaler(), "passthrough", GaussianNB()).steps]],
    }, f, separators=(",", ":"))
