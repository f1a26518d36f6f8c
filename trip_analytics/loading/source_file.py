"""A file to read. A module of its own, so that a worker need not load what finds files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trip_analytics.reading import Enclosed


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read.

    Attributes
    ----------
    path : Path
    name : str
        Relative to the source it was found in, ``/`` between folders; in an archive
        ``returns.zip/ward.xlsx``.
    inside : tuple of int
        Where in the file at ``path`` it is, if that is an archive or an e-mail: see
        :func:`trip_analytics.reading.read_document`.
    modified : float or None
        When it was last changed, where the archive says so.
    covering : bool
        It is an e-mail's own text.
    explained : bool
        What was found in it is to be told too.
    """

    path: Path
    name: str
    inside: tuple[int, ...] = ()
    modified: float | None = None
    covering: bool = False
    explained: bool = False

    def enclosing(self, position: int, found: Enclosed) -> SourceFile:
        """The file that is found in this one."""
        return SourceFile(
            self.path,
            f"{self.name}/{found.name}",
            (*self.inside, position),
            found.modified or self.modified,
            found.covering,
            self.explained,
        )
