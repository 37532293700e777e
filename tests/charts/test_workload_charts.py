"""The charts of the desk: what they draw of tables worked out by hand, and that they bear tables without rows."""

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from desk_tickets import EFFORT, EVENTS, MONTHS, PLACED, TICKETS
from matplotlib.figure import Figure

from toil.charts import (
    arrivals_table,
    durations_table,
    handoffs_table,
    plot_arrivals,
    plot_durations,
    plot_flow,
    plot_handoffs,
    plot_service_levels,
    service_levels_table,
)
from toil.errors import SettingsError
from toil.i18n import UNKNOWN, wording
from toil.settings import Slo
from toil.workload import BusinessHours, survey_desk

CALENDAR = BusinessHours()
DESK = survey_desk(
    TICKETS, PLACED, EVENTS, EFFORT,
    months=MONTHS, zone=CALENDAR.zone, calendar=CALENDAR, slo=Slo(), capacity_hours=None,
)  # fmt: skip
CHARTS = [
    (plot_arrivals, DESK["arrivals"]),
    (plot_flow, DESK["backlogs"]),
    (plot_durations, DESK["durations"]),
    (plot_service_levels, DESK["service_levels"]),
    (plot_handoffs, DESK["handoffs"]),
]


def new_axes():
    return Figure(figsize=(8.4, 3)).subplots()


def texts(ax) -> list[str]:
    return [text.get_text() for part in (ax, *ax.child_axes) for text in part.texts]


def legends(ax) -> list[str]:
    found = [part.get_legend() for part in (ax, *ax.child_axes)]
    return [text.get_text() for legend in found if legend for text in legend.get_texts()]


@pytest.mark.parametrize(("plot", "table"), CHARTS)
@pytest.mark.parametrize("language", ["pt-BR", "en"])
def test_a_chart_draws_on_the_axes_it_is_given_and_changes_nothing_else(plot, table, language):
    before, ax, given = dict(mpl.rcParams), new_axes(), table.copy()
    assert plot(table, wording=wording(language), ax=ax) is ax
    assert dict(mpl.rcParams) == before
    pd.testing.assert_frame_equal(table, given)
    assert not plt.get_fignums()


@pytest.mark.parametrize(("plot", "table"), CHARTS)
def test_a_chart_bears_a_table_without_rows_and_makes_axes(plot, table):
    ax = plot(table.iloc[:0])
    plt.close(ax.figure)
    assert ax.figure is not None


def test_arrivals_add_up_over_the_months_and_say_how_many_come_in_one_such_hour():
    table = arrivals_table(DESK["arrivals"]).set_index(["weekday", "hour"])
    # T00-T09 on a Monday at 7:00 in São Paulo; four Mondays of February and five of March
    assert table.loc[(1, 7), ["tickets", "days"]].tolist() == [10, 9]
    assert table.loc[(1, 7), "per_hour"] == pytest.approx(10 / 9)
    assert table["business"].sum() == 5 * 9


def test_arrivals_name_weekdays_and_outline_business_hours():
    ax = plot_arrivals(DESK["arrivals"], wording=wording("pt-BR"), ax=new_axes())
    assert [label.get_text() for label in ax.get_yticklabels()] == ["seg", "ter", "qua", "qui", "sex", "sáb", "dom"]
    assert sorted(texts(ax)) == sorted(["10", "2", "2", "5", "1", "2", "8"])
    sides = ax.collections[-1].get_segments()
    assert len(sides) == 2 * 5 + 2 * 9  # the outline of five days by nine hours
    assert "horário de trabalho" in ax.get_title(loc="left")


def test_arrivals_without_business_hours_say_so():
    ax = plot_arrivals(DESK["arrivals"].assign(business_minutes=0), ax=new_axes())
    assert ax.get_title(loc="left").endswith("(no business hours stated)")


def test_flow_draws_opened_ended_and_open_by_age():
    ax = plot_flow(DESK["backlogs"], ax=new_axes())
    flow, ages = ax.child_axes
    assert [bar.get_height() for bar in flow.patches] == [20, 10, 17, 8]
    assert [bar.get_height() for bar in ages.patches] == [0, 2, 2, 0, 0, 2]
    assert texts(ax) == ["20", "10", "17", "8", "2", "4"]
    assert legends(ax) == ["opened", "ended", "open up to 7 days", "up to 30", "longer"]


def test_an_unknown_count_is_a_dash():
    unknown = DESK["backlogs"].assign(ended=pd.NA, open=pd.NA).astype({"ended": "Int64", "open": "Int64"})
    assert texts(plot_flow(unknown, ax=new_axes())) == ["20", "10", UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]


def test_durations_show_median_and_p90_and_n_and_leave_out_what_is_not_reached():
    table = durations_table(DESK["durations"], kind="incident")
    assert table["month"].tolist() == MONTHS
    ax = plot_durations(DESK["durations"], kind="incident", wording=wording("pt-BR"), ax=new_axes())
    assert texts(ax) == ["6,0 h", "12,0 h", "10,0 h"]  # March has not reached its 90th percentile
    assert [label.get_text() for label in ax.get_xticklabels()] == ["fev\n2026\nn = 11", "mar\n2026\nn = 10"]
    assert ax.get_yscale() == "log"
    assert legends(ax)[0] == "metade em até (mediana)"


def test_service_levels_stack_to_the_whole_and_say_both_shares():
    table = service_levels_table(DESK["service_levels"])
    names = ["judged", "kept", "reopened", "untold", "missed"]
    assert table.loc[0, names].tolist() == [16, 9, 3, 1, 3]
    ax = plot_service_levels(DESK["service_levels"], ax=new_axes())
    assert [bar.get_height() for bar in ax.patches][::2] == pytest.approx([9 / 16, 3 / 16, 1 / 16, 3 / 16])
    assert texts(ax) == ["81% → 60%", f"{UNKNOWN} → {UNKNOWN}"]
    assert [bar.get_hatch() for bar in ax.patches][::2] == [None, "////", None, None]


def test_service_levels_that_no_ticket_has_are_said_not_drawn():
    nobody = DESK["service_levels"].assign(judged=0)
    ax = plot_service_levels(nobody, ax=new_axes())
    assert texts(ax) == ["The export promises no service level of its own on any ticket."]
    assert not ax.patches


def test_hand_offs_put_the_busiest_groups_first_and_the_rest_together():
    pairs = [("A", "B", 5), ("B", "A", 3), ("C", "A", 1), ("D", "B", 1)]
    table = pd.DataFrame(pairs, columns=["from_group", "to_group", "moves"])
    assert handoffs_table(table).iloc[0].tolist() == ["A", "B", 5]
    ax = plot_handoffs(table, top=2, ax=new_axes())
    # A and B have nine moves each; C and D are the others: 1 to A, 1 to B
    assert [label.get_text() for label in ax.get_yticklabels()] == ["A  1", "B  2", "other groups  3"]
    assert texts(ax) == ["5", "3", "1", "1"]
    assert ax.get_title(loc="left").endswith("of 10 hand-offs")


def test_hand_offs_between_tiers_keep_the_unknown_tier():
    ax = plot_handoffs(DESK["handoffs"].assign(to_tier=pd.NA), by="tier", ax=new_axes())
    assert [label.get_text() for label in ax.get_yticklabels()] == ["unknown  1", "1  2", "2  3"]


@pytest.mark.parametrize(
    ("draw", "sentence"),
    [
        (
            lambda: plot_durations(DESK["durations"], clock="busines"),
            "unknown clock 'busines'. Did you mean 'business'?",
        ),
        (lambda: plot_durations(DESK["durations"], measure="resolved"), "unknown measure 'resolved'. Did you mean"),
        (lambda: plot_durations(DESK["durations"], kind="alerts"), "unknown kind 'alerts'. Did you mean 'alert'?"),
        (
            lambda: plot_handoffs(DESK["handoffs"], by="tiers"),
            "unknown side of hand-offs 'tiers'. Did you mean",
        ),
    ],
)
def test_a_misspelt_choice_is_an_error_not_an_empty_chart(draw, sentence):
    with pytest.raises(SettingsError) as error:
        draw()
    assert sentence in str(error.value)


def test_without_a_trail_the_matrix_says_why_it_is_empty():
    ax = plot_handoffs(DESK["handoffs"].iloc[:0], ax=new_axes())
    assert texts(ax) == ["No hand-off stands in an audit trail of the exports: who handed to whom is unknown."]
