import numpy as np
import pytest

from toil.candidates.recurrence import chance_of_return, find_returns, find_visits


def returns(day, place=None, episode=None, pattern=None):
    n = len(day)
    codes = ([0] * n if given is None else given for given in (pattern, place))
    pattern, place = (np.array(code, dtype=np.int64) for code in codes)
    episode = np.array(range(n) if episode is None else episode, dtype=np.int64)
    return find_returns(pattern, place, np.array(day, dtype=float), find_visits(episode, place)).tolist()


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"day": [0, 30, 61]}, [True, False, False]),
        ({"day": [0, 10], "place": [0, 1]}, [False, False]),
        ({"day": [0, 10], "place": [-1, -1]}, [False, False]),
        ({"day": [0, 10], "pattern": [0, 1]}, [False, False]),
        ({"day": [0, 0, 10], "episode": [0, 0, 1]}, [True, True, False]),  # one episode is not its own return
        ({"day": [0, 0, 9], "episode": [0, 0, 1], "place": [0, 1, 1]}, [False, True, False]),
        ({"day": [0, np.nan]}, [False, False]),
        ({"day": [10, 0]}, [False, True]),
        ({"day": []}, []),
    ],
)
def test_returns(columns, expected):
    assert returns(**columns) == expected


def test_chance_follows_the_squads_share_of_the_place():
    # Pattern 0: three episodes at place 0. Pattern 1: one at place 1. Share of place 0: 3 of 4. Window: 60 days.
    place = np.array([0, 0, 0, 1])
    chance = chance_of_return(place, place, find_visits(np.arange(4), place), 60.0, 2)
    assert chance.tolist() == pytest.approx([1 - np.exp(-2 * 0.5 * 0.75)] * 3 + [0.0])


def test_an_unknown_place_has_no_chance():
    nowhere = np.array([-1])
    assert np.isnan(chance_of_return(np.array([0]), nowhere, find_visits(np.array([0]), nowhere), 60.0, 1)).all()
