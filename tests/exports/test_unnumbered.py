"""Lists without ids: what stands in two files or sheets is one ticket, and what only looks alike is two."""

import xlsxwriter
from export_studies import assert_accounted, counted, load

HEADER = ["Título", "Equipe", "Status", "Abertura", "Fechamento"]
GROUPS = ("Pix", "Boletos")


def rows_of(month, rows=6, state="Fechado", group="Pix"):
    end = f"28/{month:02}/2026 18:00" if state == "Fechado" else ""
    return [[f"Erro no lote {n}", group, state, f"{n:02}/{month:02}/2026 09:{n:02}", end] for n in range(1, rows + 1)]


def write(path, rows, header=HEADER):
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(";".join(row) for row in [header, *rows]) + "\n", encoding="utf-8")
    return path


def test_a_list_that_holds_the_month_before_once_more_takes_its_place(tmp_path):
    august, september = rows_of(8, state="Aberto"), [*rows_of(8), *rows_of(9)]
    intake = load(write(tmp_path / "ago.csv", august), write(tmp_path / "set.csv", september), groups=GROUPS)
    assert intake.tickets["state"].tolist() == ["closed"] * 12
    assert counted(intake, "superseded state") == 6
    again = load(write(tmp_path / "ago.csv", rows_of(8)), write(tmp_path / "set.csv", september), groups=GROUPS)
    assert (len(again.tickets), counted(again, "repeated row")) == (12, 6)


def test_what_a_file_says_twice_stays_two_tickets(tmp_path):
    august = [row for row in rows_of(8) for _ in range(2)]
    intake = load(
        write(tmp_path / "ago.csv", august), write(tmp_path / "set.csv", [*august, *rows_of(9)]), groups=GROUPS
    )
    assert len(intake.tickets) == 18


def test_lists_of_two_teams_share_no_ticket_and_few_equal_rows_make_no_overlap(tmp_path):
    pix, boletos = write(tmp_path / "a.csv", rows_of(9)), write(tmp_path / "b.csv", rows_of(9, group="Boletos"))
    assert len(load(pix, boletos, groups=GROUPS).tickets) == 12
    few = write(tmp_path / "c.csv", [*rows_of(9, rows=4), *rows_of(9, group="Boletos")])
    assert len(load(pix, few, groups=GROUPS).tickets) == 16


def test_files_of_one_name_in_two_folders_keep_their_rows_apart(tmp_path):
    files = [write(tmp_path / f"2026-{month:02}" / "chamados.csv", rows_of(month, rows=12)) for month in (8, 9)]
    intake = load(*files, groups=GROUPS)
    assert len(intake.tickets) == 24
    assert intake.tickets["ticket_id"].is_unique


def write_book(path, sheets):
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return path


def test_a_sheet_of_all_months_beside_a_sheet_a_month_is_left_out(tmp_path):
    months = {"Ago": rows_of(8), "Set": rows_of(9), "Geral": [*rows_of(8), *rows_of(9)]}
    book = write_book(tmp_path / "a.xlsx", {name: [HEADER, *rows] for name, rows in months.items()})
    intake = load(book, groups=GROUPS)
    assert (len(intake.tickets), counted(intake, "row of another sheet, not read")) == (12, 12)
    numbered = {
        name: [["Nº", *HEADER], *([str(n), *row] for n, row in enumerate(rows, 1))] for name, rows in months.items()
    }
    assert len(load(write_book(tmp_path / "b.xlsx", numbered), groups=GROUPS).tickets) == 12


def test_sheets_with_a_few_equal_rows_keep_them(tmp_path):
    sheets = {"Pix": rows_of(9, rows=12), "Outros": [*rows_of(9, rows=4), *rows_of(8, rows=9)]}
    book = write_book(tmp_path / "a.xlsx", {name: [HEADER, *rows] for name, rows in sheets.items()})
    intake = load(book, groups=GROUPS)
    assert len(intake.tickets) == 25
    assert_accounted(intake)
