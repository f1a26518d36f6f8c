"""Files within files: archives and e-mails, read as folders.

Files are taken out one at a time and kept in memory only. The names they have in there
are labels: nothing is ever written or looked up under them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

from trip_analytics.reading.enclosed.found import Found, labels
from trip_analytics.reading.refusals import refusal

__all__ = ["Enclosed", "enclosed_in", "take_out"]


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file within another.

    Attributes
    ----------
    name : str
        With the folders it is in, ``/`` between them; no two files have the same one.
    modified : float or None
        When it was last changed, in seconds since 1970, where that is known.
    covering : bool
        It is part of the e-mail itself (its text, a picture in it, a signature), not
        something attached.
    """

    name: str
    modified: float | None = None
    covering: bool = False


def enclosed_in(what: str, source: BinaryIO) -> tuple[Enclosed, ...]:
    """What an archive (``zip``) or an e-mail (``e-mail``, ``outlook``) holds.

    Raises
    ------
    UnreadableFile
        It is damaged as a whole, or holds more than any folder of returns.
    """
    found = _found_in(what, source)
    return tuple(
        Enclosed(label, file.modified, file.covering)
        for label, file in zip(labels(file.name for file in found), found, strict=True)
    )


def take_out(what: str, source: BinaryIO, position: int) -> bytes:
    """The content of one of the files that :func:`enclosed_in` lists.

    Raises
    ------
    UnreadableFile
        This one file is damaged, protected by a password or far too large; the others
        may be sound.
    """
    found = _found_in(what, source)
    if not 0 <= position < len(found):
        raise refusal("vanished")
    return found[position].content()


def _found_in(what: str, source: BinaryIO) -> Sequence[Found]:
    """What is in there, by the reader of its kind, loaded where it is used."""
    if what == "zip":
        from trip_analytics.reading.enclosed.zipped import found_in_zip

        return found_in_zip(source)
    if what == "e-mail":
        from trip_analytics.reading.enclosed.mail import found_in_mail

        return found_in_mail(source)
    from trip_analytics.reading.enclosed.outlook import found_in_outlook

    return found_in_outlook(source)
