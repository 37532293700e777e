"""The only module that opens a path under ``store/``: immutable, content-named tables and one manifest a scope.

A scope is a squad, or ``_study`` for what all squads share. Each entry of a manifest names, for one step and one key,
the Parquet files that hold its tables. Files are written first and the manifest is replaced last, so a torn write
leaves files that nobody names; a file whose bytes no longer have the hash in its name counts as absent and is redone.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import logging
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock

from toil.errors import ContractError, StoreError
from toil.schema import SCHEMA_VERSION, check

_LOG = logging.getLogger(__name__)
_SCOPE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,62}")

STUDY = "_study"
PARTS = "_exports"
KEPT_DAYS = 30
SMALL, REMEMBERED = 1 << 19, 128
"""Bytes of a file, at most, whose table is remembered, and how many: a window's months are read by many steps."""
_WRITING = ".writing-"


def digest(*parts: object) -> str:
    """Return a key of 24 hex digits for *parts*, which must have a stable JSON form."""
    content = json.dumps(parts, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(content.encode("utf-8", "backslashreplace")).hexdigest()[:24]


class Store:
    """Tables by scope, step and key. Table names are ``contract`` or ``contract@part`` (one month of tickets).

    Parameters
    ----------
    folder : Path
        ``store/`` of a study; made when first written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._remembered: dict[tuple[Path, int, int], pd.DataFrame] = {}

    def files(self, scope: str, step: str, key: str) -> dict[str, str] | None:
        """Return the content hash of each table of an entry, or None where there is no such entry."""
        entry = self._manifest(scope)["steps"].get(step, {}).get(key)
        return None if entry is None else dict(entry)

    def keys(self, scope: str, step: str) -> list[str]:
        """Return the keys of a step, sorted."""
        return sorted(self._manifest(scope)["steps"].get(step, {}))

    def read(self, scope: str, step: str, key: str, names: list[str] | None = None) -> dict[str, pd.DataFrame] | None:
        """Return the tables of an entry (only *names*, if given), or None where one is absent or damaged."""
        files = self.files(scope, step, key)
        if files is None:
            return None
        tables = {}
        for name in files if names is None else names:
            table = self._load(scope, name, files[name])
            if table is None:
                return None
            tables[name] = table
        return tables

    def write(self, scope: str, step: str, key: str, tables: Mapping[str, pd.DataFrame]) -> dict[str, str]:
        """Write *tables* under a key, the manifest last; return their content hashes."""
        files = {name: self._save(scope, name, table) for name, table in tables.items()}
        with FileLock(self._path(scope) / ".lock"):
            manifest = self._manifest(scope)
            manifest["steps"].setdefault(step, {})[key] = files
            _replace(self._path(scope) / "manifest.json", json.dumps(manifest, indent=1, sort_keys=True).encode())
        return files

    def drop(self, contracts: frozenset[str]) -> int:
        """Remove every entry that holds a table of *contracts*, and these tables' files; return how many files.

        What was computed from them stays: it is found by the content of its inputs.
        """
        removed = 0
        for path in sorted(self.folder.glob("*/manifest.json")):
            scope = path.parent.name
            with FileLock(self._path(scope) / ".lock"):
                manifest = self._manifest(scope)
                for step, entries in manifest["steps"].items():
                    manifest["steps"][step] = {
                        key: files
                        for key, files in entries.items()
                        if not contracts & {_contract(name) for name in files}
                    }
                _replace(path, json.dumps(manifest, indent=1, sort_keys=True).encode())
                for file in sorted((path.parent / "data").glob("*.parquet")):
                    if _contract(file.stem.rsplit("-", 1)[0]) in contracts:
                        file.unlink()
                        removed += 1
        return removed

    def _path(self, scope: str) -> Path:
        if not _SCOPE.fullmatch(scope):
            raise StoreError("not a scope's name", found=repr(scope), wanted="letters, digits, '-' and '_'")
        return self.folder / scope

    def _manifest(self, scope: str) -> dict[str, Any]:
        path = self._path(scope) / "manifest.json"
        try:
            manifest: dict[str, Any] = json.loads(path.read_bytes())
        except FileNotFoundError:
            return {"schema_version": SCHEMA_VERSION, "steps": {}}
        except json.JSONDecodeError as error:
            raise StoreError(
                f"not valid JSON ({error})", where=str(path), do="Remove the file; what it named is computed again."
            ) from None
        if manifest.get("schema_version") != SCHEMA_VERSION:
            raise StoreError(
                "the store has another schema version",
                where=str(path),
                found=str(manifest.get("schema_version")),
                wanted=str(SCHEMA_VERSION),
                do="Use the version of toil that wrote it, or move the store away.",
            )
        return manifest

    def _load(self, scope: str, name: str, content_hash: str) -> pd.DataFrame | None:
        path = self._file(scope, name, content_hash)
        try:
            state = path.stat()
            written = (path, state.st_size, state.st_mtime_ns)
            table = self._remembered.pop(written, None)
            content = b"" if table is not None else path.read_bytes()
        except FileNotFoundError:
            _LOG.warning("store: %s is gone; computing it again", path.name)
            return None
        if table is None:
            if _hash(content) != content_hash:
                _LOG.warning("store: %s is damaged; computing it again", path.name)
                return None
            table = self._checked(path, name, content)
        if state.st_size > SMALL:
            return table
        self._remembered[written] = table  # the last one used is the last to go
        if len(self._remembered) > REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
        return table.copy(deep=False)

    def _checked(self, path: Path, name: str, content: bytes) -> pd.DataFrame:
        try:
            return check(_contract(name), pq.read_table(io.BytesIO(content)).to_pandas())
        except ContractError as error:
            raise StoreError(f"a stored table breaks its contract ({error})", where=str(path)) from error

    def _save(self, scope: str, name: str, table: pd.DataFrame) -> str:
        arrow = pa.Table.from_pandas(check(_contract(name), table), preserve_index=False)
        version = {b"schema_version": str(SCHEMA_VERSION).encode()}
        sink = io.BytesIO()
        pq.write_table(arrow.replace_schema_metadata({**(arrow.schema.metadata or {}), **version}), sink)
        content = sink.getvalue()
        content_hash = _hash(content)
        path = self._file(scope, name, content_hash)
        if not path.exists() or path.stat().st_size != len(content):
            _replace(path, content)
        return content_hash

    def _file(self, scope: str, name: str, content_hash: str) -> Path:
        return self._path(scope) / "data" / f"{name}-{content_hash}.parquet"


class Vectors:
    """The vectors of one embedding model, by key of a text: immutable content-named files that are only added to.

    Writers need no lock: each writes a file of its own. A damaged file counts as absent, with a warning that says
    how many there were; what it held is embedded again.

    Parameters
    ----------
    folder : Path
        Where vectors are kept, of all models; made when first written.
    model : str
        What identifies the model and its version.
    """

    def __init__(self, folder: Path, model: str) -> None:
        self._folder = folder / digest(model)

    def read(self) -> dict[bytes, np.ndarray]:
        """Return the vector (float32) of each key."""
        found: dict[bytes, np.ndarray] = {}
        damaged = 0
        for path in sorted(self._folder.glob("*.parquet")):
            content = path.read_bytes()
            if _hash(content) != path.stem:
                damaged += 1
                continue
            table = pq.read_table(io.BytesIO(content))
            values = table["vector"].combine_chunks().flatten().to_numpy()
            found.update(zip(table["key"].to_pylist(), values.reshape(len(table), -1), strict=True))
        if damaged:
            _LOG.warning("vectors: %d damaged file(s) left out; their texts are embedded again", damaged)
        return found

    def add(self, keys: list[bytes], vectors: np.ndarray) -> None:
        """Keep *vectors* (float32, one row a key)."""
        values = pa.FixedSizeListArray.from_arrays(pa.array(vectors.ravel(), pa.float32()), vectors.shape[1])
        sink = io.BytesIO()
        pq.write_table(pa.table({"key": pa.array(keys, pa.binary()), "vector": values}), sink)
        content = sink.getvalue()
        _replace(self._folder / f"{_hash(content)}.parquet", content)


class Parts:
    """What each export gave, by key of its bytes and the settings behind: immutable files.

    A damaged file counts as absent, with a warning: the export is read again. So does one that another run removes.

    Parameters
    ----------
    folder : Path
        Where parts are kept; made when first written.
    version : str
        What else a part depends on: the version of the code.
    """

    def __init__(self, folder: Path, version: str) -> None:
        self._folder, self._version = folder, version

    def get(self, key: str) -> pa.Table | None:
        """Return the table under *key*, or None."""
        for path in sorted(self._folder.glob(f"{digest(key, self._version)}-*.parquet")):
            try:
                content = path.read_bytes()
            except FileNotFoundError:
                continue
            with contextlib.suppress(OSError):  # a colleague's file, or just gone
                os.utime(path)  # in use: `prune` goes by it
            if path.stem.endswith(_hash(content)):
                return pq.read_table(io.BytesIO(content))
            _LOG.warning("store: %s is damaged; reading the export again", path.name)
        return None

    def put(self, key: str, table: pa.Table) -> None:
        """Keep *table* under *key*."""
        sink = io.BytesIO()
        texts = (pa.string(), pa.large_string())  # seldom twice the same: a dictionary would cost and save nothing
        coded = [field.name for field in table.schema if field.type not in texts]
        pq.write_table(table, sink, use_dictionary=coded, write_statistics=False)
        content = sink.getvalue()
        _replace(self._folder / f"{digest(key, self._version)}-{_hash(content)}.parquet", content)

    def prune(self, now: float) -> int:
        """Remove parts that no load has asked for in `KEPT_DAYS` before *now* (Unix seconds); return their bytes.

        A run that misses one reads its export again, so none can lose anything by it.
        """
        removed = 0
        for path in [*self._folder.glob("*.parquet"), *self._folder.glob(f"{_WRITING}*")]:
            with contextlib.suppress(OSError):  # another run removes it too, or it is a colleague's
                facts = path.stat()
                if facts.st_mtime < now - KEPT_DAYS * 86400:
                    path.unlink()
                    removed += facts.st_size
        if removed:
            _LOG.info("store: %d bytes of exports removed that no load asked for in %d days", removed, KEPT_DAYS)
        return removed

    def drop(self) -> None:
        """Remove all parts, of any version."""
        for path in self._folder.glob("*.parquet"):
            path.unlink(missing_ok=True)


def _contract(name: str) -> str:
    return name.split("@")[0]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _replace(path: Path, content: bytes) -> None:
    """Write *content* beside *path*, readable by its owner only, then put it in place in one step."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=_WRITING)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    Path(beside).replace(path)
