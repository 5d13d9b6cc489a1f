"""scikit-learn's t-SNE and trustworthiness on small tables. Run with scikit-learn 1.2.1: writes tsne.json.

Reads LINEARattributesFinalApr2013.dat.gz in the folder that SKYLEARN_MIRROR names, or in ../shared/data.
"""

import gzip
import json
import os
from pathlib import Path

import numpy as np
from scipy.spatial.distance import pdist, squareform
from sklearn.datasets import load_iris, make_classification
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness
from sklearn.manifold._t_sne import _joint_probabilities
from sklearn.preprocessing import StandardScaler

iris = np.unique(load_iris().data, axis=0)
small = iris[::6]
joint = squareform(_joint_probabilities(squareform(pdist(small, "sqeuclidean")), 5, 0))
start = PCA(n_components=2, svd_solver="full").fit_transform(iris)
start = (start / np.std(start[:, 0]) * 1e-4).astype(np.float32)
maps = {}
for method in ["barnes_hut", "exact"]:
    model = TSNE(perplexity=20, init=start, method=method).fit(iris)
    maps[method] = {"kl": float(model.kl_divergence_), "trust": trustworthiness(iris, model.embedding_, n_neighbors=12)}


def default_map(X):
    """What Barnes-Hut reaches from the principal components, 12 neighbours for the trustworthiness."""
    X = StandardScaler().fit_transform(X)
    start = PCA(n_components=2, svd_solver="full").fit_transform(X)
    model = TSNE(init=(start / np.std(start[:, 0]) * 1e-4).astype(np.float32)).fit(X)
    return {"kl": float(model.kl_divergence_), "trust": trustworthiness(X, model.embedding_, n_neighbors=12)}


made = make_classification(n_samples=500, n_features=10, n_informative=6, n_classes=3, random_state=0)[0]
mirror = Path(os.environ.get("SKYLEARN_MIRROR", "../shared/data"))
with gzip.open(mirror / "LINEARattributesFinalApr2013.dat.gz", "rt") as file:
    linear = np.loadtxt(file)[::4, 2:10]
maps["made"] = default_map(made)
maps["linear"] = default_map(linear)
# Numbers without ties, whose order scikit-learn leaves open.
cloud = np.random.RandomState(4).normal(size=(100, 4)).round(6)
plane = cloud[:, :2] ** 3
out = {
    "X": iris.tolist(),
    "small": small.tolist(),
    "joint": joint.tolist(),
    "maps": maps,
    "cloud": cloud.tolist(),
    "plane": plane.tolist(),
    "trust": {k: trustworthiness(cloud, plane, n_neighbors=k) for k in [1, 5, 12, 40]},
}
Path(__file__).with_suffix(".json").write_text(json.dumps(out, separators=(",", ":")) + "\n")
