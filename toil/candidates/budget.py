"""What build hours buy: the candidates worth acting on, most hours saved per build hour first."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy.special import pdtr

SELDOM = 0.01
SETTLED = ("live", "declined", "retired")
"""Statuses of what nobody is asked to begin: it runs already, or people said no."""
WORKING_DAY = 8
_POINTS = ("low", "base", "high")


def worth_doing(candidates: pd.DataFrame) -> pd.DataFrame:
    """Return the candidates that free a working day (8 hours) or more over 12 months at base, in the order given.

    That is after build and upkeep: whoever starts a build for less has nothing of it. Left out: *keep*, which saves
    nothing, what people settled, and what seems over.
    """
    return candidates[open_to_action(candidates) & (candidates["net_hours_12_base"] >= WORKING_DAY)]


def open_to_action(candidates: pd.DataFrame) -> pd.Series:
    """Return which candidates are not to be kept, not settled by people and not over."""
    return _wanted(candidates) & ~seems_over(candidates)


def left_out(candidates: pd.DataFrame) -> pd.DataFrame:
    """Return the candidates that would be worth doing, if they did not seem over."""
    worth = candidates["net_hours_12_base"] >= WORKING_DAY
    return candidates[_wanted(candidates) & worth & seems_over(candidates)]


def seems_over(candidates: pd.DataFrame) -> pd.Series:
    """Return which candidates did not occur in the report month, or far more seldom than usual.

    That is so seldom that a Poisson with the tickets of an active month (bursts left out) would bring so few in less
    than 1% of months. A silence no longer than one that it came back from (a close of the quarter) is none.
    """
    usual = (candidates["tickets"] - candidates["burst_tickets"]) / candidates["months_active"].clip(lower=1)
    now = candidates["tickets_month"]
    silent = (now <= 0) & (candidates["months_silent"] > candidates["longest_pause"])
    return silent | ((now > 0) & (pdtr(now, usual) < SELDOM))


def _wanted(candidates: pd.DataFrame) -> pd.Series:
    return (candidates["verdict"] != "keep") & ~candidates["status"].isin(SETTLED)


def line_up(candidates: pd.DataFrame) -> pd.DataFrame:
    """Return the budget line: what is worth doing, most hours saved a month per build hour first, with running sums.

    Returns
    -------
    DataFrame
        ``pattern_id``, ``rank`` (its number in the report), ``label``, ``verdict``, ``build_hours``, ``saved_low``,
        ``saved_base``, ``saved_high`` (hours a month), ``net_hours_12_base``, ``saved_per_build_hour`` (infinite
        where nothing is built), and ``running_build``, ``running_saved_low``, ``running_saved_base``,
        ``running_saved_high``.
    """
    saved = [f"saved_{p}" for p in _POINTS]
    columns = ["pattern_id", "rank", "label", "verdict", "build_hours", *saved, "net_hours_12_base"]
    worth = worth_doing(candidates)[columns]
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = worth["saved_base"].to_numpy() / worth["build_hours"].to_numpy()
    ranked = worth.assign(saved_per_build_hour=ratio).sort_values(
        ["saved_per_build_hour", "saved_base", "pattern_id"], ascending=[False, False, True], ignore_index=True
    )
    running = {f"running_saved_{p}": ranked[f"saved_{p}"].cumsum() for p in _POINTS}
    return ranked.assign(running_build=ranked["build_hours"].cumsum(), **running)


def buy(line: pd.DataFrame, budgets: Sequence[float]) -> pd.DataFrame:
    """Return what each of *budgets* (build hours) buys along *line*: greedy, whatever still fits is taken.

    Greedy by ratio is not always the best choice for one budget (that is the knapsack problem); with many small
    builds it is close, and anyone can follow it.

    Returns
    -------
    DataFrame
        ``budget``, ``actions``, ``build_hours`` spent, ``saved_low``, ``saved_base``, ``saved_high`` (hours a month)
        and ``net_hours_12_base``.
    """
    rows = []
    for budget in sorted(budgets):
        bought = line.iloc[_fitting(line["build_hours"].tolist(), budget)]
        sums = bought[["build_hours", *(f"saved_{p}" for p in _POINTS), "net_hours_12_base"]].sum()
        rows.append({"budget": float(budget), "actions": len(bought), **sums.to_dict()})
    return pd.DataFrame(rows)


def _fitting(costs: list[float], budget: float) -> list[int]:
    taken, left = [], budget
    for row, cost in enumerate(costs):
        if cost <= left:
            taken.append(row)
            left -= cost
    return taken
