"""Writes ranking.json: scikit-learn 1.2's ROC and precision-recall curves and areas.

Run with a Python that has scikit-learn 1.2: python3 ranking.py
"""
import json
import os
import warnings

import numpy as np
from sklearn import metrics

warnings.simplefilter("ignore")
rng = np.random.RandomState(1)


def scored(n, share, digits):
    true = (rng.random_sample(n) < share).astype(int)
    return true, np.round(rng.normal(true * 1.2, 1), digits)


DATA = {
    "many ties": scored(60, 0.4, 0),
    "some ties": scored(80, 0.1, 1),
    "no ties": scored(50, 0.5, 12),
    "signs": (lambda t, s: (2 * t - 1, s))(*scored(30, 0.3, 1)),
    "booleans": (lambda t, s: (t.astype(bool), s))(*scored(30, 0.3, 1)),
    "strings": (lambda t, s: (np.array(["galaxy", "star"])[t], s))(*scored(40, 0.3, 1)),
    "perfect": (np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.6, 0.9])),
    "reversed": (np.array([1, 1, 0, 0]), np.array([0.1, 0.4, 0.6, 0.9])),
    "constant": (np.array([1, 0, 1, 0, 0]), np.full(5, 0.5)),
    "only positive": (np.array([1, 1, 1]), np.array([0.2, 0.6, 0.9])),
    "only negative": (np.array([0, 0, 0]), np.array([0.2, 0.6, 0.9])),
}


def plain(x):
    return [None if np.isnan(v) else v for v in np.asarray(x, dtype=float).tolist()]


cases = []
for name, (true, score) in DATA.items():
    n = len(true)
    for weight in (None, np.round(rng.uniform(0, 2, n), 1), rng.randint(1, 4, n)):
        positive = {"pos_label": "star"} if name == "strings" else {}
        case = {"name": name, "yTrue": true.tolist(), "yScore": score.tolist(), "sampleWeight": None if weight is None else weight.tolist()}
        curves = {}
        for key, drop in (("roc", True), ("rocAll", False)):
            curves[key] = [plain(x) for x in metrics.roc_curve(true, score, sample_weight=weight, drop_intermediate=drop, **positive)]
        case["pr"] = [plain(x) for x in metrics.precision_recall_curve(true, score, sample_weight=weight, **positive)]
        case.update(curves)
        if not name.startswith("only"):
            case["areas"] = [[m, metrics.roc_auc_score(true, score, sample_weight=weight, max_fpr=m)] for m in (None, 1, 0.5, 0.1)]
        if name != "only negative":
            case["averagePrecision"] = metrics.average_precision_score(true, score, sample_weight=weight, **(positive or {"pos_label": 1}))
        cases.append(case)

multiclass = []
for labels in ([0, 1, 2], ["a", "b", "c", "d"]):
    k = len(labels)
    codes = rng.permutation(np.r_[np.arange(k), rng.choice(k, 60, p=np.arange(1, k + 1) / np.arange(1, k + 1).sum())])
    logits = rng.normal(size=(len(codes), k)) + 1.5 * np.eye(k)[codes]
    proba = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    true = np.array(labels)[codes]
    weight = np.round(rng.uniform(0.1, 2, len(codes)), 2)
    results = []
    for mode, averages in (("ovr", ["micro", "macro", "weighted", None]), ("ovo", ["macro", "weighted"])):
        for average in averages:
            results.append([mode, average, False, np.asarray(metrics.roc_auc_score(true, proba, multi_class=mode, average=average)).tolist()])
            if mode == "ovr":
                results.append([mode, average, True, np.asarray(metrics.roc_auc_score(true, proba, multi_class=mode, average=average, sample_weight=weight)).tolist()])
    present = codes != 0
    if k == 4:
        partial = metrics.roc_auc_score(true[present], proba[present], multi_class="ovo", labels=labels)
    else:
        partial = None
    multiclass.append({"labels": labels, "yTrue": true.tolist(), "yScore": proba.tolist(), "sampleWeight": weight.tolist(), "results": results, "withoutFirstClass": partial})
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ranking.json")
with open(path, "w") as f:
    json.dump({"cases": cases, "multiclass": multiclass}, f, separators=(",", ":"))
