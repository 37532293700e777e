"""Answers to the toil survey: what the sample's people feel, which differs from what was planted in their tickets."""

from __future__ import annotations

from collections.abc import Sequence

from toil.sample.dice import Dice, Wheel
from toil.sample.stories import read_toml
from toil.sample.tickets import Ticket

HEADER = (
    "squad", "month", "respondent", "toil_percent", "satisfaction",
    "source_1", "minutes_1", "source_2", "minutes_2", "source_3", "minutes_3",
)  # fmt: skip
SOURCES = 3


def answers(tickets: Sequence[Ticket], month: str, seed: int) -> list[tuple[str, ...]]:
    """Return the rows of ``survey.csv`` for *month*, as `HEADER` names their cells.

    A source is the id of a ticket of the month, as a person would look one up; three people seldom name the same.
    """
    rows: list[tuple[str, ...]] = []
    for squad, felt in read_toml("survey.toml").items():
        dice = Dice(seed, "survey", squad, month)
        of_pattern = {
            named["pattern"]: [t.ticket_id for t in tickets if _is(t, squad, named["pattern"], month)]
            for named in felt["named"]
        }
        people = [f"{squad[0]}{number}" for number in range(1, felt["answers"] + 1)]
        rows += [(squad, month, person, *_answer(felt, of_pattern, dice)) for person in people]
    return rows


def _is(ticket: Ticket, squad: str, pattern: str, month: str) -> bool:
    return (ticket.squad, ticket.pattern, f"{ticket.opened_at:%Y-%m}") == (squad, pattern, month)


def _answer(felt: dict, of_pattern: dict[str, list[str]], dice: Dice) -> tuple[str, ...]:
    low, high = felt["percent"]
    cells = [str(5 * round(dice.between(low, high) / 5)), str(dice.pick(felt["contentment"]))]
    left = list(felt["named"])
    for _ in range(SOURCES):
        named = Wheel(left, [entry["weight"] for entry in left]).spin(dice) if left else None
        if named is None:
            cells += ["", ""]
            continue
        left.remove(named)
        minutes = max(5, 5 * round(named["minutes"] * dice.between(0.7, 1.3) / 5))
        cells += [dice.pick(of_pattern[named["pattern"]]), str(minutes)]
    return tuple(cells)
