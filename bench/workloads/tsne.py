import time
from pathlib import Path

import numpy as np
from sklearn.manifold import TSNE

# Written by tsne.ts: the scaled features of LINEAR, of which there may be simulated ones only.
rows = Path(__file__).parents[2] / "build" / "bench" / "linear.f64"


def prepare(scale):
    X = np.fromfile(rows).reshape(-1, 8)

    def run():
        start = time.perf_counter()
        model = TSNE(n_jobs=2, random_state=0).fit(X)
        return {"fit": time.perf_counter() - start, "predict": 0, "check": float(model.kl_divergence_)}

    return run
