"""One measured job of ``patterns_scale.py``: ``scale_jobs.py JOB TEXTS SIZE`` does it and prints JSON."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path

import pandas as pd
from memory import peak_mib
from stages import Stages


def generate(texts: Path, size: int) -> dict:
    """Write *size* generated texts."""
    from toil.sample import generate_tickets

    tickets = generate_tickets(size)
    text = tickets["summary"].fillna("") + "\n" + tickets["description"].fillna("")
    text.rename("text").to_frame().to_parquet(texts)
    return {}


def hash_texts(texts: Path, _: int) -> dict:
    """Time the hashing vectors of scikit-learn."""
    from sklearn.feature_extraction.text import HashingVectorizer

    listed = pd.read_parquet(texts)["text"].tolist()
    start = time.perf_counter()
    HashingVectorizer(ngram_range=(1, 2)).transform(listed)
    return {"seconds": time.perf_counter() - start, "peak_mib": peak_mib()}


def cluster(texts: Path, _: int) -> dict:
    """Time the clustering and its stages."""
    from toil.patterns import TicketClusterer

    column = pd.read_parquet(texts)["text"]
    stages = Stages()
    stages.watch()
    start = time.perf_counter()
    fitted = TicketClusterer().fit(column)
    seconds = time.perf_counter() - start
    return {
        "seconds": seconds,
        "stages": stages.stop(),
        "unknown": stages.unknown,
        "peak_mib": peak_mib(),
        "patterns": fitted.n_clusters_,
        "labels": digest(fitted),
    }


def stream(texts: Path, _: int) -> dict:
    """Cluster texts that come one by one."""
    from pyarrow import parquet

    from toil.patterns import TicketClusterer

    batches = parquet.ParquetFile(texts).iter_batches(batch_size=10_000, columns=["text"])
    return {"labels": digest(TicketClusterer().fit(text for part in batches for text in part["text"].to_pylist()))}


def digest(fitted: object) -> str:
    return hashlib.sha256(fitted.labels_.tobytes()).hexdigest()


if __name__ == "__main__":
    job, texts, size = sys.argv[1:]
    jobs = {"generate": generate, "hash": hash_texts, "cluster": cluster, "stream": stream}
    print(json.dumps(jobs[job](Path(texts), int(size))))
