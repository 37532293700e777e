"""Keyed hashes of people: the same person reads the same in one study, and nobody can turn the hash back."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from toil.errors import SettingsError
from toil.settings import Study

KEY_VARIABLE = "TOIL_HASH_KEY"
MIN_SECRET_BYTES = 16


@dataclass(frozen=True)
class HashKey:
    """A study's secret for hashing people. ``key_id`` names the key without giving it away."""

    key_id: str
    secret: bytes = field(repr=False)

    @classmethod
    def of_secret(cls, secret: bytes) -> HashKey:
        """Return the key of *secret*; its id is 8 hex digits of the secret's hash."""
        return cls(hashlib.blake2b(secret, digest_size=4, person=b"toil key id").hexdigest(), secret)

    @classmethod
    def for_once(cls) -> HashKey:
        """Return a key that is kept nowhere: its tokens agree with each other and with nothing else."""
        return cls.of_secret(secrets.token_bytes(32))

    def hash(self, people: pd.Series) -> pd.Series:
        """Return ``<key_id>-<16 hex>`` for each of *people*, null where null.

        Names are compared without regard to case, surrounding or repeated spaces, and Unicode form. Keyed BLAKE2b
        (RFC 7693). It doesn't know that "J. Silva" and "João Silva" are one person.
        """
        codes, names = pd.factorize(people)
        hashes = pd.array([self._hash_one(str(name)) for name in names] + [None], dtype="str")
        return pd.Series(hashes.take(codes), index=people.index, name=people.name)

    def _hash_one(self, name: str) -> str | None:
        plain = " ".join(unicodedata.normalize("NFKC", name).casefold().split())
        if not plain:
            return None
        digest = hashlib.blake2b(plain.encode(), digest_size=8, key=self.secret[:64], person=b"toil person")
        return f"{self.key_id}-{digest.hexdigest()}"


def read_key(study: Study, *, create: bool) -> HashKey:
    """Return the study's key: ``TOIL_HASH_KEY``, else ``.toil/key``, else the key the study publishes.

    Parameters
    ----------
    create : bool
        Whether a study without a key gets a new one, written to ``.toil/key`` with mode 0600. An unattended run
        passes False: a new key on each machine would break the thread between months.

    Raises
    ------
    SettingsError
        If there is no key and none may be made, or the key is too short.
    """
    path = _key_path(study)
    if KEY_VARIABLE in os.environ:
        return _checked(os.environ[KEY_VARIABLE].strip(), KEY_VARIABLE)
    if path.exists():
        return _read(path)
    if study.study.published_key:
        return _checked(study.study.published_key, f"{study.path.name}, study.published_key")
    if not create:
        raise SettingsError(
            "no hash key",
            where=str(path),
            wanted=f"a key there or in {KEY_VARIABLE}",
            do="No run without a terminal makes one: run once by hand, or copy the key of earlier months.",
        )
    _write_once(path, secrets.token_hex(32))
    return _read(path)


@dataclass(frozen=True)
class Rotation:
    """A key that took the place of another; ``kept`` is the old one's file, None where it was destroyed."""

    old: HashKey
    new: HashKey
    kept: Path | None


def rotate_key(study: Study, *, destroy: bool = False) -> Rotation:
    """Put a new key in the place of ``.toil/key``. The old one is kept beside it as ``key.<its id>``, or destroyed.

    Raises
    ------
    SettingsError
        If the key isn't in ``.toil/key``, so that it has to be changed where it is.
    """
    path = _key_path(study)
    if KEY_VARIABLE in os.environ or not path.is_file():
        raise SettingsError(
            "the hash key isn't in the study's folder",
            where=str(path),
            found=f"{KEY_VARIABLE} is set" if KEY_VARIABLE in os.environ else "no such file",
            do=f"Put a new key where {KEY_VARIABLE} is kept, or run once by hand to make one.",
        )
    old = _read(path)
    kept = None if destroy else path.with_name(f"key.{old.key_id}")
    if kept is not None:
        kept.unlink(missing_ok=True)
        os.link(path, kept)
    draft = _draft(path, secrets.token_hex(32))
    draft.replace(path)
    return Rotation(old, _read(path), kept)


def _key_path(study: Study) -> Path:
    return study.folder / ".toil" / "key"


def _read(path: Path) -> HashKey:
    try:
        return _checked(path.read_text(encoding="ascii").strip(), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(
            "the hash key can't be read", where=str(path), found=type(error).__name__, do="Mend or restore it."
        ) from None


def _checked(secret: str, where: str) -> HashKey:
    if len(secret.encode()) < MIN_SECRET_BYTES:
        raise SettingsError(
            "the hash key is too short",
            where=where,
            found=f"{len(secret.encode())} bytes",
            wanted=f"at least {MIN_SECRET_BYTES}",
            do='Make one with: python -c "import secrets; print(secrets.token_hex(32))"',
        )
    return HashKey.of_secret(secret.encode())


def _write_once(path: Path, secret: str) -> None:
    """Write a whole key or none; of two runs that start at once, the first one's key stands."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = _draft(path, secret)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _draft(path: Path, secret: str) -> Path:
    """Write *secret* beside *path*, readable by its owner only, and return where."""
    draft = path.with_name(f"draft.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(re.sub(r"\s", "", secret) + "\n")
    return draft
