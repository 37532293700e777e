"""Components that chain are cut; what is cut is never lost."""

from toil.patterns.clustering import FRAME_KEPT
from toil.patterns.components import LOOSE


def test_what_is_too_loose_to_be_kept_is_cut_first():
    """Between the two a component was neither cut nor kept: a work of many wordings went with all its tickets."""
    assert LOOSE >= FRAME_KEPT
