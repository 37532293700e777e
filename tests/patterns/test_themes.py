"""Themes: what reads alike stands together, nothing is forced, names are unlike and last."""

import pandas as pd
import pytest

from toil.patterns import carry_themes, fit_patterns, regroup
from toil.patterns.themes import name_themes, theme_numbers
from toil.schema import conform
from toil.text import build_templates

from .conftest import PLACES, UNLIKE, fit_tickets, make_tickets, mix
from .test_frames import framed_texts

PIX = [
    *mix("Pix não caiu {} {}", "hoje domingo sábado feriado", PLACES),
    *mix("Pix limite baixo {} {}", "sócio gerente titular avalista", "matriz filial sede escritório"),
]


@pytest.fixture(scope="module")
def themed():
    return make_tickets(PIX + UNLIKE)


@pytest.fixture(scope="module")
def patterns(themed):
    return fit_tickets(themed, draws=0).patterns


def test_patterns_that_read_alike_are_one_theme_and_the_others_their_own(patterns):
    assert len(patterns) == 5
    assert sorted(patterns["theme"].value_counts()) == [1, 1, 1, 2]
    pix = patterns[patterns.duplicated("theme", keep=False)]
    assert pix["terms"].str.contains("pix").all()


def test_a_theme_is_named_by_what_its_patterns_share_and_a_lone_one_by_its_label(patterns):
    shared = patterns.duplicated("theme", keep=False)
    assert patterns.loc[shared, "theme"].unique().tolist() == ["pix"]
    assert patterns.loc[~shared, "theme"].tolist() == patterns.loc[~shared, "label"].tolist()


def test_the_order_of_tickets_changes_no_theme(themed, patterns):
    again = fit_tickets(themed.sample(frac=1, random_state=3).reset_index(drop=True), draws=0).patterns
    pd.testing.assert_frame_equal(again, patterns)


def test_two_themes_never_share_a_name():
    """Themes 0 and 1 share the same two words; the third tells them apart, and where none does, a number."""
    rows = [
        (pattern, stem, stem, share)
        for pattern, stems in enumerate([("a", "b", "c"), ("a", "b", "c"), ("a", "b"), ("a", "b"), ("z",)])
        for stem, share in zip(stems, (0.9, 0.8, 0.1), strict=False)
    ]
    profile = pd.DataFrame(rows, columns=["pattern", "stem", "word", "share"])
    labels = dict(enumerate(["eins", "zwei", "drei", "vier", "fünf"]))
    names = name_themes({0: 0, 1: 0, 2: 1, 3: 1, 4: 2}, profile, labels)
    assert names == {0: "a · b", 1: "a · b", 2: "a · b (2)", 3: "a · b (2)", 4: "fünf"}
    swapped = name_themes({0: 1, 1: 1, 2: 0, 3: 0, 4: 2}, profile, labels)
    assert swapped == {0: "a · b · c", 1: "a · b · c", 2: "a · b", 3: "a · b", 4: "fünf"}


def test_a_theme_whose_patterns_share_no_word_is_called_after_its_largest():
    profile = pd.DataFrame(
        {"pattern": [0, 1, 2], "stem": ["a", "b", "c"], "word": ["a", "b", "c"], "share": [1.0, 1.0, 1.0]}
    )
    names = name_themes({0: 0, 1: 0, 2: 1}, profile, {0: "large", 1: "small", 2: "else"})
    assert names == {0: "large", 1: "large", 2: "else"}


def test_words_of_frames_name_no_theme():
    """Both patterns of theme 0 share a robot's greeting and, in fewer tickets, what they are about."""
    rows = [
        (n, stem, stem, share) for n in (0, 1) for stem, share in (("parrot", 0.9), ("greets", 0.9), ("vpn", 0.5))
    ]
    profile = pd.DataFrame([*rows, (2, "fax", "fax", 1.0)], columns=["pattern", "stem", "word", "share"])
    labels = dict(enumerate(["eins", "zwei", "drei"]))
    assert name_themes({0: 0, 1: 0, 2: 1}, profile, labels)[0] == "greets · parrot"
    assert name_themes({0: 0, 1: 0, 2: 1}, profile, labels, {"parrot", "greets"})[0] == "vpn"
    assert name_themes({0: 0, 1: 0, 2: 1}, profile, labels, {"parrot", "greets", "vpn"})[0] == "eins"


def test_themes_leave_the_frames_aside_that_patterns_leave_aside():
    texts, works = framed_texts()
    inside = pd.DataFrame({"pattern": works, "text": texts, "tickets": 1}).sort_values("pattern", kind="stable")
    assert {"parrot", "pigeonhol", "loom"} <= theme_numbers(inside)[1]


def test_codes_are_themed_by_their_first_code():
    rows = [("Rede", "VPN", None)] * 5 + [("Rede", "Wi-Fi", None)] * 5 + [("Acesso", "Senha", None)] * 5
    table = pd.DataFrame(rows, columns=["category", "subcategory", "symptom"])
    tickets = conform("tickets", table.assign(ticket_id=[f"t{n}" for n in range(15)], source="x", month="2026-09"))
    found = fit_patterns(tickets, *build_templates(tickets)).patterns.set_index("label")["theme"]
    assert found.to_dict() == {"Rede — VPN": "Rede", "Rede — Wi-Fi": "Rede", "Acesso — Senha": "Acesso"}


def test_what_people_group_is_themed_anew(themed):
    templates, members = build_templates(themed)
    fit = fit_patterns(themed, templates, members, draws=0)
    of = fit.ticket_patterns.drop_duplicates("template_id").set_index("template_id")["pattern_id"]
    pix = fit.patterns.loc[fit.patterns["theme"] == "pix", "pattern_id"]
    merged = regroup(fit, themed, templates, members, {name: "pix" for name, p in of.items() if p in set(pix)})
    assert merged.patterns["tickets"].tolist() == [32, 16, 16, 16]
    assert merged.patterns["theme"].tolist() == merged.patterns["label"].tolist()


def month_of(*rows):
    table = pd.DataFrame(rows, columns=["pattern_id", "theme", "tickets"])
    return conform(
        "patterns",
        table.assign(
            label=table["pattern_id"], terms="", templates=1, language="pt", cohesion=1.0, first_month="2026-01"
        ),
    )


def test_a_theme_keeps_its_name_where_most_of_it_is_the_same_patterns():
    before = month_of(("P-1", "pix", 10), ("P-2", "pix", 10), ("P-3", "rede", 5), ("P-4", "rede", 5))
    now = month_of(
        ("P-1", "caiu", 12), ("P-2", "caiu", 10), ("P-5", "caiu", 10), ("P-3", "P-3", 5), ("P-4", "P-4", 5)
    )
    assert carry_themes(now, before)["theme"].tolist() == ["pix", "pix", "pix", "P-3", "P-4"]


def test_a_name_goes_where_less_than_half_is_the_same_and_is_not_given_twice():
    before = month_of(("P-1", "pix", 10), ("P-2", "pix", 10), ("P-3", "conta", 9), ("P-4", "conta", 9))
    now = month_of(
        ("P-1", "novo", 5), ("P-9", "novo", 30), ("P-3", "outro", 9), ("P-4", "outro", 9),
        ("P-7", "conta", 3), ("P-8", "conta", 3),
    )  # fmt: skip
    carried = carry_themes(now, before)["theme"].tolist()
    assert carried == ["novo", "novo", "conta", "conta", "conta (2)", "conta (2)"]


def test_works_in_a_language_that_few_write_are_no_theme_by_its_common_words():
    """Every German word is rare where nearly all write Portuguese."""
    printer = "Drucker {} zieht {} Papier schief ein trotz neuem Toner, Kollegen warten"
    database = "Datenbank {} liefert {} Ergebnisse seit dem Umzug der Abteilung, Kollegen warten"
    german = [
        mix(printer, "blau rot grün gelb", "dickes dünnes buntes weißes"),
        mix(database, "Nord Süd Ost West", "leere alte falsche halbe"),
    ]
    works = [*german, PIX[:16], PIX[16:], UNLIKE[:16], UNLIKE[16:32], UNLIKE[32:]]
    rows = [(place, text, 1 if place < 2 else 40) for place, texts in enumerate(works) for text in texts]
    numbers, _ = theme_numbers(pd.DataFrame(rows, columns=["pattern", "text", "tickets"]))
    assert numbers[0] != numbers[1]
    assert numbers[2] == numbers[3]


def test_a_negation_or_a_question_word_names_no_theme():
    words = ("nicht", "não", "wo", "vpn")
    profile = pd.DataFrame(
        [(n, word, word, 1.0 - place / 10) for n in (0, 1) for place, word in enumerate(words)]
        + [(2, "fax", "fax", 1.0)],
        columns=["pattern", "stem", "word", "share"],
    )
    assert name_themes({0: 0, 1: 0, 2: 1}, profile, {0: "eins", 1: "zwei", 2: "drei"})[0] == "vpn"
