"""Exports joined by their lines, and numbers cut by their comma: cells would stand under another column's name."""

from contextlib import nullcontext

import pyarrow as pa
import pytest

from toil.errors import ExportError
from toil.exports.formats.delimited import open_delimited
from toil.exports.formats.files import Source
from toil.exports.formats.put_together import check_one_header, check_same_columns
from toil.exports.layouts.profile import builtin_profile

NAMES = ["Chamado", "Título", "Descrição", "Grupo"]
TICKET = ["1", "Sem acesso", "Não entra desde cedo", "G1"]


def table_of(*rows):
    return pa.table({name: pa.array(column) for name, column in zip(NAMES, zip(*rows, strict=True), strict=True)})


def test_a_second_header_in_another_order_is_refused():
    with pytest.raises(ExportError, match="put together; found the names of the columns again, in another order"):
        check_one_header(table_of(TICKET, ["Chamado", "Descrição", "Título", "Grupo"], TICKET), "Chamado", "a.csv")


@pytest.mark.parametrize(
    "row",
    [NAMES, ["Chamado", "Grupo", "quem abre?", "G1"], ["Grupo", None, None, None]],
    ids=["as it is", "two names that somebody wrote", "one name"],
)
def test_what_only_looks_like_a_second_header_may_stay(row):
    check_one_header(table_of(TICKET, row, TICKET), "Chamado", "a.csv")


FIELDS = dict(zip(NAMES, ["ticket_id", "summary", "description", "group"], strict=True))


@pytest.mark.parametrize(
    ("row", "refused"),
    [
        (["GMUD", "Squad", "Situação", "Aberto em"], True),
        (["Chamado", "Solicitante", "Grupo", None], True),
        (["Ticket", "Title", "Description", "Team"], False),  # the same in English
        (["Chamado", "Descrição", "Título", "Grupo"], False),  # two texts
        (["Ticket", "Status do pedido", "quem abre?", "G1"], False),  # what somebody wrote
        (["Total", None, None, "Status"], False),
    ],
)
def test_a_second_header_with_other_columns_is_refused(row, refused):
    table = table_of(TICKET, row, TICKET)
    said = r"^a\.csv: exports with other columns were put together; found a second header below"
    with pytest.raises(ExportError, match=said) if refused else nullcontext():
        check_same_columns(table, "Chamado", FIELDS, builtin_profile("generic"), "a.csv")


@pytest.mark.parametrize(
    ("header", "rows", "refused"),
    [
        ("id,título,Horas", ["1,a,0,10", "2,b,1,5", "3,c,12,75"], True),
        ("id,título,Horas,", ["1,a,0,10", "2,b,1,5", "3,c,12,75"], True),
        ("id,custo,título", ["1,0,10,a", "2,1,5,b", "3,12,75,c"], True),
        ("id,título,Horas", ["1,a,2,", "2,b,3,", "3,c,4,"], False),
        ("id,título,Horas", ["1,a,2,sem nota", "2,b,3,sem nota", "3,c,4,ok"], False),
        ("id,título,Horas", ['1,a,"0,10"', '2,b,"1,5"', '3,c,"12,75"'], False),
        ("id;título;Horas;", ["1;a;0;10", "2;b;1;5", "3;c;12;75"], False),
    ],
)
def test_numbers_that_their_comma_cuts_in_two_are_refused(tmp_path, header, rows, refused):
    path = tmp_path / "a.csv"
    path.write_text("\n".join([header, *rows]) + "\n", encoding="utf-8")
    if not refused:
        open_delimited(Source(path, "a.csv"))
        return
    with pytest.raises(ExportError, match=r"^a\.csv: rows have a cell more than the header has names; found 3 of 3"):
        open_delimited(Source(path, "a.csv"))
