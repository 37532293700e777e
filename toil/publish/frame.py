"""A page inside a notebook: framed, so that neither's styles touch the other's."""

from __future__ import annotations

from html import escape


def framed(page: str, *, height: int = 900) -> str:
    """Return *page* as HTML for a notebook's output: a sandboxed frame *height* pixels high that runs no script."""
    return (  # a frame alone makes IPython warn, with a path of this machine
        f'<div><iframe srcdoc="{escape(page, quote=True)}" sandbox="allow-popups" loading="lazy"'
        f' style="width: 100%; height: {height}px; border: 1px solid #ccc" title="report"></iframe></div>'
    )
