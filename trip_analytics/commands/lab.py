"""The notebooks in JupyterLab, on one's own returns."""

from __future__ import annotations

import argparse
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from trip_analytics.commands.source import DONE, Commands
from trip_analytics.errors import OutputError, SourceError


def add_lab(commands: Commands) -> None:
    """Add ``lab``."""
    command = commands.add_parser(
        "lab",
        help="open the notebooks on your returns, in JupyterLab",
        description="Copy the notebooks into a folder of your own and open them in JupyterLab, on "
        "your returns or on the sample. A notebook that you have edited stays as it is.",
        epilog="Example: trip-analytics lab recovery.store",
    )
    command.add_argument(
        "source",
        nargs="?",
        type=Path,
        metavar="SOURCE",
        help="a folder of returns or a store (the sample if not given)",
    )
    command.add_argument(
        "--dir",
        type=Path,
        default=Path("notebooks"),
        metavar="DIR",
        help="the folder for the notebooks (notebooks)",
    )
    command.add_argument(
        "--no-open", action="store_true", help="copy the notebooks without opening JupyterLab"
    )
    command.set_defaults(run=_lab)


def _lab(options: argparse.Namespace) -> int:
    from trip_analytics.desk.bundled import bundled, copy_notebooks
    from trip_analytics.words import listed

    source: Path = options.source or bundled("sample")
    if not source.exists():
        raise SourceError(
            f"There is no file or folder called {str(source)!r}: give the folder of your returns "
            "or your store, or nothing for the sample."
        )
    if not options.no_open and find_spec("jupyterlab") is None:
        raise OutputError(
            "JupyterLab is not installed: python -m pip install jupyterlab ipywidgets itables, "
            "then try again."
        )
    copied, kept = copy_notebooks(options.dir, source)
    if copied:
        print(f"Copied {listed(copied)} to {options.dir}, to be run on {source}.")
    if kept:
        print(f"Left as you edited {'it' if len(kept) == 1 else 'them'}: {listed(kept)}.")
    if options.no_open:
        return DONE
    sys.stdout.flush()
    try:
        return (
            subprocess.run(  # noqa: S603 # the Python that this runs in
                [sys.executable, "-m", "jupyterlab", str(options.dir)], check=False
            ).returncode
            and 2
        )
    except KeyboardInterrupt:
        return DONE
