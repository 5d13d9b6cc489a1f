"""Writes light-curve-image.json: images of one light curve by NumPy's histogram2d. Needs Debian's python3-numpy."""
import json
from pathlib import Path

import numpy as np

random = np.random.RandomState(3)
PERIOD, SIZE = 0.7321, 9
time = np.sort(random.uniform(0, 900, 60))
mag = 15 + 0.6 * np.cos(2 * np.pi * time / PERIOD) ** 3 + random.normal(0, 0.05, 60)


def scaled(counts):
    return np.sqrt(counts / counts.max()).round(9).tolist()


i, j = np.triu_indices(60, 1)
dt, dm = time[j] - time[i], mag[j] - mag[i]
dt_edges = np.geomspace(0.01, 500, SIZE + 1)
u = np.linspace(-1, 1, SIZE + 1)
dm_edges = 0.8 * np.sign(u) * u**2
dmdt, _, _ = np.histogram2d(
    np.clip(dm, -0.8, 0.8), np.clip(dt, 0.010000001, 499.9999), [dm_edges, dt_edges]
)

phase = (time / PERIOD) % 1
low, high = np.quantile(mag, [0.01, 0.99])
clipped = np.clip(mag, low, high)
folded, _, _ = np.histogram2d(clipped, phase, [np.linspace(low, high, SIZE + 1), np.linspace(0, 1, SIZE + 1)])
columns = np.floor(phase * SIZE).astype(int)
# mean magnitude of each column and its two neighbours
near = [np.isin(columns, [(k - 1) % SIZE, k, (k + 1) % SIZE]) for k in range(SIZE)]
faintest = int(np.argmax([mag[n].mean() if n.any() else -np.inf for n in near]))
folded = np.roll(folded, SIZE // 2 - faintest, axis=1)
out = {
    "time": time.tolist(), "mag": mag.tolist(), "period": PERIOD, "size": SIZE,
    "dtRange": [0.01, 500], "dmMax": 0.8, "dmdt": scaled(dmdt), "phase": scaled(folded),
}
Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
