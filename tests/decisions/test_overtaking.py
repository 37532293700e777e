"""A line reads as overtaken exactly where a later one decides in its stead."""

from decision_files import decide

from toil.decisions import overtaken_by

A, B, C = "P-aaaaaaaa", "P-bbbbbbbb", "P-cccccccc"


def over(tmp_path, *lines):
    return overtaken_by(decide(tmp_path, *(f"{line},,,,ana,2026-09-01" for line in lines)))


def reasoned(tmp_path, *lines):
    return overtaken_by(decide(tmp_path, *(f"{line},,,,since,ana,2026-09-01" for line in lines)))


def test_nobody_decided_anything(tmp_path):
    assert over(tmp_path) == []


def test_the_last_of_several_lines_about_the_same_counts(tmp_path):
    lines = [f"{A},verdict,keep,", f"{B},verdict,keep,", f"{A},status,live,", f"{A},verdict,reject,"]
    assert over(tmp_path, *lines) == [3, None, None, None]


def test_two_attributes_of_one_pattern_are_two_matters(tmp_path):
    lines = [f"{A},attribute,manual=1", f"{A},attribute,grows=unknown", f"{A},attribute,manual=0.2"]
    assert reasoned(tmp_path, *lines) == [2, None, None]


def test_of_two_merges_of_the_same_patterns_the_later_name_counts(tmp_path):
    lines = [f"{A},merge,Password,{A} {B},,,,ana,2026-09-01", f"{A},merge,Access,{B} {A},,,,bruno,2026-09-02"]
    assert overtaken_by(decide(tmp_path, *lines)) == [1, None]


def test_a_merge_of_more_or_under_another_id_overtakes_too(tmp_path):
    assert over(tmp_path, f"{A},merge,One,{A} {B}", f"{B},merge,Two,{A} {B} {C}") == [1, None]


def test_two_merges_into_one_pattern_both_act(tmp_path):
    assert over(tmp_path, f"{A},merge,One,{A} {B}", f"{A},merge,One,{A} {C}") == [None, None]


def test_a_merge_that_later_ones_parted_is_overtaken(tmp_path):
    assert over(tmp_path, f"{A},merge,One,{A} {B}", f"{C},merge,Two,{B} {C}") == [1, None]


def test_a_name_is_overtaken_by_a_later_merge_but_a_merge_is_not_by_a_later_name(tmp_path):
    lines = [f"{A},rename,Old,", f"{A},merge,Whole,{A} {B}", f"{A},rename,New,"]
    assert over(tmp_path, *lines) == [2, None, None]
    assert over(tmp_path, *lines[:2]) == [1, None]


def test_groups_of_other_texts_both_act_though_they_bear_one_name(tmp_path):
    assert over(tmp_path, f"{A},split,Home,T1 T2", f"{A},split,Home,T3") == [None, None]
    assert over(tmp_path, f"{A},split,Home,T1 T2", f"{B},merge,Away,T2", f"{A},split,Home,T1 T4") == [2, None, None]
    assert over(tmp_path, f"{A},split,Home,T1 T2", f"{B},merge,Away,T2") == [None, None]
