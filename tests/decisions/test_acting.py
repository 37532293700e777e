import pandas as pd
from decision_files import decide

from toil.decisions import apply_attributes, apply_names, apply_status, apply_verdicts
from toil.schema import conform, empty


def patterns():
    table = pd.DataFrame({"pattern_id": ["P-1", "P-2"], "label": ["senha", "vpn"], "terms": "", "language": "pt"})
    table["theme"] = table["label"]
    return conform(
        "patterns", table.assign(tickets=9, templates=2, stability=0.9, cohesion=0.8, first_month="2026-09")
    )


def test_nothing_decided_changes_nothing():
    none = empty("decisions")
    pd.testing.assert_frame_equal(apply_names(patterns(), none)[0], patterns())
    verdicts = pd.DataFrame({"pattern_id": ["P-1"], "verdict": ["automate"], "decided_by": ["rule"]}, dtype="str")
    pd.testing.assert_frame_equal(apply_verdicts(verdicts, none)[0], verdicts)


def test_a_name_is_taken_and_the_last_one_wins(tmp_path):
    decisions = decide(
        tmp_path, "P-1,rename,Senha,,,,,ana,2026-09-01", "P-1,rename,Troca de senha,,,,,ana,2026-09-02"
    )
    named, misfits = apply_names(patterns(), decisions)
    assert named["label"].tolist() == ["Troca de senha", "vpn"]
    assert misfits.empty


def test_a_theme_of_one_pattern_is_renamed_with_it_and_a_shared_one_is_not(tmp_path):
    decisions = decide(tmp_path, "P-1,rename,Senha,,,,,ana,2026-09-01", "P-2,rename,VPN,,,,,ana,2026-09-01")
    named, _ = apply_names(patterns().assign(theme=["senha", "rede · acesso"]), decisions)
    assert named["theme"].tolist() == ["Senha", "rede · acesso"]


def test_a_verdict_of_a_person_wins_and_is_marked(tmp_path):
    candidates = pd.DataFrame(
        {"pattern_id": ["P-1", "P-2"], "verdict": ["automate", "keep"], "decided_by": ["rule", "rule"]}, dtype="str"
    )
    decisions = decide(tmp_path, "P-2,verdict,eliminate,,,,noise,ana,2026-09-01")
    judged, _ = apply_verdicts(candidates, decisions)
    assert judged["verdict"].tolist() == ["automate", "eliminate"]
    assert judged["decided_by"].tolist() == ["rule", "person"]


def attributes():
    return pd.DataFrame({"pattern_id": ["P-1", "P-2"], "tactical": [0.9, 0.4], "grows": [float("nan"), 0.2]}).assign(
        **dict.fromkeys(["manual", "repetitive", "automatable", "no_enduring_value"], 0.5)
    )


def test_an_attribute_is_set_and_what_the_test_said_is_kept_with_the_reason(tmp_path):
    decisions = decide(
        tmp_path,
        "P-1,attribute,grows=0.8,,,,New branches each month,ana,2026-09-01",
        "P-2,attribute,tactical=1,,,,first thought,ana,2026-09-01",
        "P-2,attribute,tactical = unknown,,,,Channel is wrong,bia,2026-09-02",
    )
    changed, overrules, misfits = apply_attributes(attributes(), decisions)
    assert changed["grows"].tolist() == [0.8, 0.2]
    assert changed["tactical"].isna().tolist() == [False, True]
    assert misfits.empty
    grown, unknown = overrules.to_dict("records")
    assert (grown["attribute"], grown["decided"], grown["reason"]) == ("grows", 0.8, "New branches each month")
    assert pd.isna(grown["tested"])
    assert (unknown["tested"], unknown["who"], unknown["when"]) == (0.4, "bia", "2026-09-02")
    assert pd.isna(unknown["decided"])


def test_an_attribute_of_a_pattern_that_is_gone_is_reported(tmp_path):
    decisions = decide(tmp_path, "P-9,attribute,grows=0.8,,,,why,ana,2026-09-01")
    _, overrules, misfits = apply_attributes(attributes(), decisions)
    assert overrules.empty
    assert misfits.to_dict("records") == [
        {"pattern_id": "P-9", "action": "attribute", "problem": "no such pattern in this window"}
    ]


def test_a_verdict_that_another_line_takes_back_is_the_later_ones(tmp_path):
    candidates = pd.DataFrame({"pattern_id": ["P-1"], "verdict": ["document"], "decided_by": ["rule"]}, dtype="str")
    decisions = decide(
        tmp_path, "P-1,verdict,automate,,,,,bruno,2026-09-02", "P-1,verdict,keep,,,,not now,ana,2026-09-03"
    )
    assert apply_verdicts(candidates, decisions)[0]["verdict"].tolist() == ["keep"]


def test_status_and_owner_are_the_last_that_people_wrote_and_a_pattern_that_is_gone_is_reported(tmp_path):
    decisions = decide(
        tmp_path,
        "P-1,status,accepted,,,ana,,ana,2026-09-01",
        "P-1,status,building,,,,,ana,2026-09-02",
        "P-2,verdict,keep,,,bruno,,ana,2026-09-02",
        "P-9,status,live,,,,,ana,2026-09-02",
    )
    followed, misfits = apply_status(patterns(), decisions)
    assert followed["status"].fillna("").tolist() == ["building", ""]
    assert followed["owner"].tolist() == ["ana", "bruno"]
    assert misfits.to_dict("records") == [
        {"pattern_id": "P-9", "action": "status", "problem": "no such pattern in this window"}
    ]


def test_joined_patterns_bear_the_name_of_the_merge_until_a_later_line_renames_them(tmp_path):
    joined = "P-1,merge,Senha e conta,P-aaaaaaaa,,,,ana,2026-09-01"
    assert apply_names(patterns(), decide(tmp_path, joined))[0]["label"].tolist() == ["Senha e conta", "vpn"]
    later = decide(tmp_path, joined, "P-1,rename,Acesso,,,,,ana,2026-09-02")
    assert apply_names(patterns(), later)[0]["label"].tolist() == ["Acesso", "vpn"]
