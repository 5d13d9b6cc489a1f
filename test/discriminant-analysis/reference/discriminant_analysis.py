"""Reference figures for test/discriminant-analysis, from scikit-learn 1.2.1: python3 discriminant_analysis.py"""
import json
import pathlib
import warnings

import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis, QuadraticDiscriminantAnalysis

warnings.filterwarnings("ignore")
rng = np.random.RandomState(5)
X = np.vstack(
    [
        rng.normal(size=(n, 4)) @ rng.normal(size=(4, 4)) * [1, 5, 0.2, 2] + shift
        for n, shift in [(40, 0), (25, [0.5, 1.5, 0, -1]), (35, [1, -2, 0.1, 3])]
    ]
)
X = np.round(X, 5)
y = np.repeat([0, 1, 2], [40, 25, 35])
order = rng.permutation(100)
X, y = X[order], y[order]
Q = np.round(X[:8] + 0.3 * rng.normal(size=(8, 4)), 5)
dependent = np.column_stack([X, X[:, 0] - 2 * X[:, 3]])


def outputs(model, Q, proba=True):
    return {
        "decision": model.decision_function(Q).reshape(len(Q), -1).tolist(),
        "proba": model.predict_proba(Q).tolist(),
        "logProba": model.predict_log_proba(Q).tolist(),
        "predict": model.predict(Q).tolist(),
    }


def lda(params, X=X, y=y, Q=Q):
    model = LinearDiscriminantAnalysis(**params).fit(X, y)
    out = {"params": params, **outputs(model, Q)}
    out["coef"] = model.coef_.tolist()
    out["intercept"] = model.intercept_.tolist()
    if params.get("solver") != "lsqr":
        out["transform"] = model.transform(Q).tolist()
        out["ratio"] = model.explained_variance_ratio_.tolist()
    if hasattr(model, "covariance_"):
        out["covariance"] = model.covariance_.tolist()
    return out


def qda(params, X=X, y=y, Q=Q):
    model = QuadraticDiscriminantAnalysis(**params).fit(X, y)
    out = {"params": params, **outputs(model, Q)}
    if params.get("store_covariance"):
        out["covariance"] = [c.tolist() for c in model.covariance_]
    return out


two = y < 2
result = {
    "X": X.tolist(),
    "y": y.tolist(),
    "Q": Q.tolist(),
    "lda": [
        lda({}),
        lda({"store_covariance": True, "n_components": 1}),
        lda({"priors": [0.2, 0.5, 0.3]}),
        lda({"solver": "lsqr"}),
        lda({"solver": "lsqr", "shrinkage": "auto"}),
        lda({"solver": "lsqr", "shrinkage": 0.3, "priors": [0.2, 0.5, 0.3]}),
        lda({"solver": "eigen"}),
        lda({"solver": "eigen", "shrinkage": "auto"}),
        lda({"solver": "eigen", "shrinkage": 0.3}),
    ],
    "ldaTwo": [
        lda(p, X[two], y[two]) for p in ({}, {"solver": "lsqr"}, {"solver": "eigen", "shrinkage": 0.1})
    ],
    "ldaDependent": lda({}, dependent, y, dependent[:8]),
    "qda": [
        qda({}),
        qda({"store_covariance": True, "reg_param": 0.2}),
        qda({"priors": [0.2, 0.5, 0.3]}),
    ],
    "qdaTwo": qda({}, X[two], y[two]),
    "qdaDependent": qda({"reg_param": 0.1}, dependent, y, dependent[:8]),
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(result, separators=(",", ":"), allow_nan=False) + "\n")
