"""What slides are made of: text, tiles and tables, every text cleaned of what no reader sees."""

from __future__ import annotations

import copy
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, cast

from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.text.text import TextFrame, _Paragraph
from pptx.util import Inches, Pt

from toil.publish.slides.template import ACCENT, CONTENT, INK, MUTED, SOFT
from toil.publish.untrusted import one_line

_NS = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_PLAIN_TABLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_LEFT, _SIDES = 0.04, 0.16  # margins of a cell: left, both; inches
_BOLD = 0.56  # width of a bold letter over the size of the font, a wide one
_PLAIN = 0.53  # of one that is not bold
_LINE, _AFTER, _INDENT = 1.25, 6, 0.22  # height of a line over the size; points after a bullet; inches before it
_SPACE = "\ue000"  # of no text: stands for the room that a word's wide letters take
_TITLE_SIZE, _TITLE_LETTERS, _TITLE_LEAST = 26, 100, 16  # points; letters that fill two lines of it; points
Place = tuple[float, float, float, float]


@dataclass(frozen=True)
class Run:
    """Words in one look."""

    text: str
    size: float = 14
    bold: bool = False
    colour: str = INK


def fill_placeholders(slide: Slide, texts: dict[int, str], footer: str) -> None:
    """Put *texts* into the slide's placeholders by index, and give it the layout's footer and slide number."""
    for shape in slide.placeholders:
        shape.text_frame.text = one_line(texts.get(shape.placeholder_format.idx, ""))
        letters = len(shape.text_frame.text)
        if shape.placeholder_format.idx == 0 and slide.slide_layout.name == CONTENT and letters > _TITLE_LETTERS:
            size = max(_TITLE_SIZE * _TITLE_LETTERS // letters, _TITLE_LEAST)
            shape.text_frame.paragraphs[0].runs[0].font.size = Pt(size)
    for shape in list(cast(Any, slide.slide_layout).placeholders):
        if shape.placeholder_format.idx in (11, 12):
            element = copy.deepcopy(shape._element)
            element.nvSpPr.cNvPr.set("id", str(100 + shape.placeholder_format.idx))
            slide.shapes._spTree.append(element)
            if shape.placeholder_format.idx == 11:
                cast(Any, slide.shapes[-1]).text_frame.text = one_line(footer)


def add_text(slide: Slide, place: Place, paragraphs: Sequence[Sequence[Run]], *, bullets: bool = False) -> BaseShape:
    """Add a text box; inches. Each paragraph is a list of runs."""
    box = slide.shapes.add_textbox(*(Inches(side) for side in place))
    frame = box.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    _fill(frame, paragraphs, bullets=bullets)
    return box


def add_tile(slide: Slide, place: Place, value: str, what: str, how: str) -> None:
    """Add a figure on a pale ground: the value large, what it is, and how it is known."""
    tile = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *(Inches(side) for side in place))
    tile.adjustments[0] = 0.06
    tile.fill.solid()
    tile.fill.fore_color.rgb = RGBColor.from_string(SOFT)
    tile.line.fill.background()
    tile._element.remove(tile._element.find(qn("p:style")))
    frame = tile.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = Inches(0.16)
    _fill(frame, [[Run(value, 26, bold=True)], [Run(what, 13)], [Run(how, 11, colour=MUTED)]])


def add_table(
    slide: Slide,
    place: Place,
    rows: Sequence[Sequence[str]],
    widths: Sequence[float],
    *,
    right: Sequence[int],
    alt: str,
    size: float = 13,
) -> None:
    """Add a native table; the first row is the header, columns in *right* are numbers; inches."""
    frame: Any = slide.shapes.add_table(len(rows), len(widths), *(Inches(side) for side in place))
    frame._element.nvGraphicFramePr.cNvPr.set("descr", one_line(alt))
    table = frame.table
    frame._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _PLAIN_TABLE
    table.horz_banding = False
    for column, width in enumerate(widths):
        table.columns[column].width = Inches(width)
    for at, row in enumerate(rows):
        table.rows[at].height = Inches(place[3] / len(rows))
        for column, text in enumerate(row):
            look = Run(text, size - 1, bold=True, colour=MUTED) if at == 0 else Run(text, size, bold=column == 0)
            _fill_cell(table.cell(at, column), look, right=column in right)


def two_lines(text: str, width: float, size: float) -> str:
    """Return *text* cut to two lines of a bold cell of *width* inches, so that no row outgrows its height."""
    per_line = int((width - _SIDES) * 72 / (_BOLD * size))
    spaced = " ".join(word + _SPACE * (sum(map(_is_wide, word)) // 4) for word in one_line(text, 400).split())
    return " ".join(textwrap.wrap(spaced, per_line, max_lines=2, placeholder="…")).replace(_SPACE, "")


def how_many_fit(lines: Sequence[str], width: float, height: float, size: float) -> int:
    """Return how many of the first *lines*, as bullets in a box of *width* by *height* inches, end inside it."""
    per_line = int((width - _INDENT) * 72 / (_PLAIN * size))
    heights = (len(textwrap.wrap(line, per_line)) * _LINE * size + _AFTER for line in lines)
    return sum(used <= height * 72 for used in accumulate(heights))


def _is_wide(letter: str) -> bool:
    """Return whether *letter* takes a quarter more room than others."""
    return letter.isupper() or letter == "_"


def _fill_cell(cell: _Cell, look: Run, *, right: bool) -> None:
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_left, cell.margin_right = Inches(_LEFT), Inches(_SIDES - _LEFT)
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    _fill(cell.text_frame, [[look]])
    cell.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT if right else PP_ALIGN.LEFT
    line = f'<a:lnB {_NS} w="9525"><a:solidFill><a:srgbClr val="D8E0E6"/></a:solidFill></a:lnB>'
    cell._tc.get_or_add_tcPr().insert(0, parse_xml(line))


def _fill(frame: TextFrame, paragraphs: Sequence[Sequence[Run]], *, bullets: bool = False) -> None:
    for at, runs in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        if bullets:
            _bullet(paragraph)
        for run in runs:
            written = paragraph.add_run()
            written.text = one_line(run.text) + (" " if run is not runs[-1] else "")
            written.font.size, written.font.bold = Pt(run.size), run.bold
            written.font.color.rgb = RGBColor.from_string(run.colour)


def _bullet(paragraph: _Paragraph) -> None:
    paragraph.space_after = Pt(_AFTER)
    settings = paragraph._p.get_or_add_pPr()
    settings.set("marL", str(Inches(_INDENT)))
    settings.set("indent", str(-Inches(_INDENT)))
    colour = f'<a:buClr {_NS}><a:srgbClr val="{ACCENT}"/></a:buClr>'
    for mark in (colour, f'<a:buFont {_NS} typeface="Arial"/>', f'<a:buChar {_NS} char="•"/>'):
        settings.append(parse_xml(mark))
