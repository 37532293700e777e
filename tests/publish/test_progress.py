"""What came of live actions reaches the page with its range, and what can't be told is said."""

from dataclasses import replace

import pandas as pd
import pytest
from pptx import Presentation

from toil.publish.page import render_html
from toil.publish.progress import progress_of
from toil.publish.slides import write_slides
from toil.schema import conform

ROW = {
    "pattern_id": "P-0c33ea03", "since": "2026-06-01", "state": "saved", "months_before": 5, "months_after": 4,
    "scope": 1.0, "others": 9, "tickets_before": 31.0, "tickets_after": 8.5, "expected": 30.2,
    "saved_tickets_low": 15.0, "saved_tickets_base": 21.7, "saved_tickets_high": 26.0, "saved_hours_low": 1.5,
    "saved_hours_base": 4.4, "saved_hours_high": 9.1,
}  # fmt: skip
FEW = {"saved_hours_low": -9.1, "saved_hours_base": -4.4, "saved_hours_high": -1.5}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({}, "8.5 tickets a month since Jun 1, 2026, 30.2 to expect without it: saves 4.4 h a month (1.5 to 9.1)"),
        ({"state": "more"} | FEW, "30.2 to expect without it: 4.4 h a month more (1.5 to 9.1)"),
        (
            {"state": "no clear change", "saved_hours_low": -2.0},
            "nothing beyond chance (saved: -2.0 to 9.1 h a month)",
        ),
        ({"state": "too early", "months_after": 1}, "too early to tell. It takes 2 whole months, and there are 1"),
        ({"state": "unknown", "scope": 0.3}, "the pattern holds other tickets now than before"),
        ({"state": "unknown"}, "It takes 4 whole months and 10 tickets before it, and 5 other patterns that lasted"),
    ],
)
def test_what_came_of_an_action_is_said_with_its_range(report, english, row, said):
    found = replace(report, progress=conform("progress", pd.DataFrame([ROW | row])))
    ((label, pattern, text),) = progress_of(found, english)
    assert (label, pattern) == ("Tablespace <ID> acima de <NUM>% em <HOST>", "P-0c33ea03")
    assert said in text.replace("\u2212", "-")


def test_it_stands_on_the_page_with_what_may_have_taken_its_place(report, english):
    pair = {"pattern_id": ["P-0c33ea03"], "other_id": ["P-0e55ac05"], "likeness": [0.9], "resolutions": [12]}
    began = report.candidates["pattern_id"] == "P-0e55ac05"
    found = replace(
        report,
        progress=conform("progress", pd.DataFrame([ROW])),
        shared_remedies=conform("shared_remedies", pd.DataFrame(pair)),
        candidates=report.candidates.assign(course=report.candidates["course"].mask(began, "began")),
    )
    page = render_html(found, english)
    assert "perhaps it moved; resolved alike and begun in the window" in page
    assert "What came since" in page
    assert "What came since" not in render_html(report, english)


def test_the_deck_has_a_slide_of_it_and_none_where_nothing_is_live(report, english, tmp_path):
    rows = [ROW, ROW | {"pattern_id": "P-0e55ac05", "state": "too early", "months_after": 1}]
    live = replace(report, progress=conform("progress", pd.DataFrame(rows)))
    write_slides(live, tmp_path / "live.pptx", english)
    write_slides(report, tmp_path / "none.pptx", english)
    title = "Actions that are live: 2. Saving beyond chance: 1 (4.4 h a month)"
    decks = [Presentation(tmp_path / f"{name}.pptx").slides for name in ("live", "none")]
    (slide,) = [slide for slide in decks[0] if slide.shapes.title.text_frame.text == title]
    assert len(decks[1]) == len(decks[0]) - 1
    said = "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert "Tablespace <ID> acima de <NUM>% em <HOST>: 8.5 tickets a month since" in said
    assert "too early to tell" in said
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    expected, came = chart.plots[0].series
    assert (list(expected.values), list(came.values)) == ([30.2], [8.5]), "one of which something can be told"
    assert not any(shape.has_chart for shape in slide_of_early(report, english, tmp_path).shapes)


def slide_of_early(report, english, folder):
    early = conform("progress", pd.DataFrame([ROW | {"state": "too early", "months_after": 1}]))
    write_slides(replace(report, progress=early), folder / "early.pptx", english)
    slides = Presentation(folder / "early.pptx").slides
    title = "Actions that are live: 1"
    (slide,) = [slide for slide in slides if slide.shapes.title.text_frame.text.startswith(title)]
    return slide
