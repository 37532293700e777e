"""The pictures of 01_intake: their numbers worked out by hand, and what is drawn of them."""

import itertools

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from toil.charts import (
    calendar_table,
    file_days_table,
    filled_table,
    ledger_table,
    plot_calendar,
    plot_file_days,
    plot_filled,
    plot_ledger,
    plot_overlaps,
)
from toil.charts.calendar import SHADES, class_width
from toil.i18n import wording


def days(*counted, file="*", squad="*"):
    return pd.DataFrame([{"file": file, "squad": squad, "day": day, "tickets": n} for day, n in counted])


DAYS = days(("2026-08-31", 4), ("2026-09-01", 40), ("2026-09-05", 12), ("2026-09-08", 1))
FILES = pd.concat(
    [
        days(("2026-09-01", 5), ("2026-09-02", 5), ("2026-09-03", 2), file="s/a.csv"),
        days(("2026-09-03", 3), ("2026-09-04", 4), ("2026-09-09", 1), file="s/b.csv"),
        days(("2026-09-01", 7), file="g.csv"),
        days(("2026-09-01", 12)),
    ]
)
SOURCES = pd.DataFrame(
    {"file": ["s/a.csv", "s/b.csv", "g.csv"], "system": ["servicenow", "servicenow", "glpi"], "rows": [60, 30, 10]}
)
COLUMNS = pd.DataFrame(
    [
        ("s/a.csv", "number", "ticket_id", 1.0),
        ("s/b.csv", "number", "ticket_id", 1.0),
        ("g.csv", "ID", "ticket_id", 1.0),
        ("s/a.csv", "cmdb_ci", "item", 0.5),
        ("s/b.csv", "cmdb_ci", "item", 0.0),
        ("g.csv", "Título", None, 1.0),
    ],
    columns=["file", "header", "field", "filled"],
)
COUNTS = pd.DataFrame(
    [
        ("s/a.csv", "*", "rows in", 100, False),
        ("s/b.csv", "*", "rows in", 20, False),
        ("s/a.csv", "*", "superseded state", 30, True),
        ("s/a.csv", "*", "unassigned", 10, True),
        ("s/b.csv", "*", "superseded state", 5, True),
        ("s/a.csv", "*", "date unreadable", 3, False),
        ("s/a.csv", "*", "tickets", 60, False),
        ("s/b.csv", "*", "tickets", 15, False),
        ("*", "ours", "tickets", 75, False),
    ],
    columns=["file", "squad", "reason", "rows", "dropped"],
)
OVERLAPS = pd.DataFrame({"file": ["s/a.csv", "s/a.csv"], "other_file": ["s/b.csv", "s/c.csv"], "tickets": [3, 9]})
CHARTS = [
    (plot_calendar, DAYS),
    (plot_file_days, file_days_table(FILES, SOURCES)),
    (plot_filled, filled_table(COLUMNS, SOURCES)),
    (plot_ledger, COUNTS),
    (plot_overlaps, OVERLAPS),
]


def new_axes():
    return Figure(figsize=(8, 4)).subplots()


def texts(ax):
    return [text.get_text() for text in ax.texts]


def grey(colour):
    red, green, blue = to_rgb(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("plot", "table"), CHARTS)
def test_a_chart_draws_on_the_axes_it_is_given_and_changes_nothing_else(plot, table):
    before, ax, given = dict(mpl.rcParams), new_axes(), table.copy()
    assert plot(table, wording=wording("pt-BR"), ax=ax) is ax
    assert dict(mpl.rcParams) == before
    pd.testing.assert_frame_equal(table, given)
    assert not plt.get_fignums()


@pytest.mark.parametrize(("plot", "table"), CHARTS)
def test_a_chart_makes_axes_where_none_are_given_and_draws_the_same_twice(plot, table):
    pictures = []
    for _ in range(2):
        figure = plot(table).figure
        figure.canvas.draw()
        pictures.append(bytes(figure.canvas.buffer_rgba()))
        plt.close(figure)
    assert pictures[0] == pictures[1]


@pytest.mark.parametrize(("plot", "table"), CHARTS)
def test_a_chart_bears_a_table_without_rows(plot, table):
    assert plot(table.iloc[:0], ax=new_axes()) is not None


@pytest.mark.parametrize(("plot", "table"), CHARTS)
def test_no_text_lies_on_another(plot, table):
    figure = plot(table, wording=wording("pt-BR")).figure
    figure.canvas.draw()
    ax = figure.axes[0]
    labels = [*ax.texts, *ax.get_yticklabels()] if ax.axison else ax.texts
    boxes = [text.get_window_extent() for text in labels if text.get_text()]
    plt.close(figure)
    touching = [(a, b) for at, a in enumerate(boxes) for b in boxes[at + 1 :] if a.shrunk(0.9, 0.8).overlaps(b)]
    assert len(boxes) > 1
    assert not touching


def test_the_calendar_has_every_day_and_crosses_out_runs_of_three():
    table = calendar_table(DAYS)
    assert table["tickets"].tolist() == [4, 40, 0, 0, 0, 12, 0, 0, 1]
    assert table["gap"].tolist() == [False, False, True, True, True, False, False, False, False]


def test_the_calendar_draws_a_square_a_day_under_its_weekday():
    ax = plot_calendar(DAYS, wording=wording("pt-BR"), ax=new_axes())
    squares = [patch for patch in ax.patches if isinstance(patch, Rectangle)]
    places = [(square.get_x(), square.get_y()) for square in squares]
    assert places[:3] == [(5, 0), (5, 1), (5, 2)]  # 31 August 2026 is a Monday, in the sixth week of its month
    assert places[7:9] == [(6, 0), (6, 1)]
    assert len(ax.lines) == 2 * (3 + 1)  # a cross a day of the gap, and one in the legend
    assert {"ago 2026", "set", "53", "seg", "dom", "nenhum chamado, três dias ou mais"} <= set(texts(ax))


def test_a_calendar_without_a_gap_has_no_legend_for_one():
    assert "no ticket, three days or more" not in texts(plot_calendar(DAYS[:2], ax=new_axes()))


def test_more_than_half_a_year_goes_on_in_a_second_band():
    ax = plot_calendar(days(("2026-01-05", 1), ("2026-07-06", 1)), ax=new_axes())
    labels = {text.get_text(): text.get_position() for text in ax.texts}
    assert labels["Jan 2026"][1] < labels["Jul 2026"][1]
    assert labels["Jan 2026"][0] == labels["Jul 2026"][0] == 1


def test_shades_span_a_quarter_of_a_busy_day_and_differ_in_grey():
    assert class_width(pd.Series([0, 0, 8, 8, 8])) == 2
    assert class_width(pd.Series([0])) == 1
    lightness = [grey(shade) for shade in SHADES]
    assert lightness == sorted(lightness, reverse=True)
    assert min(a - b for a, b in itertools.pairwise(lightness)) > 0.1


def test_file_days_are_runs_told_apart_by_whether_another_file_of_the_system_has_them():
    table = file_days_table(FILES, SOURCES)
    assert table.assign(first=table["first"].dt.day, last=table["last"].dt.day).to_numpy().tolist() == [
        ["g.csv", 1, 1, False, 7],
        ["s/a.csv", 1, 2, False, 10],
        ["s/a.csv", 3, 3, True, 2],
        ["s/b.csv", 3, 3, True, 3],
        ["s/b.csv", 4, 4, False, 4],
        ["s/b.csv", 9, 9, False, 1],
    ]


def test_file_days_are_drawn_one_line_a_file_and_shared_ones_are_hatched():
    ax = plot_file_days(file_days_table(FILES, SOURCES), wording=wording("pt-BR"), ax=new_axes())
    assert [label.get_text() for label in ax.get_yticklabels()] == ["g.csv", "s/a.csv", "s/b.csv"]
    assert [bar.get_width() for bar in ax.patches] == [1, 2, 1, 1, 1, 1]
    assert [bar.get_hatch() for bar in ax.patches] == [None] * 4 + ["////"] * 2
    assert texts(ax) == ["7 chamados", "12 chamados", "8 chamados"]


def test_files_of_which_no_two_share_a_day_have_no_legend_for_it():
    ax = plot_file_days(file_days_table(FILES[FILES["file"] == "g.csv"], SOURCES), ax=new_axes())
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["days of one file"]


def test_filled_counts_rows_of_files_without_the_column_too():
    table = filled_table(COLUMNS, SOURCES).set_index("field")
    assert table.loc["ticket_id"].tolist() == [1.0, 3, 3]
    assert table.loc["item"].tolist() == [0.3, 2, 3]
    assert table.loc["summary"].tolist() == [0.0, 0, 3]
    assert table.index[:2].tolist() == ["ticket_id", "item"]


def test_filled_bars_are_as_long_as_the_share_and_absent_fields_are_named():
    ax = plot_filled(filled_table(COLUMNS, SOURCES), wording=wording("pt-BR"), ax=new_axes())
    filled = [bar.get_width() for bar in ax.patches if bar.get_facecolor()[3]]
    assert filled == [1.0, 0.3]
    assert {"100%", "30%", "2 de 3 arquivos"} <= set(texts(ax))
    assert "em nenhum arquivo: change_id" in " ".join(texts(ax))


def test_the_ledger_goes_from_rows_in_to_tickets():
    table = ledger_table(COUNTS)
    assert table.to_numpy().tolist() == [
        ["rows in", 120, 120],
        ["superseded state", 35, 85],
        ["unassigned", 10, 75],
        ["tickets", 75, 75],
    ]


def test_ledger_bars_hang_where_the_one_before_ends():
    ax = plot_ledger(COUNTS, wording=wording("pt-BR"), ax=new_axes())
    assert [(bar.get_x(), bar.get_width()) for bar in ax.patches] == [(0, 120), (85, 35), (75, 10), (0, 75)]
    assert texts(ax) == ["120", "− 35", "− 10", "75"]
    assert "estado anterior do mesmo chamado" in [label.get_text() for label in ax.get_yticklabels()]


def test_overlaps_are_drawn_most_first_and_none_is_said():
    ax = plot_overlaps(OVERLAPS, ax=new_axes())
    assert [bar.get_width() for bar in ax.patches] == [9, 3]
    assert "a.csv  +  c.csv" in texts(ax)
    assert texts(plot_overlaps(OVERLAPS.iloc[:0], ax=new_axes())) == ["No two files share a ticket."]


def test_long_file_names_keep_their_ends():
    name = "export of all tickets of the year of the bank 2026-09.csv"
    ax = plot_overlaps(OVERLAPS.assign(file=name), ax=new_axes())
    assert any("bank 2026-09.csv  +" in text for text in texts(ax))


def test_each_chart_of_a_notebook_shows_not_only_the_first(monkeypatch):
    """Interactive mode, which a notebook's first chart switches on, must outlive the style of that chart."""
    calls = []
    monkeypatch.setattr(plt, "draw_if_interactive", lambda: calls.append(mpl.rcParams["font.size"]))
    size = mpl.rcParams["font.size"]
    plot_ledger(COUNTS, ax=new_axes())
    assert calls[0] == size != 9
