"""numpy.corrcoef on a small table; writes correlation.json."""

import json
from pathlib import Path

import numpy as np

rng = np.random.RandomState(5)
X = rng.normal(size=(30, 4)) @ rng.normal(size=(4, 4)) + 100
out = {"X": X.tolist(), "correlation": np.corrcoef(X, rowvar=False).tolist()}
Path(__file__).with_suffix(".json").write_text(json.dumps(out))
