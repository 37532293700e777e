"""Links between tickets that name a record by the system's own key."""

import json

from export_studies import load

KEYS = ("1" * 32, "2" * 32, "3" * 32)


def record(number, key, **more):
    held = {"sys_id": key, "number": number, "opened_at": "2026-09-06 08:00:00", "short_description": "Juros errados"}
    return held | {"assignment_group": "G1", "state": "2", "sys_updated_on": "2026-09-06 09:00:00"} | more


def written(folder, *records):
    for place, one in enumerate(records):
        (folder / f"{place}.json").write_text(json.dumps({"result": [one]}))
    return [folder / f"{place}.json" for place in range(len(records))]


def test_a_link_by_key_names_the_ticket_that_has_it_in_whatever_file(tmp_path):
    incident, change, problem = KEYS
    link = {"link": f"https://x/api/now/table/change_request/{change}", "value": change}
    files = written(
        tmp_path,
        record("INC1", incident, caused_by=link, problem_id=problem, rfc="9" * 32),
        record("CHG1", change),
        record("PRB1", problem, assignment_group="other"),
    )
    tickets = load(*files, groups=["G1"]).tickets.set_index("ticket_id")
    assert tickets.loc["INC1", ["caused_by_change", "problem_id"]].tolist() == ["CHG1", "PRB1"]
    assert tickets.loc["INC1", "change_id"] == "9" * 32  # no file has it
    assert set(tickets.index) == {"INC1", "CHG1"}


def test_a_key_holds_within_its_system(tmp_path):
    files = written(tmp_path, record("INC1", KEYS[0], problem_id=KEYS[1]))
    other = tmp_path / "other.csv"
    other.write_text(f"ticket,opened,team,subject,sys_id\nT-1,2026-09-06 08:00,G1,x,{KEYS[1]}\n")
    tickets = load(*files, other, groups=["G1"]).tickets.set_index("ticket_id")
    assert tickets.loc["INC1", "problem_id"] == KEYS[1]
