"""Drain3 (He et al. 2017, "Drain: an online log parsing approach with fixed depth tree") with its defaults."""

import logging

import numpy as np
from drain3 import TemplateMiner
from drain3.template_miner_config import TemplateMinerConfig
from side import LEAST, measure


def cluster(texts: list[str], _: int) -> np.ndarray:
    miner = TemplateMiner(config=TemplateMinerConfig())
    labels = np.array([miner.add_log_message(text)["cluster_id"] for text in texts])
    return np.where(np.bincount(labels)[labels] >= LEAST, labels, -1)


logging.disable(logging.WARNING)
measure(cluster)
