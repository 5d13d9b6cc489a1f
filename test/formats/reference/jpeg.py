"""Small JPEG pictures and the pixels that Pillow (Debian 12: python3-pil) reads from them: writes jpeg.json."""

import base64
import io
import json
from pathlib import Path

import numpy as np
from PIL import Image

rng = np.random.RandomState(0)
rows, cols = np.mgrid[:21, :34]
smooth = np.stack([40 + 5 * cols, 200 - 7 * rows, 60 + 3 * cols + 2 * rows], axis=-1)
picture = np.clip(smooth + rng.normal(0, 4, smooth.shape), 0, 255).astype(np.uint8)

cases = {}
for name, image, options in [
    ("baseline", Image.fromarray(picture), {"subsampling": 0}),
    ("progressive", Image.fromarray(picture), {"subsampling": 0, "progressive": True}),
    ("grey", Image.fromarray(picture[..., 1]), {}),
]:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=90, **options)
    pixels = np.asarray(Image.open(io.BytesIO(file.getvalue())).convert("RGB"))
    cases[name] = {
        "file": base64.b64encode(file.getvalue()).decode(),
        "width": pixels.shape[1],
        "height": pixels.shape[0],
        "pixels": pixels.ravel().tolist(),
    }
Path(__file__).with_suffix(".json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
