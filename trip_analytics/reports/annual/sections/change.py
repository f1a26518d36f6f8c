"""What changed since the year before: in the averages, and for the board in the same teams."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from trip_analytics.analysis.questions import describe
from trip_analytics.analysis.significance import POINTS, claims
from trip_analytics.disclosure.released import Released
from trip_analytics.plots.change import plot_change
from trip_analytics.plots.history import plot_history
from trip_analytics.plots.trend import plot_trend
from trip_analytics.reports.annual.blocks import Shown, as_table, enough_to_draw, pictures
from trip_analytics.reports.annual.report_data import NO_RATINGS, ReportData
from trip_analytics.reports.annual.section import Message, ReportSection, Withheld
from trip_analytics.reports.annual.sections.practices import (
    about_turned_round,
    without_wholly_withheld,
)
from trip_analytics.reports.model import (
    Block,
    Column,
    Figure,
    Paragraph,
    Section,
    Shows,
    Subheading,
)
from trip_analytics.words import few_listed, mid_sentence, signed

# A table in which a smaller share of rows shows anything says too little.
_ENOUGH_ROWS: Final = 0.5
_THREE_YEARS: Final = 3
_MOST_NAMED: Final = 2  # on page one, of those that went the same way
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
    "Full dots are the clear changes. Where a line crosses zero, the practice may "
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


def _write(data: ReportData) -> Section | str:
    """Change since the last year with ratings before this one, and since the first."""
    if not data.anybody_rated:
        return NO_RATINGS
    change = data.tables.get("change_between")
    if change is None:
        return f"What changed: there are no ratings from before {data.year} to compare with."
    if not any(each.table["mean_change"].notna().any() for each in _known(data)):
        return (
            f"What changed: no change since {_years(change)[0]} can be given, because averages of "
            "either year are withheld."
        )
    blocks = [
        *about_turned_round(data),
        *_averages(change),
        *_since_first(data),
        *_year_by_year(data),
    ]
    if (same_teams := data.tables.get("same_teams")) is not None:
        blocks += _same_teams(same_teams)
    if (trend := data.tables.get("trend")) is not None and len(trend.table):
        blocks += _over_the_years(trend)
    return Section("What changed", tuple(blocks))


def _years(change: Released) -> tuple[int, int]:
    return int(change.table["from_year"].iloc[0]), int(change.table["to_year"].iloc[0])


def _averages(change: Released) -> list[Block]:
    """How the averages of the two years differ."""
    since, until = _years(change)
    return [
        Paragraph(
            f"Here we compare this year's averages with those of {since}, each over all teams that "
            f"rated the practice in that year; {change.table.attrs['teams_both']} teams returned "
            "a review in both. An average can also move because other teams answered."
        ),
        Paragraph(describe(change)),
        *_compared(change, f"Change in average rating, {since} to {until}"),
    ]


def _compared(change: Released, title: str) -> list[Block]:
    """What changed for sure, a picture of all, and the table of it, as far as it may be shown."""
    since, until = _years(change)
    blocks: list[Block] = []
    if enough_to_draw(change, "mean_change"):
        blocks += _drawn(change, title)
    if change.table["mean_before"].notna().any() or change.table["mean_after"].notna().any():
        blocks.append(
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
            )
        )
    return blocks


def _drawn(change: Released, title: str) -> tuple[Figure, ...]:
    return pictures(plot_change, change, title, caption=_CROSSES_ZERO, by="mean_change")


def _since_first(data: ReportData) -> list[Block]:
    """How this year's averages differ from those of the first year, where that is another one."""
    change = data.tables.get("change_since_first")
    if change is None:
        return []
    since, until = _years(change)
    return [
        Subheading(f"Since {since}"),
        Paragraph(describe(change)),
        *_compared(change, f"Change in average rating, {since} to {until}"),
    ]


def _year_by_year(data: ReportData) -> list[Block]:
    """The averages of all years, where there are more than the two that are compared."""
    history = data.tables.get("practice_history")
    if (
        history is None
        or history.table["year"].nunique() < _THREE_YEARS
        or not enough_to_draw(history, "mean")
    ):
        return []
    return [
        Subheading("Year by year"),
        *pictures(
            plot_history,
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
        *_drawn(
            change,
            f"Average change in rating, {since} to {until}, in teams that rated in both years",
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
        *pictures(
            plot_trend,
            trend,
            title.format(","),
            caption=_CROSSES_ZERO,
            by="slope",
        ),
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


def _messages(data: ReportData) -> Iterator[Message]:
    """The largest of the clear changes; else that there is none."""
    if not data.anybody_rated:
        return
    known = _known(data)
    if not known:
        yield Message("moved", f"There are no ratings from before {data.year} to compare with.")
    sure = [(change, moved) for change in known if len(moved := _sure(change))]
    for change, moved in sorted(sure, key=lambda each: each[1]["mean_change"].abs().max())[::-1]:
        yield Message("moved", _moved_in_words(change, moved), is_sure=True)
    for change in known[:1]:
        since = _years(change)[0]
        if not enough_to_draw(change, "mean_change"):
            no = "For most practices no" if change.table["mean_change"].notna().any() else "No"
            yield Message("moved", f"{no} change since {since} can be given.")
        else:
            yield Message("moved", f"Since {since} no practice has clearly changed.")


def _known(data: ReportData) -> list[Released]:
    """Change since the last year first; then since the first year, and in the same teams."""
    names = ("change_between", "change_since_first", "same_teams")
    return [data.tables[name] for name in names if name in data.tables]


def _sure(change: Released) -> pd.DataFrame:
    """The practices that changed beyond chance, improvements first, each by how far."""
    known = claims(change.table, "mean_change", "change_low")
    return pd.concat([known.above, known.below])


def _moved_in_words(change: Released, moved: pd.DataFrame) -> str:
    up = moved["mean_change"].gt(0)
    said = [
        f"{few_listed(_with_size(rows), _MOST_NAMED)} {verb}"
        for verb, rows in (("improved", moved.loc[up]), ("declined", moved.loc[~up]))
        if len(rows)
    ]
    where = "" if "teams_before" in change.table else " in the teams that rated in both years"
    return f"Since {_years(change)[0]}, {', and '.join(said)}{where}."


def _with_size(rows: pd.DataFrame) -> list[str]:
    return [
        f"{mid_sentence(name)} ({signed(size)})"
        for name, size in zip(rows["practice"], rows["mean_change"], strict=True)
    ]


def _to_talk_over(data: ReportData) -> Iterator[str]:
    """What moved for sure, each practice once."""
    asks = {
        True: "What helped, and how can it last?",
        False: "What do teams, and people who use services, say has changed?",
    }
    asked: set[str] = set()
    for change in _known(data):
        for row in _sure(change).to_dict("records"):
            if row["practice"] in asked:
                continue
            asked.add(row["practice"])
            up = row["mean_change"] > 0
            verb = "improved" if up else "declined"
            far = POINTS.far(row["mean_change"])
            yield f"{row['practice']} {verb} by {far} since {row['from_year']}. {asks[up]}"


def _withheld(data: ReportData) -> Iterator[Withheld]:
    change = data.tables.get("change_between")
    if change is not None:
        rows = change.withheld["mean_change"] & without_wholly_withheld(data, change)
        yield Withheld(f"the change since {_years(change)[0]} of {{}}", change, rows)


SECTION = ReportSection(
    place=50,
    about="ratings",
    write=_write,
    messages=_messages,
    to_talk_over=_to_talk_over,
    withheld=_withheld,
)
