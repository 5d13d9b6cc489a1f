"""Reference figures of sklearn.naive_bayes.GaussianNB. Run with scikit-learn 1.2.1: writes gaussian-nb.json."""

import json
from pathlib import Path

import numpy as np
from sklearn.naive_bayes import GaussianNB


def fitted(model):
    return {
        "classes": model.classes_.tolist(),
        "classCount": model.class_count_.tolist(),
        "classPrior": model.class_prior_.tolist(),
        "theta": model.theta_.tolist(),
        "var": model.var_.tolist(),
        "epsilon": model.epsilon_,
    }


def case(name, X, y, query, weight=None, params=None):
    model = GaussianNB(**{{"varSmoothing": "var_smoothing"}.get(k, k): v for k, v in (params or {}).items()})
    model.fit(X, y, sample_weight=weight)
    return {
        "name": name,
        "X": X.tolist(),
        "y": y.tolist(),
        "weight": None if weight is None else weight.tolist(),
        "params": params or {},
        "query": query.tolist(),
        "fitted": fitted(model),
        "jointLogProba": model.predict_joint_log_proba(query).tolist(),
        "logProba": model.predict_log_proba(query).tolist(),
        "proba": model.predict_proba(query).tolist(),
        "predicted": model.predict(query).tolist(),
    }


rng = np.random.RandomState(7)
three = np.vstack([rng.normal(k, 1 + 0.3 * k, (12, 4)) for k in range(3)])
labels = np.repeat(["star", "galaxy", "qso"], 12)
far = np.vstack([three[::5], 40 * rng.normal(size=(4, 4))])
offset = three + 1e6

cases = [
    case("three classes", three, labels, far),
    case("given priors", three, labels, far, params={"priors": [0.5, 0.2, 0.3]}),
    case("weights", three, labels, far, weight=rng.uniform(0, 3, len(three))),
    case("strong smoothing", three, labels, far, params={"varSmoothing": 0.1}),
    case("large offset", offset, np.repeat([3, -1, 2], 12), offset[::7]),
    case("one class", three[:5], np.zeros(5, int), far),
]

pieces = [slice(0, 15), slice(15, 30), slice(30, 36)]
partial = GaussianNB()
for piece in pieces:
    partial.partial_fit(three[piece], labels[piece], classes=np.unique(labels))

out = {
    "cases": cases,
    "partial": {"pieces": [[p.start, p.stop] for p in pieces], "fitted": fitted(partial)},
}
Path(__file__).with_suffix(".json").write_text(json.dumps(out))
