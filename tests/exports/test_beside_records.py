"""Names of groups and people that stand in lists beside the records of a JSON document."""

import json

import pytest
from export_studies import load

from toil.exports.formats.beside_records import named_beside

BESIDE = {"groups": [{"id": 7, "name": "Pix"}], "users": [{"id": 3, "name": "Ana Lima"}, {"id": 9}]}


@pytest.mark.parametrize(
    ("record", "named"),
    [
        ({"group_id": 7, "requester_id": 3}, {"group_id": "Pix", "requester_id": "Ana Lima"}),
        ({"group_id": 3, "assignee_id": 9}, {"group_id": 3, "assignee_id": 9}),  # no list has it
        ({"parent_id": 3, "problem_id": 7, "id": 3}, {"parent_id": 3, "problem_id": 7, "id": 3}),  # tickets
        ("no record", "no record"),
    ],
)
def test_a_number_is_named_by_the_list_of_its_thing(record, named):
    assert named_beside([record], BESIDE) == [named]


def test_groups_of_an_answer_with_side_loaded_lists_are_called_by_name(tmp_path):
    ticket = {"subject": "Erro", "group_id": 7, "requester_id": 3, "created_at": "2026-09-14T10:00Z"}
    path = tmp_path / "tickets.json"
    path.write_text(json.dumps({"tickets": [{"id": n, **ticket} for n in (1, 2)], **BESIDE, "count": 2}))
    tickets = load(path, groups=("Pix",)).tickets
    assert tickets["group"].tolist() == ["Pix", "Pix"]
    assert "Ana" not in tickets["requester"].iloc[0]
