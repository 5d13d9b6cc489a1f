#!/usr/bin/env python3
"""Reference values for the FITS reader, from astropy (Debian: python3-astropy, python3-numpy).

    SKYLEARN_MIRROR=<folder of the real files> python3 fits.py

writes fits.json beside this script: digests of every column and image of the real files, and a file
written by astropy (gzipped, base64) with the values that astropy reads back from it.
"""

import base64
import gzip
import hashlib
import io
import json
import os
import pathlib
import re
import warnings
import zipfile

import numpy as np
from astropy.io import fits

HERE = pathlib.Path(__file__).resolve().parent
MIRROR = pathlib.Path(os.environ.get("SKYLEARN_MIRROR", HERE.parents[4] / "shared" / "data"))
FILES = ["RRLyrae.fit", "DelgadoMena2017.fits", "occam_cluster-DR16.fits", "ska_sdc1/B1_1000h_0.3tr.fits"]
ARCHIVE = "lamost_sample_fits_176.zip"
warnings.simplefilter("ignore")


def digest(raw):
    return hashlib.sha256(raw).hexdigest()[:16]


def number_digest(values):
    doubles = np.ascontiguousarray(values, dtype="<f8").ravel().copy()
    doubles[np.isnan(doubles)] = np.frombuffer(b"\0\0\0\0\0\0\xf8\x7f", "<f8")[0]
    return digest(doubles.tobytes())


def describe(hdu):
    out = {"name": hdu.name}
    if isinstance(hdu, fits.BinTableHDU):
        out["rows"] = len(hdu.data)
        out["columns"] = [describe_column(hdu, c) for c in hdu.columns]
    elif hdu.data is not None:
        out["shape"] = list(hdu.data.shape)
        out["digest"] = number_digest(hdu.data)
    return out


def describe_column(hdu, column):
    data = hdu.data[column.name]
    if data.dtype.kind in "SU":
        text = "\n".join(str(s) for s in data)
        return [column.name, column.format, column.unit or "", digest(text.encode())]
    values = data.astype("f8")
    if column.null is not None:
        values[data == column.null] = np.nan
    return [column.name, column.format, column.unit or "", number_digest(values)]


def real_files():
    out = {}
    for name in FILES:
        with fits.open(MIRROR / name) as hdus:
            out[name] = [describe(hdu) for hdu in hdus]
    with zipfile.ZipFile(MIRROR / ARCHIVE) as archive:
        names = sorted(n for n in archive.namelist() if n.endswith(".fits"))
        spectra = {}
        for name in names:
            with fits.open(io.BytesIO(archive.read(name))) as hdus:
                assert len(hdus) == 1
                spectra[name] = describe(hdus[0])["digest"]
        out[ARCHIVE] = spectra
    return out


def plain(value):
    """JSON of a value: NaN and infinities as text, integers beyond 2^53 as text ending in n."""
    if isinstance(value, np.ndarray):
        return [plain(v) for v in value.tolist()] if value.ndim else plain(value.item())
    if isinstance(value, (list, tuple, fits.column._VLF)):
        return [plain(v) for v in value]
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return value if abs(value) <= 2**53 else f"{value}n"
    if isinstance(value, complex):
        return [plain(value.real), plain(value.imag)]
    if isinstance(value, float):
        return value if np.isfinite(value) else str(value)
    if isinstance(value, fits.card.Undefined):
        return None
    raise TypeError(type(value))


def images():
    yield "U1", np.array([[0, 1, 255]], "u1")
    yield "I1", np.array([-128, -1, 0, 127], "i1")
    yield "I2", np.arange(-3, 9, dtype="i2").reshape(2, 3, 2)
    yield "U2", np.array([0, 1, 32768, 65535], "u2")
    yield "I4", np.array([-(2**31), -1, 0, 2**31 - 1], "i4")
    yield "U4", np.array([0, 1, 2**31, 2**32 - 1], "u4")
    yield "I8", np.array([-(2**53), -1, 0, 2**53], "i8")
    yield "I8BIG", np.array([-(2**63), -1, 0, 2**63 - 1], "i8")
    yield "U8", np.array([0, 1, 2**53, 17], "u8")
    yield "U8BIG", np.array([0, 1, 2**63, 2**64 - 1], "u8")
    yield "F4", np.array([[1.5, np.nan], [-np.inf, 3.4e38], [1e-45, -0.0]], "f4")
    yield "F8", np.array([1 / 3, np.nan, np.inf, 5e-324], "f8")


def table():
    n = 3
    objects = lambda *rows, dtype: np.array([np.array(r, dtype) for r in rows] + [None], object)[:-1]
    bits = np.array([[(i * 7 + j) % 3 == 0 for j in range(11)] for i in range(n)])
    C = fits.Column
    return [
        C("l", "L", array=np.array([True, False, True])),
        C("l3", "3L", array=np.arange(9).reshape(3, 3) % 2 == 0),
        C("x", "11X", array=bits),
        C("b", "B", array=np.array([0, 128, 255], "u1"), unit="adu"),
        C("i", "I", array=np.array([-32768, 0, 32767], "i2")),
        C("ui", "I", array=np.array([0, 40000, 65535], "u2"), bzero=32768),
        C("j", "J", array=np.array([-(2**31), 0, 2**31 - 1], "i4")),
        C("uj", "J", array=np.array([0, 3000000000, 2**32 - 1], "u4"), bzero=2**31),
        C("k", "K", array=np.array([-(2**53), 0, 2**53], "i8")),
        C("kbig", "K", array=np.array([-(2**63), 4295806720, 2**63 - 1], "i8")),
        C("uk", "K", array=np.array([0, 2**63, 2**64 - 1], "u8"), bzero=2**63),
        C("a", "7A", array=np.array(["", "it's", " lead 7"])),
        C("e", "E", array=np.array([1.5, np.nan, -np.inf], "f4"), unit="mag", disp="F8.3"),
        C("d", "D", array=np.array([1 / 3, -0.0, 1e300]), unit="km s-1"),
        C("c", "C", array=np.array([1 + 2j, -1j, 0.5], "c8")),
        C("m", "2M", array=np.array([[1 + 2j, 3], [1 / 3, 4j], [5, -6j]], "c16")),
        C("zero", "0E", array=np.zeros((n, 0), "f4")),
        C("vec", "4E", array=np.arange(12, dtype="f4").reshape(3, 4)),
        C("cube", "6J", dim="(3,2)", array=np.arange(18, dtype="i4").reshape(3, 2, 3)),
        C("names", "12A", dim="(4,3)", array=np.array([["a", "bb", "ccc"], ["dddd", "", "e"], ["f", "g", "h"]])),
        C("inull", "I", null=-999, array=np.array([1, -999, 3], "i2")),
        C("jnull", "J", null=-1, array=np.array([-1, 2, 3], "i4")),
        C("knull", "K", null=-(2**63), array=np.array([1, -(2**63), 3], "i8")),
        C("kbignull", "K", null=-(2**63), array=np.array([2**60 + 1, -(2**63), 3], "i8")),
        C("scaled", "I", array=np.array([0, 5, -27], "i2")),
        C("sb", "B", array=np.array([0, 128, 255], "u1")),
        C("pe", "PE()", array=objects([1.5, 2.5], [], [3.5], dtype="f4")),
        C("pj", "PJ()", array=objects([], [1, -2, 3], [2**31 - 1], dtype="i4")),
        C("qd", "QD()", array=objects([1 / 3], [2.5, np.nan], [], dtype="f8")),
        C("pc", "PC()", array=objects([1 + 2j], [], [3j, 4, 5], dtype="c8")),
        C("pk", "PK()", array=objects([1, 2], [3], [-4], dtype="i8")),
        C("pb", "PB()", array=objects([1, 2, 255], [3], [], dtype="u1")),
    ]


def ascii_table():
    C = fits.Column
    return [
        C("s", "A6", array=np.array(["abc", "", " x y"])),
        C("i", "I5", array=np.array([1, -22, 99999]), unit="d"),
        C("w", "I12", array=np.array([1, -22, 99999999999])),
        C("f", "F9.3", array=np.array([1.25, -22.5, 0.0])),
        C("e", "E15.7", array=np.array([1.25e-10, -2e20, 0.0])),
        C("d", "D24.16", array=np.array([1 / 3, -2e-200, 12345.678])),
    ]


def expected(hdu, column):
    data = hdu.data[column.name]
    rows = [plain(v) for v in data]
    if column.null is not None and column.null != "":
        rows = [None if plain(v) == plain(column.null) else plain(v) for v in data]
    return {"name": column.name, "unit": column.unit or "", "rows": rows}


def fixture():
    raw = np.array([[100, -32768], [0, 7]], "i2")
    primary = fits.PrimaryHDU(raw)
    header = primary.header
    long_text = "A long story: it's told in 'cards' & more cards, " * 5 + "the end & so on"
    header["STORY"] = (long_text, "goes on for long")
    header["QUOTE"] = ("O'Neill's ''star''", "quotes")
    header["NOTHING"] = None
    header["EMPTY"] = ""
    header["FLAG"] = (True, "a flag")
    header["NEGATIVE"] = -42
    header["HUGE"] = 2**60 + 1
    header["REAL"] = -1.5e-7
    header["COMPLEX"] = 1.5 - 2.5j
    header["HIERARCH ESO TEL ALT"] = (56.4, "altitude")
    header["COMMENT"] = "first comment"
    header["COMMENT"] = "second comment"
    header["HISTORY"] = "made by a script"
    header["ZSCALE"] = 0.25
    header["ZZERO"] = 1000.0
    header["ZLANK"] = -32768
    keys = ["STORY", "QUOTE", "NOTHING", "EMPTY", "FLAG", "NEGATIVE", "HUGE", "REAL", "COMPLEX", "ESO TEL ALT"]
    hdus = fits.HDUList([primary])
    for name, data in images():
        hdus.append(fits.ImageHDU(data, name=name))
    blanks = fits.ImageHDU(np.array([1, -99, 3], "i4"), name="BLANKS")
    blanks.header["ZLANK"] = -99
    hdus.append(blanks)
    all_types = fits.BinTableHDU.from_columns(table(), name="ALL", ver=2)
    number = {name: n + 1 for n, name in enumerate(all_types.columns.names)}
    all_types.header[f"YSCAL{number['scaled']}"] = 0.5
    all_types.header[f"YZERO{number['scaled']}"] = 10.0
    all_types.header[f"YZERO{number['sb']}"] = -128
    hdus.append(all_types)
    hdus.append(fits.TableHDU.from_columns(ascii_table(), name="TEXT"))
    buffer = io.BytesIO()
    hdus.writeto(buffer, output_verify="silentfix")
    raw_bytes = patch_header(buffer.getvalue())
    with fits.open(io.BytesIO(raw_bytes), uint=True) as again:
        out = {
            # astropy 5.2 itself reads quotes in CONTINUE cards wrongly, so the text that was written counts.
            "header": {key: plain(again[0].header[key]) for key in keys} | {"STORY": long_text},
            "scaled": plain(again[0].data),
            "images": {name: plain(again[name].data) for name in again_names(again)},
            "table": [expected(again["ALL"], c) for c in again["ALL"].columns],
            "ascii": [expected(again["TEXT"], c) for c in again["TEXT"].columns],
        }
    out["base64"] = base64.b64encode(gzip.compress(raw_bytes, 9, mtime=0)).decode()
    return out


def again_names(hdus):
    return [h.name for h in hdus[1:] if isinstance(h, fits.ImageHDU)]


def patch_header(raw):
    """astropy drops or applies these keywords when it writes, so they get their names afterwards."""
    raw = re.sub(rb"Z(SCALE|ZERO|LANK)( *= )", rb"B\1\2", raw)
    return re.sub(rb"Y(SCAL|ZERO)(\d+ *= )", rb"T\1\2", raw)


def main():
    out = {"files": real_files(), "fixture": fixture()}
    (HERE / "fits.json").write_text(json.dumps(out, separators=(",", ":"), allow_nan=False) + "\n")


if __name__ == "__main__":
    main()
