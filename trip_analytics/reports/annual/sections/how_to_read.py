"""The methods in plain words, and the sources of the forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from trip_analytics.instruments import Instrument
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection
from trip_analytics.reports.model import (
    Block,
    Bullets,
    Column,
    Paragraph,
    Section,
    Subheading,
    Table,
)
from trip_analytics.words import ended, uncapitalised

_TURNED: Final = (
    "Turned round: its highest answer is the least well developed, so it is counted from the other "
    "end of the scale."
)


def _write(data: ReportData) -> Section:
    """What the figures mean, how sure they are, the statements, the sources."""
    lists = data.lists["ratings"]
    blocks: list[Block] = [*_ratings(lists, data.year)] if data.anybody_rated else []
    sources = [each.source for each in (*lists, *data.lists["stages"])]
    return Section(
        "How to read the figures",
        (
            *blocks,
            Subheading("Acknowledgement"),
            Paragraph("The forms behind this report come from:"),
            Bullets(tuple(dict.fromkeys(sources))),
        ),
    )


def _ratings(lists: Sequence[Instrument], year: int) -> Iterator[Block]:
    yield Subheading("The ratings")
    yield Paragraph(
        "A rating is a team's own view, agreed by staff and people who use the service. It is "
        "a start for a conversation, not a test. Each team counts once, however large it is."
    )
    yield from _points(lists)
    yield Subheading("How sure we can be")
    yield Paragraph(
        "Averages vary by chance: with a few other teams, or on another day, they would be a "
        "little different. The 95% interval shows how far. Worked out in this way, such "
        "intervals cover the average of many teams like ours 95 times in 100."
    )
    yield Paragraph(
        "The places that a practice could take are found by comparing practices within each "
        "team. We can be 95% sure of all the places together. If two practices share "
        "places, we do not say which is stronger."
    )
    yield Paragraph(
        "We call a practice improved or declined only if luck alone would give so clear a "
        "change less than 5 times in 100, allowing for how many practices we look at. "
        "Of any other we say that it did not clearly change, which does not mean that nothing "
        "changed."
    )
    yield Subheading("The statements that teams rate")
    for each in lists:
        yield _statements(each, year, len(lists) > 1)


def _points(lists: Sequence[Instrument]) -> Iterator[Block]:
    """What the points of each list's scale mean."""
    for each in lists:
        if len(lists) > 1:
            yield Paragraph(f"{each.title}:")
        yield Bullets(
            tuple(
                f"{point.named}: {ended(uncapitalised(point.meaning))}"
                if point.meaning
                else point.named
                for point in each.scale
            )
        )


def _statements(instrument: Instrument, year: int, is_named: bool) -> Table:
    """The statements of a list, and which of them are turned round."""
    reverse = any(item.reverse for item in instrument.items)
    return Table(
        "The practices and the statements on the form"
        + (f" ({instrument.title})" if is_named else ""),
        (Column("Practice"), Column("Statement")),
        tuple(
            (item.label, item.wording_for(year).text + (" (turned round)" if item.reverse else ""))
            for item in instrument.items
        ),
        (_TURNED,) if reverse else (),
    )


SECTION = ReportSection(place=90, write=_write, always=True)
