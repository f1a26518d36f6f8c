"""The rule of disclosure on every row of counts in a written file."""

from __future__ import annotations

from collections.abc import Iterator

from trip_analytics.auditing.counted_rows import CountedRow, counted_rows
from trip_analytics.auditing.desk_and_draft import is_for_the_desk
from trip_analytics.auditing.finding import Finding
from trip_analytics.auditing.shown_tables import ShownTable
from trip_analytics.auditing.written_files import WrittenFile
from trip_analytics.disclosure.rules import Rule, rule_for
from trip_analytics.words import number


def broken_rules(file: WrittenFile) -> Iterator[Finding]:
    """Rows that count too few teams, or teams of which too few answered otherwise than most.

    Each row is looked at alone, as it is written: nothing is worked out from several. Exact
    figures are what documents for the desk are for.
    """
    if is_for_the_desk(file):
        return
    rule = rule_for("board" if file.publication.endswith("-board") else "public")
    for table in file.tables:
        for row in dict.fromkeys(counted_rows(table)):
            yield from _broken(row, table, rule)


def rows_checked(file: WrittenFile) -> tuple[int, int]:
    """How many rows of counts the rule is applied to; and how many do not say enough for it."""
    rows = (
        [] if is_for_the_desk(file) else [r for table in file.tables for r in counted_rows(table)]
    )
    unknown = sum(row.teams is None and row.others is None for row in rows)
    return len(rows) - unknown, unknown


def _broken(row: CountedRow, table: ShownTable, rule: Rule) -> Iterator[Finding]:
    what = f"“{row.label}” in {table.words}" if row.label else f"A row of {table.words}"
    if row.teams is not None and row.teams < rule.minimum_teams:
        yield Finding(
            "few-teams",
            f"{what} counts fewer than {number(rule.minimum_teams)} teams.",
            "Withhold the whole row, or count the group together with others.",
            table.title,
        )
    elif row.others is not None and row.others <= rule.insiders:
        yield Finding(
            "alike",
            f"{what}: fewer than {number(rule.insiders + 1)} teams gave an answer other than the "
            "most common one.",
            "Withhold the whole row, not only its small counts.",
            table.title,
        )
