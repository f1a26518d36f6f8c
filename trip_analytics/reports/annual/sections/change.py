"""What changed since the year before: in the averages, and for the board in the same teams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trip_analytics.analysis.change_in_words import lines
from trip_analytics.analysis.describe import describe
from trip_analytics.disclosure import Released
from trip_analytics.plots.change import alt_text_change, plot_change
from trip_analytics.plots.history import alt_text_history, plot_history
from trip_analytics.plots.trend import alt_text_trend, plot_trend
from trip_analytics.reports.annual.blocks import Shown, as_table, picture
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection, Withheld
from trip_analytics.reports.annual.sections.practices import without_wholly_withheld
from trip_analytics.reports.model import (
    Block,
    Bullets,
    Column,
    Paragraph,
    Section,
    Shows,
    Subheading,
)

# A table in which a smaller share of rows shows anything says too little.
_ENOUGH_ROWS: Final = 0.5
_THREE_YEARS: Final = 3
_PRACTICE: Final = Column("Practice"), "practice"
_P: Final = (
    "Changes are in rating points. p: how often luck alone would give so clear a change, allowing "
    "for how many practices we look at."
)
_TOGETHER: Final = (
    "“All practices”: each team counts with its average over the practices that are shown here. It "
    "is one test by itself."
)
_FEW_MOVED: Final = (
    "It is withheld where very few teams joined or left, or nearly all answered alike."
)
_CROSSES_ZERO: Final = (
    "Full dots are the changes that we can be sure of. Where a line crosses zero, the practice may "
    "not have changed. A line that does not cross zero is not enough to be sure, as we look at "
    "several practices."
)
_ROUNDED: Final = "Each figure is rounded, so they may not add up exactly."


def _estimate(title: str, shows: Shows, name: str, ends: tuple[str, str]) -> tuple[Shown, ...]:
    """The columns of a change: the figure itself, its interval and its p-value."""
    stem = name.removeprefix("mean_")
    return (
        (Column(title, shows), name),
        (Column(f"{title}: 95% interval", shows, ends), (f"{stem}_low", f"{stem}_high")),
        (Column("p, at most", "probability"), "p_adjusted"),
    )


_CHANGE: Final = _estimate("Change", "change", "mean_change", ("Change from", "Change to"))
_SLOPE: Final = _estimate("Change a year", "slope", "slope", ("From", "To"))


def _write(data: ReportData) -> Section:
    """Change since the last year with ratings before this one."""
    heading = "What changed"
    change = data.tables.get("change_between")
    if change is None:
        return Section(
            heading,
            (
                Paragraph(
                    f"There are no earlier ratings to compare {data.year} with, so this year's "
                    "report says nothing about change."
                ),
            ),
        )
    blocks = [*_averages(change), *_year_by_year(data)]
    if (same_teams := data.tables.get("same_teams")) is not None:
        blocks += _same_teams(same_teams)
    if (trend := data.tables.get("trend")) is not None and len(trend.table):
        blocks += _over_the_years(trend)
    return Section(heading, tuple(blocks))


def _years(change: Released) -> tuple[int, int]:
    return int(change.table["from_year"].iloc[0]), int(change.table["to_year"].iloc[0])


def _averages(change: Released) -> list[Block]:
    """How the averages of the two years differ."""
    since, until = _years(change)
    blocks: list[Block] = [
        Paragraph(
            f"Here we compare this year's averages with those of {since}, each over all teams that "
            f"rated the practice in that year; {change.table.attrs['teams_both']} teams returned "
            "a review in both. An average can also move because other teams answered."
        ),
        Paragraph(describe(change)),
    ]
    if sure := lines(change.table):
        blocks.append(Bullets(sure))
    return [
        *blocks,
        picture(
            plot_change,
            alt_text_change,
            change,
            f"Change in average rating, {since} to {until}",
            caption=_CROSSES_ZERO,
        ),
        as_table(
            change,
            f"Average ratings of two years, {since} to {until}",
            (
                _PRACTICE,
                (Column(f"Teams {since}", "whole"), "teams_before"),
                (Column(f"Teams {until}", "whole"), "teams_after"),
                (Column(f"Average {since}", "rating"), "mean_before"),
                (Column(f"Average {until}", "rating"), "mean_after"),
                *_CHANGE,
            ),
            notes=(_P,),
        ),
    ]


def _year_by_year(data: ReportData) -> list[Block]:
    """The averages of all years, where there are more than the two that are compared."""
    history = data.tables.get("practice_history")
    if history is None or history.table["year"].nunique() < _THREE_YEARS:
        return []
    return [
        Subheading("Year by year"),
        picture(
            plot_history,
            alt_text_history,
            history,
            f"Average rating of each practice, {history.table['year'].min()} to {data.year}",
        ),
    ]


def _same_teams(change: Released) -> list[Block]:
    """What the teams of both years did."""
    since, until = _years(change)
    blocks: list[Block] = [
        Subheading("In the same teams"),
        Paragraph(
            f"{describe(change)} This is worked out from the returns as they are now, and the "
            "averages above as they were published."
        ),
        picture(
            plot_change,
            alt_text_change,
            change,
            f"Average change in rating, {since} to {until}, in teams that rated in both years",
            caption=_CROSSES_ZERO,
        ),
        as_table(
            change,
            f"Change in teams that rated in both years, {since} to {until}",
            (
                _PRACTICE,
                (Column("Teams in both years", "whole"), "teams"),
                *_CHANGE,
                (Column("Teams higher", "share"), "improved"),
                (Column("Teams the same", "share"), "same"),
                (Column("Teams lower", "share"), "declined"),
            ),
            notes=(_P, _TOGETHER, _ROUNDED),
        ),
    ]
    if change.table["joiners_part"].notna().mean() >= _ENOUGH_ROWS:
        blocks.append(
            as_table(
                change,
                f"How the average over all teams moved, {since} to {until}",
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
                    *((_FEW_MOVED,) if change.withheld["joiners_part"].any() else ()),
                ),
            )
        )
    return blocks


def _over_the_years(trend: Released) -> list[Block]:
    """How teams moved over all the years that they returned."""
    title = "Average change a year{} in teams that rated in two years or more"
    return [
        Subheading("Over the years"),
        Paragraph(describe(trend)),
        picture(plot_trend, alt_text_trend, trend, title.format(","), caption=_CROSSES_ZERO),
        as_table(
            trend,
            title.format(""),
            (
                _PRACTICE,
                (Column("Teams", "whole"), "teams"),
                (Column("Years", "whole"), "years"),
                *_SLOPE,
            ),
            notes=(_P, _TOGETHER),
        ),
    ]


def _in_brief(data: ReportData) -> tuple[Block, ...]:
    change = data.tables.get("change_between")
    if change is None:
        words = [f"There are no ratings from before {data.year} to compare with."]
    else:
        both = (change, data.tables.get("same_teams"))
        words = [describe(each) for each in both if each is not None]
    return Subheading("What changed"), *map(Paragraph, words)


def _withheld(data: ReportData) -> Iterator[Withheld]:
    change = data.tables.get("change_between")
    if change is not None:
        rows = change.withheld["mean_change"] & without_wholly_withheld(data, change)
        yield Withheld(f"the change since {_years(change)[0]} of {{}}", change, rows)


SECTION = ReportSection(
    place=50, about="ratings", write=_write, in_brief=_in_brief, withheld=_withheld
)
