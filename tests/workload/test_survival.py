import numpy as np
import pytest

from toil.workload.survival import kaplan_meier_quantile


@pytest.mark.parametrize(
    ("hours", "ended", "share", "expected"),
    [
        ([1, 2, 3, 4, 5], [1, 1, 1, 1, 1], 0.5, 3),
        ([1, 2, 3, 4], [1, 1, 1, 1], 0.5, 2),
        ([5, 4, 3, 2, 1], [1, 1, 1, 1, 1], 0.9, 5),
        # Surviving after 1: 4/5; 2 censored; after 3: 4/5 x 2/3 = 0.533; after 4: 0.267
        ([1, 2, 3, 4, 5], [1, 0, 1, 1, 0], 0.5, 4),
        ([1, 2, 3, 4, 5], [1, 0, 1, 1, 0], 0.9, np.nan),
        # A tie of an end and a censored one: the end comes first, so 4/5 x 3/4 x ... at 2
        ([2, 2, 3, 3, 3], [1, 0, 1, 1, 1], 0.2, 2),
        ([1, 2], [0, 0], 0.5, np.nan),
        ([], [], 0.5, np.nan),
        ([np.nan, 1, 2, 3], [1, 1, 1, 1], 0.5, 2),
    ],
)
def test_quantile(hours, ended, share, expected):
    found = kaplan_meier_quantile(np.array(hours, dtype=float), np.array(ended, dtype=bool), share)
    assert found == pytest.approx(expected, nan_ok=True)
