"""The deck's own 16:9 template, made from python-pptx's default file: theme, master and three layouts.

A slide asks for its layout by name, so that a company's template can take this one's place.
"""

from __future__ import annotations

import re
from typing import Any

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml import parse_xml
from pptx.presentation import Presentation as Deck
from pptx.slide import SlideLayout
from pptx.util import Inches

TITLE, CONTENT = "Toil title", "Toil content"
INK, MUTED, ACCENT, PALE, SOFT = "1C2B36", "566673", "17597A", "CFE0EA", "EEF3F6"
WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.6)

_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_COLOURS = {
    "dk1": INK, "lt1": "FFFFFF", "dk2": MUTED, "lt2": SOFT, "accent1": ACCENT, "accent2": "C2590A",
    "accent3": "6B4A9C", "accent4": "4D7A2C", "accent5": "8A3F3F", "accent6": PALE, "hlink": ACCENT,
    "folHlink": MUTED,
}  # fmt: skip
_BOXES = {
    TITLE: [
        ("title", 0, (0.9, 2.2, 11.5, 1.5), 40, INK, "b"),
        ("subTitle", 1, (0.9, 3.85, 11.5, 1.3), 20, MUTED, "t"),
        ("ftr", 11, (0.9, 6.95, 10.6, 0.32), 11, MUTED, "ctr"),
    ],
    CONTENT: [
        ("title", 0, (0.6, 0.38, 12.13, 0.95), 26, INK, "ctr"),
        ("ftr", 11, (0.6, 7.02, 11.2, 0.3), 11, MUTED, "ctr"),
        ("sldNum", 12, (11.93, 7.02, 0.8, 0.3), 11, MUTED, "ctr"),
    ],
}


def new_deck() -> Deck:
    """Return an empty deck in this template."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    _drop_thumbnail(deck)
    _paint_theme(deck)
    kept = {"Title Slide": TITLE, "Title Only": CONTENT}
    for layout in list(deck.slide_layouts):
        if layout.name not in kept:
            deck.slide_layouts.remove(layout)
            continue
        layout.name = kept[layout.name]
        _fill_layout(layout)
    _fill_master(deck)
    return deck


def layout_named(deck: Deck, name: str) -> SlideLayout:
    """Return the layout of that name.

    Raises
    ------
    KeyError
        If the template has none.
    """
    for layout in deck.slide_layouts:
        if layout.name == name:
            return layout
    raise KeyError(f"the slide template has no layout '{name}'")


def _drop_thumbnail(deck: Deck) -> None:
    package = deck.part.package
    for rid, rel in list(package._rels.items()):
        if rel.reltype == RT.THUMBNAIL:
            package._rels.pop(rid)


def _paint_theme(deck: Deck) -> None:
    part = deck.slide_master.part.part_related_by(RT.THEME)
    theme = part.blob.decode()
    for name, colour in _COLOURS.items():
        theme = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{colour}"/>\g<2>', theme, flags=re.S)
    theme = re.sub(r'<a:latin typeface="[^"]*"', '<a:latin typeface="Arial"', theme)
    part._blob = theme.encode()


def _fill_layout(layout: SlideLayout) -> None:
    tree = layout.shapes._spTree
    for shape in list(layout.shapes):
        tree.remove(shape._element)
    if layout.name == TITLE:
        tree.append(_bar((0, 0, 13.333, 0.16), 2))
        tree.append(_bar((0.9, 1.75, 0.9, 0.08), 3))
    else:
        tree.append(_bar((0, 0, 13.333, 0.08), 2))
    for at, (kind, idx, box, size, colour, anchor) in enumerate(_BOXES[layout.name], start=10):
        tree.append(_placeholder(at, kind, idx, box, size, colour, anchor))


def _fill_master(deck: Deck) -> None:
    """Put the master's placeholders where a 16:9 slide has them; layouts place their own."""
    places = {1: (0.6, 0.38, 12.13, 0.95), 2: (0.6, 1.6, 12.13, 5.2), 16: (0.6, 7.02, 2, 0.3), 15: (3, 7.02, 7, 0.3)}
    for shape in deck.slide_master.placeholders:
        x, y, cx, cy = places.get(int(shape.placeholder_format.type), (11.93, 7.02, 0.8, 0.3))
        shape.left, shape.top, shape.width, shape.height = Inches(x), Inches(y), Inches(cx), Inches(cy)


def _frame(box: tuple[float, float, float, float]) -> str:
    x, y, cx, cy = (Inches(side) for side in box)
    return f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm>'


def _bar(box: tuple[float, float, float, float], at: int) -> Any:
    return parse_xml(
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{at}" name="Bar {at}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr>{_frame(box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        f'<a:solidFill><a:schemeClr val="accent1"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody></p:sp>"
    )


def _placeholder(
    at: int, kind: str, idx: int, box: tuple[float, float, float, float], size: int, colour: str, anchor: str
) -> Any:
    number = f' idx="{idx}"' if idx else ""
    weight = ' b="1"' if kind == "title" else ""
    align = "r" if kind == "sldNum" else "l"
    text = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr/><a:t>‹#›</a:t></a:fld>'
    return parse_xml(
        f'<p:sp {_NS}><p:nvSpPr><p:cNvPr id="{at}" name="{kind} {at}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{number}/></p:nvPr></p:nvSpPr><p:spPr>{_frame(box)}</p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{align}"><a:buNone/><a:defRPr sz="{size * 100}"{weight}>'
        f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
        f"<a:p>{text if kind == 'sldNum' else '<a:endParaRPr/>'}</a:p></p:txBody></p:sp>"
    )
