"""Writes celestial-projection.json: pixels of places on the sky by astropy's WCS. Run: python3 celestial-projection.py"""

import json
from pathlib import Path

import numpy as np
from astropy.wcs import WCS

CASES = [
    ("SIN", 0.0, -30.0, -1220.0, -1467.0, -1.67847e-4, 1.67847e-4),
    ("SIN", 120.0, 85.0, 50.0, 60.0, -0.02, 0.02),
    ("TAN", 359.5, 10.0, 511.5, 300.0, -0.01, 0.012),
    ("TAN", 10.0, -90.0, 100.0, 100.0, 0.1, 0.1),
]

rng = np.random.RandomState(0)
out = []
for kind, ra, dec, column, row, column_step, row_step in CASES:
    wcs = WCS(naxis=2)
    wcs.wcs.ctype = [f"RA---{kind}", f"DEC--{kind}"]
    wcs.wcs.crval = [ra, dec]
    wcs.wcs.crpix = [column + 1, row + 1]
    wcs.wcs.cdelt = [column_step, row_step]
    pixels = rng.uniform(0, 900, (8, 2)) if abs(column_step) < 1e-3 else rng.uniform(0, 400, (8, 2))
    sky = wcs.all_pix2world(pixels, 0)
    out.append(
        {
            "parts": {"kind": kind, "ra": ra, "dec": dec, "column": column, "row": row, "columnStep": column_step, "rowStep": row_step},
            "pixels": pixels.tolist(),
            "sky": sky.tolist(),
        }
    )
Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
