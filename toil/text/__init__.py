"""Tickets -> templates: what varies is masked, what is said to everyone goes, what is left is counted."""

from toil.text.languages import LANGUAGES, languages_of
from toil.text.masking import mask
from toil.text.templates import build_templates, count_templates, mask_subjects, subject_source, subjects_of
from toil.text.tokens import Tokens, tokenize

__all__ = [
    "LANGUAGES",
    "Tokens",
    "build_templates",
    "count_templates",
    "languages_of",
    "mask",
    "mask_subjects",
    "subject_source",
    "subjects_of",
    "tokenize",
]
