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


def chance(pattern, place):
    """Return the chances of tickets that are an episode each, in a window of 60 days."""
    pattern, place = np.array(pattern), np.array(place)
    visits = find_visits(np.arange(len(place)), place)
    return chance_of_return(pattern, place, visits, 60.0, int(pattern.max()) + 1).tolist()


def test_chance_follows_the_others_share_of_the_place():
    # Pattern 0: thrice at place 0, once at place 1. Pattern 1: thrice at place 0, once at place 2.
    found = chance([0] * 4 + [1] * 4, [0, 0, 0, 1, 0, 0, 0, 2])
    at_0, elsewhere = 1 - np.exp(-3 * 0.5 * 3 / 4), 1 - np.exp(-3 * 0.5 * 1 / 3)  # one place of three
    assert found == pytest.approx([at_0] * 3 + [elsewhere] + [at_0] * 3 + [elsewhere])


def test_what_a_pattern_alone_brings_makes_no_place_likely():
    # Ten others at ten places; the pattern only at two places of its own.
    found = chance([0] * 40 + [1] * 10, [10, 11] * 20 + list(range(10)))
    assert found[:40] == pytest.approx([1 - np.exp(-39 * 0.5 / 12)] * 40)


def test_alone_a_pattern_is_held_against_an_even_draw_of_its_places():
    assert chance([0, 0, 0, 0], [0, 0, 0, 1]) == pytest.approx([1 - np.exp(-3 * 0.5 * 0.5)] * 4)


def test_an_unknown_place_has_no_chance():
    nowhere = np.array([-1])
    assert np.isnan(chance_of_return(np.array([0]), nowhere, find_visits(np.array([0]), nowhere), 60.0, 1)).all()
