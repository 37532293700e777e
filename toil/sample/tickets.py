"""The tickets of the sample: every story and one-off of every squad and month, with the planted truth beside it."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from toil.sample import moments
from toil.sample.dice import Dice
from toil.sample.dressing import dress, manners, title
from toil.sample.oneoffs import OneOffWriter
from toil.sample.phrases import compose, render
from toil.sample.stories import SquadStory, Story
from toil.sample.values import Values, full_name, host_pool

CHANNELS = ("email", "email", "email", "portal", "portal", "portal", "portal", "phone", "phone", "chat")
PRIORITIES = {"alert": (2, 3, 3, 3, 4), "incident": (2, 3, 3, 3, 4, 4), "request": (3, 4, 4, 4, 5), "change": (3, 4)}
SHARES = (0.34, 0.42)  # one-off tickets of a squad and month


@dataclass(frozen=True, slots=True)
class Ticket:
    """One ticket as it truly was. Times are local; ``pattern`` is empty for a one-off."""

    squad: str
    group: str
    kind: str
    summary: str
    description: str
    resolution: str
    opened_at: dt.datetime
    resolved_at: dt.datetime
    closed_at: dt.datetime
    priority: int
    category: str
    subcategory: str
    service: str
    item: str
    channel: str
    requester: str
    resolver: str
    reassignments: int
    reopens: int
    outcome: str
    minutes: float
    language: str
    pattern: str = ""
    work: str = ""
    burst: str = ""
    notes: int | None = None
    worked_minutes: float | None = None
    started_at: dt.datetime | None = None
    ticket_id: str = ""
    caused_by_change: str = ""
    parent_id: str = ""
    problem_id: str = ""


class SquadDesk:
    """One squad: its people, its hosts, and the tickets that it gets."""

    def __init__(self, squad: SquadStory, seed: int) -> None:
        self.squad, self.seed = squad, seed
        dice = Dice(seed, squad.name, "people")
        self.resolvers = tuple(full_name(dice, "pt") for _ in range(8))
        self.requesters = {"pt": tuple(full_name(dice, "pt") for _ in range(140))} | {
            language: tuple(full_name(dice, language) for _ in range(16)) for language in ("en", "de", "ru", "hi")
        }
        self.hosts = {story.name: host_pool(dice, story.hosts or dice.whole(3, 8)) for story in squad.stories}
        self.all_hosts = tuple(host for hosts in self.hosts.values() for host in hosts)
        self.one_offs = OneOffWriter(squad.name)

    def tickets(self, months: Sequence[str]) -> Iterator[Ticket]:
        """Yield the tickets of *months*."""
        for number, (year, month) in enumerate(moments.month_numbers(months), start=1):
            dice = Dice(self.seed, self.squad.name, year, month)
            deployments: list[dt.datetime] = []
            repeated = 0
            for story in self.squad.stories:
                for ticket in self._of_story(story, number, (year, month), dice, deployments):
                    repeated += 1
                    yield ticket
            share = dice.between(*SHARES)
            for _ in range(round(repeated * share / (1 - share))):
                yield self.one_off((year, month), dice)

    def _of_story(
        self,
        story: Story,
        number: int,
        month: tuple[int, int],
        dice: Dice,
        deployments: list[dt.datetime],
    ) -> Iterator[Ticket]:
        if story.days:
            for day in story.days[number - 1]:
                deployments.append(dt.datetime(*month, day, 20, 0))
                yield self._deployment(story, deployments[-1], dice)
            return
        mean = story.tickets_in(number)
        count = dice.rounded(mean if story.volume else mean * dice.between(0.8, 1.2))
        for _ in range(count):
            opened = moments.opening(dice, *month, story.sender, night=story.night)
            if story.follows:
                opened = dice.pick(deployments) + dt.timedelta(minutes=dice.whole(130, 47 * 60))
            yield self.repeated(story, opened, dice)
        if story.burst and (story.burst.at.year, story.burst.at.month) == month:
            yield from self._outage(story, dice)

    def _outage(self, story: Story, dice: Dice) -> Iterator[Ticket]:
        """Yield one outage's tickets: one item, within the hour, all resolved when the outage ends."""
        burst = story.burst
        assert burst is not None
        end = burst.at + dt.timedelta(minutes=burst.minutes + 80)
        for place in range(burst.tickets):
            minute = burst.minutes * place / burst.tickets
            opened = burst.at + dt.timedelta(seconds=int(60 * minute) + dice.whole(0, 20))
            ticket = self.repeated(story, opened, dice, item=burst.item)
            resolved = end + dt.timedelta(minutes=dice.whole(0, 25))
            yield dataclasses.replace(
                ticket, kind="incident", burst=burst.id, outcome="solved", priority=2, resolved_at=resolved,
                closed_at=resolved + dt.timedelta(days=1), minutes=round(ticket.minutes / 3, 1),
                resolution="Indisponibilidade geral do concentrador, normalizado pela operadora.",
            )  # fmt: skip

    def _deployment(self, story: Story, start: dt.datetime, dice: Dice) -> Ticket:
        opened = start - dt.timedelta(days=4, minutes=dice.whole(60, 600))
        ticket = self.repeated(story, opened, dice)
        end = start + dt.timedelta(minutes=dice.whole(60, 125))
        return dataclasses.replace(
            ticket, outcome="solved", started_at=start, resolved_at=end, closed_at=end + dt.timedelta(days=2)
        )

    def repeated(self, story: Story, opened: dt.datetime, dice: Dice, *, item: str = "") -> Ticket:
        """Return one more ticket of *story*, on *item* if one is given."""
        values = self._values(story.language, opened, self.hosts[story.name], dice)
        values["item"] = item or render(story.item, dice, values)
        summary, body = compose(dice.pick(story.summary), dice, values), _told(story, dice, values)
        fix, outcome = _ending(story, dice, values)
        ticket = self._ticket(
            values, summary, body, fix, opened, story.sender, story.kind, story.minutes, outcome, values["item"]
        )
        resolver = ticket.resolver
        if story.resolver is not None and dice.chance(0.85):
            resolver = self.resolvers[story.resolver]
        return dataclasses.replace(
            ticket, pattern=story.name, work=story.work, category=story.category, subcategory=story.subcategory,
            service=story.service, resolver=resolver,
            reassignments=dice.pick((0, 1, 1, 2, 2, 3)) if story.handoffs else ticket.reassignments,
        )  # fmt: skip

    def one_off(self, month: tuple[int, int], dice: Dice) -> Ticket:
        """Return a ticket whose work comes once, opened in *month* (year, month)."""
        language, reach = "pt", dice.unit()
        for other, share in self.squad.foreign.items():
            if reach < share:
                language = other
                break
            reach -= share
        opened = moments.opening(dice, *month, "person")
        values = self._values(language, opened, self.all_hosts, dice)
        text = self.one_offs.write(dice, values)
        kind = "alert" if text.monitor else dice.pick(("request", "request", "incident", "incident", "change"))
        sender = "monitor" if text.monitor else "person"
        outcome = "cancelled" if dice.chance(0.04) else "solved"
        return self._ticket(
            values, text.summary, text.body, text.fix, opened, sender, kind, dice.pick((20, 35, 50, 90, 150)),
            outcome, dice.pick((*self.squad.items, "")),
        )  # fmt: skip

    def _values(self, language: str, day: dt.datetime, hosts: Sequence[str], dice: Dice) -> Values:
        values = Values(dice, language=language, day=day, hosts=hosts, areas=self.squad.areas)
        values["me"] = dice.pick(self.requesters[language])
        return values

    def _ticket(
        self, values: Values, summary: str, body: str, fix: str, opened: dt.datetime, sender: str, kind: str,
        minutes: float, outcome: str, item: str,
    ) -> Ticket:  # fmt: skip
        dice = values.dice
        person = sender == "person"
        values["summary"] = summary = title(summary, values) if person else summary
        channel = dice.pick(CHANNELS) if person else "monitoring"
        true_minutes = moments.hands_on(dice, minutes) * (1.0 if outcome == "solved" else 0.3)
        resolved = opened + moments.elapsed(dice, true_minutes, sender)
        worked, notes = self._evidence(true_minutes, dice)
        return Ticket(
            squad=self.squad.name,
            group=self.squad.groups[0] if dice.chance(0.7) else dice.pick(self.squad.groups),
            kind=kind,
            summary=summary,
            description=dress(body, channel, values) if person else body,
            resolution=fix,
            opened_at=opened,
            resolved_at=resolved,
            closed_at=resolved + dt.timedelta(hours=dice.pick((1, 24, 72, 72, 72, 120)), minutes=dice.whole(0, 59)),
            priority=dice.pick(PRIORITIES[kind]),
            category=self.squad.category,
            subcategory=dice.pick(("Outros", "Diversos", "Consulta", "")),
            service=self.squad.service,
            item=item,
            channel=channel,
            requester=values["me"] if person else "Monitoração",
            resolver=dice.pick(self.resolvers),
            reassignments=dice.pick((0, 0, 0, 0, 0, 0, 0, 1, 1, 2)) if person else dice.pick((0, 0, 0, 0, 1)),
            reopens=1 if dice.chance(0.03) else 0,
            outcome=outcome,
            minutes=round(true_minutes, 1),
            language=values.language,
            worked_minutes=worked,
            notes=notes,
        )

    def _evidence(self, minutes: float, dice: Dice) -> tuple[float | None, int | None]:
        """Return what the export shows of the effort: worked minutes for some squads, a count of notes for others."""
        if self.squad.evidence == "worklog" and dice.chance(0.85):
            return max(1.0, round(minutes * dice.between(0.85, 1.15))), None
        if self.squad.evidence == "notes":
            return None, max(1, round(minutes / 6 * dice.between(0.6, 1.4)))
        return None, None


def _told(story: Story, dice: Dice, values: Values) -> str:
    """Return what the sender says: a monitor one text, a person any of the wordings, in full, twice or in short."""
    body = compose(dice.pick(story.body), dice, values)
    way = dice.unit() if story.sender == "person" and story.kind != "change" else 1.0
    if way < 0.15:
        return compose(dice.pick(story.summary), dice, values)
    if way < 0.4:
        return f"{compose(dice.pick(story.summary), dice, values)}. {body}"
    return f"{body} {compose(dice.pick(story.body), dice, values)}" if way < 0.5 else body


def _ending(story: Story, dice: Dice, values: Values) -> tuple[str, str]:
    """Return what was written at the end, and the outcome: solved, cancelled or no action."""
    kit, fate = manners(story.language), dice.unit()
    if fate < story.cancelled:
        return render(dice.pick(kit["cancelled"]), dice, values), "cancelled"
    if fate < story.cancelled + story.no_action:
        return render(dice.pick(kit["no_action"]), dice, values), "no action"
    same = story.verdict == "automate" and dice.chance(0.85)
    return render(story.fix[0] if same else dice.pick(story.fix), dice, values), "solved"
