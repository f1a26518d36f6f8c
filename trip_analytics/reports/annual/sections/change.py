"""What changed since the year before: in the averages, and for the board in the same teams."""

from __future__ import annotations

from trip_analytics.analysis.change_in_words import lines
from trip_analytics.analysis.describe import describe
from trip_analytics.disclosure import Released
from trip_analytics.plots import (
    alt_text_change,
    alt_text_history,
    alt_text_trend,
    plot_change,
    plot_history,
    plot_trend,
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

# A table in which fewer rows than this show anything says too little.
MOSTLY = 0.5
THREE_YEARS = 3
_PRACTICE = Column("Practice"), "practice"
_INTERVAL: tuple[Shown, ...] = (
    (Column("Change", "change"), "mean_change"),
    (
        Column("Change: 95% interval", "change", ("Change from", "Change to")),
        ("change_low", "change_high"),
    ),
    (Column("p, at most", "probability"), "p_adjusted"),
)
_P = (
    "Changes are in rating points. p: how often luck alone would give so clear a change, allowing "
    "for how many practices we look at."
)
_FEW_MOVED = "It is withheld where very few teams joined or left, or nearly all answered alike."
_CROSSES_ZERO = (
    "Full dots are the changes that we can be sure of. Where a line crosses zero, the practice may "
    "not have changed; that it does not is not enough by itself, as we look at several practices."
)
_ROUNDED = "Each figure is rounded, so that they may not add up exactly."


def what_changed(findings: Findings) -> Section:
    """Change since the last year with ratings before this one."""
    heading = "What changed"
    if findings.change is None:
        return Section(
            heading,
            (
                Paragraph(
                    f"There are no earlier ratings to compare {findings.year} with, so this year's "
                    "report says nothing about change."
                ),
            ),
        )
    blocks = [*_averages(findings.change), *_year_by_year(findings)]
    if findings.matched is not None:
        blocks += _same_teams(findings.matched)
    if findings.trend is not None and len(findings.trend.table):
        blocks += _over_the_years(findings.trend)
    return Section(heading, tuple(blocks))


def _averages(change: Released) -> list[Block]:
    """How the averages of the two years differ."""
    since, until = (int(change.table[year].iloc[0]) for year in ("from_year", "to_year"))
    both = change.table.attrs["teams_both"]
    blocks: list[Block] = [
        Paragraph(
            f"Here we compare this year's averages with those of {since}, each over all teams that "
            f"rated the practice in that year; {both} teams returned a review in both. An average "
            "can also move because other teams answered."
        ),
        Paragraph(describe(change)),
    ]
    if sure := lines(change.table):
        blocks.append(Bullets(sure))
    years = f"{since} to {until}"
    return [
        *blocks,
        picture(
            plot_change,
            alt_text_change,
            change,
            f"Change in average rating, {years}",
            caption=_CROSSES_ZERO,
        ),
        as_table(
            change,
            f"Average ratings of two years, {years}",
            (
                _PRACTICE,
                (Column(f"Teams {since}", "whole"), "teams_before"),
                (Column(f"Teams {until}", "whole"), "teams_after"),
                (Column(f"Average {since}", "rating"), "mean_before"),
                (Column(f"Average {until}", "rating"), "mean_after"),
                *_INTERVAL,
            ),
            notes=(_P,),
        ),
    ]


def _year_by_year(findings: Findings) -> list[Block]:
    """The averages of all years, where there are more than the two that are compared."""
    history = findings.history
    if history is None or history.table["year"].nunique() < THREE_YEARS:
        return []
    return [
        Subheading("Year by year"),
        picture(
            plot_history,
            alt_text_history,
            history,
            f"Average rating of each practice, {history.table['year'].min()} to {findings.year}",
        ),
    ]


def _same_teams(matched: Released) -> list[Block]:
    """What the teams of both years did."""
    since, until = (int(matched.table[year].iloc[0]) for year in ("from_year", "to_year"))
    years = f"{since} to {until}"
    blocks: list[Block] = [
        Subheading("In the same teams"),
        Paragraph(
            f"{describe(matched)} This is worked out from the returns as they are now, and the "
            "averages above as they were published."
        ),
        picture(
            plot_change,
            alt_text_change,
            matched,
            f"Average change in rating, {years}, in teams that rated in both years",
            caption=_CROSSES_ZERO,
        ),
        as_table(
            matched,
            f"Change in teams that rated in both years, {years}",
            (
                _PRACTICE,
                (Column("Teams in both years", "whole"), "teams"),
                *_INTERVAL,
                (Column("Teams higher", "share"), "improved"),
                (Column("Teams the same", "share"), "same"),
                (Column("Teams lower", "share"), "declined"),
            ),
            notes=(_P, _ROUNDED),
        ),
    ]
    if matched.table["joiners_part"].notna().mean() >= MOSTLY:
        blocks.append(
            as_table(
                matched,
                f"How the average over all teams moved, {years}",
                (
                    _PRACTICE,
                    (Column("All teams", "change"), "overall_change"),
                    (Column("Teams in both years", "change"), "matched_part"),
                    (Column("Added by teams that joined", "change"), "joiners_part"),
                    (Column("Taken away with teams that left", "change"), "leavers_part"),
                ),
                notes=(
                    "The change over all teams is that of the teams in both years, plus what "
                    "joining teams added, less what went with those that left.",
                    *((_FEW_MOVED,) if matched.withheld["joiners_part"].any() else ()),
                ),
            )
        )
    return blocks


def _over_the_years(trend: Released) -> list[Block]:
    """How teams moved over all the years that they returned."""
    return [
        Subheading("Over the years"),
        Paragraph(describe(trend)),
        picture(
            plot_trend,
            alt_text_trend,
            trend,
            "Average change a year, in teams that rated in two years or more",
            caption=_CROSSES_ZERO,
        ),
        as_table(
            trend,
            "Average change a year in teams that rated in two years or more",
            (
                _PRACTICE,
                (Column("Teams", "whole"), "teams"),
                (Column("Years", "whole"), "years"),
                (Column("Change a year", "slope"), "slope"),
                (
                    Column("Change a year: 95% interval", "slope", ("From", "To")),
                    ("slope_low", "slope_high"),
                ),
                (Column("p, at most", "probability"), "p_adjusted"),
            ),
        ),
    ]
