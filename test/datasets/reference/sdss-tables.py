"""Reference figures for the photometric-redshift sets and the point sources, made with NumPy.

    python3 sdss-tables.py FOLDER_WITH_THE_DATA > sdss-tables.json
"""

import gzip
import json
import sys

import numpy as np

folder = sys.argv[1]
out = {}
for subset in ["train", "test"]:
    table = np.loadtxt(f"{folder}/mlz_SDSS_MGS.{subset}")
    out[subset] = {
        "rows": len(table),
        "redshifts": [float(table[:, 0].min()), float(table[:, 0].max()), float(table[:, 0].sum())],
        "first": table[0, 1:6].tolist(),
        "sums": table[:, 1:6].sum(axis=0).tolist(),
        "errorOfU": float(table[:, 10].sum()),
        # The colours are the differences of the magnitudes to the digits that the file has.
        "colourDefect": float(np.abs(table[:, 6:10] - (table[:, 1:5] - table[:, 2:6])).max()),
    }
with gzip.open(f"{folder}/SDSS_ptsrc_train.tab.gz", "rt") as file:
    points = np.loadtxt(file, skiprows=1)
out["points"] = {
    "rows": len(points),
    "sums": points[:, :4].sum(axis=0).tolist(),
    "counts": [int((points[:, 4] == c).sum()) for c in (1, 2, 3)],
}
print(json.dumps(out))
