"""Wordings of one work are one pattern; works that share a list of names, or what all say, are not."""

import itertools

import numpy as np
import pandas as pd
import pytest

from toil.patterns import TicketClusterer

SPLIT = ["Pinpad bloqueado no caixa", "Desbloquear teclado do lojista", "Maquininha travada após tentativas"]
DETAIL = [
    "equipamento mostra mensagem vermelha e recusa toda compra",
    "operador digitou senha errada três vezes seguidas",
    "gerente pede liberação pela central hoje cedo",
]
BASES = ["dbliq", "dbcad", "dbfat"]
BACKUP = "cópia noturna não concluiu na janela do servidor"
SPACE = "tablespace quase cheia precisa de datafile novo"
OTHERS = ["contrato da fornecedora vence", "catraca do prédio quebrada", "projetor da sala queimado"]


def works_of(texts, truth):
    """Return the patterns of each work; the other texts are company that nothing is asked of."""
    others = [f"{text} {number}" for text in OTHERS for number in range(30)]
    labels = TicketClusterer().fit(pd.Series([*texts, *others])).labels_[: len(texts)]
    return pd.Series(labels).groupby(truth).agg(lambda found: sorted(set(found)))


@pytest.mark.parametrize("tickets", [5, 20])
def test_wordings_that_cross_are_one_work(tickets):
    texts = [f"{first}\n{then}" for first, then in itertools.product(SPLIT, DETAIL)] * tickets
    found = works_of(texts, ["pinpad"] * len(texts))
    assert len(found["pinpad"]) == 1
    assert -1 not in found["pinpad"]


def test_tickets_without_a_description_are_of_the_work():
    texts = [f"{first}\n{then}" for first, then in itertools.product(SPLIT, DETAIL)] * 12 + SPLIT * 36
    found = works_of(texts, ["pinpad"] * len(texts))
    assert len(found["pinpad"]) == 1


def test_works_on_the_same_bases_are_two():
    texts = [f"{base} {said} {base}" for base, said in itertools.product(BASES, (BACKUP, SPACE))] * 30
    found = works_of(texts, [said for _, said in itertools.product(BASES, (BACKUP, SPACE))] * 30)
    assert not set(found[BACKUP]) & set(found[SPACE])


def test_works_in_the_same_frame_are_two():
    frame = "solicitação aberta pelo portal de serviços do banco:"
    texts = [f"{frame} {said}" for said in (BACKUP, SPACE)] * 60
    found = works_of(texts, [BACKUP, SPACE] * 60)
    assert not set(found[BACKUP]) & set(found[SPACE])


def test_order_of_tickets_does_not_matter():
    texts = pd.Series([f"{first}\n{then}" for first, then in itertools.product(SPLIT, DETAIL)] * 10)
    shuffled = texts.sample(frac=1, random_state=4)
    labels = pd.Series(TicketClusterer().fit(shuffled).labels_, index=shuffled.index).sort_index()
    assert np.array_equal(labels, TicketClusterer().fit(texts).labels_)
