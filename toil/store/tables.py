"""Immutable, content-named tables and one manifest a scope.

A scope is a squad, or ``_study`` for what all squads share. Each entry of a manifest names, for one step and one key,
the Parquet files that hold its tables. Files are written first and the manifest is replaced last, so a torn write
leaves files that nobody names; a file whose bytes no longer have the hash in its name counts as absent and is redone.
"""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock

from toil.errors import ContractError, StoreError
from toil.schema import SCHEMA_VERSION, check
from toil.store.files import hash_of, hash_of_file, replace, written_beside

_LOG = logging.getLogger(__name__)
_SCOPE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_-]{0,62}")

STUDY = "_study"
SMALL, REMEMBERED = 1 << 19, 128
"""Bytes of a file, at most, whose table is remembered, and how many: a window's months are read by many steps."""


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

    def write(
        self, scope: str, step: str, key: str, tables: Mapping[str, pd.DataFrame] | Iterable[tuple[str, pd.DataFrame]]
    ) -> dict[str, str]:
        """Write *tables* under a key, one after the other, the manifest last; return their content hashes."""
        named = tables.items() if isinstance(tables, Mapping) else tables
        files = {name: self._save(scope, name, table) for name, table in named}
        with FileLock(self._path(scope) / ".lock"):
            manifest = self._manifest(scope)
            manifest["steps"].setdefault(step, {})[key] = files
            replace(self._path(scope) / "manifest.json", json.dumps(manifest, indent=1, sort_keys=True).encode())
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
                replace(path, json.dumps(manifest, indent=1, sort_keys=True).encode())
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
            if hash_of(content) != content_hash:
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
        with written_beside(self._path(scope) / "data") as (out, beside):
            pq.write_table(arrow.replace_schema_metadata({**(arrow.schema.metadata or {}), **version}), out)
            content_hash = hash_of_file(out)
        path = self._file(scope, name, content_hash)
        if path.exists() and path.stat().st_size == beside.stat().st_size:
            beside.unlink()
        else:
            beside.replace(path)
        return content_hash

    def _file(self, scope: str, name: str, content_hash: str) -> Path:
        return self._path(scope) / "data" / f"{name}-{content_hash}.parquet"


def _contract(name: str) -> str:
    return name.split("@")[0]
