#!/usr/bin/env python3
"""Reference arrays for the .npy reader, from NumPy (Debian: python3-numpy).

    SKYLEARN_MIRROR=<folder of the real files> python3 npy.py

writes npy.json beside this script: files as base64 with their values, and digests of the real files.
"""

import base64
import hashlib
import io
import json
import os
import pathlib

import numpy as np
from numpy.lib import format as npy

HERE = pathlib.Path(__file__).resolve().parent
MIRROR = pathlib.Path(os.environ.get("SKYLEARN_MIRROR", HERE.parents[3] / "shared" / "data"))
FILES = ["turbulence_maps/I_1.npy", "turbulence_maps/I_2.npy", "turbulence_maps/I_3.npy", "sdss_labels_1000.npy"]


def save(array, version):
    out = io.BytesIO()
    npy.write_array(out, array, version=version, allow_pickle=False)
    return base64.b64encode(out.getvalue()).decode()


def plain(value):
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, float) and not np.isfinite(value):
        return str(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53:
        return f"{value}n"
    return value.decode("latin1") if isinstance(value, bytes) else value


def arrays():
    yield np.array([True, False, True]), (1, 0)
    for code in ["i1", "u1", "i2", "u2", "i4", "u4", "i8", "u8"]:
        info = np.iinfo(code)
        yield np.array([info.min, 0, 5, info.max], "<" + code), (1, 0)
        yield np.array([0, 1, 100], ">" + code), (2, 0)
    for code in ["f2", "f4", "f8"]:
        info = np.finfo(code)
        yield np.array([1 / 3, -0.0, np.nan, np.inf, -np.inf, info.max, info.tiny, info.tiny / 8], "<" + code), (1, 0)
        yield np.array([1 / 3, 2.5], ">" + code), (3, 0)
    cube = np.arange(24, dtype="<i2").reshape(2, 3, 4)
    yield cube, (1, 0)
    yield np.asfortranarray(cube), (1, 0)
    yield np.asfortranarray(np.array([["a", "bc"], ["é\U0001f30c", ""]])), (2, 0)
    yield np.array([b"x", b"y\xe9z"]), (1, 0)
    yield np.array(["ab", "c"], ">U2"), (1, 0)
    yield np.array(2.5), (1, 0)
    yield np.zeros((0, 3), "<f4"), (1, 0)


def main():
    cases = []
    for array, version in arrays():
        shape = list(array.shape)
        values = plain(array.ravel().tolist())
        cases.append({"dtype": array.dtype.str, "shape": shape, "values": values, "base64": save(array, version)})
    files = {}
    for name in FILES:
        array = np.load(MIRROR / name)
        doubles = np.ascontiguousarray(array, "<f8")
        files[name] = [array.dtype.str, list(array.shape), hashlib.sha256(doubles.tobytes()).hexdigest()[:16]]
    out = {"cases": cases, "files": files}
    (HERE / "npy.json").write_text(json.dumps(out, separators=(",", ":"), allow_nan=False) + "\n")


if __name__ == "__main__":
    main()
