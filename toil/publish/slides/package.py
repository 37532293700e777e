"""A deck as bytes that hang on its content only, never on the clock."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from pptx.presentation import Presentation as Deck

_EPOCH = (1980, 1, 1, 0, 0, 0)


def deck_bytes(deck: Deck, *, title: str, language: str, created: dt.datetime) -> bytes:
    """Return *deck* as a file, its properties and time stamps fixed."""
    facts = deck.core_properties
    facts.title, facts.language, facts.author, facts.last_modified_by = title[:255], language, "toil", "toil"
    facts.created = facts.modified = created
    facts.revision = 1
    saved = io.BytesIO()
    deck.save(saved)
    return _without_clock(saved)


def _without_clock(package: io.BytesIO) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            target.writestr(entry, source.read(name))
    return written.getvalue()
