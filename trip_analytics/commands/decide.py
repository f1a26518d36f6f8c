"""A person's own decisions about what is in a store."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from trip_analytics.commands.source import DONE, Commands, add_year, place, year
from trip_analytics.errors import DecisionError

if TYPE_CHECKING:
    import pandas as pd

    from trip_analytics.store.records import Decision


_DECIDED = ("answer", "about", "team", "year")


def add_decide(commands: Commands) -> None:
    """Add ``decide``."""
    command = commands.add_parser(
        "decide",
        help="list and record your own decisions",
        description="List what in a store needs a decision and what was decided; record a "
        "decision, or undo one.",
        epilog='Example: trip-analytics decide recovery.store --team "Alder Ward" --year 2025 '
        '--question 4 --answer 3 --by "J. Lead" --why "the team confirmed 3 by telephone"',
    )
    command.add_argument("store", type=Path, metavar="STORE", help="a store of returns")
    command.add_argument("--file", metavar="F", help="the return's file, as the log names it")
    command.add_argument("--sheet", metavar="S", help="its sheet, where the file has several")
    command.add_argument("--cell", metavar="C", help="the cell that --answer or --about is for")
    command.add_argument(
        "--question",
        metavar="Q",
        help="with --team and --year, instead of file and cell: the statement that --answer is "
        "for, by its name or number",
    )
    command.add_argument(
        "--answer", metavar="A", help="the answer: a number, 'not applicable' or 'unanswered'"
    )
    command.add_argument(
        "--about", metavar="ITEM", help="what a priority is about: a practice, a challenge or none"
    )
    command.add_argument(
        "--team", metavar="NAME", help="whose return it is; alone, list what is open of this team"
    )
    add_year(command, "of which year; alone, list what is open of it")
    command.add_argument("--set-aside", action="store_true", help="the return does not count")
    by_number = command.add_mutually_exclusive_group()
    by_number.add_argument("--undo", type=int, metavar="N", help="undo the decision of this number")
    by_number.add_argument(
        "--withdraw",
        type=year,
        metavar="YEAR",
        help="the published report of this year is withdrawn, as nobody outside has it",
    )
    command.add_argument("--by", metavar="NAME", help="who decides")
    command.add_argument("--why", metavar="TEXT", help="the reason")
    command.set_defaults(run=_decide)


def _decide(options: argparse.Namespace) -> int:
    from trip_analytics.loading.record_decision import record_decision, undo_decision

    decided = {name: getattr(options, name) for name in _DECIDED}
    which = (options.file, options.sheet, options.cell, options.question, options.about)
    by_number = (options.undo, options.withdraw)
    others = (*which, *by_number, options.answer, options.by, options.why)
    if not options.set_aside and all(each is None for each in others):
        print(_open_and_decided(options.store, team=options.team, year=options.year))
        return DONE
    said = options.set_aside or any(each is not None for each in (*which, *decided.values()))
    missing = [f"--{name}" for name in ("by", "why") if not getattr(options, name)]
    if missing:
        raise DecisionError(f"Give {' and '.join(missing)} too: who decides, and the reason.")
    if said and any(number is not None for number in by_number):
        raise DecisionError(
            "Undo a decision by its number alone (--undo N --by NAME --why TEXT), and withdraw a "
            "report by its year alone (--withdraw YEAR --by NAME --why TEXT)."
        )
    if options.withdraw is not None:
        print(_withdrawn(options))
        return DONE
    if options.undo is not None:
        undo_decision(options.store, options.undo, by=options.by, why=options.why)
        print(f"Decision {options.undo} is undone.")
        return DONE
    if options.file is None and options.question is None:
        raise DecisionError(
            "Say which return you decide about: give --file, or --team, --year and --question."
        )
    decision = record_decision(
        options.store,
        file=options.file,
        sheet=options.sheet,
        cell=options.cell,
        question=options.question,
        **decided,
        set_aside=options.set_aside,
        by=options.by,
        why=options.why,
    )
    print(f"Recorded as decision {decision.decision_id}: {_instead(options.store, decision)}.")
    return DONE


def _instead(store: Path, decision: Decision) -> str:
    """What was decided, and what the form says that it overrules."""
    from trip_analytics.loading.stored_returns import load_store

    log = load_store(store).import_log
    clause = f"(decision {decision.decision_id})"
    noted = log.loc[log["kind"].eq("decided") & log["what_to_do"].str.contains(clause, regex=False)]
    found = noted["found"].dropna()
    instead = f" instead of {found.iloc[0]!r}" if len(found) else ""
    where = ", ".join(filter(None, (decision.source_file, decision.sheet, decision.cell)))
    return f"{decision.value}{instead} ({where})"


def _how_to_record(store: Path, asked: pd.DataFrame) -> list[str]:
    """The command that puts the answer to the first of these questions on record."""
    of_answers = asked.dropna(subset=["team", "year", "question"])
    if of_answers.empty:
        return []
    first = of_answers.iloc[0]
    return [
        "To record the answer to the first: trip-analytics decide "
        f'"{store}" --team "{first["team"]}" --year {first["year"]} '
        f'--question "{first["question"]}" --answer A --by NAME --why TEXT'
    ]


def _withdrawn(options: argparse.Namespace) -> str:
    """Withdraw a published year; what that means."""
    from trip_analytics.publishing.publications import withdraw_publication
    from trip_analytics.words import listed

    done = withdraw_publication(options.store, options.withdraw, by=options.by, why=options.why)
    return (
        f"The report of {done.year} is withdrawn, and may be published again. Delete its "
        f"documents: {listed(done.documents)}."
    )


def _open_and_decided(store: Path, *, team: str | None, year: int | None) -> str:
    """What in a store needs a decision, and what was decided.

    Of the latest year with questions, unless a year or a team is asked for; of a team with the
    cells around each.
    """
    from trip_analytics.loading.decision_targets import team_meant
    from trip_analytics.loading.record_decision import list_decisions, open_questions
    from trip_analytics.loading.stored_returns import load_store
    from trip_analytics.words import counted

    returns = load_store(store)
    every = open_questions(returns)
    asked = every
    if team is not None:
        asked = asked.loc[asked["team"].eq(team_meant(returns, team)).fillna(False)]
    if year is None and team is None:
        year = max((int(each) for each in every["year"].dropna()), default=None)
    if year is not None:
        asked = asked.loc[asked["year"].fillna(year).eq(year)]
    lines = []
    for row in asked.astype(object).where(asked.notna(), None).to_dict("records"):
        named = [str(row[name]) for name in ("team", "year", "question") if row[name] is not None]
        where = f"{', '.join(named)} ({place(row)})" if named else place(row)
        lines.append(f"{where}: {row['what_to_do']}")
        around = row["around"] or "" if team is not None else ""
        lines += [f"    {line}" for line in around.splitlines()]
    if lines:
        lines = ["To decide, once you have asked:", *lines, *_how_to_record(store, asked)]
    else:
        lines = ["Nothing is open."]
    if others := len(every) - len(asked):
        lines.append(
            f"{counted(others, 'more question')} of other years or teams: list them with "
            "--year or --team."
        )
    decided = list_decisions(store).to_dict("records")
    lines += ["", "Decided:"] if decided else []
    for row in decided:
        lines.append(
            f"{row['decision']} ({row['state']}) {place(row)}: {row['kind']} {row['value']}, by "
            f"{row['decided_by']} on {row['decided_at'][:10]}: {row['why']}"
        )
        if row["state"] == "undone":
            lines.append(
                f"    undone by {row['undone_by']} on {row['undone_at'][:10]}: {row['undone_why']}"
            )
    return "\n".join(lines)
