"""The slide of patterns within their themes: a treemap of native, editable shapes."""

from __future__ import annotations

from typing import Any

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml.ns import qn
from pptx.util import Pt

from toil.charts import treemap_table
from toil.charts.squarify import Box
from toil.charts.treemap import WHITE, Cell, lay_out, letter
from toil.publish.figures import treemap_alt
from toil.publish.slides.canvas import Canvas
from toil.publish.slides.template import CONTENT
from toil.publish.untrusted import one_line

_INCH = 72
_PLACE = Box(0.6 * _INCH, 1.45 * _INCH, 12.13 * _INCH, 5.4 * _INCH)
_SCALE = 1.4
"""Sizes of text on a slide over those on a page: 11 points at least."""
_SLACK = 3.0
"""Points that a line of text may be longer than measured before an office suite would break it again."""


def add_themes(canvas: Canvas) -> None:
    """Add the treemap by hours; its notes say what no rectangle has room for."""
    _, words, candidates = canvas.words.text, canvas.words, canvas.report.candidates
    spoken = [
        f"{row.place}. {one_line(row.label, 100)} ({one_line(row.theme, 60)}): {words.number(row.hours_base, 1)} h"
        for row in treemap_table(candidates, area="hours").itertuples()
    ]
    slide = canvas.slide(CONTENT, _("Themes: what the work is about"), spoken)
    group: Any = slide.shapes.add_group_shape()
    group._element.nvGrpSpPr.cNvPr.set("descr", treemap_alt(candidates, words, area="hours"))
    for box, cells in lay_out(candidates, _PLACE, area="hours", words=words):
        for cell in cells:
            _add_cell(group, cell)
        _add_rectangle(group, box, line=4).fill.background()


def _add_cell(group: Any, cell: Cell) -> None:
    shape = _add_rectangle(group, cell.box, line=1)
    shape.name = one_line(cell.label, 60)
    if cell.hatched:
        shape.fill.patterned()
        shape.fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        shape.fill.fore_color.rgb, shape.fill.back_color.rgb = _rgb(cell.hatching), _rgb(cell.colour)
    else:
        shape.fill.solid()
        shape.fill.fore_color.rgb = _rgb(cell.colour)
    for room, fitted, bold in letter(cell, scale=_SCALE):
        text = group.shapes.add_textbox(*(Pt(side) for side in (*room[:2], room.width + _SLACK, fitted.height)))
        frame = text.text_frame
        frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
        frame.word_wrap = True
        for at, line in enumerate(fitted.lines):
            paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
            run = paragraph.add_run()
            run.text = one_line(line)
            run.font.size, run.font.bold, run.font.color.rgb = Pt(fitted.size), bold, _rgb(cell.ink)


def _add_rectangle(group: Any, box: Box, *, line: float) -> Any:
    """Add a rectangle with a white line of *line* points and nothing of the theme's effects."""
    shape = group.shapes.add_shape(MSO_SHAPE.RECTANGLE, *(Pt(side) for side in box))
    shape._element.remove(shape._element.find(qn("p:style")))
    shape.line.color.rgb, shape.line.width = _rgb(WHITE), Pt(line)
    return shape


def _rgb(colour: str) -> RGBColor:
    return RGBColor.from_string(colour.removeprefix("#").upper())
