"""Lists with several rows a ticket and no date of changes that a header names: the date that differs tells them."""

import pytest
from export_studies import load

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
    ("tickets", "more"), [(9, lambda row: [row[5]]), (4, lambda row: [])], ids=["two dates", "too few tickets"]
)
def test_what_doesnt_tell_them_apart_leaves_it_to_the_place_in_the_file(tmp_path, tickets, more):
    rows = [[*row, *more(row)] for ticket in range(tickets, 0, -1) for row in rows_of(ticket)]
    header = [*HEADER, "Data do passo"][: len(rows[0])]
    assert states(tmp_path / "a.csv", rows, header) == ["open"] * tickets
