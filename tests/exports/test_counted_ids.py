"""Numbers that aren't a ticket's own: they count the rows of a list, or begin anew each month."""

import pytest
from export_studies import load

from toil.errors import ExportError
from toil.exports import check_exports

ROWS = 12


def listed(folder, name, *ids, month="09", headers=None):
    """Write a list of `ROWS` tickets, one a day from the 10th, under *headers* of ids, whose cells are *ids*(row)."""
    lines = [";".join([*headers, "Data de abertura", "Equipe", "Assunto"])]
    told = [
        (*(of(n) for of in ids), f"{10 + n}/{month}/2026 09:15", "G1", f"erro no sistema {n}") for n in range(ROWS)
    ]
    lines += map(";".join, told)
    path = folder / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def place(n):
    return str(n + 1)


@pytest.mark.parametrize(
    ("counting", "own"),
    [
        *((sign, own) for sign in ("Nº", "#", "Lfd. Nr.", "Sr. No.") for own in ("Protocolo", "Stoerungsnr.")),
        ("Número", "Protocolo"),
        ("Nº", "Cód. interno"),
        ("Seq.", "Cód. interno"),
    ],
)
def test_what_counts_the_rows_is_no_id_beside_one(tmp_path, counting, own):
    path = listed(tmp_path, "a.csv", place, lambda n: f"BX-{500 + 3 * n}", headers=[counting, own])
    assert sorted(load(path, groups=["G1"]).tickets["ticket_id"]) == sorted(f"BX-{500 + 3 * n}" for n in range(ROWS))


def test_an_id_that_counts_the_rows_stays_where_no_other_is(tmp_path):
    path = listed(tmp_path, "a.csv", place, lambda n: f"{n % 3}", headers=["Número", "Código"])
    assert sorted(load(path, groups=["G1"]).tickets["ticket_id"]) == sorted(place(n) for n in range(ROWS))


def test_ids_that_begin_anew_each_month_are_refused(tmp_path):
    paths = [listed(tmp_path, f"{m}.csv", place, month=m, headers=["Chamado"]) for m in ("08", "09")]
    with pytest.raises(ExportError, match="one id stands for several tickets; found 12 of 12 rows"):
        load(*paths, groups=["G1"])
    checks = check_exports([tmp_path])
    assert len(checks.each) == 2
    assert checks.together is None
    assert checks.exit_code == 2


def test_a_few_tickets_that_name_another_day_are_no_new_count(tmp_path):
    paths = [
        listed(tmp_path, f"{m}.csv", lambda n, m=m: f"{int(m) * (n > 8)}-{n}", month=m, headers=["Chamado"])
        for m in ("08", "09")
    ]
    assert len(load(*paths, groups=["G1"]).tickets) == 15
