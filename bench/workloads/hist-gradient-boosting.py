from xgboost import XGBClassifier
from supervised import supervised, three_classes


def prepare(scale):
    return supervised(three_classes(int(50_000 * scale)), lambda: XGBClassifier(n_estimators=100, tree_method="hist", n_jobs=2))
