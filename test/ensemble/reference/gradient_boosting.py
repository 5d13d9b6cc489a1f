"""Writes gradient_boosting.json: gradient boosting and AdaBoost of scikit-learn 1.2.1 on small data sets."""
import json
import pathlib

import numpy as np
from sklearn.datasets import load_iris, make_classification, make_regression
from sklearn.ensemble import AdaBoostClassifier, GradientBoostingClassifier, GradientBoostingRegressor
from sklearn.tree import DecisionTreeClassifier


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


iris = load_iris()
two_X, two_y = make_classification(300, 5, n_informative=3, n_redundant=0, flip_y=0.1, random_state=7)
three_X, three_y = make_classification(300, 5, n_informative=4, n_redundant=0, n_classes=3, flip_y=0.1, random_state=8)
reg_X, reg_y = make_regression(250, 4, noise=15, random_state=9)
two_X, three_X, reg_X, reg_y = two_X.round(3), three_X.round(3), reg_X.round(3), reg_y.round(2)
data = {
    "iris": (iris.data, iris.target),
    "two": (two_X, two_y),
    "three": (three_X, three_y),
    "numbers": (reg_X, reg_y),
}
weight = (1 + np.arange(300) % 3).astype(float)

# Leaves of several rows: with smaller ones, two features often part the rows of a node alike, and then the last bit
# of the exponential function, which differs between mathematical libraries, decides which of them is taken.
C, R = GradientBoostingClassifier, GradientBoostingRegressor
cases = [
    (C, "two", {"n_estimators": 20, "min_samples_leaf": 8}),
    (C, "two", {"n_estimators": 10, "loss": "exponential", "max_depth": 2}),
    (C, "two", {"n_estimators": 10, "subsample": 0.6, "max_features": 2}),
    (C, "two", {"n_estimators": 60, "n_iter_no_change": 3, "learning_rate": 0.5}),
    (C, "two", {"n_estimators": 8, "weighted": True, "min_samples_leaf": 4}),
    (C, "three", {"n_estimators": 10, "min_samples_leaf": 8}),
    (C, "three", {"n_estimators": 6, "max_leaf_nodes": 5, "criterion": "squared_error", "init": "zero"}),
    (R, "numbers", {"n_estimators": 20, "min_samples_leaf": 8}),
    (R, "numbers", {"n_estimators": 12, "loss": "absolute_error"}),
    (R, "numbers", {"n_estimators": 12, "loss": "huber", "alpha": 0.8}),
    (R, "numbers", {"n_estimators": 12, "loss": "huber", "weighted": True}),
    (R, "numbers", {"n_estimators": 60, "n_iter_no_change": 2, "subsample": 0.7, "learning_rate": 0.3,
                    "min_samples_leaf": 8}),
]
out = []
for estimator, name, params in cases:
    params = {"random_state": 0, **params}
    weighted = params.pop("weighted", False)
    X, y = data[name]
    model = estimator(**params).fit(X, y, sample_weight=weight[: len(X)] if weighted else None)
    rows = X[::11]
    raw = [np.asarray(r).copy() for r in model._staged_raw_predict(rows)]
    out.append({
        "estimator": estimator.__name__,
        "data": name,
        "params": {camel(k): v for k, v in params.items()},
        "weighted": weighted,
        "nStages": int(model.n_estimators_),
        "stages": [raw[len(raw) // 2].ravel().tolist(), raw[-1].ravel().tolist()],
        "middle": len(raw) // 2,
        "trainScore": model.train_score_.tolist(),
        "oobImprovement": model.oob_improvement_.tolist() if "subsample" in params else None,
        "importances": model.feature_importances_.tolist(),
        "proba": model.predict_proba(rows).tolist() if estimator is C else None,
    })

ada = []
for name, params in (
    # Few rounds: later ones meet leaves in which two classes weigh the same up to rounding.
    ("iris", {"n_estimators": 12}),
    ("two", {"n_estimators": 20}),
    ("two", {"n_estimators": 20, "algorithm": "SAMME"}),
    ("three", {"n_estimators": 15}),
    ("three", {"n_estimators": 25, "algorithm": "SAMME", "learning_rate": 0.5}),
    ("three", {"n_estimators": 6, "depth": 2, "weighted": True}),
):
    params = {"random_state": 0, **params}
    weighted = params.pop("weighted", False)
    depth = params.pop("depth", 1)
    X, y = data[name]
    base = DecisionTreeClassifier(max_depth=depth)
    model = AdaBoostClassifier(base, **params).fit(X, y, sample_weight=weight[: len(X)] if weighted else None)
    rows = X[::7]
    ada.append({
        "data": name,
        "depth": depth,
        "params": {camel(k): v for k, v in params.items()},
        "weighted": weighted,
        "count": len(model.estimators_),
        "weights": model.estimator_weights_.tolist(),
        "errors": model.estimator_errors_.tolist(),
        "importances": model.feature_importances_.tolist(),
        "decision": np.atleast_2d(model.decision_function(rows)).ravel().tolist(),
        "proba": model.predict_proba(rows).tolist(),
        "predicted": model.predict(rows).tolist(),
        "staged": [float(s) for s in model.staged_score(X, y)],
    })

pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(
    {"data": {k: {"X": X.tolist(), "y": y.tolist()} for k, (X, y) in data.items()}, "cases": out, "ada": ada},
    separators=(",", ":")) + "\n")
