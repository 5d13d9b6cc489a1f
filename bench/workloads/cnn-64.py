from networks import one_epoch, wave_pictures
from torch import nn


def make_network():
    channels = [1, 32, 64, 128, 128]
    blocks = [
        layer
        for i, o in zip(channels, channels[1:])
        for layer in (nn.Conv2d(i, o, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2))
    ]
    return nn.Sequential(
        *blocks, nn.Flatten(),
        nn.Linear(4 * 4 * 128, 256), nn.ReLU(),
        nn.Linear(256, 64), nn.ReLU(),
        nn.Linear(64, 3),
    )


def prepare(scale):
    train = wave_pictures(int(2_000 * scale), 64, 3, 0)
    return one_epoch(make_network, train, wave_pictures(500, 64, 3, 1), 32)
