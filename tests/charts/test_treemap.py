"""The treemap: areas in proportion, the sums of its table, labels inside their boxes, themes told apart in grey."""

import itertools

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from toil.charts import plot_treemap, treemap_table
from toil.charts.lettering import LINE, fit_text, width_of
from toil.charts.squarify import Box, squarify
from toil.charts.style import INK
from toil.charts.treemap import COLOURS, OTHER, THEMES, WHITE, lightness
from toil.errors import SettingsError
from toil.i18n import wording

PATTERNS = pd.DataFrame(
    {
        "pattern_id": ["P-1", "P-2", "P-3", "P-4"],
        "label": ["Pix não caiu", "VPN caiu", "Limite do Pix", "वीपीएन"],
        "theme": ["pix", "VPN caiu", "pix", "वीपीएन"],
        "tickets": [30, 40, 20, 10],
    }
)


def draw(patterns, **options):
    ax = Figure(figsize=(8, 5)).add_axes((0, 0, 1, 1))
    return plot_treemap(patterns, ax=ax, **options)


def fills(ax):
    return [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_fill()]


def said(ax):
    return " ".join(text.get_text() for text in ax.texts)


def test_the_example_of_the_paper():
    """Bruls et al. 2000, figure 4: areas 6, 6, 4, 3, 2, 2, 1 in 6 by 4. The first two stand, 4 and 3 lie beside."""
    boxes = squarify([6, 6, 4, 3, 2, 2, 1], Box(0, 0, 6, 4))
    assert boxes[0] == pytest.approx((0, 0, 3, 2))
    assert boxes[1] == pytest.approx((0, 2, 3, 2))
    assert boxes[2] == pytest.approx((3, 0, 12 / 7, 7 / 3))
    assert boxes[3] == pytest.approx((3 + 12 / 7, 0, 9 / 7, 7 / 3))
    assert [box.width * box.height for box in boxes] == pytest.approx([6, 6, 4, 3, 2, 2, 1])


def test_rectangles_fill_the_box_and_do_not_overlap():
    boxes = squarify(sorted(np.random.default_rng(0).random(40) + 0.01, reverse=True), Box(2, 3, 70, 40))
    assert sum(box.width * box.height for box in boxes) == pytest.approx(70 * 40)
    for a, b in itertools.combinations(boxes, 2):
        wide = min(a.left + a.width, b.left + b.width) - max(a.left, b.left)
        high = min(a.top + a.height, b.top + b.height) - max(a.top, b.top)
        assert min(wide, high) < 1e-9


def test_an_area_that_is_neither_is_an_error():
    with pytest.raises(SettingsError, match=r"unknown area 'minutes'\. Known: hours, tickets\."):
        treemap_table(PATTERNS, area="minutes")


def test_nothing_has_no_rectangle():
    assert squarify([], Box(0, 0, 1, 1)) == []


def test_the_table_is_largest_theme_first_with_its_patterns_by_size():
    table = treemap_table(PATTERNS)
    assert table["pattern_id"].tolist() == ["P-1", "P-3", "P-2", "P-4"]
    assert table["place"].tolist() == [1, 2, 3, 4]
    assert table["theme_share"].tolist() == pytest.approx([0.5, 0.5, 0.4, 0.1])
    assert table["share"].tolist() == pytest.approx([0.3, 0.2, 0.4, 0.1])
    assert table["hours_base"].isna().all()


def test_the_number_of_a_candidate_is_its_rank():
    ranked = treemap_table(PATTERNS.assign(rank=[1, 2, 3, 4]))
    assert ranked[["pattern_id", "place"]].to_numpy().tolist() == [["P-1", 1], ["P-3", 3], ["P-2", 2], ["P-4", 4]]


def test_hours_leave_out_what_is_unknown_or_nothing():
    table = treemap_table(PATTERNS.assign(hours_base=[3.0, np.nan, 1.0, 0.0]), area="hours")
    assert table["pattern_id"].tolist() == ["P-1", "P-3"]
    assert table["share"].tolist() == [0.75, 0.25]


def test_areas_are_in_proportion_to_tickets():
    areas = [patch.get_width() * patch.get_height() for patch in fills(draw(PATTERNS))]
    assert [area / sum(areas) for area in areas] == pytest.approx([0.3, 0.2, 0.4, 0.1])


def test_a_theme_has_one_colour_and_its_name_stands_once():
    ax = draw(PATTERNS)
    colours = [patch.get_facecolor() for patch in fills(ax)]
    assert colours[0] == colours[1]
    assert len(set(colours)) == 3
    assert [text.get_text() for text in ax.texts].count("pix") == 1
    assert "1. Pix não caiu" in said(ax)


def test_values_are_in_the_readers_language():
    ax = draw(PATTERNS.assign(hours_base=[1234.5, 2.0, 3.0, 4.0]), area="hours", wording=wording("pt-BR"))
    assert "1.234,5 h" in said(ax)


def test_what_is_small_stands_together_and_what_has_no_room_leaves_its_number():
    many = pd.DataFrame({"pattern_id": [f"P-{n}" for n in range(40)], "label": "Reprocessamento de liquidação"})
    ax = draw(many.assign(theme="t", tickets=[10_000] + [100] * 19 + [20] * 20))
    assert len(fills(ax)) == 1 + 19 + 1
    assert "20 more" in said(ax)
    assert {"7", "12"} <= {text.get_text() for text in ax.texts}


def test_themes_past_the_last_colour_stand_together_at_the_end():
    many = pd.DataFrame({"pattern_id": [f"P-{n:02}" for n in range(15)], "tickets": range(30, 15, -1)})
    ax = draw(many.assign(label=many["pattern_id"], theme=many["pattern_id"]), wording=wording("pt-BR"))
    greys = [patch for patch in fills(ax) if patch.get_facecolor() == draw_colour(OTHER)]
    assert len(greys) == 15 - THEMES
    assert "outros temas" in said(ax)


def draw_colour(colour):
    return Rectangle((0, 0), 1, 1, facecolor=colour).get_facecolor()


def test_no_text_leaves_its_rectangle():
    ax = draw(PATTERNS.assign(label="Solicitação de desbloqueio de usuário no diretório"))
    boxes = [patch.get_bbox() for patch in fills(ax)]
    for text in ax.texts:
        x, y = text.get_position()
        box = next(box for box in boxes if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1)
        assert x + width_of(text.get_text(), text.get_size(), bold=text.get_weight() == "bold") <= box.x1
        assert y <= box.y1


def test_text_shrinks_then_is_cut_then_left_out():
    assert fit_text("one two", 200, 20).size == 10.5
    assert fit_text("one two three four five", 60, 21).size == 8.0
    assert fit_text("Solicitação de desbloqueio de usuário no diretório", 90, 12).lines == ["Solicitação de…"]
    assert fit_text("Reprocessamento", 30, 100) is None
    fitted = fit_text("one two three four five six", 50, 100)
    assert fitted.height == len(fitted.lines) * fitted.size * LINE


def test_colours_differ_in_lightness_and_carry_their_text():
    """WCAG 2.2: 4.5 to 1 for text. In grey: no two fills under 1.1 to 1, and neighbours by size none under 1.3."""
    light = [lightness(colour) for colour in (*COLOURS, OTHER)]
    for colour in (*COLOURS, OTHER):
        own, ink = lightness(colour), lightness(WHITE if lightness(colour) < 0.2 else INK)
        assert (max(own, ink) + 0.05) / (min(own, ink) + 0.05) >= 4.5, colour
    for a, b in itertools.combinations(light, 2):
        assert (max(a, b) + 0.05) / (min(a, b) + 0.05) >= 1.1
    for a, b in itertools.pairwise(light[: len(COLOURS)]):
        assert (max(a, b) + 0.05) / (min(a, b) + 0.05) >= 1.3


def test_the_second_round_of_colours_is_hatched():
    many = pd.DataFrame({"pattern_id": [f"P-{n:02}" for n in range(9)], "tickets": range(30, 21, -1)})
    hatches = [patch.get_hatch() for patch in draw(many.assign(label="x", theme=many["pattern_id"])).patches]
    assert sum(hatch is not None for hatch in hatches) == 9 - len(COLOURS)
