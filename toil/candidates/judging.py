"""Verdict and economics of each pattern, from the figures that are known of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from toil.candidates.benefits import Benefit, find_benefit
from toil.candidates.explanations import explain_verdict
from toil.candidates.verdicts import Judgement, judge
from toil.i18n import Wording, wording
from toil.settings import Economics

HALF = 0.5


def add_verdicts(
    factors: pd.DataFrame, hours: np.ndarray, economics: Economics, *, random_state: int
) -> pd.DataFrame:
    """Return *factors* with verdict and economics, a row a pattern.

    The automate rule reads what automating would bring, whatever the verdict turns out to be.

    Parameters
    ----------
    factors : DataFrame
        Every figure that a rule reads.
    hours : ndarray, (n_patterns, DRAWS)
        Drawn hands-on hours a month, rows as *factors*.
    """
    english, rows = wording("en"), []
    for figures, pattern_id, drawn in zip(factors.to_dict("records"), factors["pattern_id"], hours, strict=True):
        automated = find_benefit(drawn, "automate", economics, pattern_id=pattern_id, random_state=random_state)
        known = figures | {"automate_net_hours": automated.net_hours_12.base}
        judgement = judge(known)
        verdict = judgement.rule.verdict
        benefit = automated
        if verdict != "automate":
            benefit = find_benefit(drawn, verdict, economics, pattern_id=pattern_id, random_state=random_state)
        uncertain = (verdict != "keep" and benefit.net_hours_12.low < 0) or known["default_share"] >= HALF
        columns = _verdict_columns(judgement, known, english) | _benefit_columns(benefit)
        rows.append(known | columns | {"uncertain": uncertain})
    return pd.DataFrame(rows)


def _verdict_columns(judgement: Judgement, figures: Mapping, english: Wording) -> dict[str, object]:
    rule, nearest = judgement.rule, judgement.next_condition
    columns = {"rule": rule.id, "verdict": rule.verdict, "decided_by": "rule"}
    return {
        **columns,
        "reason": explain_verdict({**figures, **columns}, english),
        "not_judged": ",".join(judgement.not_judged),
        "next_rule": judgement.next_rule.id if judgement.next_rule else None,
        "next_column": nearest.column if nearest else None,
        "next_value": float(figures[nearest.column]) if nearest else np.nan,
        "next_threshold": nearest.threshold if nearest else np.nan,
    }


def _benefit_columns(benefit: Benefit) -> dict[str, float]:
    columns = {
        f"{stem}_{point}": getattr(getattr(benefit, stem), point)
        for stem in ("saved", "net_12", "net_hours_12")
        for point in ("low", "base", "high")
    }
    payback = benefit.payback_months
    return columns | {
        "payback_months": payback.base,
        "payback_months_low": payback.low,
        "payback_months_high": payback.high,
        "budget_hours": benefit.budget_hours,
        "automatable_share": benefit.automatable_share,
        "build_hours": benefit.build_hours,
    }
