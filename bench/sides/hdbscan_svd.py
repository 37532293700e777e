"""HDBSCAN with its defaults on TF-IDF reduced to 100 dimensions of unit length."""

import numpy as np
from side import measure
from sklearn.cluster import HDBSCAN
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer


def cluster(texts: list[str], _: int) -> np.ndarray:
    vectors = make_pipeline(TfidfVectorizer(), TruncatedSVD(100, random_state=0), Normalizer()).fit_transform(texts)
    return HDBSCAN(copy=True).fit_predict(vectors)


measure(cluster)
