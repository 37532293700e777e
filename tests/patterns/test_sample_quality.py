"""The bars on the sample, as the product meets it: exports read, redacted, the six-month window of each squad."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from toil.exports import load_exports
from toil.patterns import fit_patterns
from toil.privacy import read_key
from toil.settings import read_study
from toil.text import build_templates

ROOT = Path(__file__).parents[2]
ARI, FOUND, ONE_OFFS = 0.90, 0.85, 0.10


@pytest.fixture(scope="module")
def sample():
    """Tickets of the sample with the pattern planted in each ("" is a one-off)."""
    study = read_study(ROOT / "toil.toml")
    tickets = load_exports(study, read_key(study, create=False)).tickets
    truth = pd.read_csv(ROOT / "data" / "sample" / "truth.csv", dtype="str", keep_default_na=False)
    return tickets, tickets["ticket_id"].map(truth.set_index("ticket_id")["pattern"])


def measure(tickets, planted):
    """Return ARI over repeated tickets, share of them found, and share of one-offs placed."""
    fit = fit_patterns(tickets, *build_templates(tickets), draws=0)
    found = pd.factorize(fit.ticket_patterns["pattern_id"])[0]
    alone = np.where(found >= 0, found, found.max() + 1 + np.arange(len(found)))
    repeated = (planted != "").to_numpy()
    ari = adjusted_rand_score(planted[repeated], alone[repeated])
    return ari, (found[repeated] >= 0).mean(), (found[~repeated] >= 0).mean()


@pytest.mark.slow
@pytest.mark.parametrize("squad", ["acessos", "canais", "liquidacao", "plataforma", "terminais"])
def test_planted_patterns_are_found_and_one_offs_left(sample, squad):
    tickets, planted = sample
    of_squad = (tickets["squad"] == squad).to_numpy()
    assert of_squad.sum() > 900
    ari, found, one_offs = measure(tickets[of_squad].reset_index(drop=True), planted[of_squad].reset_index(drop=True))
    assert ari >= ARI
    assert found >= FOUND
    assert one_offs <= ONE_OFFS
