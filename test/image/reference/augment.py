"""Writes augment.json: small images changed by SciPy's affine_transform with the draws of NumPy's RandomState.

Needs Debian's python3-numpy and python3-scipy.
"""
import json
from pathlib import Path

import numpy as np
from scipy.ndimage import affine_transform

SEED = 7
HEIGHT, WIDTH, CHANNELS = 6, 7, 2
images = np.random.RandomState(0).random_sample((4, HEIGHT, WIDTH, CHANNELS)).astype(np.float32)
options = {"rotation": 70, "flips": True, "shift": 0.2, "zoom": [0.7, 1.5], "brightness": [0.5, 2]}


def augment(image, random, rotation, flips, shift, zoom, brightness):
    angle = np.deg2rad(random.uniform(-rotation, rotation))
    over_x, over_y = random.random_sample() < 0.5, random.random_sample() < 0.5
    moved = np.array([random.uniform(-shift, shift) * HEIGHT, random.uniform(-shift, shift) * WIDTH])
    scale = random.uniform(*zoom)
    factor = random.uniform(*brightness)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]) / scale
    flip = np.diag([-1.0 if over_y else 1.0, -1.0 if over_x else 1.0])
    back = flip @ turn
    middle = np.array([(HEIGHT - 1) / 2, (WIDTH - 1) / 2])
    planes = [
        affine_transform(image[..., c].astype(float), back, middle - back @ (middle + moved), order=1, mode="grid-constant")
        for c in range(CHANNELS)
    ]
    return factor * np.stack(planes, -1)


seed = int(np.random.RandomState(SEED).randint(0, 2**32))
out = [augment(image, np.random.RandomState([seed, 0, i]), **options) for i, image in enumerate(images)]
result = {
    "shape": {"count": 4, "height": HEIGHT, "width": WIDTH, "channels": CHANNELS},
    "randomState": SEED,
    "options": options,
    "images": images.ravel().astype(float).tolist(),
    "augmented": np.array(out).ravel().round(9).tolist(),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(result, separators=(",", ":")) + "\n")
