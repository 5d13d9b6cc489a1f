"""Pictures for the benchmark of networks: waves whose direction is the class, under noise; and one epoch in PyTorch."""

import os
import time

import numpy as np
import torch


def wave_pictures(count, side, classes, seed):
    rng = np.random.RandomState(seed)
    labels = rng.randint(0, classes, count)
    phases = rng.uniform(0, 2 * np.pi, count)
    noise = rng.normal(0, 0.7, (count, side, side))
    angle = labels * np.pi / classes
    row, column = np.mgrid[:side, :side]
    along = column * np.cos(angle)[:, None, None] + row * np.sin(angle)[:, None, None]
    images = np.cos(2 * np.pi * along / 8 + phases[:, None, None]) + noise
    return torch.tensor(images[:, None], dtype=torch.float32), torch.tensor(labels)


def one_epoch(make_network, train, test, batch_size):
    """A run that trains a new network for one epoch by Adam and classifies the test pictures."""
    torch.set_num_threads(os.cpu_count())
    (x, y), (x_test, y_test) = train, test

    def run():
        torch.manual_seed(0)
        network = make_network()
        optimizer = torch.optim.Adam(network.parameters(), lr=1e-3)
        loss = torch.nn.CrossEntropyLoss()
        start = time.perf_counter()
        for rows in torch.randperm(len(x)).split(batch_size):
            optimizer.zero_grad()
            loss(network(x[rows]), y[rows]).backward()
            optimizer.step()
        fitted = time.perf_counter()
        with torch.no_grad():
            right = sum((network(a).argmax(1) == b).sum().item() for a, b in zip(x_test.split(256), y_test.split(256)))
        end = time.perf_counter()
        return {"fit": fitted - start, "predict": end - fitted, "check": right / len(x_test)}

    return run
