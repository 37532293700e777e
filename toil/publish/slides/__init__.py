"""A report as an editable slide deck."""

from toil.publish.slides.deck import write_slides

__all__ = ["write_slides"]
