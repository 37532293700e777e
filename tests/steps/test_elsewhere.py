"""What other squads do too, from their own steps: whichever squad runs first, and without a text of theirs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from toil.i18n import wording
from toil.publish import render_html, render_portfolio
from toil.publish.shared import shared_of
from toil.sample import generate_tickets, write_export
from toil.steps import open_portfolio, open_steps

STUDY = """
[study]
language = "en"
published_key = "a key that is not secret at all"
[exports]
files = ["*.csv"]
timezone = "America/Sao_Paulo"
"""
SQUADS = {
    "north": '[squads.north]\ntitle = "North"\ngroups = ["N"]\n',
    "south": '[squads.south]\ntitle = "South"\ngroups = ["S"]\n',
    "tiny": '[squads.tiny]\ntitle = "Tiny"\ngroups = ["T"]\n',
}


@pytest.fixture(scope="module")
def make_study(tmp_path_factory):
    """Return a study of three squads in the order asked: two with like work of different texts, one too small.

    It begins with the store of the study *like*, if one is given.
    """
    tickets = {
        "N": generate_tickets(420, seed=5),
        "S": generate_tickets(300, seed=6),
        "T": generate_tickets(30, seed=7),
    }
    north, south, tiny = (  # four months, for each is computed
        of[of["opened_at"] >= "2026-06-01"].assign(group=group) for group, of in tickets.items()
    )

    def made(*order: str, like: Path | None = None):
        folder = tmp_path_factory.mktemp("study")
        if like is not None:  # what is computed of one squad's texts is the same there
            shutil.copytree(like / "store", folder / "store")
        for name, tickets in {"n": north, "s": south, "t": tiny}.items():
            write_export(folder / f"{name}.csv", tickets.assign(ticket_id=name + tickets["ticket_id"]))
        (folder / "toil.toml").write_text(STUDY + "".join(SQUADS[squad] for squad in order), encoding="utf-8")
        return folder

    return made


@pytest.fixture(scope="module")
def three(make_study):
    return make_study("north", "south", "tiny")


@pytest.fixture(scope="module")
def reports(make_study, three):
    """North's and south's reports, north first; and again in a study of its own, south first."""
    first, second = three, make_study("tiny", "south", "north")
    return [
        {squad: open_steps(first, squad, "2026-09").report() for squad in ("north", "south")},
        {squad: open_steps(second, squad, "2026-09").report() for squad in ("south", "north")},
    ]


@pytest.mark.slow
def test_the_order_of_squads_changes_nothing_that_is_shared(reports):
    for squad in ("north", "south"):
        first, second = (of[squad].shared_patterns for of in reports)
        assert len(first) >= 2
        assert first.to_csv(index=False) == second.to_csv(index=False)


@pytest.mark.slow
def test_both_sides_tell_the_same_story_with_the_others_own_figures(reports):
    north, south = reports[0]["north"], reports[0]["south"]
    assert len(north.shared_patterns) == len(south.shared_patterns)
    theirs = south.candidates[south.candidates["pattern_id"].isin(south.shared_patterns["pattern_id"])]
    for name in ("tickets", "hours_low", "hours_base", "hours_high"):
        assert sorted(north.shared_patterns[name]) == pytest.approx(sorted(theirs[name]))


@pytest.mark.slow
def test_a_squad_with_too_few_tickets_is_not_compared_and_said_so(reports):
    status = reports[0]["north"].compared_squads.set_index("squad")["status"].to_dict()
    assert status == {"south": "compared", "tiny": "too few tickets"}


@pytest.mark.slow
def test_no_text_and_no_label_of_another_squad_is_in_the_report(reports, three):
    north, south = reports[0]["north"], reports[0]["south"]
    page = render_html(north, open_steps(three, "north", "2026-09").wording)
    own = set(north.candidates["label"])
    assert [pattern.candidate["label"] for pattern in shared_of(north).patterns if pattern.others]
    assert not any(f"<bdi>{label}</bdi>" in page for label in set(south.candidates["label"]) - own)
    assert not any(ticket_id in page for ticket_id in south.tickets["ticket_id"])


@pytest.mark.slow
def test_a_squad_that_fails_stops_no_other_and_changes_the_fingerprint(reports, make_study, three):
    folder = make_study("north", "south", like=three)
    before = open_steps(folder, "north", "2026-09").fingerprint()
    (folder / "decisions").mkdir()
    (folder / "decisions" / "south.csv").write_text("nonsense\n")
    steps = open_steps(folder, "north", "2026-09")
    assert steps.fingerprint() != before
    report = steps.report()
    assert report.compared_squads["status"].tolist() == ["failed"]
    assert report.shared_patterns.empty
    assert "Not compared, since their own run fails: South." in render_html(report, steps.wording)


@pytest.mark.slow
def test_a_study_of_one_squad_has_nobody_to_compare_with(reports, make_study, three):
    steps = open_steps(make_study("north", like=three), "north", "2026-09")
    assert "no other squad with tickets enough" in render_html(steps.report(), steps.wording)


@pytest.mark.slow
def test_the_portfolio_holds_every_squad_and_sums_only_those_with_figures(reports, three):
    portfolio = open_portfolio(three, "2026-09")
    squads = portfolio.squads.set_index("squad")
    assert squads["status"].to_dict() == {"north": "modest", "south": "modest", "tiny": "refused"}
    assert "under the floor of 30" in squads.loc["tiny", "reason"]
    assert squads.loc["tiny", ["candidates", "hours_base"]].isna().all()
    for name in ("north", "south"):
        own = reports[0][name]
        assert (squads.loc[name, "candidates"], squads.loc[name, "hours_base"]) == (
            len(own.candidates),
            own.hours.base,
        )
    ends = squads[["hours_low", "hours_high"]].sum()
    assert (
        ends["hours_low"] <= portfolio.hours.low < portfolio.hours.base < portfolio.hours.high <= ends["hours_high"]
    )
    assert squads["people_share"].isna().all()


@pytest.mark.slow
def test_the_portfolio_shares_the_work_that_the_reports_share(reports, three):
    portfolio = open_portfolio(three, "2026-09")
    works = portfolio.shared.groupby("work")["squad"].nunique()
    assert (works == 2).all()
    shared = set(reports[0]["north"].shared_patterns["pattern_id"])
    of_north = portfolio.candidates.query("squad == 'north' and others == 1")
    assert set(of_north["pattern_id"]) == shared
    assert len(works) >= 2


@pytest.mark.slow
def test_a_squad_that_fails_or_has_no_ticket_is_told_in_the_portfolio(make_study, three):
    folder = make_study("north", "south", like=three)
    (folder / "toil.toml").open("a", encoding="utf-8").write('[squads.nobody]\ngroups = ["X"]\n')
    (folder / "decisions").mkdir()
    (folder / "decisions" / "south.csv").write_text("nonsense\n")
    portfolio = open_portfolio(folder, "2026-09")
    squads = portfolio.squads.set_index("squad")
    assert squads["status"].to_dict() == {"north": "modest", "south": "failed", "nobody": "no tickets"}
    assert "south.csv: wrong columns" in squads.loc["south", "reason"]
    assert portfolio.hours.base == squads.loc["north", "hours_base"]
    assert portfolio.shared.empty


@pytest.mark.slow
def test_where_every_squad_is_refused_the_portfolio_is_empty_and_says_so(make_study, three):
    portfolio = open_portfolio(make_study("tiny", like=three), "2026-09")
    assert portfolio.squads["status"].tolist() == ["refused"]
    assert portfolio.reported.empty
    assert portfolio.candidates.empty
    assert portfolio.shared.empty
    assert "No squad has figures of this month." in render_portfolio(portfolio, wording("en"))
