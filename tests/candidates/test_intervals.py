import numpy as np
import pytest

from toil.candidates.intervals import wilson


@pytest.mark.parametrize(
    ("passed", "n", "low", "high"),
    [
        (8, 10, 0.4902, 0.9433),  # Agresti and Coull 1998 give these forms; worked out by hand
        (0, 10, 0.0, 0.2775),
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
    ],
)
def test_wilson(passed, n, low, high):
    found = [float(end[0]) for end in wilson(np.array([passed]), np.array([n]))]
    assert found == pytest.approx([low, high], abs=1e-4)


def test_nothing_to_judge_has_no_interval():
    assert np.isnan(wilson(np.array([0]), np.array([0]))).all()
