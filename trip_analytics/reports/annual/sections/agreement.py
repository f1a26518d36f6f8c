"""Where teams differ: how far they agree on each practice."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from trip_analytics.plots.practices import plot_practices_agreement
from trip_analytics.reports.annual.blocks import as_table, enough_to_draw, pictures
from trip_analytics.reports.annual.report_data import NO_RATINGS, ReportData
from trip_analytics.reports.annual.section import ReportSection
from trip_analytics.reports.model import Column, Paragraph, Section
from trip_analytics.words import few_listed, mid_sentence, nearest

_HEADING = "Where teams differ"
_MOST_NAMED = 3


def _write(data: ReportData) -> Section | str:
    """How far teams agree; years that were published before there was such a figure have none."""
    if not data.anybody_rated:
        return NO_RATINGS
    practices = data.tables["practice_profile"]
    if not enough_to_draw(practices, "agreement", fewest=2):
        return f"{_HEADING}: there are too few practices of which agreement may be shown."
    if not _least(practices.table):
        return f"{_HEADING}: teams agree as far on each practice as on the others."
    return Section(
        _HEADING,
        (
            Paragraph(
                "Two practices with the same average can be quite different: for one, all teams "
                "may be in the middle of the scale, and for the other, half at each end. Agreement "
                "says which it is: 1 if all teams gave the same rating, 0 if every rating was "
                "given equally often, −1 if half gave the lowest and half the highest."
            ),
            Paragraph(_in_a_sentence(practices.table)),
            *pictures(
                plot_practices_agreement,
                practices,
                f"How far teams agree on each practice, {data.year}",
                by="agreement",
                ascending=True,
            ),
            as_table(
                practices,
                f"Agreement on each practice, {data.year}",
                (
                    (Column("Practice"), "practice"),
                    (Column("Teams", "whole"), "teams"),
                    (Column("Agreement", "agreement"), "agreement"),
                ),
            ),
        ),
    )


def _least(practices: pd.DataFrame) -> list[str]:
    """The practices on which teams agree least; none where they agree alike on all."""
    known = practices.dropna(subset="agreement")
    shown = pd.Series(nearest(known["agreement"], 2), index=known.index)
    if shown.empty or shown.min() == shown.max():
        return []
    return [mid_sentence(name) for name in known.loc[shown == shown.min(), "practice"]]


def _in_a_sentence(practices: pd.DataFrame) -> str:
    least = few_listed(_least(practices), _MOST_NAMED)
    return (
        f"Teams differ most on {least}. Where they differ, they may have most to show one another."
    )


def _to_talk_over(data: ReportData) -> Iterator[str]:
    practices = data.tables["practice_profile"]
    if not enough_to_draw(practices, "agreement", fewest=2):
        return
    if len(least := _least(practices.table)) == 1:
        yield f"Teams differ most on {least[0]}. What could they show one another?"


SECTION = ReportSection(place=42, about="ratings", write=_write, to_talk_over=_to_talk_over)
