"""Files within files: archives and e-mails, read as folders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import BinaryIO

from trip_analytics.reading.refusals import refusal


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file within another.

    Attributes
    ----------
    name : str
        With the folders it is in, ``/`` between them.
    modified : float or None
        When it was last changed, in seconds since 1970, where that is known.
    covering : bool
        It is the e-mail's own text, not something attached.
    """

    name: str
    modified: float | None = None
    covering: bool = False


def enclosed_in(what: str, source: BinaryIO) -> tuple[Enclosed, ...]:
    """What an archive (``zip``) or an e-mail (``e-mail``, ``outlook``) holds."""
    raise refusal(what)


def take_out(what: str, source: BinaryIO, position: int) -> bytes:
    """The content of one of the files that :func:`enclosed_in` lists."""
    raise refusal(what)
