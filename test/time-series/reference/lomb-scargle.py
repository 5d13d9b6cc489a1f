"""Periodograms by astropy 5.2.1 (Debian: python3-astropy); writes lomb-scargle.json beside this file."""
import json
from pathlib import Path

import numpy as np
from astropy.timeseries import LombScargle

rng = np.random.RandomState(0)
t = np.sort(rng.uniform(0, 100, 60)).round(4)
y = (15 + 0.4 * np.sin(2 * np.pi * t / 0.61) + 0.2 * np.cos(4 * np.pi * t / 0.61) + rng.normal(0, 0.1, 60)).round(4)
dy = rng.uniform(0.05, 0.2, 60).round(4)
frequency = [0.013, 0.5, 1.0, 1.6393, 2.37, 3.2787]
cases = []
for fit_mean in (True, False):
    for center_data in (True, False):
        for nterms in (1, 3):
            for normalization in ("standard", "model", "log", "psd"):
                for errors in (True, False):
                    ls = LombScargle(
                        t, y, dy if errors else None, fit_mean=fit_mean, center_data=center_data,
                        nterms=nterms, normalization=normalization,
                    )
                    cases.append(dict(
                        errors=errors, fitMean=fit_mean, centerData=center_data, nTerms=nterms,
                        normalization=normalization,
                        power=ls.power(frequency, method="slow" if nterms == 1 else "chi2").tolist(),
                        model=ls.model(np.array([0.0, 33.3]), 1.6393).tolist() if normalization == "standard" else None,
                    ))
alarms = []
for normalization in ("standard", "model", "log", "psd"):
    ls = LombScargle(t, y, dy, normalization=normalization)
    peak = ls.power(1.6393) * (0.5 if normalization != "psd" else 0.1)
    for method in ("baluev", "davies", "naive"):
        alarms.append(dict(
            normalization=normalization, method=method, peak=float(peak),
            probability=float(ls.false_alarm_probability(peak, method=method, maximum_frequency=5)),
            level=float(ls.false_alarm_level(0.01, method=method, maximum_frequency=5)),
        ))
# astropy's bootstrap, with the draws of RandomState in place of those of default_rng, on a series of noise.
draws = np.random.RandomState(7)
noise = rng.normal(0, 1, 60).round(4)
highest = LombScargle(t, noise, dy).autofrequency(maximum_frequency=0.5)[-1]
peaks = []
for _ in range(99):
    s = draws.randint(0, 60, 60)
    resampled = LombScargle(t, noise[s], dy[s])
    frequencies = resampled.autofrequency(maximum_frequency=highest)
    peaks.append(resampled.power(frequencies, method="slow").max())
peaks.sort()
bootstrap = dict(
    noise=noise.tolist(), power=0.3, probability=1 - np.searchsorted(peaks, 0.3) / 99,
    levels={str(p): peaks[np.clip(int(np.floor((1 - p) * 99)), 0, 98)] for p in (0.001, 0.1, 0.5)},
)
ls = LombScargle(t, y, dy)
grid = ls.autofrequency(maximum_frequency=5)
exact = ls.power(grid, method="slow")
fast = ls.power(grid, method="fast", assume_regular_frequency=True)
auto = [dict(options=o, ends=[float(f[0]), float(f[-1])], count=len(f)) for o, f in (
    ({}, ls.autofrequency()),
    ({"samplesPerPeak": 3, "nyquistFactor": 2}, ls.autofrequency(3, 2)),
    ({"minimumFrequency": 0.1, "maximumFrequency": 2}, ls.autofrequency(minimum_frequency=0.1, maximum_frequency=2)),
)]
out = dict(
    t=t.tolist(), y=y.tolist(), dy=dy.tolist(), frequency=frequency, cases=cases, alarms=alarms, autofrequency=auto,
    bootstrap=bootstrap,
    grid=dict(every=50, exact=exact[::50].tolist(), astropyFastError=float(abs(fast - exact).max())),
)
Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
