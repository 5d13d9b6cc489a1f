import os
import time

import numpy as np
import torch
from sklearn.metrics import r2_score
from torch import nn


def galaxies(n, seed):
    rng = np.random.RandomState(seed)
    X = rng.normal(0, 1, (n, 5))
    noise = rng.normal(0, 0.01, n)
    u, g, r, _, z = X.T
    y = noise + 0.15 + 0.02 * u + 0.04 * g - 0.03 * r + 0.015 * z
    return torch.tensor(X, dtype=torch.float32), torch.tensor(y[:, None], dtype=torch.float32)


def prepare(scale):
    torch.set_num_threads(os.cpu_count())
    x, y = galaxies(int(5_000 * scale), 0)
    x_test, y_test = galaxies(5_000, 1)

    def run():
        torch.manual_seed(0)
        network = nn.Sequential(nn.Linear(5, 4), nn.ReLU(), nn.Linear(4, 1))
        optimizer = torch.optim.SGD(network.parameters(), lr=1e-3)
        loss = nn.MSELoss(reduction="sum")
        start = time.perf_counter()
        for _ in range(55):
            for rows in torch.randperm(len(x)).split(64):
                optimizer.zero_grad()
                loss(network(x[rows]), y[rows]).backward()
                optimizer.step()
        fitted = time.perf_counter()
        with torch.no_grad():
            predicted = network(x_test)
        end = time.perf_counter()
        return {"fit": fitted - start, "predict": end - fitted, "check": r2_score(y_test, predicted)}

    return run
