import pandas as pd
from decision_files import decide

from toil.decisions import apply_grouping, apply_names, find_joins
from toil.schema import conform

A, B, C = "P-aaaaaaaa", "P-bbbbbbbb", "P-cccccccc"
NOT_HERE = "no such pattern in this window"


def patterns(*names):
    table = pd.DataFrame({"pattern_id": names, "label": names, "terms": "", "theme": "x", "language": "pt"})
    return conform("patterns", table.assign(tickets=9, templates=2, cohesion=0.8, first_month="2026-09"))


def placed(*pairs):
    rows = pd.DataFrame(pairs, columns=["template_id", "pattern_id"])
    return conform("ticket_patterns", rows.assign(ticket_id=rows.index.astype("str"), language="pt"))


def test_a_merge_puts_templates_into_one_group(tmp_path):
    decisions = decide(tmp_path, "P-1,merge,acesso,t1 t2 t9,,,,ana,2026-09-01")
    groups, misfits = apply_grouping(placed(("t1", "P-1"), ("t2", "P-2"), ("t3", "P-2")), decisions)
    assert groups == {"t1": "acesso", "t2": "acesso"}
    assert misfits.empty


def test_decisions_that_no_longer_fit_are_reported(tmp_path):
    decisions = decide(tmp_path, "P-7,rename,Novo,,,,,ana,2026-09-01", "P-7,merge,acesso,t8 t9,,,,ana,2026-09-01")
    assert apply_names(patterns("P-1"), decisions)[1]["pattern_id"].tolist() == ["P-7"]
    assert apply_grouping(placed(("t1", "P-1")), decisions)[1]["problem"].tolist() == [
        "none of its templates occurs in this window"
    ]


def test_a_group_may_be_named_by_its_tickets(tmp_path):
    table = placed(("t1", "P-1"), ("t2", "P-1"), ("t3", "P-1")).assign(ticket_id=["INC1", "INC2", "INC3"])
    groups, misfits = apply_grouping(table, decide(tmp_path, 'P-1,split,acesso,"INC2, t3",,,,ana,2026-09-01'))
    assert groups == {"t2": "acesso", "t3": "acesso"}
    assert misfits.empty


def test_a_merge_of_patterns_is_no_group_of_texts(tmp_path):
    decisions = decide(tmp_path, f"{A},merge,acesso,{A} {B},,,,ana,2026-09-01")
    groups, misfits = apply_grouping(placed(("t1", A), ("t2", B)), decisions)
    assert groups == {}
    assert misfits.empty


def test_patterns_are_joined_under_the_id_of_the_decision(tmp_path):
    decisions = decide(tmp_path, f"{A},merge,acesso,{A} {B},,,,ana,2026-09-01")
    assert find_joins(patterns(A, B, C), decisions)[0] == {B: A}


def test_a_pattern_goes_on_under_the_kept_id_where_that_one_is_not_there(tmp_path):
    decisions = decide(tmp_path, f"{A},merge,acesso,{B},,,,ana,2026-09-01")
    kept, misfits = find_joins(patterns(B, C), decisions)
    assert kept == {B: A}
    assert misfits.empty


def test_a_merge_of_patterns_that_are_gone_is_reported(tmp_path):
    decisions = decide(tmp_path, f"{A},merge,acesso,{B},,,,ana,2026-09-01")
    kept, misfits = find_joins(patterns(A, C), decisions)
    assert kept == {}
    assert misfits.to_dict("records") == [{"pattern_id": A, "action": "merge", "problem": NOT_HERE}]


def test_what_was_joined_is_joined_again_with_all_of_it(tmp_path):
    first, second = f"{A},merge,ab,{B},,,,ana,2026-09-01", f"{C},merge,abc,{A},,,,ana,2026-09-02"
    assert find_joins(patterns(A, B, C), decide(tmp_path, first, second))[0] == {A: C, B: C}


def test_a_later_line_turns_a_join_round(tmp_path):
    first, second = f"{A},merge,ab,{B},,,,ana,2026-09-01", f"{B},merge,ba,{A},,,,ana,2026-09-02"
    assert find_joins(patterns(A, B), decide(tmp_path, first, second))[0] == {A: B}
