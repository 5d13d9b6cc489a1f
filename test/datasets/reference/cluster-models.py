"""Reference figures for the Monte Carlo cluster models, made with NumPy and scikit-learn 1.2.1.

    python3 cluster-models.py FOLDER_WITH_THE_DATA > cluster-models.json
"""

import csv
import json
import sys

import numpy as np
from sklearn.tree import DecisionTreeClassifier

FEATURES = ["rc_obs_pc", "rhl_pc", "mu0_V", "sigma0_1d_kms", "Ltot"]
folder = sys.argv[1]


def read(name):
    with open(f"{folder}/{name}") as file:
        return list(csv.DictReader(file))


def relaxation(mass, mean, radius):
    return 2.055e6 * np.sqrt(mass) * radius**1.5 / (mean * np.log(0.4 * mass / mean))


rows = read("cmc_catalog_last_snapshot.csv")
column = lambda name: np.array([float(row[name]) for row in rows])
X = np.array([column(name) for name in FEATURES]).T
trees = {}
for least in [1, 10, 30, 100]:
    y = (column("N_14") >= least).astype(int)
    tree = DecisionTreeClassifier(max_depth=3, random_state=0).fit(X, y).tree_
    trees[least] = {
        "hosts": int(y.sum()),
        "features": tree.feature[:2].tolist() + [int(tree.feature[tree.children_right[0]])],
        "thresholds": tree.threshold[:2].tolist() + [float(tree.threshold[tree.children_right[0]])],
        "nodes": tree.node_count,
    }
everything = read("cmc_catalog_snapshots.csv")
print(
    json.dumps(
        {
            "sums": X.sum(axis=0).tolist(),
            "first": X[0].tolist(),
            "last": X[-1].tolist(),
            "blackHoles": [int(column("N_14").sum()), float(column("Mbh").sum())],
            "relaxation": float(relaxation(2 * column("Ltot"), 1 / 3, column("rhl_pc")).sum()),
            "dynamical": float(relaxation(column("Mtot"), column("Mtot") / column("Nobj"), column("rhl_pc")).sum()),
            "trees": trees,
            "snapshots": {
                "rows": len(everything),
                "models": len({row["model"] for row in everything}),
                "blackHoles": sum(int(float(row["N_14"])) for row in everything),
                "missing": sum(row["sig_14"].lower() in ("", "nan") for row in everything),
            },
        }
    )
)
