"""Hashes of people: the same person reads the same, the key is made once and never shown."""

import stat
import sys

import pandas as pd
import pytest

from toil.errors import SettingsError
from toil.privacy import HashKey, read_key
from toil.settings import parse_study

SECRET = b"a key for tests only"


def study_in(folder, **facts):
    return parse_study({"study": facts, "squads": {"a": {"groups": ["g"]}}}, folder / "toil.toml")


def test_case_spaces_and_unicode_form_are_no_difference():
    people = pd.Series(["Maria  Silva", " maria silva ", "MARIA SILVA", "João", "Joa\u0303o", None, " "])
    hashes = HashKey.of_secret(SECRET).hash(people)
    assert len(set(hashes[:3])) == 1
    assert hashes[3] == hashes[4] != hashes[0]
    assert hashes[5:].isna().all()
    assert hashes.str.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{16}")[:5].all()
    assert str(hashes.dtype) == "str"


def test_the_hash_is_the_same_in_every_process_and_another_under_another_key():
    key = HashKey.of_secret(SECRET)
    assert key.hash(pd.Series(["Maria Silva"])).tolist() == ["faa60119-6d03d8cd80d9b1ca"]
    assert HashKey.of_secret(SECRET + b"!").hash(pd.Series(["Maria Silva"])).tolist()[0][9:] != "6d03d8cd80d9b1ca"


def test_the_secret_is_not_shown():
    assert "tests only" not in repr(HashKey.of_secret(SECRET))


def test_a_key_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    first = read_key(study_in(tmp_path), create=True)
    assert read_key(study_in(tmp_path), create=True) == first == read_key(study_in(tmp_path), create=False)
    path = tmp_path / ".toil" / "key"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == ["key"]


def test_no_key_and_none_to_be_made_is_an_error_and_writes_nothing(tmp_path):
    with pytest.raises(SettingsError, match=r"no hash key.*TOIL_HASH_KEY"):
        read_key(study_in(tmp_path), create=False)
    assert list(tmp_path.iterdir()) == []


def test_the_environment_wins_then_the_file_then_the_published_key(tmp_path, monkeypatch):
    published = study_in(tmp_path, published_key="published-not-secret")
    assert read_key(published, create=True) == HashKey.of_secret(b"published-not-secret")
    (tmp_path / ".toil").mkdir()
    (tmp_path / ".toil" / "key").write_text("from-the-file-of-the-study\n", encoding="ascii")
    assert read_key(published, create=False) == HashKey.of_secret(b"from-the-file-of-the-study")
    monkeypatch.setenv("TOIL_HASH_KEY", "from-the-environment")
    assert read_key(published, create=False) == HashKey.of_secret(b"from-the-environment")


@pytest.mark.parametrize("secret", ["", "short"])
def test_a_short_key_is_refused(tmp_path, monkeypatch, secret):
    monkeypatch.setenv("TOIL_HASH_KEY", secret)
    with pytest.raises(SettingsError, match="too short"):
        read_key(study_in(tmp_path), create=False)
