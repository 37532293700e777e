"""One table in, one ``Axes`` out; the numbers behind each chart are a table too."""

from toil.charts.acted import plot_acted
from toil.charts.arrivals import arrivals_table, plot_arrivals
from toil.charts.calendar import calendar_table, plot_calendar
from toil.charts.covered import file_days_table, plot_file_days, plot_overlaps
from toil.charts.durations import durations_table, plot_durations
from toil.charts.filled import filled_table, plot_filled
from toil.charts.flow import plot_flow
from toil.charts.handoffs import handoffs_table, plot_handoffs
from toil.charts.ledger import ledger_table, plot_ledger
from toil.charts.pareto import pareto_table, plot_pareto
from toil.charts.service_levels import plot_service_levels, service_levels_table
from toil.charts.spending import plot_spending
from toil.charts.style import chart_style
from toil.charts.tornado import plot_tornado
from toil.charts.treemap import plot_treemap, treemap_table
from toil.charts.trend import plot_trend, trend_table
from toil.charts.volume import plot_volume, volume_table

__all__ = [
    "arrivals_table",
    "calendar_table",
    "chart_style",
    "durations_table",
    "file_days_table",
    "filled_table",
    "handoffs_table",
    "ledger_table",
    "pareto_table",
    "plot_acted",
    "plot_arrivals",
    "plot_calendar",
    "plot_durations",
    "plot_file_days",
    "plot_filled",
    "plot_flow",
    "plot_handoffs",
    "plot_ledger",
    "plot_overlaps",
    "plot_pareto",
    "plot_service_levels",
    "plot_spending",
    "plot_tornado",
    "plot_treemap",
    "plot_trend",
    "plot_volume",
    "service_levels_table",
    "treemap_table",
    "trend_table",
    "volume_table",
]
