"""Writes trees.json: trees of scikit-learn 1.2.1 on small data sets, node by node."""
import json
import pathlib

import numpy as np
from sklearn.datasets import load_iris, make_classification, make_regression
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor, export_text


def tree_of(model):
    t = model.tree_
    return {
        "childrenLeft": t.children_left.tolist(),
        "childrenRight": t.children_right.tolist(),
        "feature": t.feature.tolist(),
        "threshold": t.threshold.tolist(),
        "impurity": t.impurity.tolist(),
        "nNodeSamples": t.n_node_samples.tolist(),
        "weightedNNodeSamples": t.weighted_n_node_samples.tolist(),
        "value": t.value.ravel().tolist(),
        "maxDepth": int(t.max_depth),
        "importances": model.feature_importances_.tolist(),
    }


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


rng = np.random.RandomState(3)
iris = load_iris()
cls_X, cls_y = make_classification(
    160, 7, n_informative=4, n_redundant=1, n_classes=3, flip_y=0.1, random_state=1
)
cls_X = cls_X.round(2)
# A constant column, a column of few values and one of nearly equal values.
cls_X[:, 5] = 3.5
cls_X[:, 6] = rng.randint(0, 3, len(cls_X))
reg_X, reg_y = make_regression(150, 5, n_informative=3, noise=8, random_state=4)
reg_X, reg_y = reg_X.round(2), reg_y.round(3)
near_X = (1 + rng.randint(0, 6, (60, 2)) * 6e-8).tolist()
near_y = rng.randint(0, 2, 60).tolist()
weight = rng.uniform(0, 2, 160).round(2)
weight[::9] = 0

data = {
    "iris": {"X": iris.data.tolist(), "y": iris.target.tolist()},
    "classes": {"X": cls_X.tolist(), "y": cls_y.tolist(), "weight": weight.tolist()},
    "numbers": {"X": reg_X.tolist(), "y": reg_y.tolist(), "weight": weight[:150].tolist()},
    "near": {"X": near_X, "y": near_y},
}

classifiers = [
    ("iris", {}),
    ("iris", {"max_depth": 2}),
    ("iris", {"criterion": "entropy"}),
    ("iris", {"max_leaf_nodes": 5}),
    ("iris", {"ccp_alpha": 0.02}),
    ("iris", {"max_features": 2}),
    ("classes", {}),
    ("classes", {"criterion": "log_loss", "max_depth": 5}),
    ("classes", {"max_features": "sqrt"}),
    ("classes", {"max_features": "log2", "random_state": 11}),
    ("classes", {"max_features": 0.5, "min_samples_leaf": 3}),
    ("classes", {"min_samples_split": 0.1, "min_samples_leaf": 0.03}),
    ("classes", {"min_weight_fraction_leaf": 0.05, "weighted": True}),
    ("classes", {"weighted": True}),
    ("classes", {"class_weight": "balanced", "max_depth": 6}),
    ("classes", {"class_weight": {0: 1, 1: 2.5, 2: 0.5}, "max_depth": 6}),
    ("classes", {"max_leaf_nodes": 12, "max_features": 3}),
    ("classes", {"min_impurity_decrease": 0.01}),
    ("classes", {"ccp_alpha": 0.01, "max_depth": 8}),
    ("classes", {"splitter": "random"}),
    ("classes", {"splitter": "random", "max_features": 2, "random_state": 5}),
    ("near", {}),
    ("near", {"splitter": "random"}),
]
regressors = [
    ("numbers", {}),
    ("numbers", {"max_depth": 3}),
    ("numbers", {"criterion": "friedman_mse", "max_depth": 4}),
    ("numbers", {"max_leaf_nodes": 10}),
    ("numbers", {"weighted": True, "min_samples_leaf": 2}),
    ("numbers", {"max_features": 2, "random_state": 7}),
    ("numbers", {"ccp_alpha": 20.0}),
    ("numbers", {"splitter": "random", "max_depth": 5}),
    ("numbers", {"min_samples_leaf": 0.05, "min_impurity_decrease": 5.0}),
]


def run(kind, cases, estimator):
    out = []
    for name, params in cases:
        params = {"random_state": 0, **params}
        weighted = params.pop("weighted", False)
        X, y = data[name]["X"], data[name]["y"]
        model = estimator(**params).fit(X, y, sample_weight=data[name]["weight"] if weighted else None)
        out.append(
            {
                "kind": kind,
                "data": name,
                "params": {camel(k): v for k, v in params.items()},
                "weighted": weighted,
                "tree": tree_of(model),
            }
        )
    return out


trees = run("classifier", classifiers, DecisionTreeClassifier) + run(
    "regressor", regressors, DecisionTreeRegressor
)

paths = {}
for name, estimator in (("iris", DecisionTreeClassifier), ("numbers", DecisionTreeRegressor)):
    path = estimator(random_state=0).cost_complexity_pruning_path(data[name]["X"], data[name]["y"])
    paths[name] = {"ccpAlphas": path.ccp_alphas.tolist(), "impurities": path.impurities.tolist()}

names = [name.replace(" (cm)", "") for name in iris.feature_names]
species = np.array(["setosa", "versicolor", "virginica"])[iris.target]
small = DecisionTreeClassifier(random_state=0, max_depth=2).fit(iris.data, iris.target)
full = DecisionTreeClassifier(random_state=0).fit(iris.data, species)
regressor = DecisionTreeRegressor(random_state=0, max_depth=4).fit(reg_X, reg_y)
eighths = DecisionTreeRegressor(random_state=0).fit([[0.0], [0.25], [0.5], [1.25]], [0.125, 0.375, 1.5, -0.001])
texts = {
    "small": export_text(small),
    "named": export_text(full, feature_names=names),
    "truncated": export_text(full, max_depth=1, spacing=2, decimals=4, show_weights=True),
    "regressor": export_text(regressor, decimals=0, max_depth=2),
    "eighths": export_text(eighths),
}

rows = iris.data[::13]
predictions = {
    "rows": rows.tolist(),
    "proba": small.predict_proba(rows).tolist(),
    "apply": full.apply(rows).tolist(),
    "labels": full.predict(rows).tolist(),
    "path": full.decision_path(rows).indices.tolist(),
    "indptr": full.decision_path(rows).indptr.tolist(),
    "depth": int(full.get_depth()),
    "leaves": int(full.get_n_leaves()),
    "numbers": regressor.predict(reg_X[:10]).tolist(),
}

out = {"data": data, "trees": trees, "paths": paths, "texts": texts, "predictions": predictions, "names": names,
       "species": species.tolist()}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
