"""What departments send, from any format, checked row by row, and stored as batches that can be sent again without harm."""

from exchange.submissions.findings import CATALOGUE, Finding, Weight
from exchange.submissions.mapping import Mapping, open_mapping, shipped
from exchange.submissions.report import Report, RowReport, Verdict
from exchange.submissions.submit import submit

__all__ = [
    "CATALOGUE",
    "Finding",
    "Mapping",
    "Report",
    "RowReport",
    "Verdict",
    "Weight",
    "open_mapping",
    "shipped",
    "submit",
]
