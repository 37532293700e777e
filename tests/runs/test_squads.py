"""What a run says of the exports before it begins."""

from types import SimpleNamespace

import pandas as pd

from toil.runs.squads import _say_what_was_read


def counts(*rows):
    return pd.DataFrame(rows, columns=["file", "squad", "reason", "rows"])


def test_files_with_rows_of_no_squad_are_named_the_fullest_first():
    table = counts(
        ("a.csv", "*", "outside squads", 2),
        ("b.csv", "*", "outside squads", 40),
        ("c.csv", "*", "outside squads", 3),
        ("d.csv", "*", "outside squads", 1),
        ("manual.pdf", "*", "file that is no export", 1),
    )
    said = []
    intake = SimpleNamespace(intake_counts=table, sources=pd.DataFrame({"tickets": [10, 5, 0, 0]}))
    _say_what_was_read(SimpleNamespace(intake=intake), "2026-09", said.append)
    assert said == [
        "read 4 file(s), 15 ticket(s), 46 row(s) of groups of no squad (b.csv: 40, c.csv: 3, a.csv: 2, and 1 more"
        " file(s)); month 2026-09",
        "notice  manual.pdf: file that is no export (1)",
    ]
