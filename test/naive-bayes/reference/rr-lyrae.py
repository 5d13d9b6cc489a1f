"""scikit-learn's split and GaussianNB on the RR Lyrae among the stars of SDSS DR17; writes rr-lyrae.json.

Run with scikit-learn 1.2.1 and astropy: SKYLEARN_MIRROR=<folder of the data files> python3 rr-lyrae.py
"""

import csv
import json
import os
from pathlib import Path

import numpy as np
from astropy.io import fits
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB

mirror = Path(os.environ["SKYLEARN_MIRROR"])
box = [(0.7, 1.35), (-0.15, 0.4), (-0.15, 0.22), (-0.21, 0.25)]  # Sesar et al. 2010: u-g, g-r, r-i, i-z

with open(mirror / "sdss_dr17_star_classification_10k.csv") as file:
    rows = [[float(row[band]) for band in "ugriz"] for row in csv.DictReader(file) if row["class"] == "STAR"]
stars = -np.diff(np.array(rows))
stars = stars[np.all([(low < c) & (c < high) for c, (low, high) in zip(stars.T, box)], axis=0)]

table = fits.getdata(mirror / "RRLyrae.fit", 1)
variables = -np.diff(np.column_stack([table[f"{band}mag"].astype(float) for band in "ugriz"]))

X = np.vstack([stars, variables])
y = np.repeat([0, 1], [len(stars), len(variables)])

runs = []
for seed in [0, 1, 42]:
    train, test = train_test_split(np.arange(len(y)), test_size=0.2, stratify=y, random_state=seed)
    scores = []
    for colors in [1, 2, 3, 4]:
        predicted = GaussianNB().fit(X[train, :colors], y[train]).predict(X[test, :colors])
        found = np.sum((predicted == 1) & (y[test] == 1))
        scores.append([found / np.sum(y[test] == 1), np.sum((predicted == 1) & (y[test] == 0)) / np.sum(predicted == 1)])
    runs.append({"seed": seed, "train": train.tolist(), "test": test.tolist(), "completenessContamination": scores})

out = {"nStars": len(stars), "nVariables": len(variables), "sumX": X.sum(axis=0).tolist(), "runs": runs}
Path(__file__).with_suffix(".json").write_text(json.dumps(out))
