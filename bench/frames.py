"""Tickets in frames that no rule lists, beside the same tickets bare: what frames cost, and k-means' share beside it.

    .venv/bin/python bench/frames.py [--quick]

Draws of 2,000 texts of clinc150, banking77 and the Home Assistant intents by fixed seeds; six in ten stand in one of
five frames (a kiosk's form, a robot's transcript, a clerk's sheet and so on, with fillings that vary). Needs
TOIL_SHARED_DATA. The mean over draws of each score; bars are our own. `--quick` takes one draw.
"""

from __future__ import annotations

import argparse
import sys

import numpy as np
from bars import AT_LEAST, bar
from datasets import SHARED, banking77, clinc150, home_assistant
from scores import Scores, score
from small import draw, kmeans, mean_of

from toil.patterns import TicketClusterer

DRAWS, TICKETS = 3, 2000
FRAMED, AT_ONCE = 0.6, 5
"""Share of the texts that stand in a frame, and how many frames there are."""
FRAMES = (
    "Ticket raised from kiosk terminal {number}\nAsked by {person} ({unit})\n{text}\nPreferred slot: {slot}",
    "Topic of the day - {unit}: {text} (seen during {event})",
    "Walk-up at the tech bar. Employee says: {text} Badge {number}. Handed a queue number.",
    "{text} / question came up in the {event} of {unit}",
    "Kudos for your patience folks, quick one from {unit} side: {text}",
    "[voicebot transcript] caller verified ok. intent unclear. utterance: {text} end of utterance. sentiment {slot}",
    "Doubt regarding {text} within {event} for {unit}",
    "Field {number} of the intake sheet says '{text}' and the row was coloured {slot} by {person}",
)
FILLINGS = {
    "person": ("Anna Petrova", "Mike Lowry", "J. Okafor", "Priya N.", "Lena Vogt", "Tom B", "Chen Wei", "Sara Lind"),
    "unit": ("Retail Lending", "Cash Management", "Back Office", "Treasury", "Cards", "Branch 0421", "Legal"),
    "event": ("closing", "onboarding", "month end", "pilot", "campaign", "audit", "migration", "rollout"),
    "slot": ("morning", "afternoon", "neutral", "positive", "amber", "green"),
}
FIGURES = ("ari", "v_measure", "found", "repeats", "one_offs", "top_f1")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--quick", action="store_true", help="one draw instead of three")
    draws = 1 if arguments.parse_args().quick else DRAWS
    if not SHARED.exists():
        print(f"not available: no data sets in {SHARED}")
        return 0
    print(f"{'':<18}{'side':<18}" + "".join(f"{name:>11}" for name in FIGURES))
    ok = True
    for source in (clinc150(), banking77(), home_assistant()):
        sides: dict[str, list[Scores]] = {"bare": [], "framed": [], "k-means, framed": []}
        for seed in range(draws):
            texts, truth = draw(source, TICKETS, 0, seed)
            framed = in_frames(texts, seed)
            sides["bare"].append(score(truth, TicketClusterer().fit(texts).labels_))
            sides["framed"].append(score(truth, TicketClusterer().fit(framed).labels_))
            sides["k-means, framed"].append(score(truth, kmeans(framed, truth)))
        means = {side: mean_of(scores) for side, scores in sides.items()}
        for side, figures in means.items():
            print(f"{source.name:<18}{side:<18}" + "".join(f"{figures[figure]:>11.3f}" for figure in FIGURES))
        ok &= bar(f"{source.name}_framed_share_of_bare", means["framed"]["ari"] / means["bare"]["ari"], 0.5, AT_LEAST)
        over = means["framed"]["ari"] / means["k-means, framed"]["ari"]
        ok &= bar(f"{source.name}_framed_over_kmeans", over, 1.0, AT_LEAST)
    return 0 if ok else 1


def in_frames(texts: list[str], seed: int) -> list[str]:
    """Return *texts*, most of them in one of some frames, its gaps filled at random."""
    rng = np.random.default_rng(seed)
    frames = rng.permutation(FRAMES)[:AT_ONCE]
    return [_framed(text, rng.choice(frames), rng) if rng.random() < FRAMED else text for text in texts]


def _framed(text: str, frame: str, rng: np.random.Generator) -> str:
    filled = {name: rng.choice(values) for name, values in FILLINGS.items()}
    return frame.format(text=text, number=rng.integers(1000, 9999), **filled)


if __name__ == "__main__":
    sys.exit(main())
