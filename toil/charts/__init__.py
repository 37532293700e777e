"""One table in, one ``Axes`` out; the numbers behind each chart are a table too."""

from toil.charts.pareto import pareto_table, plot_pareto
from toil.charts.style import chart_style
from toil.charts.treemap import plot_treemap, treemap_table
from toil.charts.trend import plot_trend, trend_table
from toil.charts.volume import plot_volume, volume_table

__all__ = [
    "chart_style",
    "pareto_table",
    "plot_pareto",
    "plot_treemap",
    "plot_trend",
    "plot_volume",
    "treemap_table",
    "trend_table",
    "volume_table",
]
