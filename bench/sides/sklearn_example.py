"""The pipeline of scikit-learn's example "Clustering text documents using k-means", its settings, the true k."""

import numpy as np
from side import measure
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer


def cluster(texts: list[str], classes: int) -> np.ndarray:
    words = TfidfVectorizer(max_df=0.5, min_df=5, stop_words="english").fit_transform(texts)
    lsa = make_pipeline(TruncatedSVD(n_components=100, random_state=0), Normalizer(copy=False))
    return KMeans(n_clusters=classes, max_iter=100, n_init=1, random_state=0).fit_predict(lsa.fit_transform(words))


measure(cluster)
