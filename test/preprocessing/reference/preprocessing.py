"""Reference figures for test/preprocessing, from scikit-learn 1.2.1: python3 preprocessing.py"""
import json
import pathlib
import warnings

import numpy as np
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, PolynomialFeatures, RobustScaler

warnings.filterwarnings("ignore")
rng = np.random.RandomState(2)
X = np.round(rng.normal(size=(15, 4)) * [1, 100, 0.01, 1] + [0, -50, 5, 0], 4)
X[:, 3] = 7
holed = X.copy()
holed[2, 0] = holed[5, 1] = holed[6, 1] = holed[14, 2] = np.nan
repeated = np.round(holed * [1, 0.02, 100, 1])
Q = np.round(X[:5] * 1.5 + 0.1, 4)


def plain(a):
    return [[None if np.isnan(v) else float(v) for v in row] for row in np.asarray(a)]


def scaler(model):
    model.fit(holed)
    return {"transform": plain(model.transform(holed)), "query": plain(model.transform(Q)), "scale": model.scale_.tolist()}


minmax = {
    "default": scaler(MinMaxScaler()),
    "range": scaler(MinMaxScaler(feature_range=(-1, 3))),
    "clip": scaler(MinMaxScaler(clip=True)),
}
robust = {
    "default": scaler(RobustScaler()),
    "range": scaler(RobustScaler(quantile_range=(10, 95))),
    "noCentering": scaler(RobustScaler(with_centering=False)),
}
imputer = {}
for strategy in ("mean", "median", "most_frequent", "constant"):
    table = repeated if strategy == "most_frequent" else holed
    model = SimpleImputer(strategy=strategy).fit(table)
    imputer[strategy] = {
        "statistics": model.statistics_.tolist(),
        "transform": model.transform(table).tolist(),
    }
empty = holed.copy()
empty[:, 1] = np.nan
imputer["empty"] = {"transform": SimpleImputer().fit_transform(empty).tolist()}
polynomial = []
for params in ({}, {"degree": 3}, {"degree": 3, "interaction_only": True}, {"degree": (2, 3), "include_bias": False}):
    model = PolynomialFeatures(**params).fit(Q[:, :3])
    polynomial.append(
        {
            "params": params,
            "transform": model.transform(Q[:, :3]).tolist(),
            "powers": model.powers_.tolist(),
            "names": model.get_feature_names_out().tolist(),
        }
    )
labels = [["STAR", 3], ["GALAXY", 1], ["QSO", 3], ["STAR", 1], ["GALAXY", 1]]
one_hot = []
for params in ({}, {"drop": "first"}, {"drop": "if_binary"}):
    model = OneHotEncoder(sparse_output=False, **params)
    one_hot.append(
        {
            "params": params,
            "transform": model.fit_transform(np.array(labels, dtype=object)).tolist(),
            "names": model.get_feature_names_out().tolist(),
        }
    )
result = {
    "holed": plain(holed),
    "repeated": plain(repeated),
    "Q": Q.tolist(),
    "minmax": minmax,
    "robust": robust,
    "imputer": imputer,
    "polynomial": polynomial,
    "labels": labels,
    "oneHot": one_hot,
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(result, separators=(",", ":"), allow_nan=False) + "\n")
