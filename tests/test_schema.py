from pathlib import Path

import pandas as pd
import pytest

from toil.errors import ContractError
from toil.schema import TABLES, check, conform, empty, render_dictionary


@pytest.mark.parametrize("name", sorted(TABLES))
def test_an_empty_table_fulfils_its_contract(name):
    assert list(check(name, empty(name)).columns) == [column.name for column in TABLES[name].columns]


def test_conform_adds_nullable_columns_and_casts_types():
    tickets = conform(
        "tickets", pd.DataFrame({"month": ["2026-09"], "ticket_id": ["a"], "source": ["x"], "priority": [2.0]})
    )
    assert str(tickets["priority"].dtype) == "Int64"
    assert tickets["opened_at"].isna().all()
    assert tickets.columns[0] == "ticket_id"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"fact": None}, "found 1 null(s)"),
        ({"value": None}, "column 'value' breaks its contract"),
        ({"extra": "x"}, "unknown column(s) ['extra']"),
    ],
)
def test_a_broken_contract_says_which_part(change, sentence):
    table = pd.DataFrame({"fact": ["a"], "value": ["b"]}).assign(**change)
    with pytest.raises(ContractError) as error:
        conform("runs", table.astype({"fact": "str", "value": "str"}))
    assert sentence in str(error.value)


def test_a_value_outside_its_set_and_a_repeated_key_are_named():
    good = {"source": "x", "month": "2026-09"}
    with pytest.raises(ContractError, match=r"found value\(s\) \['incidnt'\]; wanted one of"):
        conform("tickets", pd.DataFrame({"ticket_id": ["a"], "kind": ["incidnt"], **good}))
    with pytest.raises(ContractError, match="found repeated keys; wanted one row a key"):
        conform("tickets", pd.DataFrame({"ticket_id": ["a", "a"], **good}))


def test_the_data_dictionary_says_what_the_contracts_say():
    page = Path(__file__).parents[1] / "docs" / "data-dictionary.md"
    assert page.read_text(encoding="utf-8") == render_dictionary(), "run: make dictionary"
