"""A part of the benchmark's corpus as a test: recall by kind, and the technical words that must stay."""

import sys
from collections import defaultdict
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from toil.privacy.packs import read_rules
from toil.settings import Privacy

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from redaction import redact_all
from redaction_corpus import NAME_KINDS, STRUCTURED, corpus, leaks, lost

EACH, SEED = 3, 5


@pytest.fixture(scope="module")
def results():
    cases = list(corpus(EACH, SEED))
    return list(zip(cases, redact_all(cases), strict=True))


def test_the_corpus_is_the_same_every_time():
    assert [case.text for case in corpus(1, SEED)] == [case.text for case in corpus(1, SEED)]


def test_every_planted_value_is_in_its_text_and_leaks_unless_masked(results):
    plain = [case for case, _ in results if case.value and case.disguise == "plain"]
    assert len({case.kind for case in plain}) >= 30
    assert all(leaks(case, case.text) for case in plain)


def test_recall_reaches_the_bars(results):
    hits = defaultdict(list)
    for case, text in results:
        if case.value:
            hits[case.kind].append(not leaks(case, text))
    for name, kinds in STRUCTURED.items():
        found = [hit for kind in kinds for hit in hits[kind]]
        assert sum(found) >= 0.99 * len(found), name
    for kind in NAME_KINDS:
        assert sum(hits[kind]) >= 0.9 * len(hits[kind]), kind


def test_technical_words_stay(results):
    words = sum(len(case.words) for case, _ in results)
    assert words > 2000
    assert sum(lost(case, text) for case, text in results) <= 0.01 * words


def test_a_gate_opens_wherever_its_rule_finds_something():
    texts = pa.array([case.text for case in corpus(1, SEED)], pa.large_string())
    found = 0
    for rule in read_rules(Privacy()):
        hit = pc.match_substring_regex(texts, rule.pattern)
        found += pc.sum(hit).as_py()
        if rule.context or rule.columns:
            continue  # says more than its rule, or what its header is
        assert not rule.gate or pc.all(pc.match_substring_regex(texts.filter(hit), rule.gate), min_count=0).as_py()
    assert found > 1000
