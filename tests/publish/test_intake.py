"""The intake adds up in front of the reader: rows in, less each reason, is tickets."""

import pytest

from toil.publish.intake import ledger_of, used_columns


def test_rows_in_are_dropped_rows_and_tickets(report):
    ledger = ledger_of(report.intake_counts, "acessos")
    assert ledger.rows_in == ledger.dropped["rows"].sum() + ledger.tickets == 1400
    assert ledger.dropped["reason"].tolist() == ["superseded state", "no id"]
    assert ledger.tickets == 1102
    assert ledger.squad_tickets == 1000
    assert ledger.noticed.empty


def test_columns_that_became_nothing_stand_last(report):
    seen = used_columns(report.columns, report.sources)
    assert seen["header"].tolist() == ["short_description", "number", "u_internal"]
    assert seen["rows"].tolist() == [1400] * 3
    assert seen["guessed"].tolist() == [True, False, False]
    assert seen["filled"].tolist() == pytest.approx([0.99, 1.0, 0.12])
