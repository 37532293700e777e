"""Which assumption moves the top ten: one at a time at its low and its high, all others at their base."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from toil.candidates.budget import WORKING_DAY, open_to_action
from toil.candidates.economics import lasting_share, net_hours_12, saved_hours
from toil.candidates.hours import ASSUMPTIONS, CERTAIN
from toil.candidates.verdicts import judge
from toil.settings import Economics, Effort, Range

TOP = 10
_FACTORS = ("automatable_share", "residual_touch", "build_hours")
_COLUMNS = (
    "assumption", "value_low", "value_base", "value_high", "net_low", "net_base", "net_high", "swing",
    "paying_low", "paying_high", "replaced_low", "replaced_high", "flipped_low", "flipped_high",
)  # fmt: skip
_EFFORT = {"glance": "glance_minutes", "notes": "minutes_a_note", "elapsed": "touch_share"}


def measure_sensitivity(
    candidates: pd.DataFrame,
    pattern_effort: pd.DataFrame,
    *,
    effort: Effort,
    economics: Economics,
    months: float,
    top: int = TOP,
) -> pd.DataFrame:
    """Return what each assumption does to the candidates with most net hours over 12 months, of those that net any.

    What costs more than it brings at base is not done, so no assumption about it counts; only where nothing pays are
    the nearest taken.

    On base values, without draws; the tickets' number stands as it is: what volume and chance do is in each
    candidate's range. A verdict that hangs on the assumption is judged anew, so that nothing is built that would not
    be; the verdicts of people stand. Assumptions that are one number, not a range, and those that nothing rests on
    are left out.

    Parameters
    ----------
    candidates, pattern_effort : DataFrame
        Contracts.
    effort, economics
        Assumptions.
    months : float
        Months that the exports cover.

    Returns
    -------
    DataFrame
        One row an assumption, what moves most first: ``assumption``; ``value_low``, ``value_base``, ``value_high`` as
        in the study (null where the exports gave it); ``net_low``, ``net_base``, ``net_high``: net hours over 12
        months of the base top with the assumption at its low, base, high, on the verdicts of then; ``swing``, the
        distance between;
        ``paying_low``, ``paying_high``: how many of the top pay back within a year; ``replaced_low``,
        ``replaced_high``: how many of the top others would take the place of; ``flipped_low``, ``flipped_high``:
        whose verdict would be another, as ``P-0a11ce01:keep``, separated by blanks.
    """
    model = _Model.of(candidates, pattern_effort, effort, economics, months)
    base = model.net({})
    pays = model.open[base[model.open] > 0]
    first = _top(base, pays if len(pays) else model.open, top)
    rows = []
    for name, range_ in model.ranges(effort, economics).items():
        then = {point: model.judged_anew({name: point}) for point in ("low", "high")}
        nets = {point: then[point].net({name: point}) for point in ("low", "high")}
        flips = {point: model.flips(then[point]) for point in ("low", "high")}
        replaced = {
            point: len(np.setdiff1d(first, _top(net, then[point].open, len(first)))) for point, net in nets.items()
        }
        moved = any(not np.array_equal(net[first], base[first]) for net in nets.values())
        if not (moved or any(flips.values()) or any(replaced.values())):
            continue
        sums = {"low": nets["low"][first].sum(), "base": base[first].sum(), "high": nets["high"][first].sum()}
        rows.append(
            {
                "assumption": name,
                **{f"value_{point}": getattr(range_, point) for point in ("low", "base", "high")},
                **{f"net_{point}": value for point, value in sums.items()},
                "swing": abs(sums["high"] - sums["low"]),
                **{f"paying_{point}": int((net[first] > 0).sum()) for point, net in nets.items()},
                **{f"replaced_{point}": replaced[point] for point in ("low", "high")},
                **{f"flipped_{point}": flips[point] for point in ("low", "high")},
            }
        )
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    return table.sort_values(["swing", "assumption"], ascending=[False, True], ignore_index=True)


@dataclass(frozen=True)
class _Model:
    """The formulas of hours and net hours on base values, rows as ``candidates``; any assumption may be moved."""

    candidates: pd.DataFrame
    minutes: dict[str, dict[str, np.ndarray]]
    switches: np.ndarray
    projected: np.ndarray
    verdict: np.ndarray
    months: float
    effort: Effort
    economics: Economics

    @classmethod
    def of(
        cls,
        candidates: pd.DataFrame,
        pattern_effort: pd.DataFrame,
        effort: Effort,
        economics: Economics,
        months: float,
    ) -> _Model:
        minutes = {}
        for name, rows in pattern_effort.groupby("assumption"):
            by_pattern = rows.set_index("pattern_id").reindex(candidates["pattern_id"])
            minutes[str(name)] = {
                point: by_pattern[f"minutes_{point}"].fillna(0).to_numpy() for point in ("low", "base", "high")
            }
        return cls(
            candidates,
            minutes,
            candidates["switches"].to_numpy(dtype=float),
            candidates["projected_volume"].to_numpy(dtype=float) * lasting_share(candidates["wave_months"], 12),
            candidates["verdict"].to_numpy(dtype=object),
            months,
            effort,
            economics,
        )

    @property
    def open(self) -> np.ndarray:
        """Return the rows that something can be done about."""
        return np.flatnonzero(open_to_action(self.candidates.assign(verdict=self.verdict)))

    def judged_anew(self, moved: dict[str, str]) -> _Model:
        """Return the model with the verdicts that rules would give, the assumptions of *moved* at their low or high.

        One figure of the rules rests on assumptions: the net hours if automated. It is the median of draws, and moves
        by as much as it does on base values.
        """
        automated = replace(self, verdict=np.full(len(self.verdict), "automate", dtype=object))
        was = self.candidates["automate_net_hours"].to_numpy(dtype=float)
        now = was + automated.net(moved) - automated.net({})
        by_rule = self.candidates["decided_by"].to_numpy() == "rule"
        verdict = self.verdict.copy()
        for row in np.flatnonzero(by_rule & ((was >= WORKING_DAY) != (now >= WORKING_DAY))):
            figures = self.candidates.iloc[row].to_dict() | {"automate_net_hours": now[row]}
            verdict[row] = judge(figures).rule.verdict
        return replace(self, verdict=verdict)

    def flips(self, then: _Model) -> str:
        """Return whose verdict is another *then*, and which."""
        rows = np.flatnonzero(self.verdict != then.verdict)
        return " ".join(f"{self.candidates['pattern_id'].iloc[row]}:{then.verdict[row]}" for row in rows)

    def ranges(self, effort: Effort, economics: Economics) -> dict[str, Range]:
        """Return the assumptions that something rests on, with their values in the study."""
        unknown = Range.model_construct(low=float("nan"), base=float("nan"), high=float("nan"))
        found = {}
        for name in (name for name in ASSUMPTIONS if name in self.minutes and name not in CERTAIN):
            kind = name.removeprefix("default ")
            stated = getattr(effort, _EFFORT[name]) if name in _EFFORT else effort.default_minutes[kind]
            found[name] = stated if name != "elapsed" or self._is_stated(name, stated) else unknown
        found["context_switch_minutes"] = effort.context_switch_minutes
        for verdict in dict.fromkeys([*self.verdict[self.open], "automate"]):
            found |= {f"{factor}.{verdict}": getattr(economics.means[verdict], factor) for factor in _FACTORS}
        found["maintenance"] = economics.maintenance
        return found

    def _is_stated(self, name: str, stated: Range) -> bool:
        """Return whether the minutes rest on the study's range, not on a touch share estimated from the exports."""
        low, base = (self.minutes[name][point].sum() for point in ("low", "base"))
        return stated.base > 0 and base > 0 and abs(low / base - stated.low / stated.base) < 1e-6

    def net(self, moved: dict[str, str]) -> np.ndarray:
        """Return the net hours over 12 months of each candidate, the assumptions of *moved* at their low or high."""
        total = sum(
            (parts[moved.get(name, "base")] for name, parts in self.minutes.items()), np.zeros(len(self.verdict))
        )
        switch = getattr(self.effort.context_switch_minutes, moved.get("context_switch_minutes", "base"))
        hours = (total + switch * self.switches) / 60 / self.months
        share, residual, build = (self._of_verdict(factor, moved) for factor in _FACTORS)
        rate, run = self.economics.rate, self.economics.run_month or 0.0
        return net_hours_12(
            saved_hours(hours * self.projected, share, residual),
            build,
            run_hours=run / rate if rate else 0.0,
            maintenance=getattr(self.economics.maintenance, moved.get("maintenance", "base")),
        )

    def _of_verdict(self, factor: str, moved: dict[str, str]) -> np.ndarray:
        values = {
            verdict: getattr(getattr(means, factor), moved.get(f"{factor}.{verdict}", "base"))
            for verdict, means in self.economics.means.items()
        }
        return np.array([values[verdict] for verdict in self.verdict])


def _top(net: np.ndarray, rows: np.ndarray, top: int) -> np.ndarray:
    """Return the rows with most net hours, of those open to action; earlier rows first where equal."""
    return rows[np.argsort(-net[rows], kind="stable")[:top]]
