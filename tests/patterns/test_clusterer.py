"""The contract of TicketClusterer, written out: scikit-learn's own check proves nothing for a text clusterer."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
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


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        ([], []),
        (["senha expirada"], [-1]),
        (["", None, "  "] * 10, [-1] * 30),
        (["12345", "98 76"] * 10, [-1] * 20),
        (["😀", "🙈🙉"] * 10, [-1] * 20),
        (["disco cheio no servidor"] * 10, [0] * 10),
        (["obrigado", "Bom dia"] * 10, [-1] * 20),
    ],
)
def test_strange_input_has_a_defined_result(texts, wanted):
    assert TicketClusterer().fit(pd.Series(texts, dtype="str")).labels_.tolist() == wanted


def test_all_distinct_texts_are_in_no_pattern():
    texts = [f"{chr(97 + i)}{chr(97 + j)}alfa {chr(98 + j)}{chr(97 + i)}beta" for i in range(8) for j in range(8)]
    assert set(TicketClusterer().fit(texts).labels_) == {-1}


def test_many_identical_alerts_do_not_swallow_the_odd_ones():
    labels = TicketClusterer().fit(["CPU acima do limite no host SRV01"] * 100_000 + make_texts()[0][-5:]).labels_
    assert set(labels[:100_000]) == {0}
    assert set(labels[-5:]) == {-1}


def test_a_text_of_a_megabyte_is_one_text():
    texts = make_texts()[0]
    assert (
        TicketClusterer().fit([*texts, "lorem " * 170_000]).labels_[:-1] == TicketClusterer().fit(texts).labels_
    ).all()


def test_scripts_may_mix():
    texts = [f"терминал не работает {n}" for n in range(8)] + [f"टर्मिनल काम नहीं कर रहा {n}" for n in range(8)]
    assert TicketClusterer().fit([*texts, "терминал टर्मिनल"]).labels_[:16].tolist() in (
        [0] * 8 + [1] * 8,
        [1] * 8 + [0] * 8,
    )
