"""A person's own decisions about what is in a store."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from trip_analytics.commands.source import DONE, place, survive_any_letter, year
from trip_analytics.errors import DecisionError

if TYPE_CHECKING:
    from trip_analytics.commands.source import Commands


def add_decide(commands: Commands) -> None:
    """Add ``decide``."""
    command = commands.add_parser(
        "decide",
        help="list and record your own decisions",
        description="List what in a store needs a decision and what was decided; record a "
        "decision, or undo one.",
    )
    command.add_argument("store", type=Path, metavar="STORE", help="a store of returns")
    command.add_argument("--file", metavar="F", help="the return's file, as the log names it")
    command.add_argument("--sheet", metavar="S", help="its sheet, where the file has several")
    command.add_argument("--cell", metavar="C", help="the cell that --answer or --about is for")
    command.add_argument(
        "--answer", metavar="A", help="the answer: a number, 'not applicable' or 'unanswered'"
    )
    command.add_argument(
        "--about", metavar="ITEM", help="what a priority is about: a practice, a challenge or none"
    )
    command.add_argument("--team", metavar="NAME", help="whose return it is")
    command.add_argument("--year", type=year, metavar="Y", help="which year's return it is")
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

    decided = {name: getattr(options, name) for name in ("answer", "about", "team", "year")}
    of_a_return = (options.file, options.sheet, options.cell, *decided.values())
    said = options.set_aside or any(option is not None for option in of_a_return)
    by_number = (options.undo, options.withdraw)
    if not said and all(each is None for each in (*by_number, options.by, options.why)):
        survive_any_letter()
        print(_open_and_decided(options.store))
        return DONE
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
    if options.file is None:
        raise DecisionError("Give --file too: the file of the return that you decide about.")
    decision = record_decision(
        options.store,
        file=options.file,
        sheet=options.sheet,
        cell=options.cell,
        **decided,
        set_aside=options.set_aside,
        by=options.by,
        why=options.why,
    )
    print(f"Recorded as decision {decision.decision_id}.")
    return DONE


def _withdrawn(options: argparse.Namespace) -> str:
    """Withdraw a published year; what that means."""
    from trip_analytics.publishing import withdraw_publication
    from trip_analytics.words import listed

    done = withdraw_publication(options.store, options.withdraw, by=options.by, why=options.why)
    return (
        f"The report of {done.year} is withdrawn, and may be published again. Delete its "
        f"documents: {listed(done.documents)}."
    )


def _open_and_decided(store: Path) -> str:
    """What in a store needs a decision, with the cells around it, and what was decided."""
    from trip_analytics.loading.record_decision import list_decisions, open_questions
    from trip_analytics.loading.stored_returns import load_store

    lines = []
    for row in open_questions(load_store(store)).to_dict("records"):
        lines.append(f"{place(row)}: {row['what_to_do']}")
        around = row["around"] if isinstance(row["around"], str) else ""
        lines += [f"    {line}" for line in around.splitlines()]
    lines = ["To decide, once you have asked:", *lines] if lines else ["Nothing is open."]
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
