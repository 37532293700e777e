"""Studies of fixture files, and the account that every intake must give."""

from pathlib import Path

import pandas as pd

from toil.exports import load_exports
from toil.privacy import HashKey
from toil.settings import parse_study

FIXTURES = Path(__file__).parent / "exports" / "fixtures"
KEY = HashKey.of_secret(b"a key for tests only")


def study_of(files, *, groups, folder=FIXTURES, **sections):
    """A study of *files* whose one squad holds *groups*; *sections* add to or replace the rest."""
    exports = {"files": [str(file) for file in files], **sections.pop("exports", {})}
    squads = sections.pop("squads", {"ours": {"groups": list(groups)}})
    return parse_study({"exports": exports, "squads": squads, **sections}, folder / "toil.toml")


def load(*files, groups=(), **sections):
    """Load *files* (of the fixtures, unless absolute) into an Intake, every row of which must be accounted for."""
    intake = load_exports(study_of(files, groups=groups, **sections), KEY)
    assert_accounted(intake)
    return intake


def assert_accounted(intake):
    """Rows in = tickets + dropped, file by file, and tickets are the table's."""
    counts = intake.intake_counts
    whole = counts[counts["squad"] == "*"]
    for file, rows in whole.groupby("file"):
        if file == "*":
            continue
        total = rows.loc[rows["reason"] == "rows in", "rows"].sum()
        kept = rows.loc[rows["reason"] == "tickets", "rows"].sum()
        assert total == kept + rows.loc[rows["dropped"], "rows"].sum(), file
    assert whole.loc[whole["reason"] == "tickets", "rows"].sum() == len(intake.tickets)
    assert intake.sources["tickets"].sum() == len(intake.tickets)


def counted(intake, reason):
    """Rows of all files counted under *reason*."""
    counts = intake.intake_counts
    return int(counts.loc[(counts["reason"] == reason) & (counts["squad"] == "*"), "rows"].sum())


def tables(intake):
    """The tables of an intake, by name."""
    return {name: getattr(intake, name) for name in intake.__dataclass_fields__}


def assert_same(one, other):
    """Two intakes hold the same."""
    for name, table in tables(one).items():
        pd.testing.assert_frame_equal(table, getattr(other, name), obj=name)
