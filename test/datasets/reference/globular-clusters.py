"""Reference figures for the globular clusters, made by slicing the text, with NumPy.

    python3 globular-clusters.py FOLDER_WITH_THE_DATA > globular-clusters.json
"""

import json
import re
import sys

import numpy as np

folder = sys.argv[1]
lines = open(f"{folder}/mwgc.dat", encoding="latin1").read().split("\n")


def part(k):
    start = [i for i, line in enumerate(lines) if re.match(r"^ +ID   ", line)][k] + 2
    return lines[start : start + 157]


def number(text):
    return float(text) if text.strip() else np.nan


theirs = {}
rows = [line.split("\t") for line in open(f"{folder}/vizier_bh2018_mass.tsv") if re.match(r"^ +\d+\t", line)]
for row in rows:
    name = row[2].strip().replace("Ter ", "Terzan ").replace("Lil ", "Liller ")
    theirs["1636-283" if name == "ESO 452-SC11" else name] = row

clusters, harris, bh18 = [], [], []
lgth = []
for one, two, three in zip(part(0), part(1), part(2)):
    cluster = one[1:12].strip()
    clusters.append(cluster)
    distance, extinction, mv = number(one[67:73]), number(two[23:28]), number(two[46:53])
    sigma, rc, rh, mu = number(three[36:41]), number(three[59:64]), number(three[65:70]), number(three[72:78])
    pc = np.pi / 180 / 60 * distance * 1000
    light = 10 ** (0.4 * (4.83 - mv))

    def relaxation(light, radius):
        return 2.055e6 * 3 * np.sqrt(2 * light) * radius**1.5 / np.log(1.2 * 2 * light)

    mu0 = mu - 3.1 * extinction
    harris.append([rc * pc, rh * pc, mu0, sigma, light, relaxation(light, rh * pc)])
    lgth.append(number(three[93:98]))
    row = theirs.get(cluster)
    if row:
        light = float(row[9]) / float(row[11])
        radius = float(row[15])
        bh18.append([float(row[13]), radius, mu0, float(row[21]), light, relaxation(light, radius)])
    else:
        bh18.append([np.nan, np.nan, mu0, np.nan, np.nan, np.nan])

clean = lambda table: [[None if np.isnan(v) else v for v in row] for row in table]
ours = np.log10(np.array(harris)[:, 5])
offset = (ours - np.array(lgth))[np.array(lgth) > 1]
offset = offset[np.isfinite(offset)]
print(
    json.dumps(
        {
            "clusters": clusters,
            "unmatched": [name for name in clusters if name not in theirs],
            "harris": clean(harris),
            "bh18": clean(bh18),
            "relaxation": {"compared": len(offset), "within": int((np.abs(offset) < 0.03).sum())},
        }
    )
)
