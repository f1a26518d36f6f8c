"""Indicators: what is ordinary for them, what is not, and their targets."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from trip_analytics.analysis.indicators_in_words import between, kind_of, target_of, written
from trip_analytics.analysis.questions import describe
from trip_analytics.disclosure.released import Released
from trip_analytics.plots.indicators import icons_in_words, plot_indicators
from trip_analytics.reports.annual.blocks import picture
from trip_analytics.reports.annual.report_data import ReportData
from trip_analytics.reports.annual.section import ReportSection
from trip_analytics.reports.model import (
    Block,
    Bullets,
    Cell,
    Column,
    Missing,
    Paragraph,
    Section,
    Table,
)
from trip_analytics.words import counted, period_name

# More charts than these are too small to read on a page.
_TO_A_PICTURE = 6


def _write(data: ReportData) -> Section | str:
    charts = data.tables.get("control_chart")
    if charts is None or charts.table.empty:
        return (
            "Figures such as incidents or staff sickness: there is no table of them with the "
            "returns, or only single teams' figures."
        )
    blocks: list[Block] = [
        Paragraph(
            "Any figure goes up and down. Limits show between which values it usually does. What "
            "lies outside them, or makes a pattern that chance seldom makes, is worth asking "
            "about; the rest is not. A chart does not show why a figure changed."
        ),
        Bullets(tuple(describe(charts).split("\n"))),
        *_pictures(charts, data.year),
        _table(charts, data.year),
    ]
    return Section("Figures that we keep an eye on", tuple(blocks))


def _pictures(charts: Released, year: int) -> Iterator[Block]:
    names = list(charts.table["indicator"].unique())
    for first in range(0, len(names), _TO_A_PICTURE):
        some = names[first : first + _TO_A_PICTURE]
        shown = charts.rows(charts.table["indicator"].isin(some))
        title = "Control charts" if len(names) > 1 else f"{names[0]}: control chart"
        yield picture(plot_indicators, shown, f"{title}, up to {year}")


def _table(charts: Released, year: int) -> Table:
    """The latest figure of each indicator, and what is ordinary for it."""
    rows = [_row(chart) for _, chart in charts.table.groupby("indicator", sort=False)]
    columns = (
        Column("Indicator"),
        Column("Figures of"),
        Column("Latest"),
        Column("Mean"),
        Column("Ordinary figures"),
        Column("Target"),
        Column("What the icons say"),
    )
    title = f"Indicators up to {year}: what is ordinary, and the latest figure"
    return Table(title, columns, tuple(rows), charts.notes)


def _row(chart: pd.DataFrame) -> tuple[Cell, ...]:
    known = chart.loc[chart["value"].notna()]
    last = chart.iloc[-1]
    none = Missing.NOT_AVAILABLE
    return (
        str(last["indicator"]),
        f"{counted(len(known), kind_of(chart))} to {period_name(last['month'], last['frequency'])}",
        none if known.empty else written(known["value"].iloc[-1], chart, whole=True),
        none if pd.isna(last["mean"]) else written(last["mean"], chart),
        none if pd.isna(last["upper"]) else between(last, chart),
        Missing.NOT_APPLICABLE if pd.isna(last["target"]) else target_of(last, chart),
        icons_in_words(chart) or none,
    )


SECTION = ReportSection(place=78, write=_write)
