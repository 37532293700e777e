"""The page: whole, self-contained, safe against those who write tickets, and with the numbers of its tables."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from toil.i18n import wording
from toil.publish import render_html, render_refusal
from toil.publish.answer import answer_of
from toil.schema import conform
from toil.settings import Slo

pytestmark = pytest.mark.slow

HEADINGS = {
    "en": ["Candidates: where the hours go", "What changed since last month", "The squad's months", "Inputs"],
    "pt-BR": [
        "Candidatos: para onde vão as horas",
        "O que mudou desde o mês anterior",
        "Os meses da squad",
        "Entradas",
    ],
}
VOID = {"meta", "br", "img", "input", "link", "hr"}


class Page(HTMLParser):
    """Elements with their attributes, the text of each, and ids; SVG self-closing tags need no end."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.text: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)
        if {"td", "th"} & set(self.open) and self.rows and self.rows[-1]:
            self.rows[-1][-1] += data

    def said(self) -> str:
        return " ".join(" ".join(self.text).split())


@pytest.fixture(scope="module")
def pages(report):
    return {language: render_html(report, wording(language)) for language in HEADINGS}


@pytest.mark.parametrize("language", HEADINGS)
def test_the_page_is_in_the_readers_language(pages, language):
    page = Page(pages[language])
    assert page.elements[0] == ("html", {"lang": language}) or page.elements[1][1].get("lang") == language
    assert all(heading in page.said() for heading in HEADINGS[language])


@pytest.mark.parametrize("language", HEADINGS)
def test_every_element_that_opens_closes_and_ids_are_unique(pages, language):
    page = Page(pages[language])
    assert page.open == []
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {attrs["href"][1:] for tag, attrs in page.elements if (attrs.get("href") or "").startswith("#")}
    assert targets <= set(ids)


def test_the_page_loads_nothing_and_runs_nothing(pages):
    page = Page(pages["en"])
    for tag, attrs in page.elements:
        assert tag not in ("script", "link", "iframe", "object", "embed", "form", "base")
        assert "src" not in attrs
        assert not any(name.startswith("on") for name in attrs)
        assert (attrs.get("href") or "#").startswith("#")
    assert not re.search(r"url\((?!#)|@import", pages["en"])
    policy = next(attrs["content"] for tag, attrs in page.elements if attrs.get("http-equiv"))
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:")


def test_charts_are_written_in_the_pages_font(pages):
    assert "DejaVu" not in pages["en"]
    assert "font-family: var(--sans)" in pages["en"]


def test_charts_are_named_for_those_who_cannot_see_them(pages):
    charts = [attrs for tag, attrs in Page(pages["en"]).elements if tag == "svg" and attrs.get("class") == "chart"]
    assert len(charts) == 3 * 2 + 2 + 4  # Pareto, treemap, tornado wide and narrow; volume, budget; one a card
    assert all(attrs["role"] == "img" and attrs["aria-label"] for attrs in charts)
    bars = [attrs for tag, attrs in Page(pages["en"]).elements if tag == "svg" and attrs.get("class") == "range"]
    assert bars
    assert all(attrs["aria-hidden"] == "true" for attrs in bars)


def test_headings_step_down_one_level_at_a_time(pages):
    levels = [int(tag[1]) for tag, _ in Page(pages["en"]).elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_candidate_table_shows_the_numbers_of_candidates(report, pages, english):
    rows = {row[0]: row for row in Page(pages["en"]).rows if len(row) == 8 and row[0].isdigit()}
    assert len(rows) == len(report.candidates)
    for _, candidate in report.candidates.iterrows():
        row = [" ".join(cell.split()) for cell in rows[str(candidate["rank"])]]
        low, base, high = (english.number(candidate[f"hours_{point}"], 1) for point in ("low", "base", "high"))
        assert row[1] == f"{candidate['label']}{candidate['pattern_id']}".replace("  ", " ")
        assert row[3] == f"{english.number(candidate['tickets'] / 6, 1)} n={candidate['tickets']}"
        assert row[4] == f"{base} ({low}–{high})"
        assert row[5] == "75% 63%–80% 5/6"
        stability = candidate["stability"]
        firm = "exact" if pd.isna(stability) else english.percent(stability)
        assert row[6] == f"{firm} purity {english.percent(candidate['purity'])}"
    assert [rows[rank][7].strip() for rank in "12345"] == ["4.2 months", "7.5 months", "11.0 months", "never", "—"]


def test_same_report_same_page_whatever_the_order_of_rows(report, pages):
    names = (
        "tickets",
        "ticket_patterns",
        "candidates",
        "pattern_months",
        "squad_months",
        "pattern_events",
        "columns",
    )
    shuffled = {name: getattr(report, name).sample(frac=1, random_state=1).reset_index(drop=True) for name in names}
    assert render_html(replace(report, **shuffled), wording("en")) == pages["en"]


def test_what_strangers_write_is_text(hostile, words):
    page = render_html(hostile, words)
    assert "<script" not in page.lower()
    assert not any(name.startswith("on") for _, attrs in Page(page).elements for name in attrs)
    assert "\u202e" not in page
    assert "\x1b" not in page
    assert not any(tag == "img" for tag, _ in Page(page).elements)
    assert "<script>alert(1)</script>" in Page(page).said()


def test_ticket_text_says_its_language(report, pages):
    assert any(tag == "p" and attrs.get("lang") == "pt" for tag, attrs in Page(pages["en"]).elements)


def test_a_report_without_candidates_still_is_a_page(report, words):
    bare = replace(
        report,
        candidates=report.candidates.iloc[:0],
        pattern_months=report.pattern_months.iloc[:0],
        pattern_events=report.pattern_events.iloc[:0],
        ticket_patterns=report.ticket_patterns.assign(pattern_id=pd.NA).astype({"pattern_id": "str"}),
    )
    assert Page(render_html(bare, words)).open == []


def test_undated_tickets_make_a_page_that_says_what_that_costs(report, english):
    months = report.squad_months.assign(resolve_hours_median=float("nan"), resolve_hours_p90=float("nan"))
    undated = replace(
        report, tickets=report.tickets.assign(opened_at=report.tickets["closed_at"]), squad_months=months
    )
    said = Page(render_html(undated, english)).said()
    assert "The tickets carry no dates" in said
    assert "nan" not in said.lower().split()


def test_a_modest_month_warns_on_its_first_page(report, make_fitness, words):
    said = Page(render_html(replace(report, fitness=make_fitness("modest", 64)), words)).said()
    assert {"en": "Read every figure as a hint.", "pt-BR": "Leia cada número como indício."}[words.language] in said
    assert "64" in said


def test_a_refusal_is_one_page_with_the_numbers_that_decided_it(report, make_fitness, words):
    page = render_refusal(
        report.study, report.squad, report.month, make_fitness("refused", 20), report, report.runs, words
    )
    said = Page(page).said()
    assert Page(page).open == []
    assert all(number in said for number in ("20", "30", "150"))
    assert {"en": "There is no report", "pt-BR": "Não há relatório"}[words.language] in said
    assert "<svg" not in page


def test_service_levels_stand_with_target_n_and_budget(with_levels, english):
    page = Page(render_html(with_levels(Slo(resolve_hours=8, resolve_target=0.2, quality_target=0.7)), english))
    rows = {row[0].strip(): [" ".join(cell.split()) for cell in row[1:]] for row in page.rows if row}
    # As worked out by hand in test_slo.py
    assert rows["resolved in time"] == ["20.0%", "30.8%", "26", "20.8", "18", "13%", "met"]
    assert rows["without error"] == ["70.0%", "60.0%", "15", "4.5", "6", "-33%", "missed"]
    assert rows["answered in time"] == ["—", "—", "0", "—", "—", "—", "no target stated"]
    assert "1 of 2 targets met in the window. Error budget overspent: “without error”." in page.said()
    # What nothing can be judged by has no column among the months
    months = [row for row in page.rows if row and row[0].strip() == "Aug 2026" and len(row) == 4]
    assert [" ".join(cell.split()) for cell in months[0][1:]] == ["50.0% n=16", "60.0% n=15", "88.9% n=18"]


def test_without_targets_nothing_is_judged_and_it_is_said(with_levels, english):
    said = Page(render_html(with_levels(Slo()), english)).said()
    assert "No target is stated: indicators are shown, and none is judged." in said
    assert "section [slo]; none is assumed" in said


def test_a_report_without_service_levels_says_so(pages):
    assert "Unknown: this report holds no service levels." in Page(pages["en"]).said()


@pytest.mark.parametrize(
    ("carried", "sentence"),
    [
        (4, "Of the 12 open at the end, 4 were opened before the window."),
        (0, "None of those open at the end was opened before the window."),
    ],
)
def test_the_backlog_says_what_it_leaves_out(report, english, carried, sentence):
    row = {"month": report.month, "opened": 30, "ended": 25, "open": 12, "carried": carried}
    said = Page(render_html(replace(report, backlogs=conform("backlogs", pd.DataFrame([row]))), english)).said()
    first = english.date(report.sources["first_opened_at"].min())
    assert f"tickets opened before {first}, where they begin, are not in it. {sentence}" in said


@pytest.mark.parametrize(
    ("share", "rule", "said"),
    [
        (1.0, "automate-homogeneous", True),
        (0.59, "automate-homogeneous", False),
        (1.0, "document-one-resolver", False),
    ],
)
def test_work_that_hangs_on_one_person_is_a_risk_on_its_card(report, english, share, rule, said):
    candidates = report.candidates.assign(top_resolver_share=share, resolved_by_person=54, rule=rule)
    page = render_html(replace(report, candidates=candidates.assign(decided_by="rule")), english)
    assert ("One person resolved 100% of 54 tickets: when that person is away" in page) == said


def test_hours_are_followable_on_the_card(report, english):
    """Pattern 1: base hours of pattern_months over the months covered, beside the terms that they are the sum of."""
    first = report.candidates.iloc[0]
    months = report.pattern_months[report.pattern_months["pattern_id"] == first["pattern_id"]]
    hours = english.number(months["hours_base"].sum() / report.months_covered, 1)
    said = Page(render_html(report, english)).said()
    tickets, switches = first["tickets"] - first["burst_tickets"], first["switches"]
    assert f"({tickets} tickets × 14.0 min hands-on + {switches} switches × 5.0 min) / 60 /" in said
    assert f"months = {hours} h at base values" in said


def test_patterns_that_are_resolved_in_the_same_words_name_each_other(report, english):
    one, other = report.candidates.sort_values("rank")["pattern_id"].head(2)
    pair = {"pattern_id": [other], "other_id": [one], "likeness": [0.9], "resolutions": [20]}
    told = render_html(replace(report, shared_remedies=conform("shared_remedies", pd.DataFrame(pair))), english)
    assert told.count("perhaps one work") == 2
    assert told.count("a line “merge” in the decisions joins them") == 2
    assert "perhaps one work" not in render_html(report, english)


def test_an_action_that_may_not_pay_back_says_so_on_the_first_page(report):
    first = answer_of(report).actions["pattern_id"].iloc[0]
    for unsure, told in ((True, 1), (False, 0)):
        marked = report.candidates.assign(uncertain=report.candidates["pattern_id"].eq(first) & unsure)
        page = render_html(replace(report, candidates=marked), wording("pt-BR"))
        answer = page[page.index('<section id="answer"') : page.index("O que não se sabe")]
        assert answer.count(">incerto<") == told


@pytest.mark.parametrize(
    "share, told", [(0.874, "87%"), (0.99, "99%"), (0.9995, "&gt; 99%"), (0.002, "&lt; 1%"), (0.5, "50%")]
)
def test_the_first_page_and_the_card_say_how_likely_an_action_pays_back(report, english, share, told):
    first = answer_of(report).actions["pattern_id"].iloc[0]
    drawn = report.candidates["pays_share"].mask(report.candidates["pattern_id"] == first, share)
    page = render_html(replace(report, candidates=report.candidates.assign(pays_share=drawn)), english)
    assert page.count(f"Chance to pay back within a year: {told}<") == 1
    assert page.count(f"Chance to pay back within a year: {told}.") == 1


NUMBERED = ("answer", "spending")


def test_a_candidate_has_one_number_all_over_the_page_whatever_the_order_of_the_actions(report, english):
    ranked = report.candidates["rank"]
    turned = report.candidates.assign(
        net_hours_12_base=report.candidates["net_hours_12_base"].mask(ranked == 2, 999.0),
        build_hours=report.candidates["build_hours"].mask(ranked == 2, 1.0),
    )
    page = render_html(replace(report, candidates=turned), english)
    answer, spending = (
        page.split(f'<section id="{name}"')[1].split("</section>")[0] for name in ("answer", "spending")
    )
    assert re.findall(r'<li value="(\d+)" data-rank="(\d+)"', answer)[:2] == [("2", "2"), ("1", "1")]
    assert re.findall(r'href="#card-(\d+)"', answer)[:2] == ["2", "1"]
    assert re.findall(r'class="n rank">(\d+)<', spending)[:2] == ["2", "1"]
    drawn = re.findall(r">(\d)</text>", spending.split("</svg>")[0])
    assert drawn.index("2") < drawn.index("1")


def test_how_a_file_was_read_and_with_what_is_told_in_the_readers_language(report):
    facts = pd.DataFrame({"fact": ["settings", "pandas"], "value": ["abc", "3.1"]})
    told = replace(
        report,
        sources=report.sources.assign(format="csv, utf-8, delimiter ;"),
        runs=conform("runs", facts.astype("str")),
    )
    page = render_html(told, wording("de"))
    assert "csv, utf-8, Trennzeichen ;" in page
    assert "<dt>Einstellungen</dt>" in page and "<dt>pandas</dt>" in page
