"""How a table of statements is laid out: below each other as on a form, or side by side."""

from __future__ import annotations

from collections.abc import Sequence

from trip_analytics.reading import Cell
from trip_analytics.understanding.tables.export_layout import lay_out_across
from trip_analytics.understanding.tables.form_layout import lay_out_down
from trip_analytics.understanding.tables.form_scale import read_form_scale
from trip_analytics.understanding.tables.printed_keys import PrintedKey
from trip_analytics.understanding.tables.statement_tables import StatementTable
from trip_analytics.understanding.tables.table_layout import Layout, Unit


def lay_out(
    table: StatementTable, *, own_team: bool, elsewhere: Sequence[PrintedKey] = ()
) -> Layout:
    """Decide what each unit of a table holds. ``own_team``: the page names one team for itself.

    ``elsewhere`` are the keys of scales on other sheets.
    """
    turned = table.view.turned
    layout = lay_out_across(table) if turned else lay_out_down(table, own_team=own_team)
    heads = [cell for cell in layout.headings if _is_over_answers(table, layout, cell)]
    answers = [number for number, unit in layout.units.items() if _takes_the_scale(unit)]
    layout.scale = read_form_scale(table, heads, layout.points, layout.below, answers, elsewhere)
    return layout


def _is_over_answers(table: StatementTable, layout: Layout, cell: Cell) -> bool:
    """Whether a heading is over cells that take an answer of the whole scale."""
    _, number = table.view.at(cell)
    unit = layout.units.get(number)
    return unit is not None and _takes_the_scale(unit)


def _takes_the_scale(unit: Unit) -> bool:
    """Whether the cells of a unit take an answer of the whole scale."""
    return unit.heading.role == "rating" and unit.heading.point is None
