"""Writes validation.json: what scikit-learn 1.2 finds by cross-validation.

Run with a Python that has scikit-learn 1.2: python3 validation.py
"""
import json
import os
import warnings

import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LinearRegression, Ridge
from sklearn.model_selection import (
    GridSearchCV,
    KFold,
    ParameterGrid,
    ShuffleSplit,
    StratifiedKFold,
    cross_val_predict,
    cross_validate,
    learning_curve,
    validation_curve,
)
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier

warnings.simplefilter("ignore")
rng = np.random.RandomState(8)
n = 75
codes = rng.randint(0, 3, n)
X = (rng.normal(size=(n, 4)) + codes[:, None] * [0.9, 0.2, -0.5, 0]).round(3)
words = np.array(["GALAXY", "QSO", "STAR"])[codes]
target = (X @ [1.0, -2.0, 0.5, 0] + rng.normal(size=n)).round(3)
shuffled = StratifiedKFold(n_splits=4, shuffle=True, random_state=2)
pieces = KFold(n_splits=3, shuffle=True, random_state=7)


def scores(result):
    return {key: value.tolist() for key, value in result.items() if "time" not in key}


validate = {
    "default": scores(cross_validate(GaussianNB(), X, words)),
    "regression": scores(cross_validate(Ridge(), X, target, cv=pieces, scoring="neg_mean_squared_error", return_train_score=True)),
    "several": scores(cross_validate(GaussianNB(), X, words, cv=shuffled, scoring=["accuracy", "f1_macro", "neg_log_loss"])),
    "tree": scores(cross_validate(DecisionTreeClassifier(random_state=0), X, codes, cv=shuffled, scoring="f1_weighted")),
}
predict = {
    "labels": cross_val_predict(GaussianNB(), X, words, cv=shuffled).tolist(),
    "proba": cross_val_predict(GaussianNB(), X, words, method="predict_proba").tolist(),
    "distances": cross_val_predict(LinearDiscriminantAnalysis(), X, words, method="decision_function").tolist(),
    "targets": cross_val_predict(LinearRegression(), X, target, cv=pieces).tolist(),
}
# Folds whose training rows lack a class: rows in the order of their class.
order = np.argsort(codes, kind="stable")
predict["lacking"] = cross_val_predict(GaussianNB(), X[order], words[order], method="predict_proba", cv=KFold(3)).tolist()

learn = {}
for name, options in {
    "default": {},
    "shuffled": {"train_sizes": [10, 40, 20, 40], "shuffle": True, "random_state": 3, "cv": 3},
    "shares": {"train_sizes": [0.3, 0.301, 1.0], "cv": ShuffleSplit(n_splits=2, random_state=0), "scoring": "balanced_accuracy"},
}.items():
    sizes, train, test = learning_curve(GaussianNB(), X, words, shuffle=options.pop("shuffle", name == "default"),
                                        random_state=options.pop("random_state", 1), **options)
    learn[name] = [sizes.tolist(), train.tolist(), test.tolist()]
train, test = validation_curve(DecisionTreeClassifier(random_state=0), X, codes, param_name="max_depth", param_range=[1, 2, 4], cv=shuffled)
validation = [train.tolist(), test.tolist()]

grids = [[{"b": [1, 2], "A": ["x", "y"], "c": [None]}], [{"z": [1]}, {"a": [1, 2], "z": [0, 3]}]]


def search(estimator, y, grid, **options):
    fitted = GridSearchCV(estimator, grid, **options).fit(X, y)
    results = {key: np.asarray(value).tolist() for key, value in fitted.cv_results_.items() if "time" not in key and not key.startswith("param")}
    return {"results": results, "index": int(fitted.best_index_), "score": fitted.best_score_,
            "predicted": fitted.predict(X).tolist(), "own": fitted.score(X, y)}


gridsearch = {
    "tree": search(DecisionTreeClassifier(random_state=0), words, [{"max_depth": [1, 2, 3]}, {"criterion": ["entropy"], "max_leaf_nodes": [4, 9]}]),
    "ridge": search(Ridge(), target, {"alpha": [0.1, 10.0, 1000.0, 10.0]}, cv=pieces, scoring="neg_mean_absolute_error", return_train_score=True),
    "several": search(GaussianNB(), words, {"var_smoothing": [1e-9, 0.1, 1.0]}, cv=shuffled, scoring=["accuracy", "roc_auc_ovr"], refit="roc_auc_ovr"),
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "validation.json")
with open(path, "w") as f:
    json.dump({
        "X": X.tolist(), "words": words.tolist(), "codes": codes.tolist(), "target": target.tolist(), "order": order.tolist(),
        "validate": validate, "predict": predict, "learn": learn, "validation": validation,
        "grids": [[grid, list(ParameterGrid(grid))] for grid in grids], "search": gridsearch,
    }, f, separators=(",", ":"))
