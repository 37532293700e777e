"""The contract of TicketClusterer, written out: scikit-learn's own check proves nothing for a text clusterer."""

import subprocess
import sys
import weakref

import numpy as np
import pandas as pd
from sklearn.base import clone

from toil.patterns import TicketClusterer

from .conftest import make_texts


def test_repeating_work_is_found_and_one_offs_are_left():
    texts, work = make_texts()
    labels = TicketClusterer().fit(texts).labels_
    for name in ("senha", "disco", "vpn"):
        assert len({label for label, of in zip(labels, work, strict=True) if of == name}) == 1
    assert set(labels) == {-1, 0, 1, 2}
    assert set(labels[-5:]) == {-1}


def test_fit_returns_itself_and_clone_keeps_parameters():
    clusterer = TicketClusterer(min_tickets=7, random_state=3)
    assert clusterer.fit(make_texts()[0]) is clusterer
    kept = {"min_tickets": 7, "random_state": 3, "embedder": None, "embed_at_most": 30_000}
    assert clone(clusterer).get_params() == kept


def test_labels_follow_rows_that_are_shuffled():
    texts = np.array(make_texts()[0])
    order = np.random.default_rng(5).permutation(len(texts))
    straight, shuffled = (TicketClusterer().fit(part).labels_ for part in (texts, texts[order]))
    assert (straight[order] == shuffled).all()


def test_labels_are_the_same_in_another_process():
    code = (
        "from tests.patterns.conftest import make_texts; from toil.patterns import TicketClusterer; "
        "print(TicketClusterer().fit(make_texts()[0]).labels_.tolist())"
    )
    other = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == str(TicketClusterer().fit(make_texts()[0]).labels_.tolist())


def test_labels_are_numbered_by_tickets():
    texts = make_texts()[0] + [f"VPN não conecta no notebook {n}" for n in range(900, 910)]
    labels = TicketClusterer().fit(texts).labels_
    sizes = np.bincount(labels[labels >= 0])
    assert sizes.tolist() == sorted(sizes, reverse=True)
    assert labels[-1] == 0


def test_weights_count_as_tickets():
    texts = ["Impressora da recepção sem papel", "Cadeira nova para o auditório"]
    assert TicketClusterer().fit(texts).labels_.tolist() == [-1, -1]
    assert TicketClusterer().fit(texts, sample_weight=[6, 1]).labels_.tolist() == [0, -1]


def test_chunks_have_the_labels_of_all_texts_at_once():
    texts = make_texts()[0]
    whole = TicketClusterer().fit(texts)
    for size in (1, 7, len(texts)):
        streamed = TicketClusterer().fit_chunks(texts[start : start + size] for start in range(0, len(texts), size))
        assert streamed.labels_.tobytes() == whole.labels_.tobytes()
        assert streamed.similarity_.tobytes() == whole.similarity_.tobytes()


def test_a_chunk_is_let_go_before_the_next_is_asked_for():
    alive = []

    def chunks():
        for start in range(0, 60, 20):
            assert all(reference() is None for reference in alive)
            chunk = pd.Series(make_texts()[0][start : start + 20], dtype="str")
            alive.append(weakref.ref(chunk))
            yield chunk
            del chunk

    assert TicketClusterer().fit_chunks(chunks()).n_clusters_ == 3
