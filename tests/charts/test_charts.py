"""What each chart draws: bars of the right length, text as it was given, and nothing outside its axes."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.figure import Figure

from toil.charts import plot_acted, plot_pareto, plot_spending, plot_trend, plot_volume
from toil.charts.style import shorten
from toil.i18n import wording

CANDIDATES = pd.DataFrame(
    {
        "pattern_id": ["P-1", "P-2"],
        "label": ["Senha $x_1$ bloqueada", "वीपीएन कनेक्ट"],
        "hours_low": [6.0, 1.0],
        "hours_base": [9.0, 3.0],
        "hours_high": [12.0, float("nan")],
    }
)
PATTERN_MONTHS = pd.DataFrame({"month": ["2026-08", "2026-09"], "tickets": [10, 50], "burst_tickets": [0, 40]})
SQUAD_MONTHS = pd.DataFrame({"month": ["2026-08", "2026-09"], "tickets": [100, 150], "placed": [70, 120]})
ACTED = pd.DataFrame(
    {
        "pattern_id": "P-1", "label": "Senhas $x_1$", "since": "2026-08-01", "state": "saved",
        "month": ["2026-05", "2026-06", "2026-07", "2026-08", "2026-09"],
        "tickets": [60.0, 62.0, 90.0, 30.0, 26.0],
        "part": ["before", "before", "left out", "since", "since"],
        "expected_low": [None, None, None, 44.0, 44.0],
        "expected": [None, None, None, 60.0, 60.0],
        "expected_high": [None, None, None, 68.0, 68.0],
    }
)  # fmt: skip
NOT_TOLD = ACTED.assign(**dict.fromkeys(("expected_low", "expected", "expected_high"), float("nan")))
CHARTS = [
    (plot_acted, ACTED),
    (plot_pareto, CANDIDATES),
    (plot_trend, PATTERN_MONTHS),
    (plot_volume, SQUAD_MONTHS),
]


def new_axes():
    return Figure(figsize=(6, 3)).subplots()


def texts(ax) -> list[str]:
    return [text.get_text() for part in (ax, *ax.child_axes) for text in part.texts]


@pytest.mark.parametrize(("plot", "table"), CHARTS)
def test_a_chart_draws_on_the_axes_it_is_given_and_changes_no_style(plot, table):
    before, ax, given = dict(mpl.rcParams), new_axes(), table.copy()
    assert plot(table, ax=ax) is ax
    assert dict(mpl.rcParams) == before
    pd.testing.assert_frame_equal(table, given)
    assert not plt.get_fignums()


@pytest.mark.parametrize(("plot", "table"), CHARTS)
def test_a_chart_makes_axes_where_none_are_given(plot, table):
    ax = plot(table)
    plt.close(ax.figure)
    assert ax.figure is not None


@pytest.mark.parametrize(("plot", "table"), CHARTS)
def test_a_chart_bears_a_table_without_rows(plot, table):
    assert plot(table.iloc[:0], ax=new_axes()) is not None


def test_pareto_bars_are_as_long_as_the_hours_and_bands_reach_from_low_to_high():
    ax = plot_pareto(CANDIDATES, ax=new_axes())
    bars = [(bar.get_x(), bar.get_width()) for bar in ax.child_axes[0].patches]
    assert bars == [(6.0, 6.0), (1.0, 2.0), (0, 9.0), (0, 3.0)]


def test_pareto_says_hours_and_running_share_in_the_readers_language():
    ax = plot_pareto(CANDIDATES, wording=wording("pt-BR"), ax=new_axes())
    assert {"9,0 h", "3,0 h", "75%", "100%", "1. Senha $x_1$ bloqueada"} <= set(texts(ax))


def test_pareto_shows_the_largest_only():
    ax = plot_pareto(CANDIDATES, top=1, ax=new_axes())
    assert not any(text.startswith("2.") for text in texts(ax))


@pytest.mark.parametrize(
    ("plot", "table", "heights"),
    [(plot_trend, PATTERN_MONTHS, [10, 10, 0, 40]), (plot_volume, SQUAD_MONTHS, [70, 120, 30, 30])],
)
def test_months_are_stacked_with_their_totals_on_top(plot, table, heights):
    ax = plot(table, wording=wording("pt-BR"), ax=new_axes())
    assert [bar.get_height() for bar in ax.patches] == heights
    assert texts(ax) == [*(str(tickets) for tickets in table["tickets"]), "2026", "2026"]
    assert [label.get_text() for label in ax.get_xticklabels()] == ["ago", "set"]


def test_the_second_series_is_hatched_so_that_grey_print_tells_it_apart():
    ax = plot_volume(SQUAD_MONTHS, ax=new_axes())
    assert [bar.get_hatch() for bar in ax.patches] == [None, None, "////", "////"]


def test_there_is_no_legend_for_bursts_that_never_came():
    ax = plot_trend(PATTERN_MONTHS.assign(burst_tickets=0), ax=new_axes())
    assert ax.get_legend() is None


@pytest.mark.parametrize(
    ("text", "letters", "shown"),
    [
        ("short", 10, "short"),
        ("Reset de senha do usuário", 15, "Reset de senha…"),
        ("Reprocessamento", 8, "Reproce…"),
        ("two\n  lines", 20, "two lines"),
    ],
)
def test_labels_are_cut_at_a_word_where_one_ends_late_enough(text, letters, shown):
    assert shorten(text, letters) == shown


def spending_line(saved: float):
    hours = {f"running_saved_{point}": [saved] for point in ("low", "base", "high")}
    return pd.DataFrame({"rank": [1], "running_build": [20.0], **hours})


def test_ticks_of_a_few_hours_differ():
    ax = plot_spending(spending_line(0.4), wording=wording("pt-BR"), ax=new_axes())
    ax.figure.canvas.draw()
    ticks = [label.get_text() for label in ax.get_yticklabels()]
    assert len(set(ticks)) == len(ticks) > 2
    assert "0,2" in ticks
    assert not any(tick % 1 for tick in ax.get_xticks())  # up to 20 hours, each written as a whole number


def test_where_nothing_pays_back_the_chart_says_so():
    ax = plot_spending(spending_line(1.0).iloc[:0], wording=wording("pt-BR"), ax=new_axes())
    assert "horas de construção" in " ".join(" ".join(texts(ax)).split())
    assert not ax.axison


def test_an_action_is_drawn_as_months_a_day_and_a_band_that_grey_print_tells_apart():
    ax = plot_acted(ACTED, wording=wording("pt-BR"), ax=new_axes())
    (panel,) = ax.child_axes
    assert [bar.get_height() for bar in panel.patches] == [60, 62, 90, 30, 26]
    assert len({mpl.colors.to_hex(bar.get_facecolor(), keep_alpha=True) for bar in panel.patches}) == 3
    (band,) = panel.collections
    assert (band.get_hatch(), band.get_datalim(panel.transData).intervaly.tolist()) == ("////", [44, 68])
    assert list(panel.lines[0].get_ydata()) == [60, 60]
    assert list(panel.lines[1].get_xdata()) == [2.5, 2.5]  # between July and August
    assert panel.get_title(loc="left") == "Senhas $x_1$"
    assert len(ax.get_legend().get_texts()) == 4


@pytest.mark.parametrize(("state", "said"), [("too early", "too early to tell"), ("unknown", "can't be told")])
def test_where_nothing_can_be_told_no_band_is_drawn_and_it_says_why(state, said):
    panel = plot_acted(NOT_TOLD.assign(state=state), ax=new_axes()).child_axes[0]
    assert not panel.collections
    assert panel.get_title(loc="left") == f"Senhas $x_1$ · {said}"


def test_actions_beyond_the_sixth_are_counted_and_none_is_said():
    many = pd.concat([ACTED.assign(pattern_id=f"P-{n}") for n in range(8)])
    ax = plot_acted(many, ax=new_axes())
    assert (len(ax.child_axes), texts(ax)[0]) == (6, "and 2 more")
    assert texts(plot_acted(many.iloc[:0], ax=new_axes())) == ["No action is live."]


def test_months_that_no_window_holds_leave_a_gap():
    table = ACTED.assign(month=["2025-05", "2025-06", "2026-07", "2026-08", "2026-09"])
    panel = plot_acted(table, ax=new_axes()).child_axes[0]
    assert panel.get_xticks().tolist() == [0, 1, 3, 4, 5]
