"""The fictional trust's returns, to try everything on."""

from __future__ import annotations

import argparse
from pathlib import Path

from trip_analytics.commands.source import DONE, Commands, add_out
from trip_analytics.errors import OutputError


def add_sample(commands: Commands) -> None:
    """Add ``sample``."""
    command = commands.add_parser(
        "sample",
        help="write a fictional trust's returns, to try everything on",
        description="Write the returns of a trust that does not exist, with its register of teams, "
        "into a folder. No file of yours is replaced.",
        epilog="Example: trip-analytics sample --out sample",
    )
    add_out(command, "the folder to write them into")
    command.set_defaults(run=_sample)


def _sample(options: argparse.Namespace) -> int:
    from trip_analytics.desk.bundled import bundled, bundled_paths
    from trip_analytics.words import counted

    out: Path = options.out
    files = {out / path: bundled("sample") / path for path in bundled_paths("sample")}
    try:
        for target, file in files.items():
            if target.exists() and target.read_bytes() != file.read_bytes():
                raise OutputError(
                    f"There is a file of another content at {target}: choose a folder that is not "
                    "there yet."
                )
        for target, file in files.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())
    except OSError as error:
        raise OutputError(
            f"The sample cannot be written to {out} ({error.strerror}): choose another folder."
        ) from error
    print(f"Wrote {counted(len(files), 'file')} of a trust that does not exist to {out}.")
    print(f"Go on with: trip-analytics check {out}")
    return DONE
