"""What is in finished files that should not leave the desk; what was published from a store."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from trip_analytics.commands.source import DONE, NOT_DONE, Commands


def add_audit(commands: Commands) -> None:
    """Add ``audit``."""
    command = commands.add_parser(
        "audit",
        help="list what is in finished files that should not leave the desk",
        description="Read finished files back, and list what is in them that should not leave the "
        "desk. With a store, list what was published from it, and say which of the files are not "
        "as they were published. The exit status is 2 where anything was found.",
        epilog="Example: trip-analytics audit report --teams returns/teams.csv",
    )
    command.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="SOURCE",
        help="files, folders of files, and the store that they were published from",
    )
    command.add_argument(
        "--teams", type=Path, metavar="FILE", help="the register of teams, to find their names"
    )
    command.set_defaults(run=_audit)


def _audit(options: argparse.Namespace) -> int:
    from trip_analytics.loading.find_files import store_among
    from trip_analytics.store.opening import is_store

    store = store_among([path for path in options.files if is_store(path)])
    files = [path for path in options.files if path != store]
    if store is not None:
        from trip_analytics.publishing.publications import publications_in_words

        print(publications_in_words(store))
    return _audit_files(files, options.teams, store) if files else DONE


def _audit_files(files: Sequence[Path], teams: Path | None, store: Path | None) -> int:
    from trip_analytics.auditing.audit import audit_files
    from trip_analytics.words import counted

    found = audit_files(*files, teams=teams, store=store)
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
