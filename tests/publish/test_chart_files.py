"""Charts as files: an SVG that stands alone, says what it shows, and loads nothing."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from toil.i18n import wording
from toil.publish.chart_files import CHARTS, chart_files

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("language", ["pt-BR", "hi"])
def test_each_chart_stands_alone_and_says_what_it_shows(report, language):
    files = chart_files(report, wording(language))
    assert set(files) == set(CHARTS)
    for drawn in files.values():
        root = ElementTree.fromstring(drawn)
        assert (root.tag, root[0].tag, root[1].tag) == (f"{SVG}svg", f"{SVG}title", f"{SVG}desc")
        assert report.title in root[0].text
        assert root[1].text
        assert any(text.text for text in root.iter(f"{SVG}text"))
        assert "var(" not in drawn
        assert "Noto Sans Devanagari" in drawn
        assert not re.findall(r"(?:src|href)=\"(?!#)|url\((?!#)|<script|<style", drawn)


def test_titles_and_descriptions_are_in_the_readers_language(report):
    title = ElementTree.fromstring(chart_files(report, wording("pt-BR"))["pareto"])[0].text
    assert title.startswith("Candidatos: para onde vão as horas · ")


def test_the_same_report_gives_the_same_bytes(report, english):
    assert chart_files(report, english) == chart_files(report, english)


def test_a_label_is_text_and_no_element(report, english):
    label = '<script>alert(1)</script> & "more"'
    hostile = replace(report, candidates=report.candidates.assign(label=label, theme=label))
    for drawn in chart_files(hostile, english).values():
        assert "script" not in {element.tag.removeprefix(SVG) for element in ElementTree.fromstring(drawn).iter()}


def test_what_has_nothing_to_show_is_no_file(report, english):
    nothing = replace(report, candidates=report.candidates[:0], patterns=report.patterns[:0])
    assert set(chart_files(nothing, english)) == {"volume"}
