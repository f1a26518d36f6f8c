"""Returns into a store."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from trip_analytics.commands.source import (
    DONE,
    NEEDS_A_PERSON,
    Commands,
    add_source,
    add_year,
    own_lists,
    place,
    settings_of,
)
from trip_analytics.errors import OutputError, SourceError

if TYPE_CHECKING:
    import pandas as pd

    from trip_analytics.returns import Returns

QUESTIONS_SHOWN = 5


def add_import(commands: Commands) -> None:
    """Add ``import``."""
    command = commands.add_parser(
        "import",
        help="read returns into a store",
        description="Read every return into a store: one file that every other command takes "
        "instead of the folder. With --explain, say of one file what was found in it and why.",
        epilog="Example: trip-analytics import returns --store recovery.store --log log.xlsx",
    )
    add_source(command, needed=False)
    add_year(command, "the review year of returns that do not say theirs")
    command.add_argument(
        "--store", type=Path, metavar="FILE", help="the store, made if there is none"
    )
    command.add_argument(
        "--log", type=Path, metavar="FILE", help="write the import log as .xlsx or .csv"
    )
    command.add_argument(
        "--explain",
        type=Path,
        metavar="FILE",
        help="say what was found in this file, what it was taken for, and why; nothing is stored",
    )
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    if options.explain is not None:
        return _explain(options)
    if not options.source or options.store is None:
        raise SourceError(
            "Say what to import, and into which store: trip-analytics import SOURCE --store FILE."
        )
    return _import(options)


def _explain(options: argparse.Namespace) -> int:
    from trip_analytics.loading.explain_file import explain_file

    if options.source or options.store is not None:
        raise SourceError("--explain takes one file, and neither a SOURCE nor a store.")
    lines = explain_file(
        options.explain,
        teams=options.teams,
        year=options.year,
        instruments=own_lists(options),
        settings=settings_of(options),
        workers=0 if options.workers == 0 else 1,
    )
    print("\n".join(lines))
    return DONE


def _import(options: argparse.Namespace) -> int:
    from trip_analytics.desk.export_tables import check_log_file, write_log
    from trip_analytics.loading.import_returns import import_returns
    from trip_analytics.words import counted

    if options.log is not None:
        check_log_file(options.log)
    done = import_returns(
        options.source,
        store=options.store,
        teams=options.teams,
        year=options.year,
        instruments=own_lists(options),
        settings=settings_of(options),
        workers=options.workers,
    )
    run, log = done.run, done.returns.import_log
    if options.log is not None:  # before anything is shown: whoever reads it may stop at any line
        try:
            write_log(log, options.log)
        except OutputError as problem:
            raise OutputError(f"The returns are in {options.store}. {problem}") from problem
    print(
        f"Read {counted(run.files, 'file')} into {options.store}: {counted(run.new, 'return')} "
        f"new, {run.unchanged} as before, {run.superseded} superseded."
    )
    if run.renewed:
        print(
            f"{counted(run.renewed, 'file')} stored before gave something else this time, because "
            "of another register, option or version of this program, and replaced what was stored."
        )
    errors = log[log["severity"] == "error"]
    print(_to_ask(errors))
    if options.log is not None:
        print(f"Wrote {options.log}")
    print(_whole_account(done.returns))
    return NEEDS_A_PERSON if len(errors) else DONE


def _to_ask(errors: pd.DataFrame) -> str:
    """The first of the errors, each with where it is."""
    from trip_analytics.words import counted

    if errors.empty:
        return "Nothing needs to be asked."
    shown = errors.head(QUESTIONS_SHOWN)
    first = f", the first {len(shown)} of which are" if len(shown) < len(errors) else ""
    lines = [f"The import log has {counted(len(errors), 'error')} to ask about{first}:"]
    for what_to_do, alike in shown.groupby("what_to_do", sort=False):
        lines.append(f"  {what_to_do}")
        lines += [f"    {place(row)}" for row in alike.to_dict("records")]
    return "\n".join(lines)


def _whole_account(returns: Returns) -> str:
    """How many answers there are, and what became of them."""
    import pandas as pd

    from trip_analytics.words import counted

    states = pd.concat([returns.ratings["state"], returns.stages["state"]]).value_counts()
    taken, not_applicable, unclear = (
        int(states.get(state, 0)) for state in ("rated", "not-applicable", "unclear")
    )
    log = returns.import_log
    not_known = _answers_among(returns.ratings, log[log["kind"] == "printed-answer"])
    in_cells = log[(log["severity"] == "error") & log["cell"].notna()]
    counted_by_state = in_cells["kind"].isin(("unclear-mark", "another-scale"))
    not_understood = int((~counted_by_state).sum())
    forms = int((returns.returns["status"] == "current").sum())
    answers = taken + not_applicable + unclear + not_understood
    offered = f"{not_known} not known, which the form offers, " if not_known else ""
    return (
        f"In all {counted(forms, 'form')} with {counted(answers, 'answer cell')}: {taken} taken, "
        f"{not_applicable} not applicable, {offered}{unclear - not_known} unclear, "
        f"{not_understood} not understood."
    )


def _answers_among(ratings: pd.DataFrame, log: pd.DataFrame) -> int:
    """How many answers are from the cells of these entries: those of a superseded form are not."""
    where = ["source_file", "sheet", "cell"]
    return len(ratings.drop_duplicates(where).merge(log[where].drop_duplicates(), on=where))
