"""What to chase."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from trip_analytics.commands.source import (
    DONE,
    NEEDS_A_PERSON,
    Commands,
    add_source,
    add_workbook,
    add_year,
    load,
)

if TYPE_CHECKING:
    from pathlib import Path

    from trip_analytics.returns import Returns


def add_check(commands: Commands) -> None:
    """Add ``check``."""
    check = commands.add_parser(
        "check",
        help="say what to chase, team by team",
        description="Say what to chase, team by team: returns missing, statements left blank, "
        "answers that are unclear, priorities and plans whose date has passed. The exit status is "
        "1 where anything but a date is open.",
        epilog="Example: trip-analytics check returns --out to-chase.xlsx",
    )
    add_source(check)
    add_year(check, "the year to chase (the latest)")
    add_workbook(check, "a workbook to write it to as well")
    add_workbook(
        check,
        "write a copy of the register of teams with the names that it lacks, to look over",
        option="--register",
    )
    check.set_defaults(run=_check)


def _register(returns: Returns, out: Path) -> str:
    from trip_analytics.desk.proposed_register import write_proposed_register
    from trip_analytics.words import counted

    written, added = write_proposed_register(returns, out)
    if returns.teams.empty:
        return f"Wrote {written}: the start of a register, of the teams that returned. Complete it."
    aliases = counted(added, "new alias", "new aliases")
    return f"Wrote {written}: the register with {aliases}, marked. Look them over, then use it."


def _check(options: argparse.Namespace) -> int:
    from trip_analytics.desk.check_workbook import write_check
    from trip_analytics.desk.letters import as_text
    from trip_analytics.desk.to_chase import check_returns

    returns = load(options)
    check = check_returns(returns, year=options.year)
    written = [] if options.out is None else [f"Wrote {write_check(check, returns, options.out)}"]
    if options.register is not None:
        written.append(_register(returns, options.register))
    print(f"\n{as_text(check)}")
    if written:  # before they are shown: whoever reads them may stop at any line
        print("\n" + "\n".join(written))
    of_other_years = options.year is None and check.errors_of_other_years
    return NEEDS_A_PERSON if check.needs_a_person or of_other_years else DONE
