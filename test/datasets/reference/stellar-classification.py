"""Reference figures for the 10,000 rows of SDSS DR17, made with Python's csv module and NumPy.

    python3 stellar-classification.py FOLDER_WITH_THE_DATA > stellar-classification.json
"""

import csv
import json
import sys

import numpy as np

FEATURES = ["alpha", "delta", "u", "g", "r", "i", "z", "redshift"]

with open(f"{sys.argv[1]}/sdss_dr17_star_classification_10k.csv") as file:
    rows = list(csv.DictReader(file))
classes = {}
for name in ["GALAXY", "QSO", "STAR"]:
    X = np.array([[float(row[key]) for key in FEATURES] for row in rows if row["class"] == name])
    classes[name] = {"count": len(X), "medians": np.median(X, axis=0).tolist(), "sums": X.sum(axis=0).tolist()}
print(
    json.dumps(
        {
            "first": [float(rows[0][key]) for key in FEATURES],
            "lastIdentifiers": {key: rows[-1][key] for key in ["run_ID", "plate", "MJD", "fiber_ID"]},
            "lastClass": rows[-1]["class"],
            "classes": classes,
        }
    )
)
