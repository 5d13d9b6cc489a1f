"""Reference figures for test/linear-model, from scikit-learn 1.2.1: python3 linear_model.py"""
import json
import pathlib
import warnings

import numpy as np
from sklearn.datasets import make_classification
from sklearn.linear_model import LinearRegression, LogisticRegression, Ridge

warnings.filterwarnings("ignore")
rng = np.random.RandomState(7)


def rounded(a, digits=6):
    return np.round(np.asarray(a), digits)


X = rounded(rng.normal(size=(40, 4)) * [1, 10, 0.1, 3] + [0, 5, 0, -100])
y = rounded(X @ [1.5, -0.2, 4, 0.3] + rng.normal(size=40))
weight = rounded(rng.uniform(size=40))
query = rounded(X[:5] + 0.1)
dependent = np.column_stack([X, X[:, 0] + X[:, 1]])
wide = rounded(rng.normal(size=(5, 8)))


def linear(model, X, y, query, **fit):
    model.fit(X, y, **fit)
    out = {
        "coef": model.coef_.tolist(),
        "intercept": float(model.intercept_),
        "predict": model.predict(query).tolist(),
        "score": model.score(X, y),
    }
    if hasattr(model, "rank_"):
        out["rank"] = int(model.rank_)
        out["singular"] = model.singular_.tolist()
    return out


regression = {
    "X": X.tolist(),
    "y": y.tolist(),
    "weight": weight.tolist(),
    "query": query.tolist(),
    "wide": wide.tolist(),
    "wideY": y[:5].tolist(),
    "ols": linear(LinearRegression(), X, y, query),
    "olsOrigin": linear(LinearRegression(fit_intercept=False), X, y, query),
    "olsWeighted": linear(LinearRegression(), X, y, query, sample_weight=weight),
    "olsDependent": linear(LinearRegression(), dependent, y, dependent[:5]),
    "olsWide": linear(LinearRegression(), wide, y[:5], wide),
    "ridge": linear(Ridge(alpha=2.5), X, y, query),
    "ridgeOrigin": linear(Ridge(alpha=0.1, fit_intercept=False), X, y, query),
    "ridgeWeighted": linear(Ridge(alpha=3), X, y, query, sample_weight=weight),
    "ridgeWide": linear(Ridge(alpha=0.7), wide, y[:5], wide),
    "ridgeDependent": linear(Ridge(alpha=0), dependent, y, dependent[:5]),
}

XC, yc = make_classification(
    240, 6, n_informative=4, n_redundant=1, n_classes=3, flip_y=0.1, random_state=3
)
XC = rounded(XC)
weightC = rounded(rng.uniform(size=240))
names = np.array(["GALAXY", "QSO", "STAR"])


def objective(model, X, y, weight, multinomial, penalty):
    """The objective that was minimised, at the coefficients that came out; one number per problem."""
    classes = model.classes_
    strength = 0 if penalty == "none" else 1 / model.C
    if multinomial:
        raw = X @ model.coef_.T + model.intercept_
        if len(classes) == 2:
            raw = np.column_stack([-raw[:, 0], raw[:, 0]])
        log = raw - raw.max(axis=1)[:, None]
        log = log - np.log(np.exp(log).sum(axis=1))[:, None]
        codes = np.searchsorted(classes, y)
        squares = (model.coef_**2).sum() * (2 if len(classes) == 2 else 1)
        return [float(-(weight * log[np.arange(len(y)), codes]).sum() + strength / 2 * squares)]
    out = []
    for k in range(len(model.coef_)):
        positive = classes[1] if len(classes) == 2 else classes[k]
        raw = X @ model.coef_[k] + model.intercept_[k]
        t = y == positive
        out.append(
            float((weight * (np.logaddexp(0, raw) - t * raw)).sum() + strength / 2 * (model.coef_[k] ** 2).sum())
        )
    return out


cases = {}
for name, params, binary, weighted in [
    ("multinomial", {}, False, False),
    ("binary", {}, True, False),
    ("ovr", {"multi_class": "ovr", "C": 0.3}, False, False),
    ("binaryMultinomial", {"multi_class": "multinomial"}, True, False),
    ("weighted", {"C": 10}, False, True),
    ("balanced", {"class_weight": "balanced"}, False, False),
    ("balancedOvr", {"class_weight": "balanced", "multi_class": "ovr"}, False, False),
    ("named", {"class_weight": {0: 1, 1: 3, 2: 0.5}}, False, False),
    ("noPenalty", {"penalty": "none"}, True, False),
    ("noIntercept", {"fit_intercept": False}, False, False),
]:
    target = yc % 2 if binary else yc
    w = weightC if weighted else np.ones(len(target))
    # Fitted far beyond the default tolerance, so that the coefficients are those of the minimum.
    model = LogisticRegression(tol=1e-9, max_iter=10000, **params).fit(XC, target, sample_weight=w if weighted else None)
    default = LogisticRegression(**params).fit(XC, target, sample_weight=w if weighted else None)
    multinomial = params.get("multi_class") == "multinomial" or (not binary and params.get("multi_class") != "ovr")
    plain = "class_weight" not in params
    cases[name] = {
        "params": params,
        "binary": binary,
        "weighted": weighted,
        "coef": model.coef_.tolist(),
        "intercept": model.intercept_.tolist(),
        "decision": model.decision_function(XC[:6]).reshape(6, -1).tolist(),
        "proba": model.predict_proba(XC[:6]).tolist(),
        "predict": model.predict(XC[:40]).tolist(),
        "nIter": default.n_iter_.tolist(),
        "objective": objective(default, XC, target, w, multinomial, params.get("penalty")) if plain else None,
    }

out = {
    "regression": regression,
    "classification": {
        "X": XC.tolist(),
        "y": yc.tolist(),
        "weight": weightC.tolist(),
        "cases": cases,
    },
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(out, separators=(",", ":")) + "\n")
