"""What the months to come bring of each pattern, against those of the window.

A pattern is looked at because it was high, and what was high by chance falls back. So its own trend counts only as
far as it is more than noise, and what is left over is the squad's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from toil.candidates.growth import Trends, fit_trends, pool_dispersion
from toil.candidates.ranges import DRAWS, generator
from toil.settings import months_between

WAVE = "migration"


@dataclass(frozen=True)
class Projection:
    """Monthly change of the squad's tickets and of each pattern's share of them, shrunk, and what they come to.

    Attributes
    ----------
    months : int
        Whole months that the trends were read from; 0 where these are under six and nothing is known.
    squad_change : float
        Monthly change of the squad's lasting work without bursts, as a share; NaN is unknown.
    own_change : ndarray of float, (n_patterns,)
        Monthly change of a pattern's share of them; NaN is unknown.
    squad_error, own_error : float, ndarray of float, (n_patterns,)
        Standard errors of ``log(1 + change)``; NaN is unknown.
    volume : ndarray of float, (n_patterns,)
        Tickets a month from the report month on over those of the window; 1 where nothing is known.
    """

    months: int
    squad_change: float
    own_change: np.ndarray
    squad_error: float
    own_error: np.ndarray
    volume: np.ndarray


def project_volume(trends: Trends, total: np.ndarray, exposure: np.ndarray, lasting: np.ndarray) -> Projection:
    """Project each pattern's tickets a month: to the end of the window by the shrunk trends, and held from there.

    Both trends are shrunk to nothing by their own error (see `shrink`): that of the squad's volume for itself, those
    of the patterns' shares together. Six months carry no slope for twelve more, so the level at the window's end
    stands for the time after it.

    Parameters
    ----------
    trends : Trends
        Of each pattern against the squad's other tickets.
    total : ndarray of int, (n_months,)
        Squad's tickets without bursts and without what began or ended.
    exposure : ndarray of float, (n_months,)
        Share of each month that the exports cover; only whole months count.
    lasting : ndarray of bool, (n_patterns,)
        False for a migration wave: it says nothing of the other patterns' trends.
    """
    whole = int((exposure >= 1).sum())
    flat = np.ones((1, len(total)))
    squad = fit_trends(total[None, :], flat, exposure, pool_dispersion(total[None, :], exposure))
    if np.isnan(squad.change[0]):
        unknown = np.full(len(trends.change), np.nan)
        return Projection(0, float("nan"), unknown, float("nan"), unknown, np.ones(len(unknown)))
    common = float(shrink(squad.change, squad.error)[0][0])
    own, own_error = shrink(trends.change, trends.error, lasting)
    growth = np.exp(common + np.nan_to_num(own))
    volume = end_over_mean(growth, whole)
    return Projection(whole, float(np.expm1(common)), np.expm1(own), float(squad.error[0]), own_error, volume)


def draw_volume(projection: Projection, pattern_ids: Sequence[str], random_state: int) -> np.ndarray:
    """Draw the projected volume of each pattern, (n_patterns, DRAWS): both changes are normal about their estimates.

    The squad's change is drawn once for all patterns, with its whole error: one squad says nothing of how far squads
    differ, so shrinking it makes it no surer. A pattern's own has the error that is left after shrinking. Ones where
    no trend is known.
    """
    if not projection.months:
        return np.ones((len(pattern_ids), DRAWS))
    of_squad = generator(random_state, "squad volume").standard_normal(DRAWS) * projection.squad_error
    common = np.log1p(projection.squad_change) + of_squad
    own, error = np.nan_to_num(np.log1p(projection.own_change)), np.nan_to_num(projection.own_error)
    drawn = np.empty((len(pattern_ids), DRAWS))
    for row, pattern_id in enumerate(pattern_ids):
        change = common + own[row]
        if error[row]:
            change += generator(random_state, f"{pattern_id} volume").standard_normal(DRAWS) * error[row]
        drawn[row] = end_over_mean(np.exp(change), projection.months)
    return drawn


def shrink(
    changes: np.ndarray, errors: np.ndarray, pooled: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """Shrink *changes* to 0, each times ``w = t2 / (t2 + error^2)``; return them and their errors, ``sqrt(w) error``.

    ``t2``, the variance of true changes around 0, by moments: ``max(0, (sum (c / e)^2 - n) / sum 1 / e^2)``
    (DerSimonian and Laird 1986, with a known mean). Of one change alone this is ``c max(0, 1 - e^2 / c^2)``.

    Parameters
    ----------
    changes, errors : ndarray of float, (n,)
        Estimates and their standard errors; NaN stays NaN.
    pooled : ndarray of bool, (n,)
        Whose spread is looked at; default: all.
    """
    known = np.isfinite(changes) & (errors > 0)
    used = known if pooled is None else known & pooled
    if not used.any():
        nothing = np.where(known, 0.0, np.nan)
        return nothing, nothing
    precision = 1 / errors[used] ** 2
    t2 = max(0.0, float(((changes[used] ** 2 * precision).sum() - used.sum()) / precision.sum()))
    with np.errstate(invalid="ignore"):
        weight = t2 / (t2 + errors**2)
        return np.where(known, changes * weight, np.nan), np.where(known, np.sqrt(weight) * errors, np.nan)


def end_over_mean(growth: np.ndarray | float, months: int) -> np.ndarray:
    """Return the level in the last of *months* over their mean, where it is multiplied by *growth* each month."""
    back = 1 / np.asarray(growth, dtype=float)
    levels = np.ones_like(back)  # of all months, the last one at 1, added up from the first (Horner)
    for _ in range(months - 1):
        levels = levels * back + 1
    return months / levels


def wave_months(toil_kinds: np.ndarray, month: str, ends: str | None) -> np.ndarray:
    """Return the months after *month* in which each pattern still brings tickets: NaN for ever, a wave's rest else.

    A wave is zero after its end. One whose end nobody states is counted as over with the window: 0.

    Parameters
    ----------
    toil_kinds : ndarray of str, (n_patterns,)
    month : str
        Report month, YYYY-MM.
    ends : str, optional
        Last month of migrations as the study states it, YYYY-MM.
    """
    left = max(0, months_between(month, ends)) if ends else 0
    return np.where(toil_kinds == WAVE, float(left), np.nan)
