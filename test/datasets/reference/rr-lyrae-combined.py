"""Reference figures for the RR Lyrae sample against SDSS DR17 stars, made with NumPy and scikit-learn 1.2.1.

    python3 rr-lyrae-combined.py FOLDER_WITH_THE_DATA > rr-lyrae-combined.json
"""

import csv
import json
import sys

import numpy as np
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB

LOW = [0.7, -0.15, -0.15, -0.21]
HIGH = [1.35, 0.4, 0.22, 0.25]


def first_table(path):
    """The binary table of a FITS file's first extension, as a NumPy record array."""
    data = open(path, "rb").read()
    start, headers = 0, []
    while len(headers) < 2:
        cards = {}
        while "END" not in cards:
            block = data[start : start + 2880].decode("ascii")
            start += 2880
            for k in range(36):
                card = block[80 * k : 80 * k + 80]
                cards[card[:8].strip()] = card[10:].split("/")[0].strip().strip("'").strip()
        headers.append(cards)  # the primary HDU has no data
    cards = headers[1]
    types = {"D": ">f8", "E": ">f4", "J": ">i4"}
    fields = []
    for i in range(1, int(cards["TFIELDS"]) + 1):
        form = cards[f"TFORM{i}"]
        kind = f"S{form[:-1]}" if form.endswith("A") else types[form[-1]]
        fields.append((cards[f"TTYPE{i}"], kind))
    rows = int(cards["NAXIS2"])
    return np.frombuffer(data, dtype=fields, count=rows, offset=start)


folder = sys.argv[1]
rr = first_table(f"{folder}/RRLyrae.fit")
rr_mags = np.array([rr[f"{band}mag"] for band in "ugriz"], dtype="f8")
with open(f"{folder}/sdss_dr17_star_classification_10k.csv") as file:
    stars = [row for row in csv.DictReader(file) if row["class"] == "STAR"]
star_mags = np.array([[float(row[band]) for row in stars] for band in "ugriz"])
star_colors = (star_mags[:-1] - star_mags[1:]).T
star_colors = star_colors[((star_colors > LOW) & (star_colors < HIGH)).all(axis=1)]
X = np.vstack((star_colors, (rr_mags[:-1] - rr_mags[1:]).T))
y = np.r_[np.zeros(len(star_colors)), np.ones(len(rr))]

scores = []
for n in range(1, 5):
    train, test, y_train, y_test = train_test_split(X[:, :n], y, test_size=0.2, stratify=y, random_state=0)
    prediction = GaussianNB().fit(train, y_train).predict(test)
    tn, fp, fn, tp = confusion_matrix(y_test, prediction).ravel()
    scores.append({"completeness": tp / (tp + fn), "contamination": fp / (tp + fp)})

json.dump(
    {
        "stars": len(star_colors),
        "rrLyrae": len(rr),
        "typeAb": int((np.char.strip(rr["Type"]) == b"ab").sum()),
        "first": X[0].tolist(),
        "lastStar": star_colors[-1].tolist(),
        "last": X[-1].tolist(),
        "sums": X.sum(axis=0).tolist(),
        "gaussianNB": scores,
    },
    sys.stdout,
)
