"""The same work in two squads: by texts, by words, from either side, whatever the volumes."""

import pandas as pd

from toil.patterns import group_matches, match_squads
from toil.schema import conform


def registry(**patterns):
    """Each pattern: its words, and tickets by template."""
    rows = [
        (name, "2026-09", template, tickets, words)
        for name, (words, templates) in patterns.items()
        for template, tickets in templates.items()
    ]
    return conform("registry", pd.DataFrame(rows, columns=["pattern_id", "month", "template_id", "tickets", "terms"]))


MINE = registry(
    certificates=("tls · expires · days", {"t1": 90, "t2": 10}),
    passwords=("reset · password · user", {"t3": 30}),
    reports=("report · extract · month · list · sales", {"t4": 8}),
)
THEIRS = registry(
    certs=("certificate · expires · renew", {"t1": 3, "t9": 2}),  # 60% of 5 on t1, mine 90%: 60% the same
    locked=("user · reset · password", {"t8": 400}),  # all words the same, no text
    extracts=("report · extract · month · list · stock", {"t7": 8}),  # 4 of 6 words: another piece of work
)


def test_texts_or_words_make_it_the_same_work():
    found = match_squads(MINE, THEIRS).set_index("pattern_id")
    assert found["other_id"].to_dict() == {"certificates": "certs", "passwords": "locked"}
    assert found["same_texts"].round(6).to_dict() == {"certificates": 0.6, "passwords": 0.0}
    assert found["same_words"].to_dict() == {"certificates": 0.2, "passwords": 1.0}


def test_it_is_the_same_from_either_side_and_in_any_order_of_rows():
    there = match_squads(MINE, THEIRS)
    back = match_squads(THEIRS.iloc[::-1], MINE.iloc[::-1])
    turned = back.rename(columns={"pattern_id": "other_id", "other_id": "pattern_id"})[there.columns]
    pd.testing.assert_frame_equal(there, turned.sort_values("pattern_id", ignore_index=True))


def test_only_the_best_counterpart_counts():
    theirs = registry(near=("a · b", {"t1": 8, "t9": 2}), far=("c · d", {"t1": 4, "t8": 6}))
    assert match_squads(MINE, theirs)["other_id"].tolist() == ["near"]


def test_squads_without_patterns_share_nothing():
    nothing = MINE.iloc[:0]
    assert match_squads(MINE, nothing).empty
    assert match_squads(nothing, nothing).empty
    assert match_squads(MINE, registry(other=("x · y", {"t77": 9}))).empty


def test_patterns_without_words_are_not_alike_for_that():
    bare = registry(one=("", {"t1": 5})), registry(two=("", {"t2": 5}))
    assert match_squads(*bare).empty


def test_what_matches_through_a_third_squad_is_one_work():
    pairs = pd.DataFrame({"pattern_id": ["P-a", "P-d", "P-b"], "other_id": ["P-b", "P-e", "P-c"]})
    assert group_matches(pairs).to_dict() == {"P-a": 0, "P-b": 0, "P-c": 0, "P-d": 1, "P-e": 1}
    assert group_matches(pairs.iloc[:0]).empty
