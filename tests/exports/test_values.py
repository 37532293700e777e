"""Coded cells, durations, counts, ids: looked up once for each distinct cell."""

import pyarrow as pa
import pytest

from toil.exports.columns.durations import minutes_of, read_minutes
from toil.exports.columns.values import (
    kinds_by_prefix,
    look_up,
    map_values,
    read_counts,
    tally_values,
)
from toil.exports.formats.cells import mend_ids, repair_encoding, without_formulas
from toil.exports.layouts.profile import builtin_profile


def column(*cells):
    return pa.chunked_array([pa.array(cells, type=pa.string())])


@pytest.mark.parametrize(
    ("system", "field", "cell", "value"),
    [
        ("servicenow", "priority", "3 - Moderate", "3"),
        ("servicenow", "priority", "1 - Crítica", "1"),
        ("servicenow", "priority", "4", "4"),
        ("servicenow", "priority", "NS", None),
        ("servicenow", "state", "Awaiting User Info", "pending"),
        ("servicenow", "state", "6", "resolved"),
        ("servicenow", "state", "-100", None),
        ("servicenow", "channel", "Self-service", "portal"),
        ("servicenow", "sla_met", "false", "false"),
        ("servicenow", "kind", "Catalog Task", "request"),
        ("glpi", "priority", "5", "1"),  # GLPI counts the other way: 5 is very high
        ("glpi", "priority", "Muito alta", "1"),
        ("glpi", "state", "Em atendimento (atribuído)", "open"),
        ("glpi", "kind", "Requisição", "request"),
        ("generic", "priority", "sehr hoch", "1"),
        ("generic", "priority", "Низкий", "4"),
        ("generic", "priority", "उच्च", "2"),
        ("generic", "state", "Geschlossen", "closed"),
        ("generic", "sla_met", "Não", "false"),
        ("generic", "tier", "N2", "2"),
        ("generic", "kind", "Störung", "incident"),
        ("generic", "kind", "Request For Information", "request"),
        ("generic", "state", "Análise da causa raiz", "open"),
        ("generic", "state", "Rückfrage beim Kunden", "pending"),
        ("generic", "state", "Neu zugewiesen", "open"),
        ("generic", "state", "EM AND.", "open"),
        ("generic", "state", "Em tratativa", "open"),
        ("generic", "state", "WIP", "open"),
        ("generic", "state", "Solicitado", "new"),
        ("generic", "state", "Dropped", "cancelled"),
        ("generic", "state", "Quittiert", "closed"),
        ("generic", "state", "Processando (fila 2)", "open"),
        ("generic", "state", "Aguardando fechamento do fornecedor", "pending"),
        ("generic", "state", "Обрабатывается", "open"),
        ("generic", "state", "Не обработано", None),  # a denial
        ("generic", "state", "Em processamento, cancelado", None),  # two
        ("generic", "state", "Nós aguardamos o retorno do cliente hoje", None),  # somebody's words
        ("generic", "kind", "Incidente de segurança", "incident"),
        ("generic", "kind", "Solicitação de mudança", None),  # two kinds
        ("generic", "kind", "Mudança de senha", None),  # a subject
        ("generic", "kind", "Post-incident review", None),
        ("generic", "channel", "Telefonisch", "phone"),
        ("generic", "channel", "По телефону", "phone"),
        ("generic", "channel", "Portal do cliente", "portal"),
        ("generic", "channel", "Telefone ou portal", None),
        ("generic", "channel", "Sem telefone", None),
    ],
)
def test_cells_mean_what_the_system_says(system, field, cell, value):
    assert look_up(cell, builtin_profile(system).meanings[field]) == value


def test_what_has_no_meaning_is_null_and_counted():
    mapped, unknown = map_values(column("High", "odd", None, "odd", "low"), {"high": "2", "low": "4"})
    assert mapped.to_pylist() == ["2", None, None, None, "4"]
    assert unknown == 2


def test_a_tally_has_the_commonest_cell_first():
    assert tally_values(column("b", "a", "a", None), {"a": "1"}) == [("a", "1", 2), ("b", None, 1)]


@pytest.mark.parametrize(
    ("cell", "minutes"),
    [
        ("9 horas 30 minutos", 570.0),
        ("1 hora(s) e 5 minuto(s)", 65.0),
        ("PT1H30M", 90.0),
        ("P1DT30S", 1440.5),
        ("P", None),
        ("2 dias 1 hora", 2940.0),
        ("1 Std. 30 Min.", 90.0),
        ("1 час 15 минут", 75.0),
        ("2 घंटे", 120.0),
        ("1h 30m", 90.0),
        ("90 s", 1.5),
        ("1 hour and 5 minutes", 65.0),
        ("01:30:00", 90.0),
        ("1970-01-02 01:30:00", 1530.0),
        ("45", 45.0),
        ("3,87,16,91", None),  # hours that a wrong locale broke
        ("soon", None),
        ("5 apples", None),
    ],
)
def test_durations(cell, minutes):
    assert minutes_of(cell) == minutes


def test_counts_are_numbers_or_the_dated_entries_of_a_journal():
    journal = "2026-09-01 10:00:00 - A (Work notes)\nfoo\n\n2026-09-02 11:00:00 - B (Work notes)\nbar"
    counts, unreadable = read_counts(column("3", "1.0", journal, "none", None))
    assert counts.to_pylist() == [3, 1, 2, None, None]
    assert unreadable == 1


def test_a_sign_between_thousands_is_told_by_the_column():
    assert read_counts(column("1,024", "12,000", "7"))[0].to_pylist() == [1024, 12000, 7]
    assert read_counts(column("1.000", "12.000", "7"))[0].to_pylist() == [1, 12, 7]


@pytest.mark.parametrize(
    ("cells", "unit", "minutes"),
    [
        (["0.0520833333333333", "0.0625", "0.5"], 1.0, [75, 90, 720]),  # [h]:mm without its format
        (["0,0138888889", "0,0208333333", "1,0069444444"], 60.0, [20, 30, 1450]),
        (["0.00013888889", "0.00142361111"], 1.0, [0, 2]),  # 12 and 123 seconds
        (["0.34277777778", "0.001388888889"], 60.0, [21, 0]),  # hours, worked out from seconds
        (["0.4166666667", "0.25", "1.5"], 60.0, [25, 15, 90]),  # hours, worked out
        (["0.41667", "12.5"], 60.0, [25, 750]),  # hours, rounded
        (["0.25", "0.5"], 60.0, [15, 30]),
    ],
)
def test_parts_of_a_day_are_told_from_hours(cells, unit, minutes):
    assert [round(m) for m in read_minutes(column(*cells), unit)[0].to_pylist()] == minutes


def test_durations_and_counts_in_digits_of_devanagari_are_read():
    assert read_minutes(column("४५ मिनट", "१:३०", "१२,५"))[0].to_pylist() == [45, 90, 12.5]
    assert read_counts(column("३", "4"))[0].to_pylist() == [3, 4]


def test_kinds_by_the_letters_of_an_id():
    ids = column("INC0001", "ritm2", "CHG3", "X4", "77")
    kinds = kinds_by_prefix(ids, builtin_profile("servicenow").kind_prefix)
    assert kinds.to_pylist() == ["incident", "request", "change", None, None]


def test_ids_lose_thousands_spaces_and_damaged_ones_stay_apart():
    rows = pa.array([1, 2, 3, 4])
    ids, damaged = mend_ids(column("9 999", " A1 ", "1,23E+11", "1,23E+11"), rows)
    assert ids.to_pylist() == ["9999", "A1", "1,23E+11 row 3", "1,23E+11 row 4"]
    assert damaged == 2


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["9.990", "10.001"], ["9990", "10001"]),
        (["9,990", "7"], ["9990", "7"]),
        (["9990.0", "7.0"], ["9990", "7"]),
        (["9.990", "1.2"], ["9.990", "1.2"]),  # not the whole column: points may be part of the id
        (["2026.001", "2026.002"], ["2026.001", "2026.002"]),
        (["'00123", "'INC1"], ["00123", "INC1"]),
    ],
)
def test_ids_lose_what_a_spreadsheet_put_around_them(written, meant):
    assert mend_ids(column(*written), pa.array([1, 2]))[0].to_pylist() == meant


def test_a_formula_of_one_text_is_that_text_and_a_link_only_where_asked():
    link = '=HYPERLINK("http://x?a=1","INC1")'
    cells = column('="001"', link, '=HIPERLINK("http://x";"INC2")', "=1+1", '=""', "a", None)
    assert without_formulas(cells, links=True).to_pylist() == ["001", "INC1", "INC2", "=1+1", None, "a", None]
    assert without_formulas(cells, links=False).to_pylist()[:2] == ["001", link]
    coded = pa.chunked_array([pa.array(['="a"', "b", '="a"']).dictionary_encode()])
    assert without_formulas(coded, links=True).to_pylist() == ["a", "b", "a"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("fÃ¼r BÃ¼ro", "für Büro"),
        ("nÃ£o Ã©", "não é"),
        ("Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет"),
        ("SÃO PAULO, AÇÃO", "SÃO PAULO, AÇÃO"),
        ("100 €", "100 €"),
    ],
)
def test_only_what_was_encoded_twice_is_repaired(written, meant):
    fixed, count = repair_encoding(column(written).combine_chunks())
    assert fixed.to_pylist() == [meant]
    assert count == (written != meant)
