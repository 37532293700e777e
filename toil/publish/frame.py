"""What a notebook shows as HTML: a page in a frame, so that neither's styles touch the other's; a table of texts."""

from __future__ import annotations

import re
from html import escape

import numpy as np
import pandas as pd

from toil.publish.untrusted import one_line


def framed(page: str, *, height: int = 900) -> str:
    """Return *page* as HTML for a notebook's output: a sandboxed frame *height* pixels high that runs no script."""
    return (  # a frame alone makes IPython warn, with a path of this machine
        f'<div><iframe srcdoc="{escape(page, quote=True)}" sandbox="allow-popups" loading="lazy"'
        f' style="width: 100%; height: {height}px; border: 1px solid #ccc" title="report"></iframe></div>'
    )


def readable(table: pd.DataFrame, *, letters: int = 1000) -> str:
    """Return *table* as HTML for a notebook's output: texts from the left and whole, up to *letters*; all escaped.

    pandas itself shows 50 letters of a text and sets them from the right, and NaN for what is missing, which is empty
    here. An id of a pattern stays on one line.
    """
    whole = table.replace({None: np.nan}).map(lambda cell: one_line(cell, letters) if isinstance(cell, str) else cell)
    left = r'<\1 style="text-align: left; vertical-align: top"'
    shown = re.sub(r"<(t[dh])\b(?=[ >])", left, whole.to_html(border=0, na_rep=""))
    return re.sub(r">(P-[0-9a-f]{8})<", r'><span style="white-space: nowrap">\1</span><', shown)
