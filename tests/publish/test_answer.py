"""The figures of the first page, worked out by hand from the tables in conftest."""

from dataclasses import replace

import pandas as pd
import pytest

from toil.candidates.ranges import Points
from toil.i18n import wording
from toil.publish import render_html
from toil.publish.answer import answer_of, first_actions, toil_of
from toil.publish.phrases import (
    ahead_text,
    between,
    headline,
    lately_of,
    left_out_text,
    payback_text,
    period_text,
    stability_text,
    tiles_of,
    volume_text,
)
from toil.publish.unknowns import unknowns
from toil.schema import conform

WINDOW_TICKETS, PLACED = 978, 738  # 6 months x 40 in no pattern = 240


def test_hours_are_percentiles_of_the_drawn_sum_and_no_sums_of_percentiles(report, english):
    rising = pd.DataFrame({"draw": range(100), "hours": [40.0 + n for n in range(100)]})
    drawn = replace(report, drawn_hours=conform("drawn_hours", rising))
    assert answer_of(drawn).hours == Points(44.0, 89.0, 134.0)
    assert report.candidates["hours_base"].sum() == pytest.approx(52.6)
    tile = tiles_of(drawn, answer_of(drawn), english)[0]
    assert (tile.value, tile.how.startswith("range 44 to 134; ")) == ("89", True)


def test_tickets_of_month_and_window(report):
    answer = answer_of(report)
    counts = (answer.month_tickets, answer.window_tickets, answer.placed_tickets)
    assert counts == (46 + 74 + 32 + 12 + 7 + 3 + 40, WINDOW_TICKETS, PLACED)
    assert answer.placed_share == pytest.approx(738 / 978)


def test_actions_free_a_working_day_within_a_year_most_net_hours_first(report):
    """Net hours are 12 x saved - 66, and 8 are needed; 12 x 4.1 hours are less than the 60 that the third takes."""
    answer = answer_of(report)
    assert answer.actions["pattern_id"].tolist() == ["P-0a11ce01", "P-0b22df02"]
    assert answer.next_in_line.empty
    assert answer.saved.base == pytest.approx(11.3 + 9.0)


def test_next_in_line_is_what_gives_back_its_build_within_a_year(report):
    """12 x 4.1, 0.8 and 0.7 hours a month are 49.2, 9.6 and 8.4."""
    cheap = report.candidates.assign(build_hours=[60.0, 60.0, 49.0, 9.7, 1.0, 8.3])
    line = answer_of(replace(report, candidates=cheap)).next_in_line
    assert line["pattern_id"].tolist() == ["P-0c33ea03", "P-0f66bd06"]


@pytest.mark.parametrize(
    "change", [{"verdict": "keep"}, {"tickets_month": 0, "months_silent": 1}, {"net_hours_12_base": float("nan")}]
)
def test_what_is_kept_over_or_unknown_is_no_action(report, change):
    assert first_actions(report.candidates.assign(**change)).empty


def test_what_hardly_came_in_the_month_is_named_as_left_out_and_marked(report, english):
    """The first candidate alone had no ticket: it would be an action. The fourth frees too little to be one."""
    months = report.candidates["tickets_month"].where(~report.candidates["rank"].isin([1, 4]), 0)
    paused = replace(report, candidates=report.candidates.assign(tickets_month=months, months_silent=1))
    answer = answer_of(paused)
    assert answer.left_out["pattern_id"].tolist() == ["P-0a11ce01"]
    assert left_out_text(paused, answer, english) == (
        "Left out, since hardly any of it came in September 2026: “Reset de senha do usuário <NAME> no AD”"
        " (P-0a11ce01). What comes back stands here again."
    )
    marks = lately_of(paused, english)
    assert [marks.get(pattern) for pattern in report.candidates.sort_values("rank")["pattern_id"].head(4)] == [
        "none in Sep 2026", None, None, "none in Sep 2026"
    ]  # fmt: skip
    page = render_html(paused, english)
    assert page.count("none in Sep 2026") == 2
    assert page.count("Left out, since hardly any of it came in September 2026") == 1
    assert left_out_text(report, answer_of(report), english) == ""


def test_toil_share_is_a_floor_and_a_ceiling_of_peoples_hours(report):
    """All 52.6 hours score 0.754 on 5 attributes; 4 people x 120 hours; 738 of 978 tickets are placed."""
    toil = toil_of(report)
    assert toil.patterns == 6
    assert toil.floor_share == pytest.approx(52.6 / 480)
    assert toil.ceiling_share == pytest.approx(52.6 * 978 / 738 / 480)


@pytest.mark.parametrize(
    "change",
    [
        {"overall": 0.49},
        {"known_attributes": 2},
        {"toil_kind": "migration"},
        {"rule": "keep-feature"},
        {"overall": float("nan")},
    ],
)
def test_what_is_no_toil_is_not_counted_as_toil(report, change):
    candidates = report.candidates
    first = candidates["rank"] == 1
    changed = candidates.assign(**{name: candidates[name].mask(first, value) for name, value in change.items()})
    assert toil_of(replace(report, candidates=changed)).floor_hours == pytest.approx(52.6 - 21)


def test_share_is_unknown_without_people(report, make_study):
    study = make_study(squads={"acessos": {"groups": ["N2 Acessos"]}})
    lonely = replace(report, study=study)
    assert pd.isna(toil_of(lonely).floor_share)


def test_headline_says_hours_actions_and_savings(report, words):
    said = {
        "en": "About 53 hours a month go into repeated work. 2 actions could give back 20 of them.",
        "pt-BR": "Cerca de 53 horas por mês vão para trabalho repetitivo. Com 2 ações, dá para recuperar 20.",
    }
    assert headline(report, answer_of(report), words) == said[words.language]


def test_headline_where_nothing_repeats_or_pays(report, words):
    answer = answer_of(report)
    assert words.number(978) in headline(replace(report, candidates=report.candidates.iloc[:0]), answer, words)
    idle = replace(answer, actions=answer.actions.iloc[:0])
    assert "53" in headline(report, idle, words)
    assert "20" not in headline(report, idle, words)


def test_many_tickets_without_text_are_not_called_too_few(report, english, make_fitness):
    said = {
        tickets: headline(
            replace(report, fitness=make_fitness("modest", tickets)), answer_of(report), english
        ).partition("tickets. ")[2]
        for tickets in (40, 3355)
    }
    assert said == {
        40: "Too few to decide by: check before you build.",
        3355: "Many, but too little is known of them to decide by: check before you build.",
    }


def test_what_can_t_be_judged_for_want_of_columns_is_said_first(report, english):
    """One candidate is kept since no ticket states its kind, which self-service is judged by."""
    candidates = report.candidates.assign(
        verdict="keep", rule="keep", not_judged=["self-service-requests", "self-service-requests", *[""] * 4],
        request_share=[float("nan")] * 6,
    )  # fmt: skip
    blind = replace(report, candidates=candidates, tickets=report.tickets.assign(kind=None))
    answer = answer_of(blind)
    assert (answer.unjudged, answer.lacking) == (2, ("kind",))
    assert headline(blind, answer, english).endswith(
        "What to do about 2 of 6 candidates can't be judged: the exports lack kind of ticket."
    )
    assert (
        "“self-service” could not be judged for 2 of 6 candidates: nothing in the exports states: kind of ticket."
        in unknowns(blind, english)
    )
    seen = replace(report, candidates=candidates)  # the column is there: too few tickets, not a missing column
    assert answer_of(seen).unjudged == 0
    assert "No single change would free a working day" in headline(seen, answer_of(seen), english)


def test_tiles_say_value_and_how_sure(report, words):
    tiles = tiles_of(report, answer_of(report), words)
    assert [tile.value for tile in tiles] == ["53", "20", "11%–15%", "75%"]
    assert "30" in tiles[0].how
    assert "88" in tiles[0].how


@pytest.mark.parametrize(
    ("months", "verdict", "rate", "said"),
    [
        (4.24, "automate", 95, "4.2 months"),
        (44.1, "automate", 95, "44 months"),
        (130.0, "automate", 95, "over 10 years"),
        (float("inf"), "automate", 95, "never"),
        (float("nan"), "automate", None, "no rate"),
        (float("nan"), "automate", 95, "unknown"),
        (float("inf"), "keep", 95, "—"),
    ],
)
def test_payback_in_words(months, verdict, rate, said, english):
    assert payback_text(months, verdict, rate, english) == said


@pytest.mark.parametrize(
    ("stability", "templates", "said"), [(0.812, 3, "81%"), (float("nan"), 1, "exact"), (float("nan"), 3, "unknown")]
)
def test_stability_that_nobody_measured_is_unknown_and_not_exact(stability, templates, said, english):
    patterns = pd.DataFrame({"pattern_id": ["P-1"], "templates": [templates]})
    candidate = pd.Series({"pattern_id": "P-1", "stability": stability})
    assert stability_text(candidate, patterns, english) == said


def test_toil_is_unknown_where_no_pattern_has_a_score(report, words):
    unscored = replace(report, candidates=report.candidates.assign(overall=float("nan")))
    assert pd.isna(toil_of(unscored).floor_share)
    assert tiles_of(unscored, answer_of(unscored), words)[2].value == "—"


def test_unknowns_name_what_the_hours_rest_on(report, english):
    said = " ".join(unknowns(report, english))
    assert "in no pattern: 240 of 978." in said
    assert "grows with the service" in said
    assert "2 of 6 verdicts were reached" in said
    assert "hourly rate" not in said
    assert "not measured" not in said
    unmeasured = replace(report, candidates=report.candidates.assign(stability=float("nan")))
    assert "of 5 candidates belong together was not measured" in " ".join(unknowns(unmeasured, english))


def test_unknowns_count_the_minutes_of_each_ticket_and_the_switches(report, english):
    """Where most tickets of each pattern have a worklog, the minutes of the others are said all the same."""
    minutes = pd.DataFrame(
        {"assumption": ["worklog", "elapsed", "default incident"], "minutes_base": [600, 300, 60.0]}
    )
    effort = conform(
        "pattern_effort", minutes.assign(pattern_id="P-0a11ce01", tickets=9, minutes_low=0.0, minutes_high=900.0)
    )
    candidates = report.candidates.assign(rung="worklog", switches=[8, 0, 0, 0, 0, 0])  # 8 x 5 of 1,000 minutes
    said = " ".join(unknowns(replace(report, candidates=candidates, pattern_effort=effort), english))
    assert "30% of the hours are a share of elapsed time" in said
    assert "6% of the hours rest on the study's assumed minutes" in said
    assert "Context switches: 4% of the hours are 5 minutes for each switch, as the study assumes." in said
    assert "work notes" not in said


def test_unknowns_name_what_the_study_and_the_exports_lack(report, english, make_study):
    study = make_study(squads={"acessos": {"groups": ["x"]}}, economics={})
    undated = report.tickets.assign(opened_at=pd.NaT)
    bare = replace(report, study=study, subject_source="codes", tickets=undated)
    said = " ".join(unknowns(bare, english))
    for fact in ("people", "hourly rate", "no free text", "no dates"):
        assert fact in said


def test_nothing_is_said_of_tickets_in_no_pattern_where_there_are_none(report, english):
    said = "Tickets of the window in no pattern: "
    assert said in " ".join(unknowns(report, english))
    months = report.squad_months.assign(placed=report.squad_months["tickets"])
    assert said not in " ".join(unknowns(replace(report, squad_months=months), english))


@pytest.mark.parametrize("months", [0, 6])
def test_the_volume_to_come_says_what_automation_took_over(report, english, months):
    candidate = report.candidates.assign(trend_months=months).iloc[0]
    assert "automation" not in volume_text(candidate, english)
    candidate["automated_share"], candidate["automated_lately"], candidate["automated_since"] = 0.4, 0.8, "2026-08"
    assert volume_text(candidate, english).endswith(
        " Since Aug 2026 an account of automation has resolved 80% of its tickets, 40% in the whole window:"
        " the hours to come count that as it is now."
    )


def test_two_ends_that_read_alike_are_one_figure():
    assert (between("25", "25"), between("25", "31")) == ("25", "25–31")


def test_a_period_of_one_month_is_that_month(english):
    assert period_text(["2026-09"], english) == "Sep 2026"
    assert period_text(["2026-08", "2026-09"], english) == "Aug 2026 – Sep 2026"


def test_the_range_of_one_action_is_no_sum_and_a_share_is_100_only_of_all(report, english):
    answer = answer_of(report)
    one, most = replace(answer, actions=answer.actions.head(1)), replace(answer, placed_tickets=977)
    assert "ends added" in tiles_of(report, answer, english)[1].how
    assert tiles_of(report, one, english)[1].how.startswith("range ")
    assert "ends added" not in tiles_of(report, one, english)[1].how
    assert tiles_of(report, most, english)[3].value == "99%"


@pytest.mark.parametrize(
    ("volume", "said"),
    [(1.79, "volume to come: 179% of the window's"), (0.4, "volume to come: 40% of the window's"), (1.05, "")],
)
def test_a_volume_to_come_unlike_the_windows_stands_beside_what_is_saved(volume, said):
    """Without it, 8.6 hours saved of 8.5 spent now would read as a mistake."""
    assert ahead_text(volume, wording("en")) == said


def test_the_volume_to_come_stands_with_its_action(report):
    growing = report.candidates.assign(projected_volume=1.79)
    assert "volume to come: 179% of the window&#39;s" in render_html(
        replace(report, candidates=growing), wording("en")
    )


def test_an_export_that_was_left_out_is_named_first(report, english):
    lost = {"file": "exports/a.csv", "squad": "*", "reason": "file that can't be read", "rows": 1, "dropped": False}
    counts = pd.concat([report.intake_counts, pd.DataFrame([lost])], ignore_index=True)
    assert unknowns(replace(report, intake_counts=counts), english)[0] == (
        "Exports left out of this run, since they can't be read: exports/a.csv. Tickets that only they hold are"
        " missing here."
    )
    assert "exports/a.csv" not in " ".join(unknowns(report, english))
