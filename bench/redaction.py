"""How much planted personal data redaction finds, and how many technical words it takes with it.

Texts of five languages, thirty kinds of personal data, a dozen disguises, made by `redaction_corpus`. Prints recall
by kind, language and disguise, then one line for each bar.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import pandas as pd
from bars import AT_MOST, bar
from redaction_corpus import LANGUAGES, NAME_KINDS, PLAIN, STRUCTURED, Case, corpus, leaks, lost

from toil.privacy import Redactor
from toil.settings import Privacy

RECALL, NAME_RECALL, WORDS_LOST = 0.99, 0.90, 0.01
QUICK, FULL = 12, 60
Hits = dict[str, list[bool]]


def redact_all(cases: Sequence[Case]) -> list[str]:
    """Return the text of each case redacted, each under its own people only."""
    redactor = Redactor(Privacy())
    texts = pd.Series([case.text for case in cases], dtype="str")
    people = pd.Series([case.people or None for case in cases], dtype="str")
    has = people.notna()
    redacted = texts.copy()
    redacted[~has] = redactor.redact(texts[~has])[0]
    redacted[has] = redactor.redact(texts[has], people[has])[0]
    return redacted.tolist()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a fifth of the texts")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--show", metavar="KIND", help="print what was missed of a kind, or 'technical'")
    arguments = parser.parse_args()
    cases = list(corpus(QUICK if arguments.quick else FULL, arguments.seed))
    start = time.perf_counter()
    redacted = redact_all(cases)
    print(f"{len(cases):,} texts in {time.perf_counter() - start:.1f} s\n")
    if arguments.show:
        _show(cases, redacted, arguments.show)
        return 0
    _tables(cases, redacted)
    return 0 if judge(cases, redacted) else 1


def judge(cases: Sequence[Case], redacted: Sequence[str]) -> bool:
    """Print every bar; return whether all are reached."""
    by_kind = _hits(cases, redacted, lambda case: [case.kind])
    results = []
    for name, kinds in STRUCTURED.items():
        results.append(bar(f"recall_{name}", _share(hit for kind in kinds for hit in by_kind[kind]), RECALL))
    every = [hit for kind, hits in by_kind.items() if kind not in NAME_KINDS for hit in hits]
    results.append(bar("recall_all_but_names", _share(every), RECALL))
    results += [bar(f"recall_names_{kind}", _share(by_kind[kind]), NAME_RECALL) for kind in NAME_KINDS]
    words = sum(len(case.words) for case in cases)
    gone = sum(lost(case, text) for case, text in zip(cases, redacted, strict=True))
    results.append(bar("technical_words_lost", gone / words, WORDS_LOST, AT_MOST))
    alone = [(case, text) for case, text in zip(cases, redacted, strict=True) if case.kind == "technical"]
    gone, words = sum(lost(case, text) for case, text in alone), sum(len(case.words) for case, _ in alone)
    results.append(bar("technical_words_lost_without_personal_data", gone / words, WORDS_LOST, AT_MOST))
    return all(results)


def _hits(cases: Sequence[Case], redacted: Sequence[str], keys) -> Hits:
    hits: Hits = defaultdict(list)
    for case, text in zip(cases, redacted, strict=True):
        if case.value:
            found = not leaks(case, text)
            for key in keys(case):
                hits[key].append(found)
    return hits


def _share(hits: Iterable[bool]) -> float:
    listed = list(hits)
    return sum(listed) / max(1, len(listed))


def _tables(cases: Sequence[Case], redacted: Sequence[str]) -> None:
    hits = _hits(
        cases, redacted, lambda case: [f"{case.kind}|{case.language}", f"{case.kind}|{case.disguise}", case.kind]
    )
    disguises = sorted({case.disguise for case in cases} - {PLAIN})
    columns = [*LANGUAGES, PLAIN, *disguises]
    print(f"{'recall':<14} {'n':>6} {'all':>6} " + " ".join(f"{c[:6]:>6}" for c in columns))
    for kind in sorted({case.kind for case in cases if case.value}):
        cells = [f"{_share(hits[f'{kind}|{c}']):6.3f}" if f"{kind}|{c}" in hits else f"{'':6}" for c in columns]
        print(f"{kind:<14} {len(hits[kind]):6,} {_share(hits[kind]):6.3f} " + " ".join(cells))
    print()


def _show(cases: Sequence[Case], redacted: Sequence[str], kind: str) -> None:
    if kind == "technical":
        gone = Counter(w for c, t in zip(cases, redacted, strict=True) for w in c.words if w not in t)
        for word, n in gone.most_common(30):
            print(n, word)
    missed = [
        (c, t)
        for c, t in zip(cases, redacted, strict=True)
        if (lost(c, t) if kind == "technical" else c.kind == kind and leaks(c, t))
    ]
    for case, text in missed[:: max(1, len(missed) // 25)]:
        print(f"[{case.language} {case.disguise}] {case.value!r}\n   {case.text!r}\n   {text!r}")


if __name__ == "__main__":
    sys.exit(main())
