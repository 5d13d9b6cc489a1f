from networks import one_epoch, wave_pictures
from torch import nn


def make_network():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(),
        nn.Conv2d(32, 64, 3), nn.ReLU(),
        nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(12 * 12 * 64, 128), nn.ReLU(),
        nn.Linear(128, 10),
    )


def prepare(scale):
    train = wave_pictures(int(8_000 * scale), 28, 10, 0)
    return one_epoch(make_network, train, wave_pictures(1_000, 28, 10, 1), 64)
