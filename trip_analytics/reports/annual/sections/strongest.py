"""Which practices are most and least well developed, and how sure that is."""

from __future__ import annotations

from typing import Final

from trip_analytics.analysis.describe import describe
from trip_analytics.analysis.strongest import lines
from trip_analytics.disclosure import Released
from trip_analytics.plots.practices import (
    alt_text_practices,
    alt_text_practices_ranks,
    plot_practices,
    plot_practices_ranks,
)
from trip_analytics.reports.annual.blocks import as_table, picture
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection
from trip_analytics.reports.annual.sections.practices import AVERAGES, no_ratings
from trip_analytics.reports.model import Block, Bullets, Column, Paragraph, Section, Subheading
from trip_analytics.words import listed

_PLACES: Final = Column("Places it could hold", "whole", ("Highest place", "Lowest place"))
_WITHHELD: Final = (
    "Which practices these are is withheld, because it would show what single teams answered."
)


def _in_words(released: Released) -> str:
    """Which practices are strongest, or weakest, and how sure that is."""
    return describe(released) if len(released.table) else _WITHHELD


def _list(released: Released, end: str) -> Block:
    return Bullets(lines(released.table, end)) if len(released.table) else Paragraph(_WITHHELD)


def _turned_round(data: ReportData) -> tuple[Block, ...]:
    """Which statements ask for the opposite, since their averages would be misread."""
    turned = [item.label for item in data.practices.items if item.reverse]
    if not turned:
        return ()
    said = f"Turned round, since a high answer is a poor one: {listed(turned)}."
    return (Paragraph(f"{said} Here a low average is the poor one for these too."),)


def _write(data: ReportData) -> Section:
    """The two ends of the list, and how sure one may be of each place."""
    heading = "Strongest and weakest practices"
    if not data.anybody_rated:
        return Section(heading, (no_ratings(data),))
    blocks: list[Block] = [
        Paragraph(
            "Here the practices are in the order of their average ratings. An order always has "
            "a top and a bottom, even where the difference is chance. So we also say which places "
            "each practice could hold. Where two practices share places, we cannot say which of "
            "them is stronger."
        ),
        Subheading("Strongest"),
        _list(data.tables["strongest_practices"], "strongest"),
        Subheading("Weakest"),
        _list(data.tables["weakest_practices"], "weakest"),
        *_turned_round(data),
        Paragraph(
            "What looks best is usually somewhat over-rated, and what looks worst somewhat "
            "under-rated, because part of what put it there is chance. Expect both to move "
            "towards the middle next year, even if nothing changes."
        ),
        picture(
            plot_practices_ranks,
            alt_text_practices_ranks,
            data.tables["practice_profile"],
            f"The places that each practice could hold in {data.year}",
            caption="Place 1 is the strongest. We can be 95% sure that all these ranges together "
            "hold the true places.",
        ),
        as_table(
            data.tables["practice_profile"],
            f"Average ratings and the places that each practice could hold, {data.year}",
            (
                (Column("Practice"), "practice"),
                *AVERAGES[:3],
                (_PLACES, ("rank_low", "rank_high")),
            ),
            notes=("Practices are in the order of the form.",),
        ),
    ]
    return Section(heading, tuple(blocks))


def _in_brief(data: ReportData) -> tuple[Block, ...]:
    if not data.anybody_rated:
        return Subheading("How well developed practices are"), no_ratings(data)
    return (
        Subheading("Strongest practices"),
        Paragraph(_in_words(data.tables["strongest_practices"])),
        Subheading("Weakest practices"),
        Paragraph(_in_words(data.tables["weakest_practices"])),
        *_turned_round(data),
        picture(
            plot_practices,
            alt_text_practices,
            data.tables["practice_profile"],
            f"Average rating of each practice, {data.year}",
            caption="The line shows how far chance could have moved the average. We can be 95% "
            "sure that it covers the average we would find over many teams like ours.",
        ),
    )


SECTION = ReportSection(place=30, about="ratings", write=_write, in_brief=_in_brief)
