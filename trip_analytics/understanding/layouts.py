"""How a table of statements is laid out: below each other as on a form, or abreast."""

from __future__ import annotations

from trip_analytics.understanding.across import lay_out_across
from trip_analytics.understanding.down import lay_out_down
from trip_analytics.understanding.statement_tables import StatementTable
from trip_analytics.understanding.units import Layout


def lay_out(table: StatementTable, *, own_team: bool) -> Layout:
    """Tell the units of a table apart. ``own_team``: the page names one team for itself."""
    return lay_out_across(table) if table.view.turned else lay_out_down(table, own_team=own_team)
