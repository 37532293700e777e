"""Lists with several rows a ticket and no date of changes that a header names: the date that differs tells them."""

import pyarrow as pa
import pytest
from export_studies import load

from toil.exports.guessing.changes import changes_of
from toil.exports.guessing.evidence import Evidence
from toil.exports.layouts.concepts import read_words

HEADER = ["Chamado", "Título", "Equipe", "Status", "Data de abertura", "Data do evento"]


def rows_of(ticket):
    """Two rows of *ticket*, its end above its beginning."""
    opened = f"{ticket + 13}/09/2026 09:00"
    last = [str(ticket), "Erro", "Pix", "Fechado", opened, f"{ticket + 15}/09/2026 1{ticket}:00"]
    return [last, [*last[:3], "Aberto", opened, opened]]


def states(path, rows, header):
    path.write_text("\n".join(";".join(row) for row in [header, *rows]) + "\n", encoding="utf-8")
    return load(path, groups=("Pix",)).tickets["state"].tolist()


def test_of_a_tickets_rows_the_one_with_the_later_date_counts(tmp_path):
    rows = [row for ticket in range(9, 0, -1) for row in rows_of(ticket)]
    assert states(tmp_path / "a.csv", rows, HEADER) == ["closed"] * 9


@pytest.mark.parametrize(
    ("tickets", "header", "more"),
    [(9, [*HEADER, "Data do passo"], lambda row: [row[5]]), (4, HEADER, lambda row: [])],
    ids=["two dates", "too few tickets"],
)
def test_what_doesnt_tell_them_apart_is_no_date_of_changes(tickets, header, more):
    rows = [[*row, *more(row)] for ticket in range(tickets, 0, -1) for row in rows_of(ticket)]
    table = pa.table({name: list(cells) for name, cells in zip(header, zip(*rows, strict=True), strict=True)})
    fields = ["ticket_id", "summary", "group", "state", "opened_at"]
    mapping = dict(zip(HEADER[:5], fields, strict=True))
    assert changes_of(table, mapping, lambda name: Evidence(table[name])) == {}


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("Novo status", "state"),
        ("New state", "state"),
        ("Data/hora da movimentação", "update"),
        ("Neuer Status", "state"),
    ],
)
def test_a_history_names_its_columns_by_what_is_new(header, said):
    words = read_words(header)
    assert (said in words, words.unknown) == (True, 0)
