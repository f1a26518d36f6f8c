"""A worker process: takes files on its input, gives what came of each on its output.

Run by :mod:`trip_analytics.loading.workers`. Nothing slow is imported, so that it is
there in a fifth of a second and stays small.
"""

from __future__ import annotations

import os
import pickle
import signal
from typing import BinaryIO

from trip_analytics.loading.read_file import FileRead, read_file
from trip_analytics.understanding import Understanding


def main() -> None:
    """Serve until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it stops it
    with os.fdopen(os.dup(0), "rb") as files, os.fdopen(os.dup(1), "wb") as results:
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1):  # nothing that a library prints may come between the results
            os.dup2(nowhere, stream)
        instruments, teams = pickle.load(files)  # noqa: S301 # from our own process
        understanding = Understanding(instruments, teams)
        _send(None, results)  # ready
        while True:
            try:
                file = pickle.load(files)  # noqa: S301 # as above
            except EOFError:
                return
            _send(read_file(file, understanding), results)


def _send(what: FileRead | None, to: BinaryIO) -> None:
    pickle.dump(what, to)
    to.flush()


if __name__ == "__main__":
    main()
