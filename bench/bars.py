"""What the patterns must reach, and the lines that say whether they do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scores import Scores


@dataclass(frozen=True)
class Result:
    """One side on one data set by one truth."""

    scores: Scores
    seconds: float
    peak_mib: float


Results = dict[tuple[str, str], Result]
"""By name of truth and name of side."""

AT_LEAST, AT_MOST = False, True
SCORE_BARS = (
    ("generated_10k", "ours", "ari", 0.95, AT_LEAST),
    ("generated_10k", "ours", "one_offs", 0.04, AT_MOST),
    ("generated_100k", "ours", "ari", 0.92, AT_LEAST),
    ("generated_100k", "ours", "one_offs", 0.04, AT_MOST),
    ("banking77_train", "ours", "ari", 0.27, AT_LEAST),
    ("banking77_train", "ours", "v_measure", 0.67, AT_LEAST),
    ("banking77_train", "ours", "coverage", 0.85, AT_LEAST),
    ("clinc150_train", "ours", "ari", 0.43, AT_LEAST),
    ("clinc150_train", "ours", "v_measure", 0.79, AT_LEAST),
    ("clinc150_train", "ours", "coverage", 0.85, AT_LEAST),
    ("home_assistant", "ours", "ari", 0.40, AT_LEAST),
    ("home_assistant", "ours", "v_measure", 0.80, AT_LEAST),
    ("it_service", "ours", "ari", 0.40, AT_LEAST),
    ("it_service", "ours", "found", 0.60, AT_LEAST),
    ("banking77_train", "semantic", "ari", 0.45, AT_LEAST),
    ("clinc150_train", "semantic", "ari", 0.50, AT_LEAST),
    ("home_assistant_merged", "semantic", "ari", 0.28, AT_LEAST),
)
AIMS = (
    ("banking77_train", "semantic", "ari", 0.50),
    ("clinc150_train", "semantic", "ari", 0.60),
    ("home_assistant_merged", "semantic", "ari", 0.40),
)
TIME_BARS = (
    ("generated_10k", "bertopic", 1 / 100),
    ("generated_10k", "drain3", 2.0),
    ("generated_100k", "drain3", 0.2),
)
"""Most of the peer's seconds that ours may take."""
SAME_MODEL = ("banking77_train", "clinc150_train", "home_assistant_merged", "it_service")
"""With a model one request in five languages is one pattern, so labels by language judge no side that has one."""
SAME_MODEL_TIME = 1 / 3
LANGUAGE_GAP = 0.05


def judge(results: Results) -> bool:
    """Print every bar that *results* can judge, and those that they can't; return whether all are reached."""
    ok = [bar(*line) for line in (*_score_lines(results), *_time_lines(results), *_same_model_lines(results))]
    for truth, side, measure, aim in AIMS:
        if (truth, side) in results:
            value = getattr(results[truth, side].scores, measure)
            print(f"AIM {truth}_{side}_{measure} {value:.3f} {aim:g} {'reached' if value >= aim else 'not yet'}")
    missing = [f"{truth}_{side}_{measure}" for truth, side, measure, *_ in SCORE_BARS if (truth, side) not in results]
    missing += [f"{truth}_time_share_of_{side}" for truth, side, _ in TIME_BARS if (truth, side) not in results]
    missing += [f"{truth}_semantic_minilm_beside_bertopic" for truth in SAME_MODEL if not _both(results, truth)]
    if missing:
        print("not judged in this run:", ", ".join(missing))
    return all(ok)


def _score_lines(results: Results) -> Iterator[tuple[str, float, float, bool]]:
    for truth, side, measure, bound, at_most in SCORE_BARS:
        if (truth, side) in results:
            yield f"{truth}_{side}_{measure}", getattr(results[truth, side].scores, measure), bound, at_most


def _time_lines(results: Results) -> Iterator[tuple[str, float, float, bool]]:
    for truth, peer, bound in TIME_BARS:
        if (truth, peer) in results:
            share = results[truth, "ours"].seconds / results[truth, peer].seconds
            yield f"{truth}_time_share_of_{peer}", share, bound, AT_MOST


def _same_model_lines(results: Results) -> Iterator[tuple[str, float, float, bool]]:
    """Yield the bars of our side with BERTopic's model: its ARI at least, in a third of its time."""
    for truth in SAME_MODEL:
        if _both(results, truth):
            own, peer = results[truth, "semantic_minilm"], results[truth, "bertopic"]
            yield f"{truth}_semantic_minilm_ari", own.scores.ari, round(peer.scores.ari, 3), AT_LEAST
            share = own.seconds / peer.seconds
            yield f"{truth}_semantic_minilm_time_share_of_bertopic", share, SAME_MODEL_TIME, AT_MOST


def _both(results: Results, truth: str) -> bool:
    return (truth, "semantic_minilm") in results and (truth, "bertopic") in results


def bar(name: str, value: float, bound: float, at_most: bool = AT_LEAST) -> bool:
    """Print one judged figure; return whether it reaches its bound."""
    ok = value <= bound if at_most else value >= bound
    print(f"BAR {name} {value:.3f} {bound:.3g} {'ok' if ok else 'short'}", flush=True)
    return bool(ok)
