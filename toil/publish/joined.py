"""What candidates that are resolved in the same words would bring as one work: each may be too small to build for."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from toil.candidates import SETTLED, WORKING_DAY, base_net_hours, worth_doing
from toil.i18n import Wording
from toil.publish.alike import named_patterns
from toil.publish.names import verdict_names
from toil.publish.report import Report
from toil.publish.untrusted import one_line
from toil.settings import Economics

SHOWN, _LETTERS = 5, 60


@dataclass(frozen=True)
class Joined:
    """Candidates that may be one work, most hours first, and what they would bring as one on base values.

    ``hours`` a month of them together; ``verdict`` of the largest that may be acted on; ``net_hours`` over 12 months.
    """

    patterns: pd.DataFrame
    verdict: str
    hours: float
    net_hours: float

    def text(self, words: Wording) -> str:
        """Return it as sentences."""
        return words.text(
            "{patterns}: {hours} h a month together. As one work (“{verdict}”) they would free {net} h over 12 months"
            " after build and upkeep, on base values.",
            patterns=named_patterns(self.patterns, words),
            hours=words.number(self.hours, 1),
            verdict=verdict_names(words)[self.verdict],
            net=words.number(self.net_hours),
        )

    def decision(self) -> str:
        """Return the line of ``decisions/<squad>.csv`` that joins them, but for who decides and when."""
        first, line = self.patterns.iloc[0], io.StringIO()
        name = one_line(first["label"], _LETTERS)
        ids = " ".join(self.patterns["pattern_id"])
        csv.writer(line, lineterminator="").writerow([first["pattern_id"], "merge", name, ids])
        return line.getvalue()


def joined_candidates(report: Report) -> list[Joined]:
    """Return the groups of candidates that are resolved alike and as one would free a working day more than now.

    A group is what pairs of ``shared_remedies`` link. What people settled is in none. What has ended or came as a
    wave brings nothing more; what only is too small by itself counts as work to automate.
    """
    candidates = report.candidates[~report.candidates["status"].isin(SETTLED)].sort_values("rank", ignore_index=True)
    found = [
        _join(group, report.economics)
        for _, group in candidates.groupby(_groups(candidates, report.shared_remedies))
        if len(group) > 1
    ]
    return sorted((each for each in found if each is not None), key=lambda each: -each.net_hours)


def _groups(candidates: pd.DataFrame, pairs: pd.DataFrame) -> np.ndarray:
    ends = [pd.Index(candidates["pattern_id"]).get_indexer(pairs[name]) for name in ("pattern_id", "other_id")]
    known = (ends[0] >= 0) & (ends[1] >= 0)
    links = coo_array((np.ones(known.sum()), (ends[0][known], ends[1][known])), shape=(len(candidates),) * 2)
    return connected_components(links, directed=False)[1]


def _join(group: pd.DataFrame, economics: Economics) -> Joined | None:
    verdicts = group["verdict"].mask(group["rule"] == "keep-small", "automate")
    open_ones = verdicts[verdicts != "keep"]
    if open_ones.empty:
        return None
    verdict, comes = str(open_ones.iloc[0]), ~group["course"].isin(["ended", "wave"])
    ahead = float((group["hours_base"] * group["projected_volume"])[comes].sum())
    net = base_net_hours(ahead, verdict, economics)
    apart = float(worth_doing(group)["net_hours_12_base"].sum())
    if net - apart < WORKING_DAY:
        return None
    return Joined(group, verdict, float(group["hours_base"].sum()), net)
