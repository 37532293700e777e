"""Tables to what people read: a page, slides, files for spreadsheets and programs, an index."""

from toil.publish.evidence import Evidence, evidence_of, read_evidence
from toil.publish.explain import render_explanation
from toil.publish.folder import write_refusal, write_report
from toil.publish.follow_up import acted_months, render_changes, render_progress, status_lines
from toil.publish.frame import framed, readable
from toil.publish.index import write_index
from toil.publish.intake import used_columns
from toil.publish.page import render_html, render_refusal, render_themes
from toil.publish.portfolio import Portfolio, read_sum, render_portfolio, write_portfolio
from toil.publish.report import Report
from toil.publish.restated import reported_months
from toil.publish.slides import write_slides
from toil.publish.slo import render_slo
from toil.publish.spending import budget_line
from toil.publish.tables import write_tables

__all__ = [
    "Evidence",
    "Portfolio",
    "Report",
    "acted_months",
    "budget_line",
    "evidence_of",
    "framed",
    "read_evidence",
    "read_sum",
    "readable",
    "render_changes",
    "render_explanation",
    "render_html",
    "render_portfolio",
    "render_progress",
    "render_refusal",
    "render_slo",
    "render_themes",
    "reported_months",
    "status_lines",
    "used_columns",
    "write_index",
    "write_portfolio",
    "write_refusal",
    "write_report",
    "write_slides",
    "write_tables",
]
