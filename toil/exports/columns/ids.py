"""Ids of tickets: kept as exported, unless one is no id but somebody's data."""

from __future__ import annotations

import pandas as pd

from toil.privacy import HashKey, Redactor

# Letters and a number, a bare number, one counted within a month (0926-000123: no phone number goes on with a zero),
# or a hexadecimal name (MongoDB's, ServiceNow's sys_id, a UUID). What else stands in a column of ids may be anything.
# A bare number is taken for an id even where its digits would make a CPF, or one ticket in a hundred would lose its
# name.
ID = (
    r"(?:[A-Za-z][A-Za-z0-9]{0,14}[-_#:]?){0,2}[0-9]{1,20}(?: row [0-9]+|#[0-9]{1,6})?"
    r"|(?:0[1-9]|1[0-2])[0-9]{2}-0[0-9]{5}"
    r"|[0-9a-fA-F]{24}|[0-9a-fA-F]{32}|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
)


# A project's path before the number: infra/suporte#41. The path is redacted as any other text, without the number.
_NUMBER_IN_PROJECT = r"(?P<path>[^#]*/[^#]*)#(?P<number>[0-9]{1,12})"


def guard_ids(ids: pd.Series, redactor: Redactor, key: HashKey) -> pd.Series:
    """Return *ids* with those that hold personal data replaced by a token, the same for the same id."""
    if not ids.notna().any():
        return ids
    changed = redact_ids(ids, redactor) != ids
    personal = changed & ids.notna()
    return ids.where(~personal, key.hash(ids)) if personal.any() else ids


def redact_ids(ids: pd.Series, redactor: Redactor) -> pd.Series:
    """Return *ids* with those that are no ids redacted, to be shown."""
    doubtful = ids[ids.notna() & ~ids.str.fullmatch(ID).fillna(True).astype(bool)]
    if not len(doubtful):
        return ids
    parts = doubtful.str.extract(f"^{_NUMBER_IN_PROJECT}$")
    redacted = redactor.redact(parts["path"].fillna(doubtful))[0] + ("#" + parts["number"]).fillna("")
    return ids.where(~ids.index.isin(doubtful.index), redacted.reindex(ids.index))
