"""How far the organisational challenges have moved (Template A)."""

from __future__ import annotations

from collections.abc import Iterator

from trip_analytics.analysis.questions import describe
from trip_analytics.analysis.stage_change import directions
from trip_analytics.plots.stage_change import plot_stage_change
from trip_analytics.reports.annual.blocks import enough_to_draw, picture
from trip_analytics.reports.annual.report_data import NO_STAGES, ReportData
from trip_analytics.reports.annual.section import Message, ReportSection, withheld_figures
from trip_analytics.reports.model import Cell, Column, Missing, Paragraph, Section, Table
from trip_analytics.words import few_named

_HEADING = "How the challenges have moved"
_MOST_NAMED = 3


def _write(data: ReportData) -> Section | str:
    """How many moved on, stayed or moved back; teams' own returns are for the board alone."""
    if data.nobody_gave_stages:
        return NO_STAGES
    change = data.tables.get("stage_change")
    if change is None:
        return (
            f"{_HEADING}: there is no earlier Template A to compare with, or only single teams' "
            "own, which are not followed over the years in a public report."
        )
    if change.table.empty or not enough_to_draw(change, "teams"):
        return f"{_HEADING}: too few returns can be compared with an earlier one."
    since, until = (int(change.table[year].iloc[0]) for year in ("from_year", "to_year"))
    moves = directions(change.table)
    columns = (
        Column("Challenge"),
        Column("Moved back", "whole"),
        Column("Stayed", "whole"),
        Column("Moved on", "whole"),
    )
    withheld = set(change.table.loc[change.withheld["teams"], "challenge"])
    rows: list[tuple[Cell, ...]] = [
        (str(name), *(_missing(name in withheld) if row.isna().any() else map(int, row)))
        for name, row in moves.iterrows()
    ]
    return Section(
        _HEADING,
        (
            Paragraph(describe(change)),
            picture(
                plot_stage_change,
                change,
                f"How the stage of each challenge moved, {since} to {until}",
            ),
            Table(
                f"Returns whose stage moved, {since} to {until}",
                columns,
                tuple(rows),
                change.notes,
            ),
        ),
    )


def _missing(is_withheld: bool) -> tuple[Cell, ...]:
    return (Missing.WITHHELD if is_withheld else Missing.NOT_AVAILABLE,) * 3


def _messages(data: ReportData) -> Iterator[Message]:
    change = data.tables.get("stage_change")
    if data.anybody_rated or change is None or change.table.empty:
        return
    since = int(change.table["from_year"].iloc[0])
    moves = directions(change.table).dropna()
    returns = moves.sum(axis="columns")
    on, back = (
        few_named(moves.index[moves[way] * 2 > returns], _MOST_NAMED)
        for way in ("moved_on", "moved_back")
    )
    said = [f"{some} moved {way}" for some, way in ((on, "on"), (back, "back")) if some]
    if said:
        yield Message("moved", f"Since {since}, {' and '.join(said)} in most returns.")
    elif len(moves):
        yield Message("moved", f"Since {since} no challenge moved on in most returns.")


SECTION = ReportSection(
    place=64,
    about="stages",
    write=_write,
    messages=_messages,
    withheld=withheld_figures("how {} moved", "stage_change", "teams", "challenge"),
)
