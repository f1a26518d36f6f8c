"""What finished files give away."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from trip_analytics.commands.source import DONE, NOT_DONE, survive_any_letter

if TYPE_CHECKING:
    from trip_analytics.commands.source import Commands


def add_audit(commands: Commands) -> None:
    """Add ``audit``."""
    command = commands.add_parser(
        "audit",
        help="say what finished files, or all that was published, give away",
        description="Try to work out single teams' answers from finished files, or from all that "
        "was published from a store, and list what one could. With a store and files, say too "
        "which files are not as they were published. Its exit status is 2 where there is anything.",
    )
    command.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="SOURCE",
        help="a folder of files, files, a store, or a store and what was published from it",
    )
    command.add_argument(
        "--insiders",
        type=_insiders,
        metavar="K",
        help="how many teams put together what they know (2)",
    )
    command.add_argument(
        "--teams", type=Path, metavar="FILE", help="the register of teams, to find their names"
    )
    command.set_defaults(run=_audit)


def _insiders(text: str) -> int:
    if not text.isdigit():
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of teams; write 0 or more")
    return int(text)


def _audit(options: argparse.Namespace) -> int:
    from trip_analytics.disclosure.rules import INSIDERS
    from trip_analytics.loading.files import store_among
    from trip_analytics.store import is_store

    insiders = INSIDERS if options.insiders is None else options.insiders
    store = store_among([path for path in options.files if is_store(path)])
    files = [path for path in options.files if path != store]
    survive_any_letter()
    status = DONE if store is None else _audit_store(store, insiders)
    if files:
        status = max(status, _audit_files(files, insiders, options.teams, store))
    return status


def _audit_files(
    files: Sequence[Path], insiders: int, teams: Path | None, store: Path | None
) -> int:
    """Look at files as a reader has them; with a store, as it noted them."""
    from trip_analytics.auditing import audit_files
    from trip_analytics.words import counted

    found = audit_files(*files, insiders=insiders, teams=teams, store=store)
    print("\n".join(found.attrs["notes"]))
    if found.empty:
        print("Nothing was found. That is no proof that there is nothing.")
        return DONE
    for file, rows in found.groupby("file", sort=False):
        print(f"\n{file}")
        for row in rows.to_dict("records"):
            place = "" if row["place"] in row["finding"] else f"{row['place']}: "
            print(f"  {place}{row['finding']} {row['cure']}")
    print(
        f"{counted(len(found), 'finding')}: do not publish these files before each is put right.",
        file=sys.stderr,
    )
    return NOT_DONE


def _audit_store(store: Path, insiders: int) -> int:
    """List what was published from a store."""
    from trip_analytics.publishing import publications_in_words

    print(publications_in_words(store))
    return DONE
