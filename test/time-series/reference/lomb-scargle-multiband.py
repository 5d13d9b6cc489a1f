"""Multiband periodograms by the linear algebra of VanderPlas & Ivezic 2015 (ApJ 812, 18), in NumPy alone; writes
lomb-scargle-multiband.json beside this file.

Astropy has them from version 6.0 on; options are its own. The ridge is written as further rows of the design matrix,
so that least squares lose no digits.
"""
import json
from pathlib import Path

import numpy as np

rng = np.random.RandomState(3)
n = 90
t = np.sort(rng.uniform(0, 80, n)).round(4)
bands = np.array(["g", "r", "i"])[rng.randint(0, 3, n)]
offset = {"g": 17.2, "r": 16.8, "i": 16.5}
amplitude = {"g": 0.5, "r": 0.35, "i": 0.25}
y = np.array([offset[b] + amplitude[b] * np.sin(2 * np.pi * x / 0.61 + 0.1 * len(b)) for x, b in zip(t, bands)])
y = (y + 0.1 * np.cos(4 * np.pi * t / 0.61) + rng.normal(0, 0.05, n)).round(4)
dy = rng.uniform(0.03, 0.1, n).round(4)
names = np.unique(bands)


def columns(times, frequency, nterms):
    phase = 2 * np.pi * frequency * (times - t[0])
    return np.column_stack([np.ones(len(times))] + [f((m + 1) * phase) for m in range(nterms) for f in (np.sin, np.cos)])


def design(times, which, frequency, base, band):
    own = columns(times, frequency, band)
    return np.hstack([columns(times, frequency, base)] + [own * (which == name)[:, None] for name in names])


def means(error, center):
    return {b: np.average(y[bands == b], weights=error[bands == b] ** -2) if center else 0.0 for b in names}


def fit(frequency, error, base=1, band=1, reg_base=None, reg_band=1e-6, by_trace=True, center=True):
    mean = means(error, center)
    X = design(t, bands, frequency, base, band) / error[:, None]
    yw = (y - np.array([mean[b] for b in bands])) / error
    ridge = np.full(X.shape[1], float(reg_band or 0))
    ridge[: 1 + 2 * base] = reg_base or 0.0
    if by_trace:
        ridge *= (X**2).sum()
    augmented = np.vstack([X, np.diag(np.sqrt(ridge))])
    theta = np.linalg.lstsq(augmented, np.append(yw, np.zeros(len(ridge))), rcond=1e-13)[0]
    return theta, yw @ X @ theta, yw @ yw


def normalized(drop, total, normalization):
    return {
        "standard": drop / total, "model": drop / (total - drop), "log": -np.log1p(-drop / total), "psd": drop / 2,
    }[normalization]


def power(frequency, error, normalization="standard", **kwds):
    return normalized(*fit(frequency, error, **kwds)[1:], normalization)


def fast(frequency, error, nterms, fit_mean, center):
    """Each band by itself; powers weighted by chi squared."""
    drop = total = 0
    for b in names:
        own = bands == b
        mean = np.average(y[own], weights=error[own] ** -2) if center or fit_mean else 0
        yw = (y[own] - mean) / error[own]
        X = columns(t[own], frequency, nterms)[:, 0 if fit_mean else 1 :] / error[own][:, None]
        drop += yw @ X @ np.linalg.lstsq(X, yw, rcond=None)[0]
        total += yw @ yw
    return drop / total


frequency = [0.013, 0.5, 1.0, 1.6393, 2.37, 3.2787]
ours = dict(base="ntermsBase", band="ntermsBand", reg_base="regBase", reg_band="regBand", by_trace="regularizeByTrace",
            center="centerData", normalization="normalization")
cases = []
for errors in (True, False):
    error = dy if errors else np.ones(n)
    for kwds in (
        {}, {"base": 2, "band": 0}, {"base": 0, "band": 1}, {"base": 1, "band": 2}, {"base": 3, "band": 1, "reg_band": 1e-3},
        {"reg_base": 1e-4, "reg_band": 1e-2}, {"reg_base": 2.5, "reg_band": 40, "by_trace": False},
        {"base": 0, "band": 1, "reg_band": None}, {"base": 1, "band": 1, "reg_band": None}, {"center": False, "reg_band": 1e-4},
        {"normalization": "model"}, {"normalization": "log"}, {"normalization": "psd"},
    ):
        cases.append(dict(
            errors=errors, options={ours[k]: v for k, v in kwds.items()},
            power=[power(f, error, **kwds) for f in frequency],
        ))
fasts = [
    dict(nTerms=nterms, fitMean=fit_mean, centerData=center,
         power=[fast(f, dy, nterms, fit_mean, center) for f in frequency])
    for nterms in (1, 2) for fit_mean in (True, False) for center in (True, False)
]
times = np.array([0.0, 33.3, 91.7])
models = []
for kwds in ({}, {"base": 2, "band": 1, "reg_band": 1e-3}, {"base": 1, "band": 2, "center": False}):
    theta = fit(1.6393, dy, **kwds)[0]
    shape = (kwds.get("base", 1), kwds.get("band", 1))
    mean = means(dy, kwds.get("center", True))
    models.append(dict(
        options={ours[k]: v for k, v in kwds.items()},
        values=[(design(times, np.full(3, b), 1.6393, *shape) @ theta + mean[b]).tolist() for b in names],
    ))
out = dict(t=t.tolist(), y=y.tolist(), dy=dy.tolist(), bands=bands.tolist(), frequency=frequency, cases=cases,
           fast=fasts, times=times.tolist(), models=models)
Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
