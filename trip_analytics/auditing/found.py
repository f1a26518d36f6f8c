"""What an audit finds: where, what it gives away, and what would cure it."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """Something in a file that should not leave the desk.

    Attributes
    ----------
    file : str
        The file, or the files, that it is in.
    place : str
        Where in there: a table's title, a sheet; empty for the file as a whole.
    kind : str
        A word for it, the same each time.
    finding : str
        A plain sentence; never an answer that is given away, nor a person's words.
    cure : str
        What to do, in a sentence.
    """

    file: str
    place: str
    kind: str
    finding: str
    cure: str
