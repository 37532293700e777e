"""Exports that are strange as a whole: each has one defined result, in the estimator and in the tables."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from toil.patterns import TicketClusterer
from toil.text import tokenize

from .conftest import ONE_OFFS, fit_tickets, make_tickets

ALERT = "CPU acima do limite no host SRV01"


@dataclass(frozen=True)
class Case:
    """Texts, the label of each text, and the label and terms of each pattern."""

    texts: list
    labels: list[int]
    patterns: tuple[tuple[str, str], ...] = ()


DISK = ("Disco cheio no servidor", "cheio · disco · servidor")
MEGABYTE = "erro no lote " + "linha de log " * 77_000
CASES = {
    "no tickets": Case([], []),
    "one ticket": Case(["senha expirada"], [-1]),
    "empty texts and nulls": Case(["", None, "  "] * 10, [-1] * 30),
    "nulls beside a pattern": Case([None, "Disco cheio no servidor"] * 9, [-1, 0] * 9, (DISK,)),
    "all identical": Case(["Disco cheio no servidor"] * 10, [0] * 10, (DISK,)),
    "identical but for case and punctuation": Case(
        ["DISCO CHEIO NO SERVIDOR!", *["Disco cheio no servidor"] * 2] * 4, [0] * 12, (DISK,)
    ),
    "one short of a pattern": Case(["Disco cheio no servidor"] * 4, [-1] * 4),
    "all distinct": Case(
        [f"{chr(97 + i)}{chr(97 + j)}alfa {chr(98 + j)}{chr(97 + i)}beta" for i in range(8) for j in range(8)],
        [-1] * 64,
    ),
    "only digits": Case(["12345", "98 76"] * 10, [-1] * 20),
    "only digits of Devanagari": Case(["१२३", "४५ ६७"] * 10, [-1] * 20),
    "only emoji": Case(["😀", "🙈🙉", "👨‍👩‍👧"] * 10, [-1] * 30),
    "only stop words": Case(["de para com o", "the of and to"] * 10, [-1] * 20),
    "only courtesy": Case(["obrigado", "Bom dia", "Hi team,"] * 10, [-1] * 30),
    "only placeholders": Case(["<HOST> <NUM>", "<CPF>"] * 10, [-1] * 20),
    "only punctuation": Case(["---", "???", "<>"] * 10, [-1] * 30),
    "only control characters": Case(["\x00", "\x07\x1b\x7f", "\u200b\ufeff"] * 10, [-1] * 30),
    "NUL and control characters within a text": Case(
        ["Disco\x00cheio\x07no servidor", "Disco cheio no servidor"] * 5, [0] * 10, (DISK,)
    ),
    "marks that no one sees": Case(
        ["Dis\u00adco cheio\u200b no \u202eservidor\u202c", "\ufeffDisco cheio no servidor"] * 5, [0] * 10, (DISK,)
    ),
    "mixed scripts in one text": Case(
        ["терминал terminal टर्मिनल"] * 8,
        [0] * 8,
        (("терминал terminal टर्मिनल", "terminal · терминал · टर्मिनल"),),
    ),
    "mixed scripts side by side": Case(
        ["терминал не отвечает", "टर्मिनल काम नहीं कर रहा"] * 6,
        [0, 1] * 6,
        (("терминал не отвечает", "не · отвечает · терминал"), ("टर्मिनल काम नहीं कर रहा", "काम · टर्मिनल · नहीं")),
    ),
    "one word": Case(["VPN"] * 6, [0] * 6, (("VPN", "vpn"),)),
    "one word of a megabyte": Case(["a" * 1_000_000] * 5, [0] * 5, (("a" * 60, "a" * 60),)),
    "texts of a megabyte": Case(
        [MEGABYTE] * 5, [0] * 5, (("erro no lote linha de log", "erro · linha · log · lote"),)
    ),
    "a text of a megabyte beside others": Case([MEGABYTE, *["Disco cheio no servidor"] * 6], [-1] + [0] * 6, (DISK,)),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_each_text_has_its_label(case):
    clusterer = TicketClusterer().fit(pd.Series(case.texts, dtype="str"))
    assert clusterer.labels_.tolist() == case.labels
    assert clusterer.n_clusters_ == len(case.patterns)
    assert np.isnan(clusterer.similarity_).tolist() == [label < 0 for label in case.labels]


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_tables_say_the_same(case):
    fit = fit_tickets(make_tickets(pd.Series(case.texts, dtype="str")), draws=2)
    assert fit.ticket_patterns["pattern_id"].isna().tolist() == [label < 0 for label in case.labels]
    assert list(fit.patterns[["label", "terms"]].itertuples(index=False, name=None)) == list(case.patterns)
    assert fit.patterns["tickets"].sum() == sum(label >= 0 for label in case.labels)


@pytest.mark.parametrize(
    ("odd", "wanted"),
    [
        (ONE_OFFS, [-1] * 5),
        # Five alike are a pattern among few tickets; here they are rarer than one in a thousand of their language ...
        (["Cadeira nova para o auditório"] * 5, [-1] * 5),
        (["Cadeira nova para o auditório"] * 101, [1] * 101),
        # ... and these are all that their language has.
        (["Не работает терминал оплаты"] * 5, [1] * 5),
    ],
)
def test_a_hundred_thousand_identical_alerts_and_odd_ones(odd, wanted):
    texts = pd.Series([ALERT] * 100_000 + odd, dtype="str")
    labels = TicketClusterer().fit(texts).labels_
    assert (labels[:100_000] == 0).all()
    assert labels[100_000:].tolist() == wanted


def test_a_hundred_thousand_identical_alerts_make_one_pattern_in_the_tables():
    fit = fit_tickets(make_tickets([ALERT] * 100_000 + ONE_OFFS), draws=2)
    assert fit.patterns["label"].tolist() == ["CPU acima do limite no host <HOST>"]
    assert fit.patterns["tickets"].tolist() == [100_000]
    assert fit.patterns["stability"].isna().all()
    assert fit.ticket_patterns["pattern_id"].isna().sum() == 5


def test_no_tickets_have_no_tokens_and_no_chunks_have_no_labels():
    assert tokenize(pd.Series([], dtype="str")).lists() == []
    assert TicketClusterer().fit_chunks([]).labels_.tolist() == []
    assert TicketClusterer().fit_chunks([[], []]).labels_.tolist() == []
