"""The deck: opens, holds the tables' numbers behind native charts, and says what each chart shows."""

import io
import re
import zipfile
from dataclasses import replace

import pandas as pd
import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn
from pptx.util import Inches
from python_calamine import CalamineWorkbook

from toil.charts import pareto_table, treemap_table
from toil.i18n import LANGUAGES, wording
from toil.publish import budget_line, write_slides
from toil.publish.answer import answer_of
from toil.publish.names import verdict_names
from toil.publish.slides import overview, spending
from toil.publish.slides.canvas import Canvas
from toil.publish.slides.shapes import how_many_fit, two_lines
from toil.publish.slides.template import CONTENT, TITLE, layout_named, new_deck
from toil.publish.spending import purchases
from toil.schema import conform
from toil.settings import Slo

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def path(report, tmp_path_factory, english):
    path = tmp_path_factory.mktemp("deck") / "slides.pptx"
    write_slides(report, path, english)
    return path


@pytest.fixture(scope="module")
def deck(path):
    return Presentation(path)


def titles(deck) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in deck.slides]


def charts(deck):
    return [shape.chart for slide in deck.slides for shape in slide.shapes if shape.has_chart]


def sheet(chart) -> list[list[object]]:
    book = CalamineWorkbook.from_filelike(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))
    return book.get_sheet_by_name("Sheet1").to_python()


def test_slides_stand_in_order(deck):
    assert titles(deck) == [
        "Toil report: Acessos e terminais",
        "About 53 hours a month go into repeated work. 2 actions could give back 20 of them.",
        "6 candidates hold 100% of the hours in repeated work",
        "Candidates: where the hours go",
        "Themes: what the work is about",
        "What moves: growing 0, begun 1, ended 0, at the turn of the month 0, bursts 0",
        "120 build hours can give back 20.3 hours a month",
        "What moves the result most: assumed minutes an alert",
        "1. Reset de senha do usuário <NAME> no AD",
        "2. Terminal <ID> sem comunicação - loja <NUM>",
        "3. Tablespace <ID> acima de <NUM>% em <HOST>",
        "Method, what is not known, and limits",
    ]


def test_a_label_takes_two_lines_of_its_cell_at_most():
    # 2.6 inches at 12 points: 26 letters a line
    assert two_lines("Terminal sem comunicação", 2.6, 12) == "Terminal sem comunicação"
    cut = two_lines("Liberar comunicação do servidor <HOST> para <HOST> na porta <NUM>", 2.6, 12)
    assert cut == "Liberar comunicação do servidor <HOST> para…"
    # "7. Ночное задание KRT_VYP_<NUM>" has 31 letters, of which 11 are wide: no line of 32 holds them
    assert two_lines("7. Ночное задание KRT_VYP_<NUM> завершилось с ошибкой <NUM>", 3.43, 13).endswith(
        "завершилось с…"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_doubt_too_long_for_its_lines_ends_with_a_whole_sentence(report, language, tmp_path):
    ranked = report.candidates.sort_values("rank")
    pairs = pd.DataFrame({"other_id": ranked["pattern_id"][1:5], "likeness": 0.9, "resolutions": 20})
    pairs = conform("shared_remedies", pairs.assign(pattern_id=ranked["pattern_id"].iloc[0]))
    long = ranked.assign(label=ranked["label"] + ". And more words than a slide has room for. Or not")
    path = tmp_path / "slides.pptx"
    write_slides(replace(report, candidates=long, shared_remedies=pairs), path, wording(language))
    slide = next(s for s in Presentation(path).slides if s.shapes.title.text_frame.text.startswith("1. "))
    [said] = [line for line in slide.notes_slide.notes_text_frame.text.splitlines() if "resolved_alike.csv" in line]
    lines = [line.text for box in slide.shapes if box.has_text_frame for line in box.text_frame.paragraphs]
    [shown] = [line for line in lines if "resolved_alike.csv" in line]
    assert said.startswith(shown + " ") and shown.endswith((".", "।"))


def test_more_than_two_files_are_told_by_system_and_number(report, english):
    many = replace(report, sources=pd.concat([report.sources] * 3, ignore_index=True))
    footer = Canvas(new_deck(), many, answer_of(many), english).footer()
    assert f"source: {report.sources['system'].iloc[0]}, {len(many.sources)} files" in footer


def test_a_table_that_shows_the_largest_only_says_so(report, english, tmp_path, monkeypatch):
    monkeypatch.setattr(overview, "ROWS", 4)
    path = tmp_path / "slides.pptx"
    write_slides(report, path, english)
    assert "Candidates: where the hours go (4 of 6 candidates)" in titles(Presentation(path))


def test_a_candidate_has_one_number_on_all_slides(report, english, tmp_path, monkeypatch):
    """Whoever says "number two" in a meeting means the same on each slide; what is to do first has its own order."""
    monkeypatch.setattr(spending, "ROWS", 2)
    path = tmp_path / "slides.pptx"
    gains = report.candidates.assign(net_hours_12_base=report.candidates["rank"] * 10.0)
    write_slides(replace(report, candidates=gains), path, english)
    numbered = re.compile(r"^(?:• )?(\d+)\. (.{5})")
    told = [
        numbered.match(text)
        for slide in Presentation(path).slides
        for text in (slide.shapes.title.text_frame.text, *(row[0] for row in cells(slide)))
    ]
    rank = dict(zip(report.candidates["label"].str[:5], report.candidates["rank"].astype("str"), strict=True))
    pairs = [(found[1], rank[found[2]]) for found in told if found]
    assert len(pairs) > len(rank) and all(shown == own for shown, own in pairs)
    assert [number for number, _own in pairs[:2]] != ["1", "2"]
    assert any("In this order (2 of" in row[0] for slide in Presentation(path).slides for row in cells(slide))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_a_verdict_fit_their_column(language):
    # 0.56 of the size is a wide letter's width; margins are 0.16 inches
    longest = max(len(word) for name in verdict_names(wording(language)).values() for word in name.split())
    assert longest * 0.56 * 12 / 72 + 0.16 <= spending._WIDTHS[1]


def test_the_pareto_is_native_with_the_tables_numbers_behind_it(deck, report):
    pareto = pareto_table(report.candidates)
    rows = sheet(charts(deck)[0])
    assert [row[1] for row in rows[1:]] == pareto["hours_base"].tolist()
    assert [row[2] for row in rows[1:]] == pytest.approx(pareto["running_share"].tolist())
    assert [row[3] for row in rows[1:]] == pytest.approx((pareto["hours_base"] - pareto["hours_low"]).tolist())
    assert [row[4] for row in rows[1:]] == pytest.approx((pareto["hours_high"] - pareto["hours_base"]).tolist())


def test_the_paretos_drawn_numbers_are_those_of_its_workbook(deck):
    chart = charts(deck)[0]
    rows = sheet(chart)
    bars, line = chart.plots
    assert list(bars.series[0].values) == [row[1] for row in rows[1:]]
    assert list(line.series[0].values) == pytest.approx([row[2] for row in rows[1:]])
    assert list(line.categories) == [row[0] for row in rows[1:]]


def test_the_running_share_runs_above_every_bar_and_range(deck):
    chart = charts(deck)[0]
    rows = sheet(chart)[1:]
    left, right = (axis.find(qn("c:scaling")) for axis in chart._chartSpace.iter(qn("c:valAx")))
    low, high = (float(right.find(qn(f"c:{end}")).get("val")) for end in ("min", "max"))
    highest = max(row[1] + row[4] for row in rows) / float(left.find(qn("c:max")).get("val"))
    points = [(row[2] - low) / (high - low) for row in rows]
    assert highest < min(points) and max(points) < 0.95


def test_a_candidates_slide_says_by_what_means_what_is_left_over_and_whom_it_hangs_on(report, english, tmp_path):
    first = report.candidates["rank"] == 1
    told = report.candidates.assign(
        means=report.candidates["means"].mask(first, "form in the service catalogue"),
        top_resolver_share=report.candidates["top_resolver_share"].mask(first, 0.9),
        **{f"net_12_{point}": report.candidates[f"net_hours_12_{point}"] * 60 for point in ("low", "base", "high")},
    )
    write_slides(replace(report, candidates=told), tmp_path / "slides.pptx", english)
    row = told[first].iloc[0]
    slide = slide_titled(Presentation(tmp_path / "slides.pptx"), f"1. {row['label'][:20]}")
    text = said(slide)
    net = f"{row['net_hours_12_base']:.0f} ({row['net_hours_12_low']:.0f}–{row['net_hours_12_high']:.0f})"
    assert "Suggested means: form in the service catalogue." in text
    assert f"Net hours, 12 months: {net} · R$ {row['net_12_base']:,.0f}" in text.replace("\xa0", " ")
    assert f"Chance to pay back within a year: {row['pays_share']:.0%}" in text
    assert "One person resolved 90% of" in text


def test_a_trend_tells_bursts_apart(deck):
    terminal = charts(deck)[4]
    rows = sheet(terminal)
    assert rows[0] == ["", "tickets", "in bursts"]
    assert rows[-1][1:] == [34, 40]
    assert [list(series.values) for series in terminal.plots[0].series] == [
        [r[1] for r in rows[1:]],
        [r[2] for r in rows[1:]],
    ]


def test_the_themes_are_shapes_in_proportion_with_their_numbers_in_the_notes(deck, report):
    slide = next(slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith("Themes"))
    group = next(shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.GROUP)
    assert group._element.nvGrpSpPr.cNvPr.get("descr").startswith("Treemap of patterns within themes. Patterns: 6")
    cells = [s for s in group.shapes if s.shape_type == MSO_SHAPE_TYPE.AUTO_SHAPE and s.name[0].isdigit()]
    table = treemap_table(report.candidates, area="hours")
    areas = [cell.width * cell.height for cell in cells]
    assert [area / sum(areas) for area in areas] == pytest.approx(table["share"].tolist(), abs=1e-4)
    sizes = [run.font.size.pt for s in group.shapes for p in s.text_frame.paragraphs for run in p.runs]
    assert min(sizes) >= 11
    notes = slide.notes_slide.notes_text_frame.text
    assert all(label in notes for label in report.candidates["label"])


def test_every_slide_has_notes_and_a_footer_with_source_and_run(deck):
    for slide in deck.slides:
        assert slide.notes_slide.notes_text_frame.text.strip()
        said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert "source: exports/incidents_2026.csv" in said
        assert "run: 0.1.0" in said


def test_charts_and_tables_say_what_they_show(deck):
    frames = [s for slide in deck.slides for s in slide.shapes if s.has_chart or s.has_table]
    assert len(frames) == 1 + 2 + 3 + 3  # Pareto, budgets and tornado, trends, tables
    assert all(frame._element.nvGraphicFramePr.cNvPr.get("descr") for frame in frames)


def test_nothing_stands_outside_the_slide(deck):
    for slide in deck.slides:
        for shape in slide.shapes:
            if shape.width is not None:
                assert shape.left >= 0
                assert shape.left + shape.width <= Inches(13.333)
                assert shape.top + shape.height <= Inches(7.5)


def test_same_report_same_bytes(report, path, tmp_path, english):
    again = tmp_path / "slides.pptx"
    write_slides(report, again, english)
    assert again.read_bytes() == path.read_bytes()
    with zipfile.ZipFile(path) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert Presentation(path).core_properties.created.isoformat() == "2026-09-01T00:00:00"


def test_what_strangers_write_is_text(hostile, tmp_path, words):
    write_slides(hostile, tmp_path / "slides.pptx", words)
    deck = Presentation(tmp_path / "slides.pptx")
    assert any(title.startswith("1. =HYPERLINK") for title in titles(deck))
    assert not any("hyperlink" in name for name in zipfile.ZipFile(tmp_path / "slides.pptx").namelist())
    rows = sheet(charts(deck)[0])
    assert rows[1][0].startswith("1. =HYPERLINK")


def slide_titled(deck, start):
    (slide,) = [slide for slide in deck.slides if slide.shapes.title.text_frame.text.startswith(start)]
    return slide


def said(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def cells(slide) -> list[list[str]]:
    return [
        [cell.text for cell in row.cells] for shape in slide.shapes if shape.has_table for row in shape.table.rows
    ]


def test_budgets_are_native_with_the_reports_numbers_behind_them(deck, report):
    slide = slide_titled(deck, "120 build hours")
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    rows, bought = sheet(chart), purchases(report)
    assert [row[0] for row in rows[1:]] == ["40 h", "80 h", "160 h", "320 h"]
    assert [row[1] for row in rows[1:]] == pytest.approx(bought["saved_base"].tolist())
    assert [row[2] for row in rows[1:]] == bought["build_hours"].tolist()
    # Of a budget of 80, one build of 60 fits: the one that saves most, 11.3 hours a month
    assert rows[2][1:] == pytest.approx([11.3, 60, 4.3, 7.7])
    table = cells(slide)
    assert [row[0] for row in table[1:]] == [
        f"{at}. {label}" for at, label in enumerate(budget_line(report)["label"], start=1)
    ]
    assert table[1][2:] == ["60", "11.3 (7.0–19.0)", "60"]


def test_values_lie_on_their_bars_colour_so_that_no_range_strikes_them_through(deck):
    slide = slide_titled(deck, "120 build hours")
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    bars, labels = (part._element for part in (chart.plots[0].series[0], chart.plots[0].data_labels))
    colour = f"{qn('c:spPr')}/{qn('a:solidFill')}/{qn('a:srgbClr')}"
    assert bars.find(qn("c:errBars")) is not None
    assert labels.find(colour).get("val") == bars.find(colour).get("val")


def test_the_tornado_is_native_and_measured_from_its_base(deck, report):
    slide = slide_titled(deck, "What moves the result most")
    (chart,) = [shape.chart for shape in slide.shapes if shape.has_chart]
    rows, moved = sheet(chart), report.sensitivity.head(8)
    assert [row[3] for row in rows[1:]] == pytest.approx(moved["net_low"].tolist())
    assert [row[1] for row in rows[1:]] == pytest.approx((moved["net_low"] - moved["net_base"]).tolist())
    assert [row[2] for row in rows[1:]] == pytest.approx((moved["net_high"] - moved["net_base"]).tolist())
    for column, series in enumerate(chart.plots[0].series, start=1):
        assert list(series.values) == pytest.approx([row[column] for row in rows[1:]])


def test_service_levels_are_those_of_the_slo_document(with_levels, tmp_path, english):
    slo = Slo(resolve_hours=8, resolve_target=0.2, quality_target=0.7)
    write_slides(with_levels(slo), tmp_path / "slides.pptx", english)
    slide = slide_titled(Presentation(tmp_path / "slides.pptx"), "1 of 2 targets met in the window.")
    rows = {row[0]: row[1:] for row in cells(slide)}
    # As worked out by hand in test_slo.py
    assert rows["resolved in time"] == ["20.0%", "30.8%", "26", "20.8", "18", "13%", "met"]
    assert rows["without error"] == ["70.0%", "60.0%", "15", "4.5", "6", "-33%", "missed"]
    assert rows["throughput"][-1] == "no target stated"
    assert rows["Aug 2026"] == ["50.0% (n=16)", "60.0% (n=15)", "88.9% (n=18)"]
    assert slide.shapes.title.text_frame.text.endswith("Error budget overspent: “without error”.")


def test_a_candidate_that_is_kept_says_nothing_of_building(report, tmp_path, english):
    kept = report.candidates.assign(verdict="keep", saved_low=0.0, saved_base=0.0, saved_high=0.0)
    write_slides(replace(report, candidates=kept), tmp_path / "slides.pptx", english)
    text = said(slide_titled(Presentation(tmp_path / "slides.pptx"), "1. "))
    assert "Hours a month:" in text
    assert "Saved" not in text
    assert "Build h" not in text


def test_a_slide_that_is_not_there_is_said_to_be_missing_and_why(report, tmp_path, english):
    keep = report.candidates.assign(verdict="keep")
    write_slides(replace(report, candidates=keep), tmp_path / "slides.pptx", english)
    method = said(slide_titled(Presentation(tmp_path / "slides.pptx"), "Method"))
    assert "No slide of build hours: nothing frees a working day within a year" in method
    assert "No slide of what moves the result" in method
    assert "No slide of service levels: nothing can be judged" in method


@pytest.mark.parametrize(
    ("lines", "fit"),
    [(["x" * 40] * 20, 10), (["word " * 40] * 20, 3), (["word"], 1), ([], 0)],
)
def test_lines_that_would_run_into_the_footer_are_counted(lines, fit):
    """13 points in a column of 5.8 inches: 58 letters a line of 16.25 points, 6 after each; 223 points high."""
    assert how_many_fit(lines, 5.8, 3.1, 13) == fit


def test_what_the_slide_of_what_is_not_known_has_no_room_for_is_in_the_notes(report, tmp_path, english, monkeypatch):
    gaps = [f"{number}. {'Nobody knows this. ' * 12}" for number in range(12)]
    monkeypatch.setattr("toil.publish.slides.overview.unknowns", lambda *_: gaps)
    write_slides(report, tmp_path / "slides.pptx", english)
    slide = slide_titled(Presentation(tmp_path / "slides.pptx"), "Method")
    assert [f"{number}. Nobody" in said(slide) for number in (0, 11)] == [True, False]
    assert "more" in said(slide).split()
    assert "11. Nobody" in slide.notes_slide.notes_text_frame.text


def test_a_report_without_candidates_still_is_a_deck(report, tmp_path, words):
    bare = replace(report, candidates=report.candidates.iloc[:0], pattern_months=report.pattern_months.iloc[:0])
    write_slides(bare, tmp_path / "slides.pptx", words)
    assert len(Presentation(tmp_path / "slides.pptx").slides) == 3


def test_hours_that_can_hardly_be_right_are_said_below_the_actions_and_the_rest_in_the_notes(
    report, tmp_path, english
):
    """Ten times 52.6 hours a month are more than the 480 of four people."""
    tenfold = report.candidates.assign(hours_base=report.candidates["hours_base"] * 10, projected_volume=1.79)
    write_slides(replace(report, candidates=tenfold), tmp_path / "w.pptx", english)
    deck = Presentation(tmp_path / "w.pptx")
    fact = "Repeated work takes 526 hours a month, and 4 people have 480"
    assert f"These hours can hardly be right. {fact}" in said(deck.slides[1])
    assert deck.slides[1].notes_slide.notes_text_frame.text.startswith(fact)
    assert "· volume to come: 179% of the window's" in said(slide_titled(deck, "1."))


def test_layouts_are_found_by_name():
    deck = new_deck()
    assert [layout.name for layout in deck.slide_layouts] == [TITLE, CONTENT]
    with pytest.raises(KeyError, match="no layout 'Other'"):
        layout_named(deck, "Other")


def test_a_title_of_three_lines_is_set_smaller(report, english):
    canvas = Canvas(new_deck(), report, answer_of(report), english)
    short, long = canvas.slide(CONTENT, "x" * 99, []), canvas.slide(CONTENT, "word " * 28, [])
    assert short.shapes.title.text_frame.paragraphs[0].runs[0].font.size is None
    assert long.shapes.title.text_frame.paragraphs[0].runs[0].font.size.pt == 18


def test_where_figures_are_hints_the_slide_says_check_not_do(report, tmp_path, english, make_fitness):
    write_slides(replace(report, fitness=make_fitness("modest", 98)), tmp_path / "slides.pptx", english)
    slide = Presentation(tmp_path / "slides.pptx").slides[1]
    (table,) = [shape.table for shape in slide.shapes if shape.has_table]
    assert table.cell(0, 0).text == "What to check first"
