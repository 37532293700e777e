"""The tables of patterns: contracts, labels that nobody is exposed by, and what people regroup."""

import numpy as np
import pandas as pd
import pytest

from toil.patterns import regroup, rename_ids
from toil.schema import check
from toil.text import build_templates

from .conftest import ONE_OFFS, fit_tickets, make_texts, make_tickets


def test_tables_fulfil_their_contracts(small_fit):
    for name in ("patterns", "ticket_patterns", "pattern_samples"):
        check(name, getattr(small_fit, name))
    assert small_fit.patterns["tickets"].tolist() == [18, 18, 18]
    assert small_fit.ticket_patterns["pattern_id"].isna().sum() == len(ONE_OFFS)


def test_a_pattern_is_called_provisionally_after_its_heaviest_template(small_fit):
    placed = small_fit.ticket_patterns.dropna(subset="pattern_id")
    for pattern_id, part in placed.groupby("pattern_id"):
        counts = part["template_id"].value_counts()
        assert pattern_id == "t:" + min(counts[counts == counts.max()].index)


def test_labels_are_shared_phrases_in_the_writers_spelling(small_fit):
    assert set(small_fit.patterns["label"]) <= {
        "Senha de rede expirada do usuário <NUM>", "Usuário com senha de rede expirada <NUM>",
        "Servidor <HOST> sem espaço em disco no filesystem", "Sem espaço em disco no servidor <HOST>",
        "filesystem sem espaço em disco servidor <HOST>", "VPN não conecta no notebook <NUM>",
        "não conecta na VPN pelo notebook <NUM>", "notebook <NUM> VPN não conecta",
        "senha de rede expirada, usuário <NUM> bloqueado",
    }  # fmt: skip


def test_terms_are_words_as_written_without_stop_words_and_stems(small_fit):
    terms = {
        label: terms.split(" · ")
        for label, terms in zip(small_fit.patterns["label"], small_fit.patterns["terms"], strict=True)
    }
    said = {word for words in terms.values() for word in words}
    assert {"não", "espaço", "senha", "vpn"} <= said
    assert not said & {"de", "no", "na", "do", "com", "em", "num", "host"}


@pytest.mark.parametrize(("people", "verbatim"), [(2, False), (3, True)])
def test_a_phrase_is_shown_only_where_three_people_share_it(people, verbatim):
    texts = ["Vale transporte do Zeferino atrasado"] * 8
    fit = fit_tickets(make_tickets(texts, requester=[f"h{n % people}" for n in range(8)]))
    assert (fit.patterns["label"].iloc[0] == texts[0]) == verbatim


def test_what_monitoring_wrote_may_be_shown():
    texts = ["Tablespace USERS acima do limite"] * 8
    fit = fit_tickets(make_tickets(texts, requester=["robot"] * 8, channel=["monitoring"] * 8))
    assert fit.patterns["label"].tolist() == texts[:1]


@pytest.mark.parametrize(
    ("tickets", "texts", "verbatim"),
    [
        (30, ["Rotina noturna de estoque abortou"], True),
        (29, ["Rotina noturna de estoque abortou"], False),  # may be a person who has the same need often
        (32, [f"Rotina noturna de estoque abortou, Zeferino pede {c} vezes" for c in "abcdefgh"], False),
    ],
)
def test_what_an_account_sends_again_and_again_word_for_word_is_a_robots(tickets, texts, verbatim):
    sent = [texts[n % len(texts)] for n in range(tickets)]
    fit = fit_tickets(make_tickets(sent, requester=["somebody"] * tickets))
    assert fit.patterns["label"].str.startswith("Rotina noturna de estoque").tolist() == [verbatim]


def test_two_patterns_never_share_a_label():
    bodies = ("criar caixa postal compartilhada", "liberar regra de firewall na borda")
    texts = [f"Solicitação — {body} {n}" for body in bodies for n in range(9)]
    labels = fit_tickets(make_tickets(texts)).patterns["label"]
    assert len(labels) == 2
    assert labels.str.casefold().is_unique


def test_one_exact_template_has_no_stability_and_cohesion_one():
    fit = fit_tickets(make_tickets(["Disco cheio no servidor SRV01"] * 9))
    assert np.isnan(fit.patterns["stability"].iloc[0])
    assert fit.patterns["cohesion"].iloc[0] == pytest.approx(1)


def test_the_order_of_tickets_changes_nothing(small_fit):
    tickets = make_tickets(make_texts()[0])
    again = fit_tickets(tickets.sample(frac=1, random_state=2).reset_index(drop=True))
    pd.testing.assert_frame_equal(small_fit.patterns, again.patterns)
    pd.testing.assert_frame_equal(small_fit.pattern_samples, again.pattern_samples)


def test_samples_are_of_their_pattern_central_first(small_fit):
    of = small_fit.ticket_patterns.set_index("ticket_id")["pattern_id"]
    samples = small_fit.pattern_samples
    assert (samples["ticket_id"].map(of) == samples["pattern_id"]).all()
    central = samples[samples["role"] == "central"].groupby("pattern_id")["similarity"]
    assert all(part.is_monotonic_decreasing for _, part in central)


def test_no_tickets_and_no_patterns_give_empty_tables():
    for texts in ([], ONE_OFFS):
        fit = fit_tickets(make_tickets(texts) if texts else make_tickets(ONE_OFFS).head(0))
        assert len(fit.patterns) == len(fit.pattern_samples) == 0
        assert fit.ticket_patterns["pattern_id"].isna().all()


def test_people_may_merge_two_patterns_and_the_rest_stays(small_fit):
    tickets = make_tickets(make_texts()[0])
    templates, members = build_templates(tickets)
    ids = small_fit.patterns["pattern_id"]
    of = small_fit.ticket_patterns.drop_duplicates("template_id").set_index("template_id")["pattern_id"]
    groups = {template: "acessos" for template, pattern in of.items() if pattern in ids.iloc[:2].tolist()}
    merged = regroup(small_fit, tickets, templates, members, groups)
    assert merged.patterns["tickets"].tolist() == [36, 18]
    assert ids.iloc[2] in merged.patterns["pattern_id"].tolist()
    assert regroup(small_fit, tickets, templates, members, {}) is small_fit


def test_ids_are_renamed_in_every_table(small_fit):
    ids = {old: f"P-{n}" for n, old in enumerate(small_fit.patterns["pattern_id"])}
    named = rename_ids(small_fit, ids, {"P-0": "2025-07"})
    assert named.patterns["pattern_id"].tolist() == ["P-0", "P-1", "P-2"]
    assert named.patterns["first_month"].tolist() == ["2025-07", "2026-01", "2026-01"]
    assert (
        set(named.ticket_patterns["pattern_id"].dropna())
        == set(named.pattern_samples["pattern_id"])
        == set(ids.values())
    )
