"""A new key: one token a person afterwards, none of the old key in the store, and never without a person there."""

import sys

import pytest

from toil.cli import main
from toil.errors import SettingsError
from toil.settings import read_study
from toil.steps import open_study, rekey

STUDY = '[study]\nlanguage = "en"\n[exports]\nfiles = ["t.csv"]\n[squads.a]\ngroups = ["Access"]\n'
ROWS = "number,opened_at,short_description,assignment_group,caller_id,assigned_to\n" + "".join(
    f"INC{i:07},2026-09-{i:02} 10:00:00,reset password,Access,Ann Hart,Joe {name}\n"
    for i, name in zip(range(1, 29), ["Stone", "Marsh"] * 14, strict=True)
)


@pytest.fixture
def study(tmp_path):
    (tmp_path / "toil.toml").write_text(STUDY)
    (tmp_path / "t.csv").write_text(ROWS)
    return tmp_path


def tokens(folder):
    steps = open_study(folder, create_key=True)
    _ = steps.intake
    tables = steps.store.read("a", "tickets", steps.intake_key)
    return tables["tickets@2026-09"][["requester", "resolver"]]


def test_tokens_change_and_stay_one_to_one(study):
    before = tokens(study)
    rotation, dropped = rekey(read_study(study))
    after = tokens(study)
    assert dropped == 2  # one month of tickets, and the events of all
    assert before["requester"].str.startswith(rotation.old.key_id).all()
    assert after["requester"].str.startswith(rotation.new.key_id).all()
    assert len(set(zip(before["resolver"], after["resolver"], strict=True))) == 2
    stored = b"".join(path.read_bytes() for path in (study / "store").rglob("*") if path.is_file())
    assert rotation.old.key_id.encode() not in stored


def test_the_old_key_is_kept_for_its_owner_or_destroyed(study):
    tokens(study)
    rotation, _ = rekey(read_study(study))
    assert rotation.kept.name == f"key.{rotation.old.key_id}"
    if sys.platform != "win32":
        assert rotation.kept.stat().st_mode & 0o077 == 0
    second, _ = rekey(read_study(study), destroy=True)
    assert second.kept is None
    assert sorted(p.name for p in (study / ".toil").iterdir()) == ["key", f"key.{rotation.old.key_id}"]


def test_a_key_that_is_elsewhere_is_not_rotated(study, monkeypatch):
    with pytest.raises(SettingsError, match=r"isn't in the study's folder; found no such file"):
        rekey(read_study(study))
    monkeypatch.setenv("TOIL_HASH_KEY", "a key for tests only")
    with pytest.raises(SettingsError, match="TOIL_HASH_KEY is set"):
        rekey(read_study(study))


def test_nobody_at_the_terminal_makes_no_key(study, capsys, monkeypatch):
    assert main(["run", "--study", str(study)]) == 2
    assert "no hash key" in capsys.readouterr().err
    assert main(["rekey", "--study", str(study)]) == 2
    assert "made by hand only" in capsys.readouterr().err
    assert not (study / ".toil").exists()
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": lambda self: True})())
    monkeypatch.setenv("CI", "true")
    assert main(["run", "--study", str(study)]) == 2
    monkeypatch.delenv("CI")
    assert main(["run", "--study", str(study), "--unattended"]) == 2
    assert not (study / ".toil").exists()


def test_the_command_says_what_it_did(study, capsys):
    tokens(study)
    assert main(["rekey", "--study", str(study), "--yes"]) == 0
    said = capsys.readouterr().out
    assert " -> " in said
    assert "2 table(s)" in said
