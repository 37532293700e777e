"""What a step's key and a report's footer say of the code and settings behind them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path

from pydantic import BaseModel

_PACKAGES = ("toil-notebooks", "pandas", "scikit-learn", "pyarrow", "holidays", "papermill")


@lru_cache
def code_version() -> str:
    """Return a hash of the package's own code and data files, so that changed code computes anew."""
    package = Path(str(resources.files("toil")))
    content = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            content.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    return content.hexdigest()[:12]


def package_versions() -> dict[str, str]:
    """Return the versions of the packages whose change may change a figure."""
    return {package: metadata.version(package) for package in _PACKAGES}


def dump(settings: BaseModel | Mapping[str, BaseModel]) -> object:
    """Return *settings* as plain values, for a key."""
    if isinstance(settings, Mapping):
        return {name: dump(section) for name, section in settings.items()}
    return settings.model_dump(mode="json")
