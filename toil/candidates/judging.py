"""Verdict and economics of each pattern, from the figures that are known of it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from toil.candidates.benefits import Benefit, Saving, draw_saving, find_benefit
from toil.candidates.explanations import explain_verdict
from toil.candidates.ranges import middle
from toil.candidates.verdicts import Judgement, judge
from toil.decisions import apply_verdicts
from toil.i18n import Wording, wording
from toil.settings import Economics

HALF = 0.5
LIKELY = 0.8


def add_verdicts(
    factors: pd.DataFrame,
    hours: np.ndarray,
    volume: np.ndarray,
    economics: Economics,
    *,
    decisions: pd.DataFrame,
    random_state: int,
) -> pd.DataFrame:
    """Return *factors* with verdict and economics, a row a pattern.

    The automate rule reads what automating would bring, whatever the verdict turns out to be. Where people decided
    the verdict, the economics are those of theirs.

    Parameters
    ----------
    factors : DataFrame
        Every figure that a rule reads.
    hours : ndarray, (n_patterns, DRAWS)
        Drawn hands-on hours a month, rows as *factors*.
    volume : ndarray, (n_patterns, DRAWS)
        Drawn tickets a month to come over those of the window.
    decisions : DataFrame
        Contract ``decisions``; its verdicts win over the rules'.
    """
    pattern_ids = factors["pattern_id"].tolist()
    left = factors["wave_months"].tolist()

    def saving(row: int, verdict: str) -> Saving:
        return draw_saving(
            hours[row],
            verdict,
            economics,
            pattern_id=pattern_ids[row],
            random_state=random_state,
            volume=volume[row],
            wave_months=left[row],
        )

    automated = [saving(row, "automate") for row in range(len(factors))]
    known = factors.assign(automate_net_hours=[middle(each.net_hours(economics)) for each in automated])
    english = wording("en")
    judged = pd.DataFrame([_verdict_columns(judge(row), row, english) for row in known.to_dict("records")])
    decided, _ = apply_verdicts(pd.concat([known, judged], axis=1), decisions)
    benefits = [
        find_benefit(automated[row] if verdict == "automate" else saving(row, verdict), verdict, economics)
        for row, verdict in enumerate(decided["verdict"])
    ]
    found = pd.concat([decided, pd.DataFrame([_benefit_columns(each) for each in benefits])], axis=1)
    pays = found["pays_share"].where(found["verdict"] != "keep")
    return found.assign(
        pays_share=pays,
        uncertain=(pays < LIKELY) | (found["default_share"] >= HALF) | (found["waived"] != ""),
    )


def _verdict_columns(judgement: Judgement, figures: Mapping, english: Wording) -> dict[str, object]:
    rule, nearest = judgement.rule, judgement.next_condition
    columns = {
        "rule": rule.id,
        "verdict": rule.verdict,
        "decided_by": "rule",
        "not_judged": ",".join(judgement.not_judged),
        "waived": ",".join(condition.column for condition in rule.waived(figures)),
    }
    return {
        **columns,
        "reason": explain_verdict({**figures, **columns}, english),
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
        "pays_share": benefit.pays_share,
        "payback_months": payback.base,
        "payback_months_low": payback.low,
        "payback_months_high": payback.high,
        "budget_hours": benefit.budget_hours,
        "automatable_share": benefit.automatable_share,
        "build_hours": benefit.build_hours,
    }
