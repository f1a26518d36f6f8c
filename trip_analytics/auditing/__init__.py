"""The audit of finished files, which are read back as a reader has them."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """Something in a file that should not leave the desk."""

    kind: str
    """Its slug, the same for all findings of the kind."""
    finding: str
    """A plain sentence. It quotes neither an answer that the file reveals nor anybody's words."""
    cure: str
    """What to do, in a sentence."""
    place: str = ""
    """A table's title or a sheet; empty for the file as a whole."""
    file: str = ""
    """The file, or the files that it takes to see it."""
