import numpy as np
import pandas as pd
import pytest
from ticket_tables import describe, make_tickets, place, run_stages

from toil.candidates import score_candidates
from toil.schema import check, conform
from toil.settings import Economics, Effort, months_back

MONTHS = months_back("2026-06", 6)
NO_SWITCH = Effort(context_switch_minutes=0)


def squad(n=600, patterns=8, seed=0):
    """Return tickets of one squad, half of them with a worklog, and where each is placed."""
    rng = np.random.default_rng(seed)
    opened = pd.Timestamp("2026-01-01T00:00Z") + pd.to_timedelta(np.sort(rng.integers(0, 181 * 1440, n)), unit="min")
    pattern = rng.integers(0, patterns, n)
    rows = pd.DataFrame(
        {
            "opened_at": opened,
            "resolved_at": opened + pd.to_timedelta(rng.lognormal(4, 1, n), unit="min"),
            "kind": np.array(["incident", "request", "alert"])[pattern % 3],
            "state": "closed",
            "tier": rng.integers(1, 4, n),
            "channel": np.array(["phone", "portal", "monitoring"])[pattern % 3],
            "item": [f"host{h}" for h in rng.integers(0, 20, n)],
            "requester": [f"p{p}" for p in rng.integers(0, 60, n)],
            "resolver": [f"r{r}" for r in rng.integers(0, 6, n)],
            "worked_minutes": np.where(rng.random(n) < 0.5, rng.lognormal(3, 0.7, n), np.nan),
            "notes": rng.integers(0, 5, n),
            "reassignments": rng.integers(0, 2, n),
            "resolution": [f"did step {p % 4} of work kind{'abcdefgh'[p % 8]}" for p in pattern],
        }
    )
    tickets = make_tickets(rows.to_dict("records"))
    return tickets, place(tickets, [f"P-{p}" if p else None for p in pattern])


def scores(tickets, ticket_patterns, **options):
    return run_stages(tickets, ticket_patterns, MONTHS, **options).candidates


def test_the_table_fulfils_its_contract_and_is_ranked_by_hours():
    found = check("candidates", scores(*squad()))
    assert found["rank"].tolist() == list(range(1, 8))
    assert found["hours_base"].is_monotonic_decreasing
    assert (found["hours_low"] <= found["hours_base"]).all()
    assert (found["saved_base"] <= found["hours_base"]).all()


def test_hours_are_minutes_over_sixty_and_months():
    # 20 tickets of 30 minutes in each of six months: 10 hours a month; the range is about the volume only
    rows = [
        {"opened_at": f"{month}-{1 + n:02d}T12:00Z", "kind": "incident", "worked_minutes": 30.0}
        for month in MONTHS for n in range(28)
    ]  # fmt: skip
    tickets = make_tickets(rows)
    found = scores(tickets, place(tickets, "A"), effort=NO_SWITCH).iloc[0]
    assert found["hours_base"] == pytest.approx(14, rel=0.02)
    spread = 1.645 * np.sqrt(168.5) / 6 * 0.5
    assert found["hours_high"] - found["hours_low"] == pytest.approx(2 * spread, rel=0.1)


def test_the_context_switch_counts_once_an_episode():
    rows = [
        {"opened_at": f"{month}-{1 + n:02d}T12:{m:02d}Z", "item": "x", "kind": "incident", "worked_minutes": 10.0}
        for month in MONTHS for n in range(28) for m in (0, 20)
    ]  # fmt: skip
    tickets = make_tickets(rows)
    found = scores(tickets, place(tickets, "A"), effort=Effort(context_switch_minutes=6)).iloc[0]
    assert found["hours_base"] == pytest.approx((56 * 10 + 28 * 6) / 60, rel=0.02)


def test_row_order_changes_no_byte():
    tickets, placed = squad()
    mixed = tickets.sample(frac=1, random_state=1).reset_index(drop=True)
    mixed_places = placed.sample(frac=1, random_state=2).reset_index(drop=True)
    pd.testing.assert_frame_equal(scores(tickets, placed), scores(mixed, mixed_places), check_exact=True)


def test_one_more_pattern_moves_no_hours_of_another():
    tickets, placed = squad()
    one_less = placed.assign(pattern_id=placed["pattern_id"].mask(placed["pattern_id"] == "P-7"))
    minutes = Effort(context_switch_minutes=[0, 5, 15])
    with_it = scores(tickets, placed, effort=minutes).set_index("pattern_id").drop("P-7")
    without = scores(tickets, one_less, effort=minutes).set_index("pattern_id").loc[with_it.index]
    # Dispersion is pooled over patterns, so only that moves the range, and the median hardly
    assert without["hours_base"].to_numpy() == pytest.approx(with_it["hours_base"].to_numpy(), rel=0.03)


def test_money_only_with_a_rate():
    tickets, placed = squad()
    without, with_rate = scores(tickets, placed), scores(tickets, placed, economics=Economics(rate=80))
    money = ["net_12_low", "net_12_base", "net_12_high", "payback_months"]
    assert without[money].isna().all(axis=None)
    assert with_rate[money].notna().all(axis=None)
    assert with_rate["net_12_base"].to_numpy() == pytest.approx(with_rate["net_hours_12_base"].to_numpy() * 80)
    assert without["net_hours_12_base"].tolist() == with_rate["net_hours_12_base"].tolist()


def test_one_month_only_gives_hours_and_no_growth():
    tickets, placed = squad()
    found = run_stages(tickets, placed, ["2026-06"]).candidates
    assert found["grows"].isna().all()
    assert found["hours_base"].gt(0).all()


def test_months_before_the_exports_begin_are_not_quiet_months():
    tickets, placed = squad()
    wide = run_stages(tickets, placed, months_back("2026-06", 12)).candidates
    narrow = run_stages(tickets, placed, MONTHS).candidates
    assert wide.set_index("pattern_id")["hours_base"].to_numpy() == pytest.approx(
        narrow.set_index("pattern_id").loc[wide["pattern_id"], "hours_base"].to_numpy(), rel=0.05
    )


def test_growth_is_told_beside_a_wave_and_an_end_and_the_wave_has_none():
    """Their steps are no spread, and what stays does not grow because they go."""
    counts = {"P-grows": [7, 11, 15, 21, 27, 36], "P-wave": [0, 60, 60, 0, 0, 0], "P-ended": [40, 40, 40, 0, 0, 0]}
    counts |= {f"P-steady {n}": [30] * 6 for n in range(4)}
    rows = [
        {"opened_at": f"{month}-{1 + at % 28:02d}T10:{at:02d}:00Z", "kind": "request", "pattern": name}
        for name, each in counts.items()
        for month, n in zip(MONTHS, each, strict=True)
        for at in range(n)
    ]
    tickets = make_tickets([{key: row[key] for key in ("opened_at", "kind")} for row in rows])
    found = scores(tickets, place(tickets, [row["pattern"] for row in rows])).set_index("pattern_id")
    assert found.loc["P-grows", "share_change_low"] > 0.2  # 0.16 with the steps in the spread
    assert found.loc["P-steady 0", "grows"] < 0.5  # 0.97 with the steps in the other volume
    assert np.isnan(found.loc["P-wave", "grows"]) and found.loc["P-wave", "verdict"] == "keep"
    assert found.loc[["P-wave", "P-ended"], "saved_high"].eq(0).all()
    assert found["course"].value_counts().to_dict() == {"lasting": 5, "wave": 1, "ended": 1}


def test_undated_tickets_have_hours_and_unknown_times():
    tickets = make_tickets([{"opened_at": None, "month": "2026-06", "kind": "incident"}] * 30)
    found = run_stages(tickets, place(tickets, "A"), MONTHS, effort=NO_SWITCH).candidates.iloc[0]
    assert found["hours_base"] == pytest.approx(30 * 30 / 60, rel=0.15)  # default minutes, one month
    assert found[["repetitive", "no_enduring_value", "grows"]].isna().all()
    assert found["burst_tickets"] == 0


def test_a_pattern_of_one_outage_has_burst_hours_only():
    rows = [{"opened_at": f"2026-06-05T15:{m:02d}Z", "item": "x", "worked_minutes": 6.0} for m in range(40)]
    rows += [{"opened_at": f"{month}-{day}T10:00Z", "item": "y"} for month in MONTHS for day in ("02", "28")]
    tickets = make_tickets(rows)
    found = (
        scores(tickets, place(tickets, ["A"] * 40 + ["B"] * 12), effort=NO_SWITCH).set_index("pattern_id").loc["A"]
    )
    assert (found["hours_low"], found["hours_high"], found["episodes"], found["burst_tickets"]) == (0, 0, 0, 40)
    assert found["burst_hours"] == pytest.approx(4 / 6)


def test_nothing_known_but_the_ids():
    tickets = make_tickets([{"opened_at": f"2026-06-{d:02d}T10:00Z"} for d in range(1, 13)])
    found = scores(tickets, place(tickets, "A")).iloc[0]
    assert found["verdict"] == "keep"
    assert found["uncertain"]
    assert found["not_judged"].split(",") == [
        "reject-no-action",
        "eliminate-alerts",
        "eliminate-change",
        "eliminate-recurrence",
        "keep-feature",  # there is no text to read
        "document-questions",
        "self-service-requests",
        "automate-homogeneous",  # would pay back, but nobody knows how alike the resolutions are
        "document-one-resolver",
        "keep-varied",
    ]


def test_a_pattern_without_tickets_of_the_window_is_left_out():
    tickets, placed = squad()
    found = scores(tickets, placed, patterns=describe([f"P-{p}" for p in range(1, 10)]))
    assert len(found) == 7


def test_no_pattern_gives_an_empty_table():
    tickets, placed = squad()
    found = run_stages(tickets, placed.assign(pattern_id=pd.Series([None] * len(placed), dtype="str")), MONTHS)
    assert check("candidates", found.candidates).empty


@pytest.mark.parametrize("column", ["kind", "priority", "tier", "resolver", "requester", "item", "state", "channel"])
def test_a_missing_column_is_no_failure(column):
    tickets, placed = squad(200)
    blank = tickets.assign(**{column: pd.Series([pd.NA] * len(tickets)).astype(tickets[column].dtype)})
    assert len(scores(blank, placed)) == 7


def test_the_seed_is_an_argument():
    tickets, placed = squad(200)
    stages = run_stages(tickets, placed, MONTHS)
    tables = (placed, stages.ticket_effort, stages.episodes, stages.ticket_episodes, stages.pattern_months)
    options = {"months": MONTHS, "effort": Effort(), "economics": Economics()}
    patterns = describe([f"P-{p}" for p in range(1, 8)])
    one, again, other = (
        score_candidates(tickets, patterns, *tables, **options, random_state=s).candidates for s in (0, 0, 1)
    )
    pd.testing.assert_frame_equal(one, again)
    assert not np.allclose(one["hours_low"], other["hours_low"])


def decided(*rows):
    names = ["pattern_id", "action", "value", "reason"]
    return conform("decisions", pd.DataFrame(rows, columns=names).assign(who="ana", when="2026-06-30"))


def test_what_a_verdict_brings_follows_the_one_that_people_chose():
    tickets, placed = squad()
    rules = scores(tickets, placed).set_index("pattern_id")
    people = scores(tickets, placed, decisions=decided(("P-1", "verdict", "reject", "why"))).set_index("pattern_id")
    chosen, rest = people.loc["P-1"], people.drop("P-1")
    assert (chosen["verdict"], chosen["decided_by"], chosen["rule"]) == ("reject", "person", rules.loc["P-1", "rule"])
    assert chosen["build_hours"] == Economics().means["reject"].build_hours.base
    assert chosen["saved_base"] == pytest.approx(chosen["hours_base"] * 0.8 * 0.95, rel=0.1)
    pd.testing.assert_frame_equal(rest, rules.drop("P-1"), check_like=True)


def test_an_attribute_that_people_set_moves_overall_and_verdict():
    tickets, placed = squad()
    cheap = Economics(means={"automate": {"automatable_share": 0.5, "residual_touch": 0, "build_hours": 1}})
    before = run_stages(tickets, placed, MONTHS, economics=cheap)
    decisions = decided(("P-1", "attribute", "automatable=0", "vendor only"))
    after = run_stages(tickets, placed, MONTHS, economics=cheap, decisions=decisions)
    row, old = (stages.candidates.set_index("pattern_id").loc["P-1"] for stages in (after, before))
    assert (row["automatable"], row["automatable_n"]) == (0, old["automatable_n"])
    known = row["known_attributes"]
    assert row["overall"] == pytest.approx(old["overall"] - old["automatable"] / known)
    assert (old["rule"], row["rule"] == old["rule"]) == ("automate-homogeneous", False)
    assert after.overrules[["tested", "decided", "reason"]].iloc[0].tolist() == [old["automatable"], 0, "vendor only"]
    assert before.overrules.empty


def test_minutes_by_assumption_add_up_to_the_minutes_outside_bursts():
    tickets, placed = squad()
    stages = run_stages(tickets, placed, MONTHS)
    effort = stages.pattern_effort
    assert set(effort["assumption"]) <= {"worklog", "peers", "notes", "elapsed"} | {
        f"default {kind}" for kind in ("incident", "request", "alert")
    }
    per_pattern = effort.groupby("pattern_id")[["tickets", "minutes_base"]].sum()
    found = stages.candidates.set_index("pattern_id")
    assert per_pattern["tickets"].to_dict() == (found["tickets"] - found["burst_tickets"]).to_dict()
    minutes = stages.ticket_effort.merge(placed, on="ticket_id").merge(stages.ticket_episodes, on="ticket_id")
    steady = minutes.merge(stages.episodes[["episode_id", "burst"]], on="episode_id").query("not burst")
    assert per_pattern["minutes_base"].to_dict() == pytest.approx(
        steady.groupby("pattern_id")["minutes_base"].sum().to_dict()
    )


def test_an_action_is_uncertain_where_fewer_than_8_of_10_draws_pay_back():
    tickets, placed = squad(900)
    verdicts = [(f"P-{n}", "verdict", "automate", "why") for n in range(1, 7)] + [("P-7", "verdict", "keep", "why")]
    found = scores(tickets, placed, decisions=decided(*verdicts)).set_index("pattern_id")
    kept, acted = found.loc["P-7"], found.drop("P-7")
    assert acted["uncertain"].tolist() == (acted["pays_share"] < 0.8).tolist()
    assert set(acted["uncertain"]) == {True, False}
    assert (acted["net_hours_12_low"] < 0).all()  # which told nothing
    assert np.isnan(kept["pays_share"]) and not kept["uncertain"]
