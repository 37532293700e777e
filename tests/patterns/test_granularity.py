"""Granularity: the same tickets in fewer or more patterns, the same what-if without a fit, and people still win."""

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

from toil.errors import SettingsError
from toil.patterns import compare_granularities, fit_patterns, regroup
from toil.patterns.granularity import cut_apart, merge_alike, regrain
from toil.schema import check
from toil.text import build_templates

from .conftest import PLACES, UNLIKE, make_tickets, mix

pytestmark = pytest.mark.slow

LIMIT = mix("Limite Pix {} {}", "parado errado baixo zerado", PLACES)
TWO = mix("Pix enviado {} não caiu {}", "hoje domingo sábado feriado", PLACES) + LIMIT
"""Two patterns that are near enough to be merged."""
ONE = mix("Pix {} conta não caiu {}", "hoje domingo sábado feriado", PLACES) + mix(
    "Limite conta {} Pix {}", "parado errado baixo zerado", PLACES
)
"""One pattern that is loose enough to be cut."""


def tables_of(texts):
    tickets = make_tickets(texts)
    return tickets, *build_templates(tickets)


@pytest.fixture(scope="module")
def tables():
    return tables_of(TWO + UNLIKE)


def vectors(*rows):
    return sp.csr_matrix(np.array(rows, dtype=float) / np.linalg.norm(rows, axis=1)[:, None])


def test_coarser_merges_what_is_alike_and_leaves_the_rest():
    """Centres 0 and 1 have cosine 0.6, centre 2 has none of them; -1 stays outside."""
    rows = vectors([1, 0, 0], [0.6, 0.8, 0], [0, 0, 1], [0, 0, 1])
    assert merge_alike(np.array([0, 1, 2, -1]), rows, np.ones(4)).tolist() == [0, 0, 1, -1]


def test_finer_cuts_where_parts_are_unlike_and_each_has_tickets_enough():
    """Two kinds (product 0.2) with ten tickets each are cut apart; a third has too few and goes to the nearest."""
    rows = vectors([1, 0, 0], [0.2, 0.98, 0], [0.1, 0.2, 0.97])
    labels, languages = np.zeros(3, dtype=np.int64), np.zeros(3, dtype=np.int64)
    assert cut_apart(labels, rows, np.array([10.0, 10.0, 2.0]), languages, 5).tolist() == [0, 1, 1]


def test_finer_leaves_a_pattern_whole_that_has_one_part_or_too_few_tickets():
    labels, languages = np.array([0, 0, -1]), np.zeros(3, dtype=np.int64)
    rows = vectors([1, 0], [0.6, 0.8], [0, 1])
    assert cut_apart(labels, rows, np.array([9.0, 9.0, 9.0]), languages, 5).tolist() == [0, 0, -1]
    apart = vectors([1, 0], [0, 1], [0, 1])
    assert cut_apart(labels, apart, np.array([9.0, 4.0, 9.0]), languages, 5).tolist() == [0, 0, -1]


@pytest.mark.parametrize(("texts", "patterns"), [(TWO, [4, 5, 5]), (ONE, [4, 4, 5])])
def test_the_same_tickets_are_placed_at_every_granularity(texts, patterns):
    tables = tables_of(texts + UNLIKE)
    fits = [fit_patterns(*tables, granularity=name, draws=0) for name in ("coarser", "normal", "finer")]
    assert [len(fit.patterns) for fit in fits] == patterns
    for fit in fits:
        check("patterns", fit.patterns)
        assert fit.patterns["tickets"].sum() == 80


def test_the_order_of_tickets_changes_nothing():
    tickets = make_tickets(ONE + UNLIKE)
    again = tickets.sample(frac=1, random_state=4).reset_index(drop=True)
    for name in ("coarser", "finer"):
        fits = [fit_patterns(t, *build_templates(t), granularity=name, draws=3).patterns for t in (tickets, again)]
        pd.testing.assert_frame_equal(*fits)


def test_a_merged_pattern_is_as_stable_as_its_parts(tables):
    """Draws are merged as well before they are compared: a merged pattern is not held against its halves."""
    fit = fit_patterns(*tables, granularity="coarser", draws=5)
    assert fit.patterns["stability"].dropna().min() > 0.9


def test_what_if_says_what_a_fit_would_give(tables):
    fit = fit_patterns(*tables, draws=0)
    table = compare_granularities(fit, *tables).set_index("granularity")
    for name in ("coarser", "normal", "finer"):
        patterns = fit_patterns(*tables, granularity=name, draws=0).patterns
        assert table.loc[name, ["patterns", "placed", "median_tickets"]].tolist() == [
            len(patterns), patterns["tickets"].sum(), patterns["tickets"].median(),
        ]  # fmt: skip
    labels = set(fit.patterns.loc[fit.patterns["terms"].str.contains("pix"), "label"])
    assert set(table.loc["coarser", "first_from"].split(" + ")) == labels
    assert table.loc["coarser", "largest_share"] == pytest.approx(32 / 80)
    assert table.loc[["normal", "finer"], ["first_from", "first_to"]].isna().all(axis=None)


def test_what_if_names_the_pattern_that_is_cut_first_and_its_parts():
    tables = tables_of(ONE + UNLIKE)
    fit = fit_patterns(*tables, draws=0)
    finer = fit_patterns(*tables, granularity="finer", draws=0).patterns
    row = compare_granularities(fit, *tables).set_index("granularity").loc["finer"]
    assert row["first_from"] == fit.patterns["label"].iloc[0]
    assert set(row["first_to"].split(" + ")) == set(finer["label"]) - set(fit.patterns["label"].iloc[1:])


def test_groups_of_people_win_at_every_granularity(tables):
    """Whoever keeps the limits apart by hand has them apart where they would be merged, too."""
    tickets, templates, members = tables
    fit = fit_patterns(*tables, draws=0)
    own = templates["text"].str.contains("Limite")
    groups = dict.fromkeys(templates.loc[own, "template_id"], "decided:limits")
    table = compare_granularities(fit, *tables, groups=groups).set_index("granularity")
    assert table["patterns"].tolist() == [5, 5, 5]
    coarser = regroup(fit_patterns(*tables, granularity="coarser", draws=0), tickets, templates, members, groups)
    assert coarser.patterns["tickets"].tolist() == [16, 16, 16, 16, 16]


def test_nothing_found_has_no_what_if():
    tickets = make_tickets(["one of a kind"])
    tables = tickets, *build_templates(tickets)
    table = compare_granularities(fit_patterns(*tables, draws=0), *tables)
    assert table["patterns"].tolist() == [0, 0, 0]
    assert table["median_tickets"].isna().all()


def test_codes_stay_as_they_are():
    tickets = make_tickets([None] * 10, category=["Rede"] * 5 + ["Acesso"] * 5, subcategory=["VPN"] * 10)
    tables = tickets, *build_templates(tickets)
    fit = fit_patterns(*tables)
    assert compare_granularities(fit, *tables)["patterns"].tolist() == [2, 2, 2]
    for name in ("coarser", "finer"):
        pd.testing.assert_frame_equal(fit_patterns(*tables, granularity=name).patterns, fit.patterns)


def test_an_unknown_granularity_is_an_error():
    with pytest.raises(
        SettingsError, match="unknown granularity; found 'fine'; wanted one of coarser, normal, finer"
    ):
        regrain(np.zeros(1, dtype=int), vectors([1.0]), np.ones(1), np.zeros(1), granularity="fine", min_tickets=5)
