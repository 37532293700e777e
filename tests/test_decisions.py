import pandas as pd
import pytest

from toil.decisions import apply_attributes, apply_grouping, apply_names, apply_verdicts, read_decisions
from toil.errors import SettingsError
from toil.schema import conform, empty

HEADER = "pattern_id,action,value,templates,example,owner,reason,who,when\n"


def decide(tmp_path, *lines):
    (tmp_path / "acessos.csv").write_text(HEADER + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return read_decisions(tmp_path, "acessos")


def placed(*pairs):
    rows = pd.DataFrame(pairs, columns=["template_id", "pattern_id"])
    return conform("ticket_patterns", rows.assign(ticket_id=rows.index.astype("str"), language="pt"))


def patterns():
    table = pd.DataFrame({"pattern_id": ["P-1", "P-2"], "label": ["senha", "vpn"], "terms": "", "language": "pt"})
    table["theme"] = table["label"]
    return conform(
        "patterns", table.assign(tickets=9, templates=2, stability=0.9, cohesion=0.8, first_month="2026-09")
    )


def test_a_squad_without_a_file_has_decided_nothing(tmp_path):
    pd.testing.assert_frame_equal(read_decisions(tmp_path, "acessos"), empty("decisions"))


def test_nothing_decided_changes_nothing():
    none = empty("decisions")
    assert apply_grouping(placed(("t1", "P-1")), none)[0] == {}
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


def test_a_merge_puts_templates_into_one_group(tmp_path):
    decisions = decide(tmp_path, "P-1,merge,acesso,t1 t2 t9,,,,ana,2026-09-01")
    groups, misfits = apply_grouping(placed(("t1", "P-1"), ("t2", "P-2"), ("t3", "P-2")), decisions)
    assert groups == {"t1": "decided:acesso", "t2": "decided:acesso"}
    assert misfits.empty


def test_decisions_that_no_longer_fit_are_reported(tmp_path):
    decisions = decide(tmp_path, "P-7,rename,Novo,,,,,ana,2026-09-01", "P-7,merge,acesso,t8 t9,,,,ana,2026-09-01")
    assert apply_names(patterns(), decisions)[1]["pattern_id"].tolist() == ["P-7"]
    assert apply_grouping(placed(("t1", "P-1")), decisions)[1]["problem"].tolist() == [
        "none of its templates occurs in this window"
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("P-1,renam,x,,,,,ana,2026-09-01", "unknown action 'renam'. Did you mean 'rename'?"),
        ("P-1,verdict,automatic,,,,,ana,2026-09-01", "found 'automatic'; wanted reject, eliminate,"),
        ("P-1,rename,,,,,,ana,2026-09-01", "action 'rename' has no value it can take; found ''; wanted a name"),
        ("P-1,merge,x,,,,,ana,2026-09-01", "action 'merge' names no templates"),
        ("P-1,rename,x,,,,,ana,1/9/2026", "a decision needs who and when"),
    ],
)
def test_a_line_that_cannot_be_acted_on_is_one_clear_error(tmp_path, line, sentence):
    with pytest.raises(SettingsError) as error:
        decide(tmp_path, line)
    assert sentence in str(error.value)
    assert "acessos.csv, line 2" in str(error.value)


def test_a_wrong_column_names_the_nearest(tmp_path):
    (tmp_path / "acessos.csv").write_text(HEADER.replace("owner", "onwer"), encoding="utf-8")
    with pytest.raises(SettingsError, match="Did you mean 'owner'"):
        read_decisions(tmp_path, "acessos")


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


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("P-1,attribute,grow=0.8,,,,why,ana,2026-09-01", "unknown attribute 'grow'. Did you mean 'grows'?"),
        (
            "P-1,attribute,grows=8,,,,why,ana,2026-09-01",
            "attribute 'grows' has no share; found '8'; wanted grows=0 to 1",
        ),
        ("P-1,attribute,grows=0.8,,,,,ana,2026-09-01", "an attribute is overruled with a reason only"),
    ],
)
def test_an_attribute_needs_a_share_and_a_reason(tmp_path, line, sentence):
    with pytest.raises(SettingsError, match=r"acessos\.csv, line 2") as error:
        decide(tmp_path, line)
    assert sentence in str(error.value)
