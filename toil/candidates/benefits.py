"""What acting on a verdict brings, as draws: hours saved, money and payback, low, base and high."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from toil.candidates.economics import budget_hours, net_12, net_hours_12, payback_months, saved_hours
from toil.candidates.ranges import Points, draw_pert, generator, points
from toil.settings import Economics, Range

NOTHING = Points(float("nan"), float("nan"), float("nan"))


@dataclass(frozen=True)
class Benefit:
    """Percentiles of what a verdict's means bring to one pattern; money and payback are NaN without a rate."""

    saved: Points
    net_hours_12: Points
    net_12: Points
    payback_months: Points
    budget_hours: float
    automatable_share: float
    build_hours: float


def find_benefit(
    hours: np.ndarray, verdict: str, economics: Economics, *, pattern_id: str, random_state: int
) -> Benefit:
    """Return the benefit of acting on a pattern as *verdict* says.

    Automatable share, residual touch and build hours are drawn for each pattern from the study's means of that
    verdict: they are about one automation, not about all; maintenance is drawn once for all. A run cost that the
    study doesn't state is left out, not guessed.

    Parameters
    ----------
    hours : ndarray of float, (DRAWS,)
        Hands-on hours a month.
    """
    means = economics.means[verdict]
    rng = generator(random_state, f"{pattern_id} {verdict}")
    share, residual, build = (
        draw_pert(each, rng) for each in (means.automatable_share, means.residual_touch, means.build_hours)
    )
    saved = saved_hours(hours, share, residual)
    rate, run = economics.rate, economics.run_month or 0.0
    maintenance = _draw_maintenance(economics.maintenance, random_state)
    run_hours = run / rate if rate else 0.0
    return Benefit(
        saved=points(saved),
        net_hours_12=points(net_hours_12(saved, build, run_hours=run_hours, maintenance=maintenance)),
        net_12=points(net_12(saved, build, rate=rate, run=run, maintenance=maintenance)) if rate else NOTHING,
        payback_months=points(payback_months(saved, build, rate=rate, run=run, maintenance=maintenance))
        if rate
        else NOTHING,
        budget_hours=points(
            budget_hours(saved, run_hours=run_hours, maintenance=maintenance, horizon=economics.horizon_months)
        ).base,
        automatable_share=means.automatable_share.base,
        build_hours=means.build_hours.base,
    )


@lru_cache(maxsize=8)
def _draw_maintenance(share: Range, random_state: int) -> np.ndarray:
    return draw_pert(share, generator(random_state, "maintenance"))
