"""Charts in a notebook are pixels: their letters have to be found on the machine that draws them."""

from __future__ import annotations

import io
import logging
import warnings

import pytest
from matplotlib import font_manager
from matplotlib import pyplot as plt

from toil.charts import shown
from toil.charts.style import axes_or_new


@pytest.fixture
def hindi_chart():
    ax = axes_or_new(None, 2, 1)
    ax.set_xticks([0], ["मई"])
    ax.set_title("May")
    yield ax
    plt.close(ax.figure)


@pytest.fixture
def fresh_font():
    shown.devanagari_font.cache_clear()
    yield
    shown.devanagari_font.cache_clear()


def draw(ax):
    ax.figure.savefig(io.BytesIO(), format="png", bbox_inches="tight")


def test_only_texts_in_devanagari_take_the_other_font(hindi_chart, monkeypatch):
    monkeypatch.setattr(shown, "devanagari_font", lambda: "DejaVu Sans Mono")
    draw(hindi_chart)
    draw(hindi_chart)
    assert hindi_chart.get_xticklabels()[0].get_fontfamily()[1:] == ["DejaVu Sans Mono"]
    assert "DejaVu Sans Mono" not in hindi_chart.title.get_fontfamily()


@pytest.mark.usefixtures("fresh_font")
def test_the_best_font_of_the_machine_is_taken(monkeypatch):
    mono = font_manager.findfont("DejaVu Sans Mono")
    monkeypatch.setattr(shown, "_FILES", ("NoSuchFont", "dejavusansmono"))
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: ["/no/Other.ttf", mono])
    assert shown.devanagari_font() == "DejaVu Sans Mono"


@pytest.mark.usefixtures("fresh_font")
def test_without_such_a_font_one_line_says_so_and_no_warning_a_letter(hindi_chart, monkeypatch, caplog):
    monkeypatch.setattr(font_manager, "findSystemFonts", list)
    with caplog.at_level(logging.WARNING), warnings.catch_warnings():
        warnings.simplefilter("error")
        draw(hindi_chart)
    assert [record.message for record in caplog.records] == [
        "no font on this machine draws Hindi: charts in notebooks show boxes, the report's show letters"
    ]
