"""Writes forests.json: forests of scikit-learn 1.2.1 on a small part of real and made data."""
import json
import pathlib

import numpy as np
from sklearn.datasets import load_iris, make_classification, make_regression
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


iris = load_iris()
# More rows than a small node holds, single precision so that the numbers stay short.
many_X, many_y = make_classification(
    1400, 6, n_informative=4, n_classes=3, flip_y=0.05, random_state=2
)
many_X = many_X.round(2)
many_X[:, 4] = np.digitize(many_X[:, 4], [-1, 0, 1])
reg_X, reg_y = make_regression(900, 4, noise=20, random_state=5)
reg_X, reg_y = reg_X.round(2), reg_y.round(1)
data = {
    "iris": {"X": iris.data.tolist(), "y": iris.target.tolist()},
    "many": {"X": many_X.tolist(), "y": many_y.tolist()},
    "numbers": {"X": reg_X.tolist(), "y": reg_y.tolist()},
}
weight = (np.arange(1400) % 4).tolist()

cases = [
    (RandomForestClassifier, "iris", {"oob_score": True}),
    (RandomForestClassifier, "many", {"oob_score": True, "random_state": 3}),
    (RandomForestClassifier, "many", {"max_features": None, "min_samples_leaf": 5}),
    (RandomForestClassifier, "many", {"max_leaf_nodes": 20, "max_samples": 0.5}),
    (RandomForestClassifier, "many", {"bootstrap": False, "max_depth": 6, "max_features": "log2"}),
    (RandomForestClassifier, "many", {"criterion": "entropy", "max_depth": 8}),
    (RandomForestClassifier, "many", {"class_weight": "balanced_subsample", "max_depth": 3}),
    (RandomForestClassifier, "many", {"weighted": True, "min_weight_fraction_leaf": 0.01}),
    (RandomForestClassifier, "many", {"ccp_alpha": 0.005}),
    (ExtraTreesClassifier, "iris", {}),
    (ExtraTreesClassifier, "many", {"bootstrap": True, "oob_score": True}),
    (RandomForestRegressor, "numbers", {"oob_score": True, "min_samples_leaf": 8}),
    (RandomForestRegressor, "numbers", {"max_features": 2, "max_depth": 4}),
    (ExtraTreesRegressor, "numbers", {"max_depth": 6}),
]

out = []
for estimator, name, params in cases:
    params = {"random_state": 0, "n_estimators": 8, **params}
    weighted = params.pop("weighted", False)
    X, y = data[name]["X"], data[name]["y"]
    model = estimator(**params).fit(X, y, sample_weight=weight if weighted else None)
    rows = X[::97]
    is_classifier = hasattr(model, "predict_proba")
    out.append(
        {
            "estimator": estimator.__name__,
            "data": name,
            "params": {camel(k): v for k, v in params.items()},
            "weighted": weighted,
            "nodes": [t.tree_.node_count for t in model.estimators_],
            "features": [t.tree_.feature[:31].tolist() for t in model.estimators_],
            "thresholds": [t.tree_.threshold[:31].tolist() for t in model.estimators_],
            "importances": model.feature_importances_.tolist(),
            "oobScore": getattr(model, "oob_score_", None),
            "rows": rows,
            "predicted": (model.predict_proba if is_classifier else model.predict)(rows).tolist(),
            "leaves": model.apply(rows).tolist(),
        }
    )

pathlib.Path(__file__).with_suffix(".json").write_text(
    json.dumps({"data": data, "weight": weight, "cases": out}, separators=(",", ":")) + "\n"
)
