"""Writes classification.json and classification-report.json: scikit-learn 1.2's classification metrics on small label vectors.

Run with a Python that has scikit-learn 1.2: python3 classification.py
"""
import itertools
import json
import os
import warnings

import numpy as np
from sklearn import metrics

warnings.simplefilter("ignore")
rng = np.random.RandomState(0)


def noisy(labels, n, p, wrong, pool=None):
    true = rng.choice(labels, n, p=p)
    other = rng.choice(pool or labels, n)
    return true, np.where(rng.random_sample(n) < wrong, other, true)


DATA = {
    "binary": noisy([0, 1], 60, [0.8, 0.2], 0.5),
    "signs": noisy([-1, 1], 40, [0.5, 0.5], 0.6),
    "never predicted": (np.array([0, 1, 0, 1, 1]), np.zeros(5, int)),
    "never true": (np.zeros(6, int), np.array([0, 0, 1, 1, 0, 0])),
    "all right": (np.array([1, 1, 1]), np.array([1, 1, 1])),
    "eighths": (np.array([1] * 8 + [0] * 8), np.array([1] * 5 + [0] * 3 + [0] * 7 + [1])),
    "sixteenths": (np.array([0] * 16 + [1] * 16 + [2] * 32), np.array([0] * 11 + [1] * 5 + [1] * 13 + [0] * 3 + [2] * 31 + [0])),
    "five classes": noisy([1, 2, 3, 5, 8], 200, [0.5, 0.3, 0.1, 0.05, 0.05], 0.7),
    "class only predicted": noisy([0, 1, 2], 50, [0.3, 0.3, 0.4], 0.5, [0, 1, 2, 7]),
    "strings": noisy(["STAR", "QSO", "GALAXY"], 90, [0.6, 0.1, 0.3], 0.4),
    "long names": noisy(["a star-forming galaxy", "étoile"], 30, [0.5, 0.5], 0.4),
    "booleans": noisy([True, False], 30, [0.3, 0.7], 0.5),
}
AVERAGES = ["binary", "micro", "macro", "weighted", None]


def plain(x):
    return np.asarray(x).tolist()


def prfs(true, pred, options):
    kwargs = {{"posLabel": "pos_label", "zeroDivision": "zero_division"}.get(k, k): v for k, v in options.items()}
    names = "precision", "recall", "fscore", "support"
    return dict(zip(names, map(plain, metrics.precision_recall_fscore_support(true, pred, **kwargs))))


cases = []
report_cases = []
for name, (true, pred) in DATA.items():
    classes = np.union1d(true, pred)
    n = len(true)
    weightings = [None, np.round(rng.uniform(0, 3, n), 3), rng.randint(0, 4, n)]
    for weight in weightings:
        scores = []
        binary = len(classes) <= 2
        positive = 1 if classes.dtype.kind == "i" else classes[-1].item()
        for average, zero, beta in [(a, *rest) for a in AVERAGES for rest in (("warn", 1), (1, 0.5))]:
            if average == "binary" and not binary:
                continue
            options = {"average": average, "zeroDivision": zero, "beta": beta}
            if average == "binary":
                options["posLabel"] = positive
            label_sets = [None] if average == "binary" else [None, classes[::-1][:2].tolist()]
            if classes.dtype.kind == "i" and average in ("weighted", None):
                label_sets.append([99, int(classes[0])])
            for labels in label_sets:
                chosen = options if labels is None else {**options, "labels": labels}
                scores.append([chosen, prfs(true, pred, {**chosen, "sample_weight": weight})])
        confusion = []
        for normalize, labels in itertools.product([None, "true", "pred", "all"], [None, np.unique(true)[::-1].tolist()[:2]]):
            options = {"normalize": normalize} if labels is None else {"normalize": normalize, "labels": labels}
            confusion.append([options, plain(metrics.confusion_matrix(true, pred, sample_weight=weight, **options))])
        reports = []
        shown = [str(c).lower() if classes.dtype.kind == "b" else str(c) for c in classes]
        for options in (
            {"target_names": shown}, {"target_names": shown, "digits": 4}, {"target_names": shown, "digits": 0},
            {"target_names": ["class %s" % c for c in shown], "digits": 1, "zero_division": 1},
            {"labels": classes[:1], "target_names": shown[:1]}, {"labels": classes[::-1], "target_names": shown[::-1], "digits": 3},
        ):
            text = metrics.classification_report(true, pred, sample_weight=weight, **options)
            given = {{"target_names": "targetNames", "zero_division": "zeroDivision"}.get(k, k): v if isinstance(v, int) else plain(v) for k, v in options.items()}
            if "class" not in given["targetNames"][0]:
                del given["targetNames"]
            reports.append([given, text])
        figures = metrics.classification_report(true, pred, sample_weight=weight, output_dict=True, target_names=shown)
        given = {"name": name, "yTrue": plain(true), "yPred": plain(pred), "sampleWeight": None if weight is None else plain(weight)}
        report_cases.append({**given, "reports": reports, "figures": figures})
        if weight is not None and weight.dtype.kind == "i":
            continue
        cases.append({
            **given,
            "accuracy": metrics.accuracy_score(true, pred, sample_weight=weight),
            "correct": float(metrics.accuracy_score(true, pred, sample_weight=weight, normalize=False)),
            "balancedAccuracy": [metrics.balanced_accuracy_score(true, pred, sample_weight=weight, adjusted=a) for a in ((False, True) if len(np.unique(true)) > 1 else (False,))],
            "scores": scores, "confusion": confusion,
        })
folder = os.path.dirname(os.path.abspath(__file__))
for file, content in (("classification", cases), ("classification-report", report_cases)):
    with open(os.path.join(folder, file + ".json"), "w") as f:
        json.dump(content, f, separators=(",", ":"))
