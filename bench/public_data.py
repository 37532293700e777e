"""The public data sets that benches run on, as tickets with their truth; and a judged figure."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pandas as pd

from toil.exports import load_exports
from toil.privacy import read_key
from toil.sample import generate_tickets
from toil.schema import conform
from toil.settings import read_study

ROOT = Path(__file__).parents[1]
FOLDER = Path(os.environ.get("TOIL_SHARED_DATA", ROOT.parent / "shared" / "data"))
TEXT = {"it_service_tickets": "Document"}


def sample_squads() -> dict[str, pd.DataFrame]:
    """Return the tickets of each squad of the sample, as the product loads them."""
    study = read_study(ROOT / "toil.toml")
    tickets = load_exports(study, read_key(study, create=False)).tickets
    return {squad: tickets[tickets["squad"] == squad].reset_index(drop=True) for squad in sorted(study.squads)}


def public_set(name: str) -> tuple[pd.DataFrame, pd.Series]:
    """Return the texts of a public set as tickets of unknown people, and the class of each ("" belongs nowhere).

    Intents of Home Assistant are told apart by language: without a model no words join them.
    """
    rows = pd.read_csv(FOLDER / f"{name}.csv.gz", dtype="str", keep_default_na=False)
    truth = rows.get("label", pd.Series("", index=rows.index))
    truth = truth + " " + rows["lang"].str[:2] if "lang" in rows else truth
    return as_tickets(rows[TEXT.get(name, "text")]), truth.where(truth != "oos", "")


def some_of(tickets: pd.DataFrame, truth: pd.Series, count: int, classes: int) -> tuple[pd.DataFrame, pd.Series]:
    """Return a seeded draw of *count* tickets of so many *classes* and of what belongs nowhere."""
    random, names = np.random.default_rng(0), np.unique(truth[truth != ""])
    rows = np.flatnonzero(truth.isin([*random.choice(names, classes, replace=False), ""]))
    drawn = np.sort(random.choice(rows, min(count, len(rows)), replace=False))
    return tickets.iloc[drawn].reset_index(drop=True), truth.iloc[drawn].reset_index(drop=True)


def generated_set(count: int, seed: int) -> tuple[pd.DataFrame, pd.Series]:
    """Return generated tickets and the pattern planted in each ("" is a one-off)."""
    made = generate_tickets(count, seed=seed)
    return as_tickets(made["summary"], made["description"]), made["pattern"].where(~made["one_off"], "")


def as_tickets(summary: pd.Series, description: pd.Series | None = None) -> pd.DataFrame:
    """Return texts as a table of tickets."""
    table = pd.DataFrame({"summary": summary, "description": description})
    ids = [f"T{number:06d}" for number in range(len(table))]
    return conform("tickets", table.assign(ticket_id=ids, source="x", month="2026-01"))
