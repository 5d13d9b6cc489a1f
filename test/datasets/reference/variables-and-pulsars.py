"""Reference figures for HTRU2 and the LINEAR variables, made with Python's csv and gzip modules and NumPy.

    python3 variables-and-pulsars.py FOLDER_WITH_THE_DATA > variables-and-pulsars.json
"""

import csv
import gzip
import json
import sys

import numpy as np

folder = sys.argv[1]


def figures(X, y):
    return {
        "classes": {str(int(c)): {"count": int((y == c).sum()), "sums": X[y == c].sum(axis=0).tolist()} for c in sorted(set(y))},
        "first": X[0].tolist(),
        "last": X[-1].tolist(),
    }


with open(f"{folder}/HTRU_2_pulsar_stars.csv") as file:
    htru2 = np.array(list(csv.reader(file))[1:], dtype=float)
X = htru2[:, :8]
with gzip.open(f"{folder}/LINEARattributesFinalApr2013.dat.gz", "rt") as file:
    linear = [line.split() for line in file if not line.startswith("#")]
values = np.array(linear, dtype=float)
print(
    json.dumps(
        {
            "htru2": {
                **figures(X, htru2[:, 8]),
                # Rows whose excess kurtosis lies below skewness^2 - 2, as named and with the names exchanged.
                "impossible": [int((X[:, k] < X[:, k + 1] ** 2 - 2).sum()) for k in (2, 6)],
                "impossibleExchanged": [int((X[:, k + 1] < X[:, k] ** 2 - 2).sum()) for k in (2, 6)],
            },
            "linear": {
                **figures(values[:, 2:10], values[:, 12]),
                "notMeasured": int((values[:, 7] == -99.99).sum()),
                "lastId": linear[-1][13],
            },
        }
    )
)
