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


def test_where_a_column_of_parents_is_empty_the_next_one_tells(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "number,parent,request_item,request,opened_at,short_description,assignment_group,sys_class_name\n"
        "RITM1,,,REQ1,2026-09-14 09:15:00,x,G1,Requested Item\n"
        "SCTASK1,RITM9,RITM1,REQ1,2026-09-14 09:15:00,x,G1,Catalog Task\n"
        "SCTASK2,,RITM1,REQ1,2026-09-14 09:15:00,x,G1,Catalog Task\n"
    )
    tickets = load(path, groups=["G1"]).tickets
    assert tickets["parent_id"].tolist() == ["REQ1", "RITM9", "RITM1"]


def test_a_parent_that_is_named_by_its_number_in_the_database_is_found(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        "Summary,Issue key,Issue id,Parent,Issue Type,Created,Custom field (Team)\n"
        "x,OPS-1,2001,,Incident,14/Sep/26 9:15 AM,G1\ny,OPS-2,2002,2001,Sub-task,15/Sep/26 9:15 AM,G1\n"
    )
    assert load(path, groups=["G1"]).tickets["parent_id"].tolist()[1] == "OPS-1"
