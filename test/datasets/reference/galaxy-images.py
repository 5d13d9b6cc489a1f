"""Some Galaxy Zoo pictures as Pillow (Debian 12: python3-pil) reads, crops and shrinks them: writes galaxy-images.json.

Run with SKYLEARN_MIRROR set, or with the real files in ../shared/data.
"""

import io
import json
import os
import zipfile
from pathlib import Path

import numpy as np
from PIL import Image

here = Path(__file__).resolve()
mirror = Path(os.environ.get("SKYLEARN_MIRROR", here.parents[3] / "../shared/data"))
archive = zipfile.ZipFile(mirror / "gz2_spiral_vs_nonspiral_2000jpg.zip")
pictures = {}
for split, folder in [("train", "spirals"), ("train", "non_spirals"), ("validation", "spirals")]:
    name = next(n for n in archive.namelist() if f"/{split}/{folder}/" in n and n.endswith(".jpg"))
    image = Image.open(io.BytesIO(archive.read(name))).convert("RGB").crop((106, 106, 318, 318))
    # Means of 4 x 4 fields of 53 pixels.
    fields = np.asarray(image, dtype=float).reshape(4, 53, 4, 53, 3).mean(axis=(1, 3)) / 255
    pictures[Path(name).stem] = {"split": split, "fields": fields.ravel().round(6).tolist()}
here.with_suffix(".json").write_text(json.dumps(pictures, separators=(",", ":")) + "\n")
