"""The means that a company has: what a candidate of a verdict could be built with."""

from __future__ import annotations

from pydantic import Field, ValidationInfo, field_validator

from toil.errors import nearest
from toil.schema.values import KINDS, TOIL_KINDS, VERDICTS
from toil.settings.sections import Section


class Suggestion(Section):
    """``[[catalogue]]``: a means that the company has, and the candidates that it suits; first match is suggested."""

    means: str = Field(min_length=1, description="what a reader sees: Ansible job template, ...")
    verdicts: tuple[str, ...] = Field(min_length=1)
    kinds: tuple[str, ...] = Field(default=(), description="kinds of most of a candidate's tickets; empty is any")
    toil_kinds: tuple[str, ...] = Field(default=(), description="kinds of toil; empty is any")
    words: tuple[str, ...] = Field(
        default=(), description="any of these in label or terms, case and accents aside; empty is any"
    )

    @field_validator("verdicts", "kinds", "toil_kinds")
    @classmethod
    def _known_words(cls, value: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        known = {"verdicts": VERDICTS, "kinds": KINDS, "toil_kinds": TOIL_KINDS}[str(info.field_name)]
        for word in value:
            if word not in known:
                raise ValueError(f"unknown name '{word}'. {nearest(word, known)}")
        return value


def default_catalogue() -> tuple[Suggestion, ...]:
    """Return the means that a study without a ``[[catalogue]]`` suggests."""
    alert, request = ("alert",), ("request",)
    return (
        Suggestion(means="Intake rule: answer and close at the front desk", verdicts=("reject",)),
        Suggestion(means="Alert tuning: threshold, delay or removal", verdicts=("eliminate",), kinds=alert),
        Suggestion(means="Problem record with a lasting correction", verdicts=("eliminate",)),
        Suggestion(means="Form in the service catalogue", verdicts=("self-service",)),
        Suggestion(means="GitLab pipeline", verdicts=("automate",), toil_kinds=("release shepherding",)),
        Suggestion(means="Form with an Ansible job template behind it", verdicts=("automate",), kinds=request),
        Suggestion(means="Ansible job template", verdicts=("automate",)),
        Suggestion(means="Knowledge article", verdicts=("document",)),
    )
