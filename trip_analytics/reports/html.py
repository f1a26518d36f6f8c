"""The report as one HTML file that needs nothing beside it and asks no network."""

from __future__ import annotations

from base64 import b64encode

from jinja2 import Environment, PackageLoader, StrictUndefined

from trip_analytics.documents import OWN_MARK
from trip_analytics.reports.model import PLAIN, Block, Report, shown


def to_html(report: Report) -> bytes:
    """Draw a report as one self-contained HTML file; the same report gives the same bytes.

    Styles and pictures are inside the file. It reads well on a phone, with a
    screen reader and on paper (A4).
    """
    environment = Environment(
        loader=PackageLoader("trip_analytics.reports", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(kind=_kind, data_uri=_data_uri, shown=shown)
    environment.globals["plain"] = PLAIN
    return (
        environment.get_template("report.html.j2")
        .render(report=report, own_mark=OWN_MARK)
        .encode("utf-8")
    )


def _kind(block: Block) -> str:
    return type(block).__name__


def _data_uri(content: bytes, media_type: str = "image/png") -> str:
    return f"data:{media_type};base64,{b64encode(content).decode('ascii')}"
