"""The Python side of accuracy.ts: scores of the peers on the same rows and folds, as JSON on standard output.

    python3 accuracy.py FOLDER    where FOLDER/X.f64, y.f64 and about.json are what accuracy.ts wrote
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
from sklearn.ensemble import AdaBoostClassifier, ExtraTreesClassifier, GradientBoostingClassifier, RandomForestClassifier
from sklearn.model_selection import StratifiedKFold, cross_val_score
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from xgboost import XGBClassifier

warnings.filterwarnings("ignore")
folder = Path(sys.argv[1])
about = json.loads((folder / "about.json").read_text())
X = np.fromfile(folder / "X.f64").reshape(-1, about["features"])
y = np.fromfile(folder / "y.f64").astype(int)
folds = StratifiedKFold(about["folds"], shuffle=True, random_state=0)
models = {
    "RandomForest": RandomForestClassifier(random_state=0),
    "ExtraTrees": ExtraTreesClassifier(random_state=0),
    "HistGradientBoosting": XGBClassifier(n_estimators=100, tree_method="hist", n_jobs=2),
    "GradientBoosting": GradientBoostingClassifier(random_state=0),
    "AdaBoost": AdaBoostClassifier(random_state=0),
    "MLP": make_pipeline(StandardScaler(), MLPClassifier(max_iter=60, random_state=0)),
}
scores = {name: cross_val_score(model, X, y, cv=folds, scoring=about["scoring"], n_jobs=2).tolist() for name, model in models.items()}
print(json.dumps(scores))
