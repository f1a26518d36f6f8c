"""Which practices are most and least well developed, and every practice in full."""

from __future__ import annotations

from trip_analytics.analysis.describe import describe
from trip_analytics.analysis.strongest import lines
from trip_analytics.disclosure import ALL_TEAMS, OTHER, Released
from trip_analytics.plots import (
    alt_text_practices_ranks,
    alt_text_practices_ratings,
    plot_practices_ranks,
    plot_practices_ratings,
)
from trip_analytics.reports.annual.blocks import Shown, as_table, picture
from trip_analytics.reports.annual.report_data import Findings
from trip_analytics.reports.model import (
    Block,
    Bullets,
    Column,
    Paragraph,
    Section,
    Subheading,
)

_RATING = Column("Average", "rating")
_INTERVAL = Column("Average: 95% interval", "rating", ("Average from", "Average to"))
_WELL = Column("Well developed", "share")
_WELL_INTERVAL = Column(
    "Well developed: 95% interval", "share", ("Well developed from", "Well developed to")
)
_PLACES = Column("Places it could hold", "whole", ("Highest place", "Lowest place"))

_AVERAGES: tuple[Shown, ...] = (
    (Column("Teams", "whole"), "teams"),
    (_RATING, "mean"),
    (_INTERVAL, ("mean_low", "mean_high")),
    (_WELL, "well_developed"),
    (_WELL_INTERVAL, ("well_developed_low", "well_developed_high")),
)
_WITHHELD = "Which practices these are is withheld: it would tell what single teams answered."
_WELL_DEVELOPED = "Well developed: the share of teams that rated the practice 4 or 5."


def no_ratings(findings: Findings) -> Paragraph:
    """Say that no team rated its practices."""
    return Paragraph(f"No team rated its practices in {findings.year}.")


def list_in_words(listed: Released) -> str:
    """Which practices are strongest, or weakest, and how sure that is."""
    return describe(listed) if len(listed.table) else _WITHHELD


def _list(listed: Released, end: str) -> Block:
    return Bullets(lines(listed.table, end)) if len(listed.table) else Paragraph(_WITHHELD)


def strongest_and_weakest(findings: Findings) -> Section:
    """The two ends of the list, and how sure one may be of each place."""
    heading = "Strongest and weakest practices"
    if not findings.anybody_rated:
        return Section(heading, (no_ratings(findings),))
    blocks: list[Block] = [
        Paragraph(
            "Here the practices stand in the order of their average ratings. An order always has "
            "a top and a bottom, even where the difference is chance. So we also say which places "
            "each practice could hold. Where two practices share places, we cannot say which of "
            "them is stronger."
        ),
        Subheading("Strongest"),
        _list(findings.strongest, "strongest"),
        Subheading("Weakest"),
        _list(findings.weakest, "weakest"),
        Paragraph(
            "What looks best is usually somewhat over-rated, and what looks worst somewhat "
            "under-rated, because part of what put it there is chance. Expect both to move "
            "towards the middle next year, even if nothing changes."
        ),
        picture(
            plot_practices_ranks,
            alt_text_practices_ranks,
            findings.profile,
            f"The places that each practice could hold in {findings.year}",
            caption="Place 1 is the strongest. We can be 95% sure that all these ranges together "
            "hold the true places.",
        ),
        as_table(
            findings.profile,
            f"Average ratings and the places that each practice could hold, {findings.year}",
            (
                (Column("Practice"), "practice"),
                *_AVERAGES[:3],
                (_PLACES, ("rank_low", "rank_high")),
            ),
            notes=("Practices stand in the order of the form.",),
        ),
    ]
    return Section(heading, tuple(blocks))


def in_full(findings: Findings) -> Section:
    """Every practice's ratings, and the breakdown where one was asked for."""
    heading = "Ratings of every practice"
    if not findings.anybody_rated:
        return Section(heading, (no_ratings(findings),))
    scale = findings.practices.scale
    counts: list[Shown] = [
        (Column(f"{point.value} {point.label}", "whole"), f"rated_{point.value}") for point in scale
    ]
    blocks: list[Block] = [
        Paragraph(describe(findings.profile)),
        Paragraph("Each bar shows how many of the teams gave each rating."),
        picture(
            plot_practices_ratings,
            alt_text_practices_ratings,
            findings.profile,
            f"How teams rated each practice in {findings.year}",
        ),
        as_table(
            findings.profile,
            f"Number of teams that gave each rating, {findings.year}",
            (
                (Column("Practice"), "practice"),
                *counts,
                (Column("Teams that rated", "whole"), "teams"),
                (Column("Not rated", "whole"), "not_rated"),
            ),
        ),
        as_table(
            findings.profile,
            f"Average rating and share of teams well developed, {findings.year}",
            ((Column("Practice"), "practice"), *_AVERAGES),
            notes=(_WELL_DEVELOPED,),
        ),
    ]
    return Section(heading, (*blocks, *_by_groups(findings)))


def _by_groups(findings: Findings) -> tuple[Block, ...]:
    if findings.in_parts is None or findings.by is None:
        return ()
    word = findings.by.replace("_", " ")
    merged = ""
    if findings.in_parts.table[findings.by].eq(OTHER).any():
        least = findings.policy.minimum_group
        merged = f" Those with fewer than {least} teams stand together as “{OTHER}”."
    return (
        Subheading(f"By {word}"),
        Paragraph(
            f"This table gives the same figures for each {word}.{merged} Where the intervals of "
            f"two {word}s overlap widely, the difference may well be chance."
        ),
        as_table(
            findings.in_parts,
            f"Average rating by {word}, {findings.year}",
            (
                (Column("Practice"), "practice"),
                (Column(word.capitalize()), findings.by),
                *_AVERAGES[:4],
            ),
            notes=(f"“{ALL_TEAMS}” is the whole trust.", _WELL_DEVELOPED),
        ),
    )
