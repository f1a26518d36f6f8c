"""The commands: parse, call, print."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Hashable, Mapping, Sequence
from importlib.metadata import version
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from trip_analytics.errors import DecisionError, OutputError, TripAnalyticsError

if TYPE_CHECKING:
    import pandas as pd

    from trip_analytics.tables import Returns

    _Commands = argparse._SubParsersAction["_Parser"]

DONE, NEEDS_A_PERSON, NOT_DONE = 0, 1, 2
QUESTIONS_SHOWN = 5


class _Parser(argparse.ArgumentParser):
    """A parser that answers a wrong argument with one plain sentence."""

    def error(self, message: str) -> NoReturn:
        print(
            f"{self.prog}: {message}. See what it takes with: {self.prog} --help", file=sys.stderr
        )
        raise SystemExit(NOT_DONE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns
    -------
    int
        0 where it is done, 1 where a person is needed as well, 2 where it is not
        done; what to do then is said on standard error in one plain sentence.
    """
    options = _parser().parse_args(arguments)
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except TripAnalyticsError as problem:
        print(problem, file=sys.stderr)
        return NOT_DONE
    except KeyboardInterrupt:
        print("Stopped before it was done: nothing was written.", file=sys.stderr)
        return NOT_DONE
    except BrokenPipeError:  # whoever read the output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return NOT_DONE
    return status


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="trip-analytics",
        description="From teams' own recovery reviews to the annual trust report.",
    )
    parser.add_argument(
        "--version", action="version", version=f"%(prog)s {version('trip-analytics')}"
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    report = commands.add_parser(
        "report",
        help="write the annual trust report",
        description="Write the annual trust report: a web page, a Word document and a workbook "
        "of its tables. From a store it is published: with what was published before in mind, and "
        "noted in the store.",
    )
    _add_source(report)
    report.add_argument("--year", type=_year, metavar="Y", help="the report's year (the latest)")
    report.add_argument(
        "--by",
        metavar="COLUMN",
        help="show practices by service_line or team_type as well, small groups merged",
    )
    report.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder to write the report to"
    )
    report.set_defaults(run=_report)
    check = commands.add_parser(
        "check",
        help="say what to chase, team by team",
        description="Say what to chase, team by team: returns missing, statements left blank, "
        "answers that are unclear. Its exit status is 1 where there is anything.",
    )
    _add_source(check)
    check.add_argument("--year", type=_year, metavar="Y", help="the year to chase (the latest)")
    check.add_argument(
        "--out", type=_workbook, metavar="FILE.xlsx", help="a workbook to write it to as well"
    )
    check.set_defaults(run=_check)
    _add_import(commands)
    _add_decide(commands)
    return parser


def _add_import(commands: _Commands) -> None:
    command = commands.add_parser(
        "import",
        help="read returns into a store",
        description="Read every return into a store: one file that every other command takes in "
        "the place of a folder.",
    )
    _add_source(command)
    command.add_argument(
        "--year", type=_year, metavar="Y", help="the review year of returns that do not say theirs"
    )
    command.add_argument(
        "--store", type=Path, required=True, metavar="FILE", help="the store, made if there is none"
    )
    command.add_argument(
        "--log", type=Path, metavar="FILE", help="write the import log as .xlsx or .csv"
    )
    command.set_defaults(run=_import)


def _add_decide(commands: _Commands) -> None:
    command = commands.add_parser(
        "decide",
        help="list and record your own decisions",
        description="List what in a store needs a decision and what was decided; record a "
        "decision, or undo one.",
    )
    command.add_argument("store", type=Path, metavar="STORE", help="a store of returns")
    command.add_argument("--file", metavar="F", help="the return's file, as the log names it")
    command.add_argument("--sheet", metavar="S", help="its sheet, where the file has several")
    command.add_argument("--cell", metavar="C", help="the cell that --answer is for")
    command.add_argument(
        "--answer", metavar="A", help="the answer: a number, 'not applicable' or 'unanswered'"
    )
    command.add_argument("--team", metavar="NAME", help="whose return it is")
    command.add_argument("--year", type=_year, metavar="Y", help="which year's return it is")
    command.add_argument("--set-aside", action="store_true", help="the return does not count")
    command.add_argument("--undo", type=int, metavar="N", help="undo the decision of this number")
    command.add_argument("--by", metavar="NAME", help="who decides")
    command.add_argument("--why", metavar="TEXT", help="the reason")
    command.set_defaults(run=_decide)


def _add_source(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "source",
        nargs="+",
        type=Path,
        metavar="SOURCE",
        help="a folder of returns, files, or a store",
    )
    command.add_argument(
        "--teams", type=Path, metavar="FILE", help="the register of teams (.csv or .xlsx)"
    )
    command.add_argument(
        "--instrument",
        action="append",
        default=[],
        metavar="DIR",
        help="a trust's own list of statements, as a folder of data files (repeatable)",
    )
    command.add_argument(
        "--workers", type=_workers, metavar="N", help="processes to read with (one for each core)"
    )


def _year(text: str) -> int:
    if not (text.isdigit() and len(text) == 4):
        raise argparse.ArgumentTypeError(f"{text!r} is not a year; write it as 2025")
    return int(text)


def _workbook(text: str) -> Path:
    if Path(text).suffix.lower() != ".xlsx":
        raise argparse.ArgumentTypeError(f"{text!r} is no workbook; give it a name with .xlsx")
    return Path(text)


def _workers(text: str) -> int:
    if not (text.isdigit() and int(text) >= 1):
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes; write 1 or more")
    return int(text)


def _load(options: argparse.Namespace) -> Returns:
    # Imported here so that --help and a mistyped command answer at once.
    from trip_analytics.instruments import load_instrument
    from trip_analytics.loading.returns import load_returns

    returns = load_returns(
        options.source,
        teams=options.teams,
        instruments=[load_instrument(name) for name in options.instrument],
        workers=options.workers,
    )
    print(_account(returns))
    return returns


def _account(returns: Returns) -> str:
    """What was read."""
    from trip_analytics.words import counted

    current = returns.returns["status"] == "current"
    teams = returns.returns.loc[current, "team_id"].nunique()
    first_and_last = dict.fromkeys((*returns.years[:1], *returns.years[-1:]))
    years = " to ".join(map(str, first_and_last)) or "of no year"
    return f"Read {counted(int(current.sum()), 'return')} of {counted(teams, 'team')}, {years}."


def _to_look_at(returns: Returns) -> str:
    """How much of what was read a person should look at."""
    from trip_analytics.words import counted

    grave = returns.import_log["severity"].value_counts()
    return (
        f"The import log has {counted(grave.get('error', 0), 'error')} to ask teams about and "
        f"{counted(grave.get('warning', 0), 'warning')} to check: trip-analytics check says what "
        "to ask."
    )


def _report(options: argparse.Namespace) -> int:
    from trip_analytics.loading.files import store_among
    from trip_analytics.publishing import publish_report
    from trip_analytics.reports import write_report

    store = store_among(options.source)
    returns = _load(options)
    print(_to_look_at(returns))
    asked = {"year": options.year, "by": options.by, "out": options.out}
    if store is None:
        _say_written(write_report(returns, **asked))
        print(
            "Without a store, what earlier reports said cannot be taken into account: import the "
            "returns into one, and publish from there.",
            file=sys.stderr,
        )
        return DONE
    done = publish_report(returns, store=store, **asked)
    _say_written(done.documents)
    noted = "Noted in the store as" if done.is_new else "The same was published before:"
    print(f"{noted} {done.release.in_words}.")
    return DONE


def _say_written(paths: Sequence[Path]) -> None:
    for path in paths:
        print(f"Wrote {path}")


def _check(options: argparse.Namespace) -> int:
    from trip_analytics.checking import as_text, check_returns, write_check

    returns = _load(options)
    check = check_returns(returns, year=options.year)
    _survive_any_letter()
    print(f"\n{as_text(check)}")
    if options.out is not None:
        print(f"\nWrote {write_check(check, returns, options.out)}")
    of_other_years = options.year is None and check.errors_of_other_years
    return NEEDS_A_PERSON if check.things or of_other_years else DONE


def _survive_any_letter() -> None:
    """Print what a form holds also where the output knows fewer letters: a pipe on Windows."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def _import(options: argparse.Namespace) -> int:
    from trip_analytics.instruments import load_instrument
    from trip_analytics.loading.importing import import_returns
    from trip_analytics.loading.log_file import check_log_file, write_log
    from trip_analytics.words import counted

    if options.log is not None:
        check_log_file(options.log)
    done = import_returns(
        options.source,
        store=options.store,
        teams=options.teams,
        year=options.year,
        instruments=[load_instrument(name) for name in options.instrument],
        workers=options.workers,
    )
    run, log = done.run, done.returns.import_log
    _survive_any_letter()
    print(
        f"Read {counted(run.files, 'file')} into {options.store}: {counted(run.new, 'return')} "
        f"new, {run.unchanged} as before, {run.superseded} superseded."
    )
    if run.renewed:
        print(
            f"{counted(run.renewed, 'file')} of before said something else this time, by another "
            "register, option or version of this program, and took the place of what was stored."
        )
    errors = log[log["severity"] == "error"]
    print(_to_ask(errors))
    if options.log is not None:
        try:
            write_log(log, options.log)
        except OutputError as problem:
            raise OutputError(f"The returns are in {options.store}. {problem}") from problem
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
    lines += [f"  {_place(row)}: {row['what_to_do']}" for row in shown.to_dict("records")]
    return "\n".join(lines)


def _place(row: Mapping[Hashable, Any]) -> str:
    parts = (row["source_file"], row["sheet"], row["cell"])
    return ", ".join(part for part in parts if isinstance(part, str))


def _whole_account(returns: Returns) -> str:
    from trip_analytics.loading.account import account_of
    from trip_analytics.words import counted

    account = account_of(returns)
    return (
        f"In all {counted(account.forms, 'form')} with "
        f"{counted(account.answer_cells, 'answer cell')}: {account.taken} taken, "
        f"{account.not_applicable} not applicable, {account.unclear} unclear, "
        f"{account.not_understood} not understood."
    )


def _decide(options: argparse.Namespace) -> int:
    from trip_analytics.loading.deciding import record_decision, undo_decision

    about = {"answer": options.answer, "team": options.team, "year": options.year}
    of_a_return = (options.file, options.sheet, options.cell, *about.values())
    said = options.set_aside or any(option is not None for option in of_a_return)
    if not said and options.undo is options.by is options.why is None:
        _survive_any_letter()
        print(_open_and_decided(options.store))
        return DONE
    missing = [f"--{name}" for name in ("by", "why") if not getattr(options, name)]
    if missing:
        raise DecisionError(f"Give {' and '.join(missing)} too: who decides, and the reason.")
    if options.undo is not None:
        if said:
            raise DecisionError(
                "Undo a decision by its number alone: --undo N --by NAME --why TEXT."
            )
        undo_decision(options.store, options.undo, by=options.by, why=options.why)
        print(f"Decision {options.undo} is undone.")
        return DONE
    if options.file is None:
        raise DecisionError("Give --file too: the file of the return that you decide about.")
    decision = record_decision(
        options.store,
        file=options.file,
        sheet=options.sheet,
        cell=options.cell,
        **about,
        set_aside=options.set_aside,
        by=options.by,
        why=options.why,
    )
    print(f"Recorded as decision {decision.decision_id}.")
    return DONE


def _open_and_decided(store: Path) -> str:
    """What in a store needs a decision, with what stands around it, and what was decided."""
    from trip_analytics.loading.deciding import list_decisions, open_questions
    from trip_analytics.loading.from_store import load_store

    lines = []
    for row in open_questions(load_store(store)).to_dict("records"):
        lines.append(f"{_place(row)}: {row['what_to_do']}")
        around = row["around"] if isinstance(row["around"], str) else ""
        lines += [f"    {line}" for line in around.splitlines()]
    lines = ["To decide, once you have asked:", *lines] if lines else ["Nothing is open."]
    decided = list_decisions(store).to_dict("records")
    lines += ["", "Decided:"] if decided else []
    for row in decided:
        lines.append(
            f"{row['decision']} ({row['state']}) {_place(row)}: {row['kind']} {row['value']}, by "
            f"{row['decided_by']} on {row['decided_at'][:10]}: {row['why']}"
        )
        if row["state"] == "undone":
            lines.append(
                f"    undone by {row['undone_by']} on {row['undone_at'][:10]}: {row['undone_why']}"
            )
    return "\n".join(lines)
