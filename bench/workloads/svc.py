from sklearn.svm import SVC
from supervised import supervised, three_classes


def prepare(scale):
    return supervised(three_classes(int(12_500 * scale)), lambda: SVC())
