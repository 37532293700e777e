"""What acting on a verdict brings, as draws: hours saved, money and payback, low, base and high."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from toil.candidates.economics import budget_hours, lasting_share, net_hours_12, payback_months, saved_hours
from toil.candidates.ranges import UNKNOWN, Points, draw_pert, draw_perts, generator, middle, points
from toil.settings import Economics, Range


@dataclass(frozen=True)
class Benefit:
    """Percentiles of what a verdict's means bring to one pattern; money and payback are NaN without a rate.

    ``pays_share`` is the share of draws that give back more hours within 12 months than they take.
    """

    saved: Points
    net_hours_12: Points
    pays_share: float
    net_12: Points
    payback_months: Points
    budget_hours: float
    automatable_share: float
    build_hours: float


@dataclass(frozen=True)
class Saving:
    """Draws of what a verdict's means take and leave: hours saved a month, hours to build, upkeep, (DRAWS,) each.

    ``saved`` is for months with work; after ``wave_months`` there is none (NaN: it lasts).
    """

    saved: np.ndarray
    build: np.ndarray
    maintenance: np.ndarray
    wave_months: float = float("nan")

    def mean_saved(self, horizon: int) -> np.ndarray:
        """Return hours saved a month, mean of the next *horizon* months."""
        if math.isnan(self.wave_months):
            return self.saved
        return self.saved * lasting_share(self.wave_months, horizon)

    def net_hours(self, economics: Economics) -> np.ndarray:
        """Return net hours over 12 months."""
        return net_hours_12(
            self.mean_saved(12), self.build, run_hours=_run_hours(economics), maintenance=self.maintenance
        )

    def payback(self, economics: Economics, rate: float) -> np.ndarray:
        """Return months to pay back; infinite where that would be after the wave."""
        months = payback_months(
            self.saved, self.build, rate=rate, run=economics.run_month or 0.0, maintenance=self.maintenance
        )
        return months if math.isnan(self.wave_months) else np.where(months > self.wave_months, np.inf, months)


def draw_saving(
    hours: np.ndarray,
    verdict: str,
    economics: Economics,
    *,
    pattern_id: str,
    random_state: int,
    volume: float | np.ndarray = 1.0,
    wave_months: float = float("nan"),
) -> Saving:
    """Draw what acting on a pattern as *verdict* says saves and takes.

    Automatable share, residual touch and build hours are drawn for each pattern from the study's means of that
    verdict: they are about one automation, not about all; maintenance is drawn once for all.

    Parameters
    ----------
    hours : ndarray of float, (DRAWS,)
        Hands-on hours a month of the window.
    volume : float or ndarray of float, (DRAWS,)
        Projected tickets a month over those of the window.
    wave_months : float
        Months of work left after the report month; NaN where it lasts.
    """
    means = economics.means[verdict]
    ranges = (means.automatable_share, means.residual_touch, means.build_hours)
    share, residual, build = draw_perts(ranges, random_state, f"{pattern_id} {verdict}")
    maintenance = _draw_maintenance(economics.maintenance, random_state)
    return Saving(saved_hours(hours * volume, share, residual), build, maintenance, wave_months)


def find_benefit(saving: Saving, verdict: str, economics: Economics) -> Benefit:
    """Return what *saving* comes to. A run cost that the study doesn't state is left out, not guessed."""
    rate, means = economics.rate, economics.means[verdict]
    drawn = saving.net_hours(economics)
    net_hours = points(drawn)
    budget = budget_hours(
        saving.mean_saved(economics.horizon_months),
        run_hours=_run_hours(economics),
        maintenance=saving.maintenance,
        horizon=economics.horizon_months,
    )
    return Benefit(
        saved=points(saving.mean_saved(12)),
        net_hours_12=net_hours,
        pays_share=float(np.mean(drawn > 0)),
        net_12=Points(*(rate * end for end in (net_hours.low, net_hours.base, net_hours.high))) if rate else UNKNOWN,
        payback_months=points(saving.payback(economics, rate)) if rate else UNKNOWN,
        budget_hours=middle(budget),
        automatable_share=means.automatable_share.base,
        build_hours=means.build_hours.base,
    )


def base_net_hours(hours: float, verdict: str, economics: Economics) -> float:
    """Return the net hours over 12 months of the study's base values, of *hours* a month to come."""
    means = economics.means[verdict]
    saved = saved_hours(hours, means.automatable_share.base, means.residual_touch.base)
    upkeep = {"run_hours": _run_hours(economics), "maintenance": economics.maintenance.base}
    return float(net_hours_12(saved, means.build_hours.base, **upkeep))


def _run_hours(economics: Economics) -> float:
    return (economics.run_month or 0.0) / economics.rate if economics.rate else 0.0


@lru_cache(maxsize=8)
def _draw_maintenance(share: Range, random_state: int) -> np.ndarray:
    return draw_pert(share, generator(random_state, "maintenance"))
