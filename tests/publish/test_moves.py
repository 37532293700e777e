"""What moves reaches the reader, with n and months, though no card shows it; and what can't be seen is said."""

from dataclasses import replace

import pandas as pd
import pytest
from pptx import Presentation

from toil.publish import write_slides
from toil.publish.answer import answer_of
from toil.publish.moves import moves_of, moves_table
from toil.publish.page import render_html
from toil.publish.phrases import headline
from toil.schema import conform


@pytest.fixture
def moving(report):
    """The certificate grows by 30% a month, the tablespace has ended, the terminal's burst was on 21 September."""
    last = report.candidates["pattern_id"] == "P-0f66bd06"
    candidates = report.candidates.assign(
        grows=report.candidates["grows"].mask(last, 0.999),
        grows_n=report.candidates["grows_n"].mask(last, 64),
        **{
            f"share_change_{point}": report.candidates[f"share_change_{point}"].mask(last, value)
            for point, value in (("low", 0.1), ("base", 0.3), ("high", 0.55))
        },
    )
    over = (report.pattern_months["pattern_id"] == "P-0c33ea03") & (report.pattern_months["month"] == "2026-09")
    start = pd.Timestamp("2026-09-21 13:00", tz="UTC")
    episodes = report.episodes.assign(started_at=start, ended_at=start + pd.Timedelta(hours=3))
    return replace(
        report,
        candidates=conform("candidates", candidates),
        pattern_months=report.pattern_months.assign(tickets=report.pattern_months["tickets"].mask(over, 0)),
        episodes=conform("episodes", episodes),
    )


def test_each_kind_of_movement_is_named_with_its_numbers(moving, english):
    table = moves_table(moving)
    assert table[["move", "pattern_id", "tickets", "months"]].to_numpy().tolist() == [
        ["growing", "P-0f66bd06", 64, 6],
        ["began", "P-0e55ac05", 12, 2],
        ["ended", "P-0c33ea03", 153, 5],
        ["burst", "P-0b22df02", 40, 1],
    ]
    growing, began, ended, turn, burst = moves_of(moving, table, english)
    assert growing.lines[0][2] == (
        "its share of the work grows by 30% a month (10% to 55%); 64 tickets in 6 months: 3, 4, 2, 5, 4, 3"
    )
    assert ended.lines[0][2] == (
        "153 tickets in 5 months, none after Aug 2026; 6.2 h a month of the hours of this report"
    )
    assert burst.lines[0][2] == "40 tickets on Sep 21, 2026"
    assert began.lines[0][2].startswith("12 tickets in 2 months, none before Aug 2026: 0, 0, 0, 0, ")
    assert (turn.lines, turn.note) == ([], "None found beyond chance.")


def test_what_began_in_the_window_is_no_growth(moving, english):
    """The certificate's first four months silent: a step, however steep a slope through it would be."""
    rows = moving.pattern_months
    before = (rows["pattern_id"] == "P-0f66bd06") & (rows["month"] < "2026-08")
    later = (rows["pattern_id"] == "P-0f66bd06") & ~before
    stepped = rows.assign(tickets=rows["tickets"].mask(before, 0).mask(later, 20))
    began = replace(moving, pattern_months=stepped)
    table = moves_table(began)
    assert table.loc[
        table["pattern_id"] == "P-0f66bd06", ["move", "tickets", "months", "first"]
    ].to_numpy().tolist() == [["began", 40, 2, "2026-08"]]
    assert moves_of(began, table, english)[1].lines[0][2] == (
        "40 tickets in 2 months, none before Aug 2026: 0, 0, 0, 0, 20, 20."
        " Hours a month are those of the whole window"
    )
    once = table.assign(tickets=40, months=1)
    assert moves_of(began, once, english)[1].lines[0][2].startswith("40 tickets in 1 month, none before Aug 2026")
    growing = moves_of(began, table, english)[0]
    assert (growing.lines, growing.note) == ([], "None found beyond chance, besides what began in the window.")


def test_a_candidate_without_a_card_stands_in_the_page(moving, english):
    few = replace(moving, study=moving.study.model_copy(update={"report": moving.study.report.model_copy()}))
    page = render_html(few, english)
    section = page[page.index('<section id="moves">') : page.index('<section id="changes">')]
    assert "P-0f66bd06" in section
    assert 'id="card-6"' not in page


def test_the_headline_says_which_hours_are_over(moving, report, english):
    """Six patterns of 52.6 hours; the tablespace's 6.2 are over."""
    assert headline(moving, answer_of(moving), english).endswith("Of the 53, 6.2 went into work that has ended.")
    assert "ended" not in headline(report, answer_of(report), english)


def test_chance_among_many_patterns_is_no_growth(moving):
    """One interval of 40 lies above zero by chance: 0.98 is not enough where six were tested."""
    candidates = moving.candidates.assign(
        grows=moving.candidates["grows"].where(moving.candidates["pattern_id"] != "P-0f66bd06", 0.98).fillna(0.5)
    )
    some = moving.candidates["share_change_base"].fillna(0.0)
    table = moves_table(replace(moving, candidates=candidates.assign(share_change_base=some)))
    assert "growing" not in set(table["move"])


def test_what_is_resolved_alike_may_go_on_in_other_words(moving, english):
    """The tablespace's alerts ended in August; the VPN's tickets began then: one work whose tool changed its name."""
    pair = {"pattern_id": ["P-0c33ea03"], "other_id": ["P-0e55ac05"], "likeness": [0.9], "resolutions": [12]}
    course = {"P-0c33ea03": "ended", "P-0e55ac05": "began"}
    candidates = moving.candidates.assign(course=lambda c: c["pattern_id"].map(course).fillna(c["course"]))
    apart = replace(moving, candidates=candidates)
    linked = replace(apart, shared_remedies=conform("shared_remedies", pd.DataFrame(pair)))
    _growing, began, ended, *_rest = moves_of(linked, moves_table(linked), english)
    assert ended.lines[0][2].endswith(
        "(perhaps only in these words; resolved alike and still coming: “वीपीएन कनेक्ट नहीं हो रहा है” (P-0e55ac05))"
    )
    assert began.lines[0][2].endswith("there before: “Tablespace <ID> acima de <NUM>% em <HOS…” (P-0c33ea03))")
    assert (answer_of(linked).ended_hours, answer_of(apart).ended_hours) == (0, pytest.approx(6.2))
    both_ended = replace(linked, candidates=candidates.assign(course="ended"))
    assert moves_table(both_ended).query("move == 'ended'")["alike"].isna().all()


def test_too_few_months_and_no_dates_are_said(moving, english):
    short = replace(moving, months=moving.months[-3:])
    short = replace(short, candidates=short.candidates.assign(grows=float("nan")))
    growing, *_ = moves_of(short, moves_table(short), english)
    assert growing.note == "Unknown: it takes 6 whole months, and the exports cover 3."
    undated = replace(moving, tickets=moving.tickets.assign(opened_at=pd.NaT))
    assert moves_table(undated).empty
    notes = {kind.note for kind in moves_of(undated, moves_table(undated), english)}
    assert notes == {"Unknown: the tickets carry no dates."}


def test_what_moves_has_a_slide_with_the_same_lines(moving, english, tmp_path):
    write_slides(moving, tmp_path / "slides.pptx", english)
    slides = Presentation(tmp_path / "slides.pptx").slides
    (slide,) = [slide for slide in slides if slide.shapes.title.text_frame.text.startswith("What moves:")]
    assert slide.shapes.title.text_frame.text == (
        "What moves: growing 1, begun 1, ended 1, at the turn of the month 0, bursts 1"
    )
    text = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    for kind in moves_of(moving, moves_table(moving), english):
        assert kind.heading in text
        for line in [figures for _label, _ident, figures in kind.lines] or [kind.note]:
            assert line in text


def test_the_slide_says_how_many_more_there_are(moving, english, tmp_path, monkeypatch):
    monkeypatch.setattr("toil.publish.slides.moves.LINES", 1)
    gone = moving.pattern_months["month"] == "2026-09"
    over = moving.pattern_months.assign(tickets=moving.pattern_months["tickets"].mask(gone, 0))
    moving = replace(moving, pattern_months=over)
    assert (moves_table(moving)["move"] == "ended").sum() == 2
    write_slides(moving, tmp_path / "slides.pptx", english)
    slides = Presentation(tmp_path / "slides.pptx").slides
    text = [shape.text_frame.text for slide in slides for shape in slide.shapes if shape.has_text_frame]
    assert any("and 1 more in moves.csv" in part for part in text)


def test_where_nothing_moves_the_deck_says_so(report, english, tmp_path):
    new = report.pattern_months["pattern_id"] == "P-0e55ac05"
    even = report.pattern_months.assign(tickets=report.pattern_months["tickets"].mask(new, 2))
    write_slides(replace(report, pattern_months=even), tmp_path / "slides.pptx", english)
    text = "\n".join(
        shape.text_frame.text
        for slide in Presentation(tmp_path / "slides.pptx").slides
        for shape in slide.shapes
        if shape.has_text_frame
    )
    assert "No slide of what moves. Grows faster than the rest of the work: None found beyond chance." in text
