"""One measured job of ``patterns_scale.py``: ``scale_jobs.py JOB TEXTS SIZE`` does it and prints JSON."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path

import pandas as pd
from sides.memory import peak_mib
from stages import Stages


def generate(texts: Path, size: int) -> dict:
    """Write *size* generated texts."""
    from toil.sample import generate_tickets

    tickets = generate_tickets(size)
    tickets[["ticket_id", "summary", "description"]].to_parquet(texts)  # in order of opening
    return {}


def read_texts(texts: Path) -> pd.Series:
    tickets = pd.read_parquet(texts, columns=["summary", "description"])
    return tickets["summary"].fillna("") + "\n" + tickets["description"].fillna("")


def hash_texts(texts: Path, _: int) -> dict:
    """Time the hashing vectors of scikit-learn."""
    from sklearn.feature_extraction.text import HashingVectorizer

    listed = read_texts(texts).tolist()
    start = time.perf_counter()
    HashingVectorizer(ngram_range=(1, 2)).transform(listed)
    return {"seconds": time.perf_counter() - start, "peak_mib": peak_mib()}


def cluster(texts: Path, _: int) -> dict:
    """Time the clustering and its stages."""
    from toil.patterns import TicketClusterer

    column = read_texts(texts)
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
    from toil.patterns import TicketClusterer

    return {"labels": digest(TicketClusterer().fit(text for text in read_texts(texts)))}


def month(texts: Path, size: int) -> dict:
    """Time the last of six months by itself, the same after five that are masked already, and all six anew.

    As the product does it from tickets to named patterns, without the draws behind stability.
    """
    from toil.patterns import fit_patterns
    from toil.schema import conform
    from toil.text import count_templates, mask_subjects

    window = conform("tickets", pd.read_parquet(texts).assign(source="generated", month="2026-09"))
    five = size - size // 6
    known = mask_subjects(window.head(five), "text")
    own = window.tail(size - five).reset_index(drop=True)
    start = time.perf_counter()
    fit_patterns(own, *count_templates(mask_subjects(own, "text")), draws=0)
    alone = time.perf_counter() - start
    start = time.perf_counter()
    subjects = pd.concat([known, mask_subjects(own, "text")], ignore_index=True)
    fit_patterns(window, *count_templates(subjects), draws=0)
    added = time.perf_counter() - start
    start = time.perf_counter()
    fit_patterns(window, *count_templates(mask_subjects(window, "text")), draws=0)
    return {"alone": alone, "added": added, "anew": time.perf_counter() - start}


def digest(fitted: object) -> str:
    return hashlib.sha256(fitted.labels_.tobytes()).hexdigest()


if __name__ == "__main__":
    job, texts, size = sys.argv[1:]
    jobs = {"generate": generate, "hash": hash_texts, "cluster": cluster, "stream": stream, "month": month}
    print(json.dumps(jobs[job](Path(texts), int(size))))
