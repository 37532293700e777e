from dataclasses import replace

import pandas as pd
import pytest

from toil.publish.joined import joined_candidates
from toil.schema import conform
from toil.settings import Economics

MEANS = Economics().means["self-service"]


def small(*hours, **facts):
    """Return candidates of self-service, too small to build for one by one; *facts* are lists, a value each."""
    rows = pd.DataFrame({"hours_base": hours, **facts})
    return rows.assign(
        pattern_id=[f"P-{n}" for n in range(len(hours))], rank=range(1, len(hours) + 1), status=None,
        label=[f"Work, {n}" for n in range(len(hours))], tickets_month=9, tickets=54, burst_tickets=0,
        months_active=6, months_silent=0, longest_pause=0, projected_volume=1.0,
    ).assign(
        **{column: rows.get(column, pd.Series(usual, index=rows.index))
           for column, usual in {"verdict": "self-service", "rule": "self-service-requests", "course": "lasting",
                                 "net_hours_12_base": -5.0}.items()},
    )  # fmt: skip


def joined(report, candidates, *pairs):
    linked = pd.DataFrame([{"pattern_id": a, "other_id": b, "likeness": 0.9, "resolutions": 20} for a, b in pairs])
    found = replace(report, candidates=candidates, shared_remedies=conform("shared_remedies", linked))
    return joined_candidates(found)


@pytest.fixture
def plain(report):
    return replace(report, study=report.study.model_copy(update={"economics": Economics()}))


def test_three_that_pairs_link_are_one_group_with_one_build(plain, english):
    """3 + 2.5 + 2.5 h x 0.6 x 0.9 = 4.32 h saved; 12 of these less 30 h of build and a fifth of it: 15.8 h."""
    assert (MEANS.automatable_share.base, MEANS.residual_touch.base, MEANS.build_hours.base) == (0.6, 0.1, 30)
    [group] = joined(plain, small(3.0, 2.5, 2.5, 9.0), ("P-0", "P-1"), ("P-1", "P-2"))
    assert (group.verdict, group.hours) == ("self-service", 8.0)
    assert group.net_hours == pytest.approx(12 * 8 * 0.6 * 0.9 - 30 * 1.2)
    assert group.decision() == 'P-0,merge,"Work, 0",P-0 P-1 P-2'
    assert "“Work, 0” (P-0), “Work, 1” (P-1), and 1 more in resolved_alike.csv: 8.0 h a month" in group.text(english)
    assert "(“Self-service”) they would free 16 h over 12 months" in group.text(english)


def test_what_brings_no_more_together_is_not_named(plain):
    assert not joined(plain, small(3.0, 2.0), ("P-0", "P-1"))  # under a day, even together
    assert not joined(plain, small(9.0, 0.5, net_hours_12_base=[22.0, -30.0]), ("P-0", "P-1"))  # the first has it all


def test_what_is_over_brings_nothing_and_what_people_settled_is_left_out(plain):
    pair = ("P-0", "P-1")
    assert joined(plain, small(4.0, 4.0), pair)
    assert not joined(plain, small(4.0, 4.0, course=["lasting", "ended"]), pair)
    assert not joined(plain, small(4.0, 4.0).assign(status=[None, "declined"]), pair)


def test_what_is_only_too_small_counts_as_work_to_automate_and_what_is_kept_otherwise_does_not(plain):
    kept = {"verdict": ["keep", "keep"]}
    [group] = joined(plain, small(6.0, 5.0, rule=["keep-small"] * 2, **kept), ("P-0", "P-1"))
    assert group.verdict == "automate"
    assert not joined(plain, small(6.0, 5.0, rule=["keep-varied"] * 2, **kept), ("P-0", "P-1"))
