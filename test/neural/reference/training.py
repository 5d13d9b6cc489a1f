"""Steps of PyTorch 1.13's optimisers and learning-rate scheduler; writes training.json beside this file."""

import json
from pathlib import Path

import numpy as np
import torch

rng = np.random.RandomState(0)
x = rng.normal(size=(12, 3)).round(3)
y = rng.normal(size=(12, 2)).round(3)
codes = rng.randint(0, 2, size=12)
w1 = rng.normal(size=(3, 4)).round(3)
w2 = rng.normal(size=(4, 2)).round(3)


def train(make, loss_of, epochs=6):
    net = torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2))
    with torch.no_grad():
        net[0].weight.copy_(torch.tensor(w1.T))
        net[2].weight.copy_(torch.tensor(w2.T))
        net[0].bias.zero_()
        net[2].bias.zero_()
    optimizer = make(net.parameters())
    inputs = torch.tensor(x, dtype=torch.float32)
    losses = []
    for _ in range(epochs):
        optimizer.zero_grad()
        loss = loss_of(net(inputs))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    weights = [net[0].weight.T, net[0].bias, net[2].weight.T, net[2].bias]
    return {"loss": losses, "weights": [w.detach().numpy().ravel().tolist() for w in weights]}


def squared(out):
    return torch.nn.functional.mse_loss(out, torch.tensor(y, dtype=torch.float32))


def entropy(out):
    return torch.nn.functional.cross_entropy(out, torch.tensor(codes))


def absolute(out):
    return torch.nn.functional.l1_loss(out, torch.tensor(y, dtype=torch.float32))


def binary(out):
    return torch.nn.functional.binary_cross_entropy(
        torch.sigmoid(out), torch.tensor(y > 0, dtype=torch.float32)
    )


makers = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.1),
    "momentum": lambda p: torch.optim.SGD(p, lr=0.1, momentum=0.9),
    "adam": lambda p: torch.optim.Adam(p, lr=0.1),
    "rmsprop": lambda p: torch.optim.RMSprop(p, lr=0.01),
}
optimizers = {
    name: {"meanSquaredError": train(make, squared), "categoricalCrossentropy": train(make, entropy)}
    for name, make in makers.items()
}

optimizers["sgd"]["meanAbsoluteError"] = train(makers["sgd"], absolute)
optimizers["sgd"]["binaryCrossentropy"] = train(makers["sgd"], binary)


def rates(values, mode, **options):
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=0.5)
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(optimizer, mode=mode, **options)
    out = []
    for value in values:
        scheduler.step(value)
        out.append(optimizer.param_groups[0]["lr"])
    return out


falling = (1 / (1 + np.arange(100)) + 0.02 * rng.normal(size=100)).round(4).tolist()
rising = (1 - 0.5 / (1 + np.arange(100)) + 0.02 * rng.normal(size=100)).round(4).tolist()
settings = [
    ("min", {}),
    ("min", {"patience": 2, "factor": 0.5}),
    ("min", {"patience": 0, "factor": 0.5, "cooldown": 3}),
    ("min", {"patience": 1, "factor": 0.3, "threshold": 0.05}),
    ("min", {"patience": 1, "factor": 0.3, "threshold": 0.01, "threshold_mode": "abs"}),
    ("min", {"patience": 1, "factor": 0.1, "min_lr": 0.02}),
    ("min", {"patience": 0, "factor": 0.5, "eps": 0.05}),
    ("max", {"patience": 2, "factor": 0.5}),
    ("max", {"patience": 1, "factor": 0.5, "threshold": 0.03}),
    ("max", {"patience": 1, "factor": 0.5, "threshold": 0.03, "threshold_mode": "abs", "cooldown": 1}),
]
plateaus = [
    {"mode": mode, "options": options, "rates": rates(falling if mode == "min" else rising, mode, **options)}
    for mode, options in settings
]

Path(__file__).with_suffix(".json").write_text(
    json.dumps(
        {
            "x": x.tolist(),
            "y": y.tolist(),
            "codes": codes.tolist(),
            "w1": w1.ravel().tolist(),
            "w2": w2.ravel().tolist(),
            "optimizers": optimizers,
            "falling": falling,
            "rising": rising,
            "plateaus": plateaus,
        },
        separators=(",", ":"),
    )
)
