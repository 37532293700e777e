"""The data sets of the benchmark: texts, and what is known of them."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from toil.sample import generate_tickets

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("TOIL_SHARED_DATA", ROOT.parent / "shared" / "data"))
"""Folder of the public data sets."""


@dataclass(frozen=True)
class Truth:
    """What the tickets in *rows* are, "" for a one-off; only they are scored."""

    name: str
    labels: np.ndarray
    rows: np.ndarray

    @property
    def classes(self) -> int:
        """Kinds of work that repeat."""
        return len(set(self.labels) - {""})


@dataclass(frozen=True)
class DataSet:
    """Texts that every side clusters, what is known of them, and where known the language of each."""

    name: str
    texts: list[str]
    truths: tuple[Truth, ...]
    languages: np.ndarray = field(default_factory=lambda: np.zeros(0, dtype=object))


def _whole(name: str, labels: pd.Series) -> Truth:
    return Truth(name, labels.to_numpy(dtype=object), np.arange(len(labels)))


def generated(count: int) -> DataSet:
    """Return *count* generated tickets with what was planted in them."""
    name = f"generated_{count // 1000}k"
    tickets = generate_tickets(count)
    texts = (tickets["summary"].fillna("") + "\n" + tickets["description"].fillna("")).tolist()
    return DataSet(name, texts, (_whole(name, tickets["pattern"].where(~tickets["one_off"], "").astype("str")),))


def banking77() -> DataSet:
    """Return questions of a bank's customers in 77 intents."""
    rows = pd.read_csv(SHARED / "banking77_train.csv.gz", dtype="str", keep_default_na=False)
    return DataSet("banking77_train", rows["text"].tolist(), (_whole("banking77_train", rows["label"]),))


def clinc150() -> DataSet:
    """Return requests in 150 intents; those out of scope count as one-offs."""
    rows = pd.read_csv(SHARED / "clinc150_train.csv.gz", dtype="str", keep_default_na=False)
    labels = rows["label"].where(rows["label"] != "oos", "")
    return DataSet("clinc150_train", rows["text"].tolist(), (_whole("clinc150_train", labels),))


def home_assistant() -> DataSet:
    """Return commands in five languages, judged by language and intent, and by intent alone."""
    rows = pd.read_csv(SHARED / "home_assistant_intents.csv.gz", dtype="str", keep_default_na=False)
    language = rows["lang"].str[:2]
    truths = (
        _whole("home_assistant", language + " " + rows["label"]),
        _whole("home_assistant_merged", rows["label"]),
    )
    return DataSet("home_assistant", rows["text"].tolist(), truths, language.to_numpy(dtype=object))


def it_service() -> DataSet:
    """Return all e-mails to a service desk: of those labelled by hand the odd rows are judged, the even shown."""
    texts = pd.read_csv(SHARED / "it_service_tickets.csv.gz", dtype="str", keep_default_na=False)["Document"]
    labelled = pd.read_csv(SHARED / "it_service_work_labels.csv", dtype={"label": "str"})
    known = labelled[labelled["label"] != "unclear"]
    labels = known["label"].where(known["label"] != "one-off", "")
    truths = [
        Truth(name, labels[half].to_numpy(dtype=object), known.loc[half, "row"].to_numpy())
        for name, half in (("it_service", known["row"] % 2 == 1), ("it_service_even", known["row"] % 2 == 0))
    ]
    return DataSet("it_service", texts.tolist(), tuple(truths))


PUBLIC: dict[str, Callable[[], DataSet]] = {
    "banking77_train": banking77,
    "clinc150_train": clinc150,
    "home_assistant": home_assistant,
    "it_service": it_service,
}
