"""What tickets are and how they ended: which are alerts, and which ended without anything to do."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib import resources

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

ENDED = ("resolved", "closed", "cancelled")
SHORT_TEXT = 120
NAMED = 0.5
ALL = 0.95


def has_ended(tickets: pd.DataFrame) -> np.ndarray:
    """Return which tickets ended: by state, or by the time they were closed."""
    return (tickets["state"].isin(ENDED) | tickets["closed_at"].notna()).to_numpy(dtype=bool)


def is_alert(tickets: pd.DataFrame) -> np.ndarray:
    """Return which tickets are alerts: of that kind, or incidents (or of unknown kind) that monitoring opened.

    Where no ticket names a channel but monitoring, which an account may have told, the head of summary or description
    says so too (``alerts`` of ``no_action.toml``).
    """
    kind, channel = tickets["kind"], tickets["channel"]
    by_machine = channel.eq("monitoring").to_numpy(dtype=bool, na_value=False)
    if by_machine.sum() == channel.notna().sum():
        by_machine = by_machine | _begins_as_alert(tickets["summary"]) | _begins_as_alert(tickets["description"])
    unplanned = (kind.isna() | kind.eq("incident")).to_numpy(dtype=bool, na_value=False)
    return kind.eq("alert").to_numpy(dtype=bool, na_value=False) | (unplanned & by_machine)


def all_incidents(kind: pd.Series) -> bool:
    """Return whether the export calls nearly everything an incident: a word said of all tells nothing of any."""
    said = kind.dropna()
    return bool(len(said)) and float(said.eq("incident").mean()) >= ALL


def ended_without_action(tickets: pd.DataFrame) -> np.ndarray:
    """Return which tickets ended without anything to do.

    These were cancelled, or their resolution code or short resolution text says so (``no_action.toml``), or they are
    alerts that closed by themselves: nobody's name is on them, or only that of the account that opened them. Nobody's
    name says nothing where the tickets that ended name a resolver in less than half of the cases.
    """
    ended = has_ended(tickets)
    cancelled = tickets["state"].eq("cancelled").to_numpy(dtype=bool, na_value=False)
    said = _matches(tickets["resolution_code"], _phrases()["codes"]) | _matches(
        tickets["resolution"], _phrases()["texts"]
    )
    return ended & (cancelled | said | _closed_by_itself(tickets, ended))


def _closed_by_itself(tickets: pd.DataFrame, ended: np.ndarray) -> np.ndarray:
    alert, resolver = is_alert(tickets), tickets["resolver"]
    named = resolver.notna().to_numpy()
    same = resolver.eq(tickets["requester"]).to_numpy(dtype=bool, na_value=False)
    kept_by_export = named[ended].mean() >= NAMED if ended.any() else False
    return alert & (same | (~named & kept_by_export))


def _matches(texts: pd.Series, patterns: list[str]) -> np.ndarray:
    values = pc.dictionary_encode(pa.array(texts, type=pa.large_string(), from_pandas=True))
    if isinstance(values, pa.ChunkedArray):
        values = values.combine_chunks()
    says = pc.match_substring_regex(pc.utf8_lower(values.dictionary), "|".join(patterns))
    short = pc.less_equal(pc.utf8_length(values.dictionary), SHORT_TEXT)
    found = pc.and_(says, short).to_numpy(zero_copy_only=False)
    return np.append(found, False)[values.indices.fill_null(-1).to_numpy(zero_copy_only=False)]


def _begins_as_alert(texts: pd.Series) -> np.ndarray:
    heads = pc.utf8_slice_codeunits(pa.array(texts, type=pa.large_string(), from_pandas=True), 0, SHORT_TEXT)
    said = pc.match_substring_regex(heads, "|".join(_phrases()["alerts"]))
    return said.fill_null(False).to_numpy(zero_copy_only=False)


@lru_cache
def _phrases() -> dict[str, list[str]]:
    return tomllib.loads(resources.files("toil.candidates").joinpath("no_action.toml").read_text(encoding="utf-8"))
