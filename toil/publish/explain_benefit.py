"""What acting on a candidate brings, worked out step by step: volume to come, hours saved, net and payback."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from toil.candidates import (
    end_over_mean,
    explain_assumption,
    lasting_share,
    net_12,
    payback_months,
    saved_hours,
)
from toil.i18n import Wording
from toil.publish.aligned import aligned, assumed, between, points
from toil.publish.evidence import Evidence
from toil.publish.phrases import payback_text, pays_text, wave_text


def explain_benefit(evidence: Evidence, candidate: pd.Series, words: Wording) -> Iterator[str]:
    """Yield the lines that work out what acting on *candidate* brings at the study's base values."""
    _, economics = words.text, evidence.economics
    means, suggested = economics.means[candidate["verdict"]], candidate["means"]
    if pd.notna(suggested):
        yield _("suggested means: {means}", means=_(suggested))
    yield from aligned(
        [
            (
                explain_assumption("automatable_share", words),
                assumed(means.automatable_share, words, percent=True),
            ),
            (explain_assumption("residual_touch", words), assumed(means.residual_touch, words, percent=True)),
            (explain_assumption("build_hours", words), assumed(means.build_hours, words)),
            (explain_assumption("maintenance", words), assumed(economics.maintenance, words, percent=True)),
        ]
    )
    yield from _projection(candidate, economics.migrations_end, words)
    hours, share, residual = candidate["hours_base"], means.automatable_share.base, means.residual_touch.base
    monthly = float(saved_hours(hours * candidate["projected_volume"], share, residual))
    lasting = float(lasting_share(candidate["wave_months"], 12))
    yield _(
        "saved = h × projected volume × share × (1 − residual) × months with work / 12 = {hours} × {volume} × {share}"
        " × (1 − {residual}) × {lasting} / 12 = {saved} h a month; report: {reported} h",
        hours=words.number(hours, 2),
        volume=words.number(candidate["projected_volume"], 3),
        lasting=words.number(lasting * 12),
        share=words.percent(share, 1),
        residual=words.percent(residual, 1),
        saved=words.number(monthly * lasting, 2),
        reported=points(candidate, "saved", words),
    )
    yield from _money(evidence, candidate, (monthly, monthly * lasting), words)


def _projection(candidate: pd.Series, ends: str | None, words: Wording) -> Iterator[str]:
    """Say what the months to come are taken to bring, and from what."""
    _, months = words.text, int(candidate["trend_months"])
    if not months:
        yield _("projected volume = 1: under six whole months no trend is known, so the window's volume is taken")
    else:
        own = 0.0 if pd.isna(candidate["own_change"]) else candidate["own_change"]
        growth = (1 + candidate["squad_change"]) * (1 + own)
        yield _(
            "projected volume = last of {months} whole months / their mean, at (1 + {squad}) × (1 + {own}) = {growth}"
            " a month = {volume}, then held; report: {reported} ({low} to {high}). Squad's change and its own share's"
            " change, each shrunk to 0 as far as it may be chance; the range draws both within their errors.",
            months=words.number(months),
            squad=words.percent(candidate["squad_change"], 2),
            own=words.percent(own, 2),
            growth=words.number(growth, 4),
            volume=words.number(float(end_over_mean(growth, months)), 3),
            reported=words.number(candidate["projected_volume"], 3),
            low=words.number(candidate["projected_volume_low"], 3),
            high=words.number(candidate["projected_volume_high"], 3),
        )
    if pd.notna(candidate["automated_since"]):
        lately, whole = candidate["automated_lately"], candidate["automated_share"]
        yield _(
            "times what is left to people, (1 − {lately}) / (1 − {whole}) = {left}: since {month} automation has"
            " resolved {lately} of its tickets, {whole} in the window",
            month=words.month(candidate["automated_since"]),
            lately=words.percent(lately, 1),
            whole=words.percent(whole, 1),
            left=words.number((1 - lately) / (1 - whole), 3),
        )
    if pd.notna(candidate["wave_months"]):
        yield wave_text(candidate, ends, words)


def _money(evidence: Evidence, candidate: pd.Series, savings: tuple[float, float], words: Wording) -> Iterator[str]:
    """Say net and payback; *savings* are hours a month while there is work, and the mean of the next 12 months."""
    (monthly, saved), left = savings, candidate["wave_months"]
    _, economics = words.text, evidence.economics
    build, upkeep = economics.means[candidate["verdict"]].build_hours.base, economics.maintenance.base
    rate, run = economics.rate, economics.run_month
    yield _(
        "net hours over 12 months, report: {hours} h; build hours that pay back within {months} months, report:"
        " {budget} h",
        hours=points(candidate, "net_hours_12", words),
        months=words.number(economics.horizon_months),
        budget=words.number(candidate["budget_hours"], 1),
    )
    yield f"{_('Chance to pay back within a year')}: {pays_text(candidate['pays_share'], words)}"
    if rate is None:
        yield _("no rate in the study: hours only, no money and no payback")
        return
    terms: Mapping[str, float] = {"rate": rate, "run": run or 0.0, "maintenance": upkeep}
    yield _(
        "net over 12 months = 12 × saved × rate − build × rate − 12 × run − upkeep × build × rate"
        " = 12 × {saved} × {rate} − {build} × {rate} − 12 × {run} − {upkeep} × {build} × {rate} = {net};"
        " report: {reported}",
        saved=words.number(saved, 2),
        rate=words.number(rate, 2),
        build=words.number(build, 1),
        run=words.number(run, 2) if run is not None else _("0 (not stated)"),
        upkeep=words.percent(upkeep),
        net=words.money(float(net_12(saved, build, **terms)), economics.currency),
        reported=between(
            *(words.money(candidate[f"net_12_{p}"], economics.currency) for p in ("base", "low", "high"))
        ),
    )
    months = float(payback_months(monthly, build, **terms))
    months = float("inf") if months > left else months
    yield _(
        "payback = build × rate / (saved × rate − run − upkeep × build × rate / 12) = {months}; report: {reported}",
        months=payback_text(months, candidate["verdict"], rate, words),
        reported=between(
            *(
                payback_text(candidate[name], candidate["verdict"], rate, words)
                for name in ("payback_months", "payback_months_low", "payback_months_high")
            )
        ),
    )
