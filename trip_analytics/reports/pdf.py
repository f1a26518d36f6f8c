"""The report as an accessible PDF (PDF/UA-1), where the extra ``pdf`` is installed."""

from __future__ import annotations

import json
from importlib import resources
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from trip_analytics.documents import OWN_MARK
from trip_analytics.reports.column_widths import column_widths
from trip_analytics.reports.model import Block, Bullets, Figure, Quotations, Report, Table, shown
from trip_analytics.settings.look_of_reports import Logo

_UNKNOWN: Final = "\ufffd"


def can_write_pdf() -> bool:
    """Whether the extra ``pdf`` is installed."""
    return find_spec("typst") is not None


def to_pdf(report: Report) -> bytes:
    r"""Draw a report as a PDF that meets PDF/UA-1.

    Nothing is fetched: the fonts are the machine's Arial or, where there is none,
    the font that comes with matplotlib. What no font on the machine can show, such as an
    emoji that somebody wrote, is shown as \ufffd.
    """
    import matplotlib as mpl
    import typst

    template = resources.files("trip_analytics.reports") / "templates" / "report.typ"
    fonts = Path(mpl.get_data_path()) / "fonts" / "ttf"
    text = json.dumps(_as_data(report), ensure_ascii=False)
    with TemporaryDirectory() as folder:
        beside = Path(folder)
        (beside / "report.typ").write_bytes(template.read_bytes())
        if logo := report.look.logo:
            (beside / _logo_file(logo)).write_bytes(logo.content)
        for block in report.blocks:
            if isinstance(block, Figure):
                (beside / _file(report, block)).write_bytes(block.png)

        def drawn(text: str) -> bytes:
            (beside / "report.json").write_text(text, encoding="utf-8")
            pdf: bytes = typst.compile(
                str(beside / "report.typ"),
                root=folder,
                format="pdf",
                pdf_standards="ua-1",
                font_paths=[str(fonts)],
            )
            return pdf

        try:
            return drawn(text)
        except typst.TypstError:  # PDF/UA refuses what no font can show
            return drawn(_in_letters_of(fonts / "DejaVuSans.ttf", text))


def _in_letters_of(font: Path, text: str) -> str:
    """A text with every character replaced that a font lacks."""
    from matplotlib.ft2font import FT2Font

    known = FT2Font(str(font)).get_charmap()
    return "".join(letter if ord(letter) in known else _UNKNOWN for letter in text)


def _logo_file(logo: Logo) -> str:
    return f"logo.{logo.media_type.removeprefix('image/')}"


def _as_data(report: Report) -> dict[str, Any]:
    logo = report.look.logo
    return {
        "title": report.title,
        "organisation": report.organisation,
        "own_mark": OWN_MARK,
        "is_large": report.is_large,
        "notice": report.notice,
        "colour": report.look.colour,
        "dark": report.look.dark,
        "lines": report.look.lines,
        "logo": {"file": _logo_file(logo), "alt": logo.alt} if logo else None,
        "sections": [
            {
                "heading": report.heading_of(number),
                "blocks": [
                    _block(report, block)
                    | {"with_next": section.introduces(at, large=report.is_large)}
                    for at, block in enumerate(section.blocks)
                ],
            }
            for number, section in enumerate(report.sections, 1)
        ],
    }


def _block(report: Report, block: Block) -> dict[str, Any]:
    data: dict[str, Any] = {"kind": type(block).__name__}
    match block:
        case Bullets(items):
            return data | {"items": items, "breakable": not block.is_short}
        case Quotations(_, texts):
            return data | {"texts": texts}
        case Figure():
            return data | {
                "title": block.title,
                "file": _file(report, block),
                "alt": block.alt,
                "caption": block.caption,
            }
        case Table():
            return data | {
                "title": block.title,
                "columns": [
                    {"title": column.title, "figure": column.shows != "text", "width": width}
                    for column, width in zip(block.columns, column_widths(block), strict=True)
                ],
                "rows": [
                    [shown(cell, column) for cell, column in zip(row, block.columns, strict=True)]
                    for row in block.rows
                ],
                "notes": block.all_notes,
            }
        case _:
            return data | {"text": block.text}


def _file(report: Report, figure: Figure) -> str:
    return f"figure-{report.number(figure)}.png"
