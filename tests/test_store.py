import errno
import json
import threading
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from toil.errors import ContractError, StoreError
from toil.schema import conform
from toil.store import Store, Vectors, digest
from toil.store.files import written_beside

VERSION_1 = Path(__file__).parent / "store" / "v1"


def tickets(*ids):
    return conform("tickets", pd.DataFrame({"ticket_id": list(ids), "source": "test", "month": "2026-09"}))


def test_what_was_written_is_read_back_with_its_types(tmp_path):
    store, table = Store(tmp_path), tickets("a", "b")
    store.write("acessos", "tickets", "k1", {"tickets@2026-09": table})
    pd.testing.assert_frame_equal(store.read("acessos", "tickets", "k1")["tickets@2026-09"], table)


def test_an_unknown_key_is_none_not_an_error(tmp_path):
    assert Store(tmp_path).read("acessos", "tickets", "k1") is None


def test_equal_tables_share_one_file_and_keys_never_overwrite(tmp_path):
    store = Store(tmp_path)
    first = store.write("acessos", "tickets", "k1", {"tickets": tickets("a")})
    second = store.write("acessos", "tickets", "k2", {"tickets": tickets("a")})
    store.write("acessos", "tickets", "k3", {"tickets": tickets("b")})
    assert first == second
    assert store.keys("acessos", "tickets") == ["k1", "k2", "k3"]
    assert len(list((tmp_path / "acessos" / "data").glob("*.parquet"))) == 2


def test_a_damaged_file_counts_as_absent(tmp_path):
    store = Store(tmp_path)
    store.write("acessos", "tickets", "k1", {"tickets": tickets("a")})
    (path,) = (tmp_path / "acessos" / "data").glob("*.parquet")
    path.write_bytes(path.read_bytes()[:-7])
    assert store.read("acessos", "tickets", "k1") is None
    store.write("acessos", "tickets", "k1", {"tickets": tickets("a")})
    assert len(store.read("acessos", "tickets", "k1")["tickets"]) == 1


def test_files_are_readable_by_their_owner_only(tmp_path):
    Store(tmp_path).write("acessos", "tickets", "k1", {"tickets": tickets("a")})
    modes = {path.stat().st_mode & 0o077 for path in tmp_path.rglob("*") if path.suffix in (".parquet", ".json")}
    assert modes == {0}


def test_a_table_that_breaks_its_contract_is_not_written(tmp_path):
    with pytest.raises(ContractError, match="table 'tickets' breaks its contract; found missing column"):
        Store(tmp_path).write("acessos", "tickets", "k1", {"tickets": pd.DataFrame({"ticket_id": ["a"]})})
    assert not (tmp_path / "acessos" / "manifest.json").exists()


@pytest.mark.parametrize("scope", ["../x", "a/b", "", "a b", ".hidden"])
def test_a_scope_is_never_a_path(tmp_path, scope):
    with pytest.raises(StoreError, match="not a scope's name"):
        Store(tmp_path).files(scope, "tickets", "k")


def test_two_writers_at_once_lose_nothing(tmp_path):
    def write(number):
        Store(tmp_path).write("acessos", "tickets", f"k{number}", {"tickets": tickets(str(number))})

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert Store(tmp_path).keys("acessos", "tickets") == [f"k{number}" for number in range(8)]


def test_a_manifest_of_another_schema_version_says_what_to_do(tmp_path):
    store = Store(tmp_path)
    store.write("acessos", "tickets", "k1", {"tickets": tickets("a")})
    path = tmp_path / "acessos" / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "schema_version": 99}))
    with pytest.raises(StoreError, match=r"found 99; wanted 1\. Use the version of toil that wrote it"):
        store.files("acessos", "tickets", "k1")


def test_a_store_of_version_1_is_still_readable():
    """The fixture was written by the first release and is never written again: old studies must open."""
    tables = Store(VERSION_1).read("acessos", "runs", "first")
    assert tables["runs"].to_dict("list") == {"fact": ["code"], "value": ["first"]}


def test_a_key_depends_on_content_not_on_order_of_names():
    assert digest({"a": 1, "b": [2]}) == digest({"b": [2], "a": 1})
    assert digest("a", "b") != digest("ab")


def test_vectors_are_read_back_by_key_from_every_file_that_was_added(tmp_path):
    Vectors(tmp_path, "model 1").add([b"a", b"b"], np.array([[1, 2], [3, 4]], dtype=np.float32))
    Vectors(tmp_path, "model 1").add([b"c"], np.array([[5, 6]], dtype=np.float32))
    found = Vectors(tmp_path, "model 1").read()
    assert {key: vector.tolist() for key, vector in found.items()} == {b"a": [1, 2], b"b": [3, 4], b"c": [5, 6]}
    assert Vectors(tmp_path, "model 2").read() == {}


def test_a_damaged_file_of_vectors_counts_as_absent_and_the_others_stay(tmp_path, caplog):
    Vectors(tmp_path, "model").add([b"a"], np.ones((1, 2), dtype=np.float32))
    (kept,) = tmp_path.rglob("*.parquet")
    kept.write_bytes(kept.read_bytes() + b"!")
    Vectors(tmp_path, "model").add([b"b"], np.ones((1, 2), dtype=np.float32))
    assert list(Vectors(tmp_path, "model").read()) == [b"b"]
    assert "vectors: 1 damaged file(s) left out; their texts are embedded again" in caplog.text


def test_a_full_disk_names_the_folder_and_leaves_nothing(tmp_path):
    with pytest.raises(OSError, match="No space left") as raised, written_beside(tmp_path):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert raised.value.filename == str(tmp_path)
    assert list(tmp_path.iterdir()) == []
