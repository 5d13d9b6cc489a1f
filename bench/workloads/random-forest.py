from sklearn.ensemble import RandomForestClassifier
from supervised import supervised, three_classes


def prepare(scale):
    return supervised(three_classes(int(50_000 * scale)), lambda: RandomForestClassifier(random_state=0, n_jobs=2))
