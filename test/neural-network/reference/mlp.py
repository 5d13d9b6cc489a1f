"""Reference figures for test/neural-network, from scikit-learn 1.2.1: python3 mlp.py"""
import json
import pathlib
import warnings

import numpy as np
from sklearn.datasets import make_blobs
from sklearn.neural_network import MLPClassifier, MLPRegressor

warnings.filterwarnings("ignore")


def camel(name):
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)


# Three classes that overlap, and a curved surface with noise.
rng = np.random.RandomState(11)
XC, yC = make_blobs(150, 4, centers=3, cluster_std=4.0, random_state=2)
XC = np.round((XC - XC.mean(axis=0)) / XC.std(axis=0), 6)
XR = np.round(rng.normal(size=(130, 3)), 6)
yR = np.round(np.sin(XR[:, 0]) + 0.5 * XR[:, 1] ** 2 - XR[:, 2] + 0.1 * rng.normal(size=130), 6)

classifiers = [
    {"random_state": 0, "max_iter": 8},
    {"random_state": 1, "max_iter": 8, "activation": "tanh", "hidden_layer_sizes": (7, 5)},
    {"random_state": 2, "max_iter": 8, "activation": "logistic", "hidden_layer_sizes": (6,), "batch_size": 32},
    {"random_state": 3, "max_iter": 8, "activation": "identity", "hidden_layer_sizes": (4, 3, 2), "alpha": 0.3},
    {"random_state": 4, "max_iter": 8, "hidden_layer_sizes": (), "batch_size": 13, "shuffle": False},
    {"random_state": 5, "max_iter": 8, "solver": "sgd", "learning_rate_init": 0.05, "batch_size": 16},
    {
        "random_state": 6, "max_iter": 8, "solver": "sgd", "learning_rate_init": 0.05, "batch_size": 16,
        "nesterovs_momentum": False, "momentum": 0.5,
    },
    {
        "random_state": 7, "max_iter": 8, "solver": "sgd", "learning_rate": "invscaling", "power_t": 0.2,
        "learning_rate_init": 0.2, "hidden_layer_sizes": (10,),
    },
    {"random_state": 8, "max_iter": 12, "early_stopping": True, "hidden_layer_sizes": (9,), "batch_size": 20},
    {
        "random_state": 9, "max_iter": 60, "solver": "sgd", "learning_rate": "adaptive", "tol": 0.05,
        "n_iter_no_change": 2, "learning_rate_init": 0.1, "hidden_layer_sizes": (5,), "batch_size": 50,
    },
    {
        "random_state": 10, "max_iter": 50, "early_stopping": True, "validation_fraction": 0.3, "tol": 0.01,
        "n_iter_no_change": 3, "hidden_layer_sizes": (8,), "batch_size": 25, "learning_rate_init": 0.01,
    },
    {"random_state": 11, "max_iter": 100, "tol": 0.03, "n_iter_no_change": 2, "learning_rate_init": 0.02},
    {"random_state": 12, "max_iter": 6, "beta_1": 0.8, "beta_2": 0.9, "epsilon": 1e-3, "hidden_layer_sizes": (3,)},
]
regressors = [
    {"random_state": 0, "max_iter": 8},
    {"random_state": 1, "max_iter": 8, "activation": "logistic", "hidden_layer_sizes": (6, 4), "batch_size": 10},
    {
        "random_state": 2, "max_iter": 8, "solver": "sgd", "hidden_layer_sizes": (4,), "momentum": 0,
        "nesterovs_momentum": False, "alpha": 0, "learning_rate_init": 0.02, "batch_size": 64,
    },
    {"random_state": 3, "max_iter": 30, "early_stopping": True, "learning_rate_init": 0.02, "batch_size": 30},
    {"random_state": 4, "max_iter": 8, "activation": "tanh", "hidden_layer_sizes": (5,), "batch_size": 300},
]


def common(model, X, params):
    return {
        "params": {camel(k).replace("beta_", "beta"): v for k, v in params.items()},
        "lossCurve": list(model.loss_curve_),
        "bestLoss": model.best_loss_,
        "validationScores": model.validation_scores_,
        "bestValidationScore": model.best_validation_score_,
        "nIter": model.n_iter_,
        "nLayers": model.n_layers_,
        "nOutputs": model.n_outputs_,
        "outActivation": model.out_activation_,
        "coefSums": [float(c.sum()) for c in model.coefs_],
        "lastCoef": model.coefs_[-1].tolist(),
        "intercepts": [i.tolist() for i in model.intercepts_],
    }


def classifier(params, binary):
    y = yC > 0 if binary else yC
    model = MLPClassifier(**params).fit(XC, y)
    return {
        **common(model, XC, params),
        "binary": binary,
        "predict": model.predict(XC).astype(int).tolist(),
        "proba": model.predict_proba(XC[:6]).tolist(),
    }


def regressor(params):
    model = MLPRegressor(**params).fit(XR, yR)
    return {**common(model, XR, params), "predict": model.predict(XR[:20]).tolist(), "score": model.score(XR, yR)}


def pieces(model, X, y, **first):
    """Three calls of partial_fit, each on a third of the rows."""
    third = len(X) // 3
    for k in range(3):
        part = slice(k * third, (k + 1) * third)
        model.partial_fit(X[part], y[part], **(first if k == 0 else {}))
    return model


part_c = pieces(MLPClassifier(random_state=3, hidden_layer_sizes=(6,), batch_size=16), XC, yC, classes=[0, 1, 2])
part_r = pieces(
    MLPRegressor(random_state=4, solver="sgd", learning_rate="invscaling", learning_rate_init=0.05, batch_size=8),
    XR, yR,
)

out = {
    "classification": {
        "X": XC.tolist(),
        "y": yC.tolist(),
        "cases": [classifier(p, False) for p in classifiers]
        + [classifier(p, True) for p in classifiers if p["random_state"] in (0, 2, 5, 8, 10)],
        "partial": {"lossCurve": part_c.loss_curve_, "proba": part_c.predict_proba(XC[:6]).tolist()},
    },
    "regression": {
        "X": XR.tolist(),
        "y": yR.tolist(),
        "cases": [regressor(p) for p in regressors],
        "partial": {"lossCurve": part_r.loss_curve_, "predict": part_r.predict(XR[:20]).tolist()},
    },
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
