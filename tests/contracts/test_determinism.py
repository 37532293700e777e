"""Same tickets, same bytes: whatever the order of rows, the process, its hash seed and its threads.

An analyst who runs a month again must get the same ids and labels, or decisions that people took no longer fit.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from toil.patterns import TicketClusterer, clustering, fit_patterns
from toil.sample import generate_tickets
from toil.schema import conform
from toil.text import build_templates

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


def tickets_of(count):
    """Return generated tickets as a table of the contract."""
    made = generate_tickets(count)[["ticket_id", "summary", "description", "kind", "channel", "requester"]]
    return conform("tickets", made.assign(source="x", month="2026-01"))


def digests(tickets):
    """Return a hash of each table, rows of tickets in the order of their ids; text of a float is its every bit."""
    templates, members = build_templates(tickets)
    fit = fit_patterns(tickets, templates, members, draws=3)
    tables = {
        "templates": templates,
        "ticket_templates": members.sort_values("ticket_id"),
        "patterns": fit.patterns,
        "ticket_patterns": fit.ticket_patterns.sort_values("ticket_id"),
        "pattern_samples": fit.pattern_samples,
    }
    assert all(len(table) for table in tables.values())
    return {name: hashlib.sha256(table.to_csv(index=False).encode()).hexdigest() for name, table in tables.items()}


@pytest.fixture(scope="module")
def known():
    return digests(tickets_of(2000))


@pytest.mark.parametrize("seed", [1, 2])
def test_row_order_changes_no_byte(known, seed):
    assert digests(tickets_of(2000).sample(frac=1, random_state=seed).reset_index(drop=True)) == known


def test_threads_change_no_byte(known):
    before = pa.cpu_count()
    try:
        for threads in (1, 2):
            pa.set_cpu_count(threads)
            assert digests(tickets_of(2000)) == known
    finally:
        pa.set_cpu_count(before)


@pytest.mark.slow
@pytest.mark.parametrize(("hash_seed", "threads"), [("1", "1"), ("2", "2")])
def test_another_process_changes_no_byte(known, hash_seed, threads):
    code = "from tests.contracts.test_determinism import digests, tickets_of; print(digests(tickets_of(2000)))"
    settings = {"PYTHONHASHSEED": hash_seed, "OMP_NUM_THREADS": threads, "OPENBLAS_NUM_THREADS": threads}
    other = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | settings,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == str(known)


def test_where_texts_are_sampled_order_and_chunks_change_no_byte(monkeypatch):
    monkeypatch.setattr(clustering, "MAX_FIT", 1500)
    made = generate_tickets(6000)
    texts = made["summary"].fillna("") + "\n" + made["description"].fillna("")
    straight = TicketClusterer().fit(texts)
    order = np.random.default_rng(1).permutation(len(texts))
    shuffled = TicketClusterer().fit(texts.iloc[order])
    streamed = TicketClusterer().fit_chunks(texts.iloc[at : at + 700] for at in range(0, len(texts), 700))
    assert straight.n_clusters_ > 20
    for name in ("labels_", "similarity_"):
        assert getattr(straight, name)[order].tobytes() == getattr(shuffled, name).tobytes()
        assert getattr(straight, name).tobytes() == getattr(streamed, name).tobytes()


def test_the_digest_sees_one_ticket_more():
    tickets = tickets_of(600)
    assert digests(tickets) != digests(pd.concat([tickets, tickets.tail(1).assign(ticket_id="T-more")]))
