"""Writes png.json: pictures as Pillow writes them, and as Pillow reads them. Needs Debian's python3-pil and python3-numpy."""
import base64
import io
import json
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image

rng = np.random.RandomState(0)
cases = []


def smooth(height, width, channels):
    rows, columns = np.mgrid[0:height, 0:width]
    planes = [7 * rows + (3 + c) * columns * columns + rng.randint(0, 9, (height, width)) for c in range(channels)]
    return (np.stack(planes, -1) % 256).astype(np.uint8)


def add(name, data):
    pixels = np.array(Image.open(io.BytesIO(data)))
    cases.append({
        "name": name,
        "file": base64.b64encode(data).decode(),
        "width": pixels.shape[1],
        "height": pixels.shape[0],
        "channels": 1 if pixels.ndim == 2 else pixels.shape[2],
        "pixels": pixels.ravel().tolist(),
    })


def save(image, **options):
    file = io.BytesIO()
    image.save(file, "PNG", **options)
    return file.getvalue()


for mode, channels in [("L", 1), ("LA", 2), ("RGB", 3), ("RGBA", 4)]:
    pixels = smooth(9, 11, channels)
    add(mode, save(Image.fromarray(pixels[..., 0] if channels == 1 else pixels, mode), optimize=True))
add("16 bits", save(Image.fromarray(rng.randint(0, 65536, (5, 4)).astype(np.uint16))))


def chunk(tag, body):
    return struct.pack(">I", len(body)) + tag + body + struct.pack(">I", zlib.crc32(tag + body))


# bytes that stand for differences, one line for each filter twice over, in two parts; Pillow says what pixels they mean
lines = b"".join(bytes([f % 5]) + rng.randint(0, 256, 12).astype(np.uint8).tobytes() for f in range(10))
packed = zlib.compress(lines)
header = struct.pack(">IIBBBBB", 4, 10, 8, 2, 0, 0, 0)
add(
    "all filters",
    b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"tEXt", b"a\0b")
    + chunk(b"IDAT", packed[:20]) + chunk(b"IDAT", packed[20:]) + chunk(b"IEND", b""),
)
palette = base64.b64encode(save(Image.fromarray(smooth(4, 4, 3)).convert("P"))).decode()
out = {"cases": cases, "palette": palette}
Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
