"""What people said of their own recovery: aggregated outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from trip_analytics.analysis.outcomes_in_words import period_of
from trip_analytics.analysis.questions import describe
from trip_analytics.disclosure.released import Released
from trip_analytics.plots.outcomes import plot_outcomes
from trip_analytics.reports.annual.blocks import Shown, as_table, picture
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection, withheld_figures
from trip_analytics.reports.model import Block, Bullets, Cell, Column, Paragraph, Section, Table

_HEADING = "What people say of their own recovery"
_MEANS: tuple[Shown, ...] = (
    (Column("People", "whole"), "n"),
    (Column("Average", "rating"), "mean"),
    (Column("95% interval", "rating", ("Average: from", "to")), ("mean_low", "mean_high")),
)
_LEVELS: tuple[Shown, ...] = (
    (Column("Level", "whole"), "level"),
    (Column("People", "whole"), "people"),
    (Column("Share", "share"), "share"),
    (Column("95% interval", "share", ("Share: from", "to")), ("share_low", "share_high")),
)


def _write(data: ReportData) -> Section | str:
    outcomes = data.tables.get("outcomes")
    if outcomes is None or outcomes.table.empty:
        return f"{_HEADING}: there is no table of outcomes with the returns."
    if outcomes.table["n"].isna().all():
        return f"{_HEADING}: too few people answered to show anything."
    blocks: list[Block] = [
        Paragraph(
            "These figures are of people, not of teams: what they answered about themselves, over "
            "the whole trust. They do not show what caused a change, and no single measure shows "
            "recovery."
        ),
        Bullets(tuple(describe(outcomes).split("\n"))),
        picture(plot_outcomes, outcomes, f"Outcomes up to {data.year}"),
        *_tables(outcomes, data.year),
    ]
    return Section(_HEADING, tuple(blocks))


def _tables(outcomes: Released, year: int) -> Iterator[Table]:
    by_level = outcomes.table["level"].notna()
    means, levels = outcomes.rows(~by_level), outcomes.rows(by_level)
    if len(means.table):
        yield _table(means, f"Averages up to {year}", _MEANS)
    if len(levels.table):
        table = _table(levels, f"How many people were at which level, up to {year}", _LEVELS)
        yield replace(table, notes=() if len(means.table) else table.notes)


def _table(outcomes: Released, title: str, columns: tuple[Shown, ...]) -> Table:
    """The figures of each measure, period and time."""
    shown = as_table(outcomes, title, ((Column("Measure"), "measure"), *columns))
    when: list[Cell] = [_when(row) for _, row in outcomes.table.iterrows()]
    rows = [(row[0], cell, *row[1:]) for row, cell in zip(shown.rows, when, strict=True)]
    first, *others = shown.columns
    return Table(title, (first, Column("When"), *others), tuple(rows), shown.notes)


def _when(row: pd.Series) -> str:
    return period_of(row) if pd.isna(row["timing"]) else f"{period_of(row)}, {row['timing']}"


SECTION = ReportSection(
    place=79, write=_write, withheld=withheld_figures("figures of {}", "outcomes", "n", "measure")
)
