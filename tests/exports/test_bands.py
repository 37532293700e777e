"""Headers of two rows, in workbooks and in text; and which sheet of a workbook holds the tickets."""

import pytest
import xlsxwriter
from export_studies import load

BANDS = ["Nº", "Assunto", "Equipe", "Abertura", "", "Fechamento", "", "Situação"]
NAMES = ["", "", "", "Data", "Hora", "Data", "Hora", ""]
OVER = ["", "", "Atendimento", "Abertura", "", "Encerramento", "", ""]
WHOLE = ["Nº", "Assunto", "Equipe", "Data", "Hora", "Data", "Hora", "Situação"]
WIDE = ["Nº", "Assunto", "Equipe", "Solicitante", "Analista", "Categoria", "Prioridade", "Situação"]
ROWS = [
    [str(5200 + n), "Senha bloqueada", "G1", f"{n}/09/2026", "09:15", f"{n + 1}/09/2026", "10:30", "Fechado"]
    for n in (13, 14, 15, 16)
]


def book_of(path, sheets):
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                for at, cell in enumerate(row):
                    if cell != "":
                        sheet.write(place, at, cell)


def test_bands_are_found_over_a_first_record_with_few_cells(tmp_path):
    few = [*ROWS[0][:5], "", "", "Aberto"]
    sheets = {"SET": [["SETEMBRO"], BANDS, NAMES, *ROWS[1:]], "OUT": [["OUTUBRO"], BANDS, NAMES, few, few, *ROWS[:1]]}
    book_of(tmp_path / "a.xlsx", sheets)
    assert len(load(tmp_path / "a.xlsx", groups=["G1"]).tickets) == 4


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("header", [[BANDS, NAMES], [OVER, WHOLE], [["CONTROLE"], OVER, WHOLE]])
def test_bands_over_names_tell_two_dates_and_their_hours(tmp_path, header, ending):
    rows, path = [*header, *ROWS], tmp_path / f"a.{ending}"
    if ending == "csv":
        wide = [row + [""] * (8 - len(row)) for row in rows]
        path.write_text("\n".join(";".join(row) for row in wide) + "\n", encoding="utf-8")
    else:
        book_of(path, {"Plan1": rows})
    tickets = load(path, groups=["G1"], study={"timezone": "UTC"}).tickets
    first = tickets[tickets["ticket_id"] == "5213"].iloc[0]
    assert len(tickets) == 4
    assert str(first["opened_at"]) == "2026-09-13 09:15:00+00:00"
    assert str(first["closed_at"]) == "2026-09-14 10:30:00+00:00"


def test_names_merged_over_both_rows_of_a_header_stand_once(tmp_path):
    over = ["Nº", "Assunto", "Equipe", "Abertura", "", "Situação"]
    names = [*over[:3], "Data", "Hora", "Situação"]
    rows = [
        ["9001", "Um", "G1", "14/09/2026", "08:20", "Fechado"],
        ["9002", "Dois", "G1", "15/09/2026", "09:00", "Aberto"],
    ]
    merged = "".join(
        f"<td colspan={1 + (name == 'Abertura')} rowspan={2 - (name == 'Abertura')}>{name}</td>"
        for name in over
        if name
    )
    cells = "".join(f"<tr><td>{'</td><td>'.join(row)}</td></tr>" for row in rows)
    head = f"<tr><td colspan=6>Chamados</td></tr><tr>{merged}</tr><tr><td>Data</td><td>Hora</td></tr>"
    page = f"<table>{head}{cells}</table>"
    (tmp_path / "a.xls").write_text(page, encoding="utf-8")
    (tmp_path / "b.csv").write_text("\n".join(";".join(row) for row in [over, names, *rows]) + "\n", encoding="utf-8")
    for name in ("a.xls", "b.csv"):
        intake = load(tmp_path / name, groups=["G1"], study={"timezone": "UTC"})
        assert intake.tickets["opened_at"].astype(str).tolist()[0] == "2026-09-14 08:20:00+00:00"
        assert intake.sources["rows"].tolist() == [2]


def test_two_rows_over_a_wide_table_are_its_header_and_no_ticket(tmp_path):
    bands = [*WIDE[:6], "Abertura", "", ""]
    names = ["", "", "", "", "", "", "Data", "Hora", "Prioridade"]
    rows = [["9001", "Um", "G1", "a", "b", "c", "14/09/2026", "08:20", "Alta"]]
    book_of(tmp_path / "a.xlsx", {"x": [bands, names, *rows]})
    intake = load(tmp_path / "a.xlsx", groups=["G1"], study={"timezone": "UTC"})
    assert intake.tickets["opened_at"].astype(str).tolist() == ["2026-09-14 08:20:00+00:00"]
    assert intake.sources["rows"].tolist() == [1]


def test_a_row_of_one_title_changes_no_name(tmp_path):
    header = ["Chamado", "Assunto", "Equipe", "Abertura", "Data", "Data"]
    rows = [["Relatório"], header, ["7", "Um", "G1", "14/09/2026", "x", "y"]]
    book_of(tmp_path / "a.xlsx", {"x": rows})
    headers = load(tmp_path / "a.xlsx", groups=["G1"]).columns["header"].tolist()
    assert headers == ["Chamado", "Assunto", "Equipe", "Abertura", "Data", "Data (2)"]


def test_a_summary_of_months_that_is_wider_gives_way_to_the_tickets(tmp_path):
    summary = [["Mês", "Total", "Abertos", "Fechados", "Pendentes", "TMA", "TME", "CSAT", "NPS"], ["09", *"12345678"]]
    book_of(tmp_path / "a.xlsx", {"Resumo": summary, "Setembro": [WHOLE, *ROWS]})
    intake = load(tmp_path / "a.xlsx", groups=["G1"])
    assert len(intake.tickets) == 4
