"""Every practice's ratings in full, and by the breakdown where one was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from trip_analytics.analysis.practices_in_words import ratings_in_words
from trip_analytics.analysis.scale import Scale
from trip_analytics.disclosure.practices import HALF
from trip_analytics.disclosure.released import Released
from trip_analytics.disclosure.rules import ALL_TEAMS, OTHER
from trip_analytics.plots.practices import plot_practices_ratings
from trip_analytics.reports.annual.blocks import Shown, as_table, enough_to_draw, pictures
from trip_analytics.reports.annual.report_data import NO_RATINGS, ReportData
from trip_analytics.reports.annual.section import ReportSection, Withheld
from trip_analytics.reports.model import Block, Column, Paragraph, Section, Subheading, Table
from trip_analytics.words import listed

if TYPE_CHECKING:
    import pandas as pd

# Teams, average, its interval, share well developed, its interval.
AVERAGES: Final[tuple[Shown, ...]] = (
    (Column("Teams", "whole"), "teams"),
    (Column("Average", "rating"), "mean"),
    (
        Column("Average: 95% interval", "rating", ("Average from", "Average to")),
        ("mean_low", "mean_high"),
    ),
    (Column("Well developed", "share"), "well_developed"),
    (
        Column(
            "Well developed: 95% interval", "share", ("Well developed from", "Well developed to")
        ),
        ("well_developed_low", "well_developed_high"),
    ),
)


def _well_developed(data: ReportData) -> str:
    points = Scale.of(data.practices).well_in_words
    return f"Well developed: the share of teams that rated the practice {points}."


def without_wholly_withheld(data: ReportData, released: Released) -> pd.Series[bool]:
    """The rows about practices of which the year's own figures are shown."""
    practices = data.tables["practice_profile"]
    withheld = practices.table.loc[practices.withheld["mean"], "item_id"]
    return ~released.table["item_id"].isin(withheld)


def turned_round(data: ReportData) -> str:
    """Which statements ask for the opposite, since their figures would be misread."""
    turned = [item.label for item in data.practices.items if item.reverse]
    if not turned:
        return ""
    low, *_, high = data.practices.points
    return (
        f"Turned round, since a high answer is a poor one: {listed(turned)}. Where a team answered "
        f"{high}, it is counted as {low}, so a low average is the poor one for these too."
    )


def about_turned_round(data: ReportData) -> tuple[Paragraph, ...]:
    """The same as a paragraph; none where no statement is turned round."""
    return (Paragraph(said),) if (said := turned_round(data)) else ()


def _write(data: ReportData) -> Section | str:
    """Every practice's ratings, and the breakdown where one was asked for."""
    if not data.anybody_rated:
        return NO_RATINGS
    practices = data.tables["practice_profile"]
    shown = practices.table["mean"].notna().any()
    halves = HALF in practices.table and practices.table[HALF].notna().any()
    blocks: list[Block] = [Paragraph(said) for said in ratings_in_words(practices.table)]
    blocks += about_turned_round(data)
    if enough_to_draw(practices, "mean"):
        blocks += [
            Paragraph("Each bar shows how many of the teams gave each rating."),
            *pictures(
                plot_practices_ratings,
                practices,
                f"How teams rated each practice in {data.year}",
            ),
        ]
    if shown:
        blocks.append(_counts(data))
    elif halves:
        blocks.append(Paragraph("All that we can say is in which half of the scale averages lie."))
    if shown or halves:
        blocks.append(
            as_table(
                practices,
                f"Average rating and share of teams well developed, {data.year}",
                ((Column("Practice"), "practice"), *AVERAGES),
                notes=(_well_developed(data),) if shown else (),
            )
        )
    return Section("Ratings of every practice", (*blocks, *_by_groups(data)))


def _counts(data: ReportData) -> Table:
    counts: list[Shown] = [
        (Column(point.named, "whole"), f"rated_{point.value}") for point in data.practices.scale
    ]
    return as_table(
        data.tables["practice_profile"],
        f"Number of teams that gave each rating, {data.year}",
        (
            (Column("Practice"), "practice"),
            *counts,
            (Column("Teams that rated", "whole"), "teams"),
            (Column("Not rated", "whole"), "not_rated"),
        ),
    )


def _by_groups(data: ReportData) -> tuple[Block, ...]:
    by, in_parts = data.request.by, data.tables.get("in_parts")
    if in_parts is None or by is None:
        return ()
    word = by.replace("_", " ")
    merged = ""
    if in_parts.table[by].eq(OTHER).any():
        least = data.request.policy.minimum_group
        merged = f" Those with fewer than {least} teams are put together as “{OTHER}”."
    return (
        Subheading(f"By {word}"),
        Paragraph(
            f"This table gives the same figures for each {word}.{merged} Where the intervals of "
            f"two {word}s overlap widely, the difference may well be chance."
        ),
        as_table(
            in_parts,
            f"Average rating by {word}, {data.year}",
            ((Column("Practice"), "practice"), (Column(word.capitalize()), by), *AVERAGES[:4]),
            notes=(f"“{ALL_TEAMS}” is the whole trust.", _well_developed(data)),
        ),
    )


def _withheld(data: ReportData) -> Iterator[Withheld]:
    practices = data.tables["practice_profile"]
    yield Withheld(f"the ratings of {{}} in {data.year}", practices, practices.withheld["mean"])
    by, in_parts = data.request.by, data.tables.get("in_parts")
    if in_parts is not None and by is not None:
        in_part = without_wholly_withheld(data, in_parts) & in_parts.table[by].ne(ALL_TEAMS)
        rows = in_part & in_parts.withheld["mean"]
        yield Withheld(f"the figures by {by.replace('_', ' ')} of {{}}", in_parts, rows)


SECTION = ReportSection(place=40, about="ratings", write=_write, withheld=_withheld)
