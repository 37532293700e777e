"""Pages in HTML that a system wrote under the name of a workbook: their widest table is the export."""

import re

import pytest
from export_studies import counted, load, study_of

from toil.errors import ExportError
from toil.exports import share_export
from toil.exports.formats import pages
from toil.privacy import HashKey

HEAD = "<tr><th>Número</th><th>Título</th><th>Equipe</th><th>Abertura</th></tr>"


def page(tmp_path, rows, head=HEAD, *, before="", after="</table>", encoding="utf-8", name="a.xls"):
    path = tmp_path / name
    path.write_bytes(f"{before}<table>{head}{rows}{after}".encode(encoding))
    return path


def row(number, title="Impressora", team="G1", opened="15/09/2026 10:00"):
    return f"<tr><td>{number}</td><td>{title}</td><td>{team}</td><td>{opened}</td></tr>"


def test_what_stands_in_a_cell_is_its_text():
    descriptions = load("jira_server.xls", groups=["Pagamentos N2"]).tickets["description"]
    assert descriptions.tolist() == ["Erro no passo 3\nveja a tabela\npasso código\n3 436"]
    assert load("jira_server.xls", groups=["Acessos N1"]).tickets["summary"].tolist() == ["Acesso à pasta <fin>"]


def test_tags_that_nobody_closes_and_a_charset_that_a_page_names(tmp_path):
    rows = "<tr><td>1<td>Impressão<td>G1<td>15/09/2026 10:00<tr><td>2<td>Senha<td>G1<td>16/09/2026 10:00"
    meta = '<meta http-equiv="content-type" content="text/html; charset=iso-8859-1">'
    tickets = load(page(tmp_path, rows, before=meta, encoding="cp1252"), groups=["G1"]).tickets
    assert tickets["summary"].tolist() == ["Impressão", "Senha"]


def test_a_page_in_utf16(tmp_path):
    path = page(tmp_path, row(1, "Impressão"), before="<html>", encoding="utf-16")
    assert load(path, groups=["G1"]).tickets["summary"].tolist() == ["Impressão"]


def test_a_cell_over_several_rows_or_columns(tmp_path):
    title = '<tr><td colspan="4">Chamados</td></tr>'
    rows = (
        '<tr><td>1</td><td>Um</td><td rowspan="2">G1</td><td>15/09/2026</td></tr>'
        '<tr><td colspan="2">2</td><td>16/09/2026</td></tr>' + row(3, team="G2", opened="17/09/2026")
    )
    tickets = load(page(tmp_path, rows, title + HEAD), groups=["G1", "G2"]).tickets
    assert tickets[["ticket_id", "group"]].to_numpy().tolist() == [["1", "G1"], ["2", "G1"], ["3", "G2"]]
    assert tickets["summary"].isna().tolist() == [False, True, False]


def test_a_table_that_lays_out_the_page_is_not_the_export(tmp_path):
    before, after = "<table><tr><td>menu</td><td>", "</table></td></tr></table>"
    assert len(load(page(tmp_path, row(1) + row(2), before=before, after=after), groups=["G1"]).tickets) == 2


def test_rows_of_other_tables_are_counted(tmp_path):
    after = "</table><table><tr><th>Equipe</th><th>Total</th></tr><tr><td>G1</td><td>1</td></tr></table>"
    intake = load(page(tmp_path, row(1), after=after), groups=["G1"])
    assert counted(intake, "row of another sheet, not read") == 1


def test_scripts_and_addresses_are_nothing(tmp_path):
    title = '<script>alert("x")</script><img src="http://evil.example/x.png">Um<!-- dois -->'
    assert load(page(tmp_path, row(1, title)), groups=["G1"]).tickets["summary"].tolist() == ["Um"]


def test_a_page_that_is_cut_says_so(tmp_path):
    intake = load(
        page(tmp_path, row(1) + "<tr><td>2</td><td>Senha</td><td>G1</td><td>16/09/20", after=""), groups=["G1"]
    )
    assert counted(intake, "file ends in the middle of a row") == 1
    assert (len(intake.tickets), counted(intake, "no date")) == (1, 1)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("<!DOCTYPE html><html><body><form><input name=user></form></body></html>", "a page without a table"),
        ("<html><table><tr><td><h1>Erro 500</h1></td></tr></table></html>", "a page without a table"),
        ("<table><tr><td>" * 500 + "x", "not a page that can be read; found tags too deep in each other"),
        ("<table><tr>" + "<td colspan=1000>x" * 30 + "</table>", "more columns than an export can have"),
        ("<table><tr>" + "<td colspan=1000 rowspan=999999>x" * 9 + "<tr></tr>" * 9 + "</table>", "more cells than"),
    ],
)
def test_a_page_that_is_no_export_or_claims_to_be_vast_is_refused(tmp_path, monkeypatch, content, problem):
    monkeypatch.setattr(pages, "check_cells", _at_most_ten_thousand)
    (tmp_path / "a.xls").write_text(content, encoding="utf-8")
    with pytest.raises(ExportError, match=problem):
        load(tmp_path / "a.xls", groups=["G1"])


def _at_most_ten_thousand(rows, columns, name):
    if rows * columns > 10_000 and rows > 1:
        raise ExportError("more cells than", where=name)


def test_a_copy_to_pass_on_is_a_workbook(tmp_path):
    path = page(tmp_path, row(1, "de ana@example.com"))
    shared = share_export(path, tmp_path / "b.xlsx", HashKey.for_once(), study_of([path], groups=["G1"]))
    assert (shared.rows, shared.path.read_bytes()[:2]) == (1, b"PK")
    assert load(shared.path, groups=["G1"]).tickets["summary"].tolist() == ["de <EMAIL>"]
    assert not re.search(rb"ana@example", shared.path.read_bytes())
