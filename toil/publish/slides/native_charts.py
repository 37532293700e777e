"""Charts that stay editable in PowerPoint: their numbers are in the workbook behind them."""

from __future__ import annotations

import copy
import datetime as dt
import io
from collections.abc import Sequence
from importlib import resources
from string import Template
from typing import Any, cast
from xml.sax.saxutils import escape

import pandas as pd
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.chart.datalabel import DataLabels
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.shapes.graphfrm import GraphicFrame
from pptx.slide import Slide
from pptx.util import Length, Pt
from xlsxwriter import Workbook

from toil.publish.slides.template import ACCENT, INK, MUTED, PALE

_NS = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)
LINE = "B4540A"
Box = tuple[Length, Length, Length, Length]
_BARS_UP_TO, _LINE_FROM, _LINE_TO = 0.64, 0.7, 0.92
"""Parts of a Pareto chart's height: its line runs above bars and ranges, so that no percentage lies on them."""


def add_pareto(
    slide: Slide, box: Box, pareto: pd.DataFrame, names: Sequence[str], alt: str, created: dt.datetime
) -> GraphicFrame:
    """Add columns of hours with their ranges, and the line of their running share, as one native chart.

    Parameters
    ----------
    pareto : pandas.DataFrame
        As ``toil.charts.pareto_table`` gives it; ``label`` as it is to be shown.
    names : sequence of str
        What hours, running share, and the distances down to the low and up to the high end are called.
    alt : str
        What the chart shows.
    created : datetime
        Date of the workbook behind the chart.
    """
    hours = pareto["hours_base"]
    down = (hours - pareto["hours_low"]).fillna(0)
    up = (pareto["hours_high"] - hours).fillna(0)
    series = dict(zip(names, (hours, pareto["running_share"], down, up), strict=True))
    frame = _add_columns(slide, box, pareto["label"], {names[0]: hours}, alt, "0.0")
    _fill_workbook(frame.chart, pareto["label"], series, created)
    chart = frame.chart
    chart.value_axis.maximum_scale = float((hours + up).max() / _BARS_UP_TO) or 1.0
    _add_ranges(chart, down.tolist(), up.tolist())
    _add_running_share(chart, names[1], pareto["running_share"].tolist())
    _add_legend(chart)
    return frame


def add_months(
    slide: Slide, box: Box, months: pd.DataFrame, names: Sequence[str], alt: str, created: dt.datetime
) -> GraphicFrame:
    """Add stacked columns of the tickets a month: *months* has ``name``, ``steady`` and ``burst``."""
    burst = {names[1]: months["burst"]} if months["burst"].any() else {}
    series = {names[0]: months["steady"], **burst}
    frame = _add_columns(slide, box, months["name"], series, alt, "0")
    _fill_workbook(frame.chart, months["name"], series, created)
    _label_points(frame.chart, "0;;", XL_LABEL_POSITION.INSIDE_END, RGBColor(255, 255, 255))
    if burst:
        second = frame.chart.plots[0].series[1]
        second.format.fill.solid()
        second.format.fill.fore_color.rgb = RGBColor.from_string(PALE)
        _label(second.data_labels, "0;;", XL_LABEL_POSITION.INSIDE_END, RGBColor.from_string(INK))
        _add_legend(frame.chart)
    return frame


def add_budgets(
    slide: Slide, box: Box, bought: pd.DataFrame, names: Sequence[str], alt: str, created: dt.datetime
) -> GraphicFrame:
    """Add a column of hours saved for each budget, with its range.

    Parameters
    ----------
    bought : pandas.DataFrame
        As ``toil.candidates.buy`` gives it, with ``name``, the budget as it is to be shown.
    names : sequence of str
        What hours saved, build hours spent, and the distances down to the low and up to the high end are called.
    alt : str
        What the chart shows.
    created : datetime
        Date of the workbook behind the chart.
    """
    saved = bought["saved_base"]
    down, up = saved - bought["saved_low"], bought["saved_high"] - saved
    series = dict(zip(names, (saved, bought["build_hours"], down, up), strict=True))
    frame = _add_columns(slide, box, bought["name"], {names[0]: saved}, alt, "0.0")
    _fill_workbook(frame.chart, bought["name"], series, created)
    frame.chart.value_axis.maximum_scale = float((saved + up).max() * 1.05) or 1.0
    _add_ranges(frame.chart, down.tolist(), up.tolist())
    return frame


def add_tornado(
    slide: Slide, box: Box, moved: pd.DataFrame, names: Sequence[str], alt: str, created: dt.datetime
) -> GraphicFrame:
    """Add bars of how far each assumption moves the net hours from their base, at its low and at its high.

    Parameters
    ----------
    moved : pandas.DataFrame
        As ``toil.candidates.measure_sensitivity`` gives it, with ``name``, the assumption as it is to be shown.
    names : sequence of str
        What the distances at low and at high, and net hours at low, base and high are called.
    alt : str
        What the chart shows.
    created : datetime
        Date of the workbook behind the chart.
    """
    shifts = [moved[end] - moved["net_base"] for end in ("net_low", "net_high")]
    figures = (*shifts, moved["net_low"], moved["net_base"], moved["net_high"])
    series = dict(zip(names, figures, strict=True))
    two = dict(zip(names[:2], shifts, strict=True))
    frame = _add_columns(slide, box, moved["name"], two, alt, "0", kind=XL_CHART_TYPE.BAR_CLUSTERED)
    chart = frame.chart
    _fill_workbook(chart, moved["name"], series, created)
    _label_points(chart, "+#,##0;-#,##0;0", XL_LABEL_POSITION.OUTSIDE_END, RGBColor.from_string(INK))
    reach = float(pd.concat([shift.abs() for shift in shifts]).max()) * 1.2 or 1.0
    chart.value_axis.minimum_scale, chart.value_axis.maximum_scale = -reach, reach
    chart.category_axis.reverse_order = True
    chart.plots[0].gap_width = 60
    at_low = chart.plots[0].series[0].format
    at_low.fill.fore_color.rgb, at_low.line.color.rgb = RGBColor.from_string(PALE), RGBColor.from_string(ACCENT)
    at_high = chart.plots[0].series[1].format.fill
    at_high.solid()
    at_high.fore_color.rgb = RGBColor.from_string(ACCENT)
    for each in chart.plots[0].series:
        each.invert_if_negative = False
    _add_legend(chart)
    return frame


def add_followed(
    slide: Slide, box: Box, actions: pd.DataFrame, names: Sequence[str], alt: str, created: dt.datetime
) -> GraphicFrame:
    """Add two bars an action: the tickets a month to expect without it, with their range, and those that came.

    Parameters
    ----------
    actions : pandas.DataFrame
        Rows of table ``progress`` of which something can be told, with ``name``, the action as it is to be shown.
    names : sequence of str
        What is to expect, what came, and the distances down to the low and up to the high end are called.
    alt : str
        What the chart shows.
    created : datetime
        Date of the workbook behind the chart.
    """
    expected, came = actions["expected"], actions["tickets_after"]
    low, high = ((came + actions[f"saved_tickets_{end}"]).clip(lower=0) for end in ("low", "high"))
    down, up = (expected - low).clip(lower=0), (high - expected).clip(lower=0)
    two = {names[0]: expected, names[1]: came}
    frame = _add_columns(slide, box, actions["name"], two, alt, "0.0", kind=XL_CHART_TYPE.BAR_CLUSTERED)
    chart = frame.chart
    _fill_workbook(chart, actions["name"], dict(zip(names, (expected, came, down, up), strict=True)), created)
    chart.category_axis.reverse_order = True
    chart.value_axis.maximum_scale = float(pd.concat([expected + up, came]).max() * 1.05) or 1.0
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 60, 0
    _add_ranges(chart, down.tolist(), up.tolist())
    with_it = plot.series[1]
    with_it.format.fill.solid()
    with_it.format.fill.fore_color.rgb = RGBColor.from_string(ACCENT)
    _label(with_it.data_labels, "0.0", XL_LABEL_POSITION.OUTSIDE_END, RGBColor.from_string(INK))
    _add_legend(chart)
    return frame


def _add_legend(chart: Any) -> None:
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.legend.font.size = Pt(12)


def _add_columns(
    slide: Slide,
    box: Box,
    categories: pd.Series,
    series: dict[str, pd.Series],
    alt: str,
    number_format: str,
    kind: XL_CHART_TYPE | None = None,
) -> Any:
    chart_data = CategoryChartData(number_format=number_format)
    chart_data.categories = list(categories)
    for name, values in series.items():
        chart_data.add_series(name, [float(value) for value in values])
    stacked = XL_CHART_TYPE.COLUMN_STACKED if len(series) > 1 else XL_CHART_TYPE.COLUMN_CLUSTERED
    frame = cast(Any, slide.shapes).add_chart(kind or stacked, *box, chart_data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart = frame.chart
    chart.font.size, chart.font.color.rgb = Pt(12), RGBColor.from_string(MUTED)
    chart.has_title = chart.has_legend = False
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.tick_labels.font.size = Pt(12)
    # Left to itself, an axis turns long names aslant, and takes half of the chart for them.
    chart.category_axis._element.find(qn("c:txPr")).find(qn("a:bodyPr")).set("rot", "0")
    chart.category_axis.format.line.color.rgb = RGBColor.from_string(PALE)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, 100
    plot.series[0].format.fill.solid()
    plot.series[0].format.fill.fore_color.rgb = RGBColor.from_string(ACCENT)
    return frame


def _label_points(chart: Chart, number_format: str, position: XL_LABEL_POSITION, colour: RGBColor) -> None:
    plot = chart.plots[0]
    plot.has_data_labels = True
    _label(plot.data_labels, number_format, position, colour)


def _label(labels: DataLabels, number_format: str, position: XL_LABEL_POSITION, colour: RGBColor) -> None:
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked, labels.position = number_format, False, position
    labels.font.size, labels.font.bold, labels.font.color.rgb = Pt(12), True, colour


def _fill_workbook(chart: Any, categories: pd.Series, series: dict[str, pd.Series], created: dt.datetime) -> None:
    """Replace the chart's workbook by one that holds all of *series*, and no clock."""
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        workbook.set_properties({"created": created})
        sheet = workbook.add_worksheet("Sheet1")
        for row, category in enumerate(categories, start=1):
            sheet.write_string(row, 0, category)
        for column, (name, values) in enumerate(series.items(), start=1):
            sheet.write_string(0, column, name)
            for row, value in enumerate(values, start=1):
                sheet.write_number(row, column, float(value))
    chart.part.chart_workbook.update_from_xlsx_blob(content.getvalue())


def _numbers(column: str, values: Sequence[float]) -> str:
    points = "".join(f'<c:pt idx="{at}"><c:v>{value!r}</c:v></c:pt>' for at, value in enumerate(values))
    return (
        f"<c:numRef><c:f>Sheet1!${column}$2:${column}${len(values) + 1}</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _add_ranges(chart: Chart, down: Sequence[float], up: Sequence[float]) -> None:
    """Draw the first series pale, values at the foot, with ranges as error bars (columns D and E of the workbook).

    A value lies on its bar's own colour, so that the range of a short bar doesn't strike it through.
    """
    bars = chart.plots[0].series[0].format
    bars.fill.fore_color.rgb, bars.line.color.rgb = RGBColor.from_string(PALE), RGBColor.from_string(ACCENT)
    _label_points(chart, "0.0", XL_LABEL_POSITION.INSIDE_BASE, RGBColor.from_string(INK))
    ground = parse_xml(f'<c:spPr {_NS}><a:solidFill><a:srgbClr val="{PALE}"/></a:solidFill></c:spPr>')
    chart.plots[0].data_labels._element.find(qn("c:numFmt")).addnext(ground)
    bars = parse_xml(
        f'<c:errBars {_NS}><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"<c:plus>{_numbers('E', up)}</c:plus><c:minus>{_numbers('D', down)}</c:minus>"
        f'<c:spPr><a:ln w="15875"><a:solidFill><a:srgbClr val="{INK}"/></a:solidFill></a:ln></c:spPr></c:errBars>'
    )
    _series(chart).find(qn("c:cat")).addprevious(bars)


def _add_running_share(chart: Chart, name: str, shares: Sequence[float]) -> None:
    """Add the running share as a line on a second pair of axes; python-pptx has no chart type of two plots.

    Its scale is hidden, each point tells its own value; it begins where the line comes to run above the bars.
    """
    height = max(shares[-1] - shares[0], 0.05) / (_LINE_TO - _LINE_FROM)
    low = shares[0] - _LINE_FROM * height
    drawn = Template(resources.files("toil.publish.slides").joinpath("running_share.xml").read_text(encoding="utf-8"))
    values = {"shares": _numbers("C", shares), "low": repr(low), "high": repr(low + height)}
    line, *axes = parse_xml(drawn.substitute(name=escape(name), colour=LINE, **values))
    categories = line.find(f".//{qn('c:cat')}")
    categories.getparent().replace(categories, copy.deepcopy(_series(chart).find(qn("c:cat"))))
    plot_area = chart._chartSpace.chart.plotArea
    plot_area.find(qn("c:barChart")).addnext(line)
    for axis in reversed(axes):
        plot_area.find(qn("c:valAx")).addnext(axis)


def _series(chart: Chart) -> Any:
    return chart._chartSpace.chart.plotArea.find(qn("c:barChart")).find(qn("c:ser"))
