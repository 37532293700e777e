"""What the exports hold of a squad's month and of the window that ends with it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from toil.schema import empty
from toil.settings import months_back
from toil.steps.desk import earlier_files
from toil.steps.study import StudySteps
from toil.workload import carry_over, cover_months


@dataclass(frozen=True)
class Window:
    """The months that end with *month*, as many as the study asks for; tickets are read from the store."""

    parent: StudySteps
    squad: str
    month: str

    @property
    def calendar_months(self) -> list[str]:
        """The month and those before it that the study's window asks for, exported or not."""
        return months_back(self.month, self.parent.study.window.months)

    @property
    def months(self) -> list[str]:
        """The months that the exports cover, oldest first; the others are unknown, never zero.

        Covered is what has a ticket of the squad (`toil.workload.cover_months` above 0), and the month itself.
        """
        known = set(self.parent.months(self.squad))
        return [m for m in self.calendar_months if m in known or m == self.month]

    @property
    def files(self) -> dict[str, str]:
        """Name and hash of the stored tickets of each month."""
        wanted = {f"tickets@{m}" for m in self.calendar_months}
        return {name: value for name, value in self._all_files().items() if name in wanted}

    @property
    def files_so_far(self) -> dict[str, str]:
        """Name and hash of the stored tickets of this month and all before it, the window's or not."""
        return {name: value for name, value in self._all_files().items() if name.split("@")[1] <= self.month}

    def tickets(self) -> pd.DataFrame:
        """Return the window's tickets (contract ``tickets``), sorted by id, personal data redacted."""
        return self._read(sorted(self.files))

    def carried(self) -> pd.DataFrame:
        """Return the tickets opened before the window that were still open when it began."""
        earlier = self._read(sorted(earlier_files(self._all_files(), self.months)))
        return carry_over(earlier, self.months[0], self.parent.study.study.zone)

    def months_covered(self) -> float:
        """Return how many months of the window the exports cover."""
        zone = self.parent.study.study.zone
        return float(cover_months(self.tickets(), months=self.calendar_months, zone=zone).sum())

    def _all_files(self) -> dict[str, str]:
        _ = self.parent.intake
        return self.parent.ticket_files(self.squad) or {}

    def _read(self, names: list[str]) -> pd.DataFrame:
        store, key = self.parent.store, self.parent.intake_key
        parts = store.read(self.squad, "tickets", key, names) if names else {}
        if parts is None:
            self.parent.load_again()
            parts = store.read(self.squad, "tickets", key, names)
        tickets = pd.concat(parts.values(), ignore_index=True) if parts else empty("tickets")
        return tickets.sort_values("ticket_id", kind="stable", ignore_index=True)
