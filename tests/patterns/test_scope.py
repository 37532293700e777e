"""How much of its work a pattern holds now: by tickets that both windows hold, whatever came or ended."""

import pandas as pd

from toil.patterns import scope_change


def window(**patterns):
    rows = [(ticket, name if name != "none" else None) for name, tickets in patterns.items() for ticket in tickets]
    return pd.DataFrame(rows, columns=["ticket_id", "pattern_id"]).astype("str")


def test_what_came_and_went_with_the_windows_is_no_scope():
    before, now = window(a=range(20), b=range(100, 120)), window(a=range(10, 60), b=range(110, 111))
    assert scope_change([before, now]).to_dict() == {"a": 1.0, "b": 1.0}
    assert scope_change([now]).to_dict() == {"a": 1.0, "b": 1.0}


def test_what_a_pattern_took_over_and_lost_multiplies():
    """b gives half of its 20 to a, which had 20; then a gives 6 of these 30 to nobody."""
    first = window(a=range(20), b=range(100, 120))
    second = window(a=[*range(20), *range(100, 110)], b=range(110, 120))
    third = window(a=[*range(14), *range(100, 110)], b=range(110, 120), none=range(14, 20))
    found = scope_change([first, second, third])
    assert found.round(6).to_dict() == {"a": 1.2, "b": 0.5}


def test_the_few_left_of_a_pattern_may_dissolve_and_many_may_not():
    first = window(a=range(9), b=range(100, 120))
    second = window(none=[*range(9), *range(100, 120)])
    assert scope_change([first, second]).to_dict() == {"a": 1.0, "b": 0.0}
    merged = window(c=range(9), none=range(100, 120))
    assert scope_change([first, merged])["a"] == 0
