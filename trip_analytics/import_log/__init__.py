"""What was found in the returns that a person should know of, cell by cell.

``error``: something a team wrote is not in the tables. ``warning``: it is, after
a judgement that a person should check. ``note``: nothing to do. The kinds of entry, with their
sentences, are in ``kinds.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal, NamedTuple, Self

Severity = Literal["error", "warning", "note"]

_PLACE: Final = re.compile(r"\{(\w+)(?:!r)?\}")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry: how grave it is, and what a person should do about it."""

    kind: str
    """Its name in the log. Two kinds with one name differ in their sentences."""
    severity: Severity
    what_to_do: str
    """A sentence with places for words."""
    request: str | None = None
    """What to ask the team, with places for the same words; None where the desk settles it."""
    query: str | None = None
    """What the request is listed as, where that does not follow from the rest."""

    def asked(self, what_to_do: str, used: str | None) -> str | None:
        """The request that goes with a sentence of this kind; None where it is of another."""
        found = _pattern(self.what_to_do).fullmatch(what_to_do)
        if self.request is None or found is None:
            return None
        words = found.groupdict()
        capital = {name.capitalize(): text[:1].upper() + text[1:] for name, text in words.items()}
        return self.request.format(**capital, **words, used=used)


@cache
def _pattern(sentence: str) -> re.Pattern[str]:
    """What a sentence looks like once its places are filled."""
    plain = _PLACE.split(sentence)
    named: set[str] = set()
    parts = []
    for at, part in enumerate(plain):
        if at % 2 == 0:
            parts.append(re.escape(part))
        else:
            parts.append(f"(?P={part})" if part in named else f"(?P<{part}>.*?)")
            named.add(part)
    return re.compile("".join(parts), re.DOTALL)


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds of entry, by the names that code has for them."""
    text = (files(__name__) / "kinds.toml").read_text(encoding="utf-8")
    return {name: Kind(**{"kind": name} | said) for name, said in tomllib.loads(text).items()}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the returns something is."""

    source_file: str
    sheet: str | None = None
    cell: str | None = None


class Entry(NamedTuple):
    """One row of the import log. ``found`` is the cell's text as it stands.

    A tuple, because a large import has hundreds of thousands of them.
    """

    severity: Severity
    kind: str
    source_file: str
    sheet: str | None
    cell: str | None
    found: str | None
    used: str | None
    what_to_do: str
    team: str | None = None
    year: int | None = None
    around: str | None = None
    """The cells around an unclear one, as lines of text, for whoever asks the team."""

    @classmethod
    def of(
        cls,
        name: str,
        place: Place,
        *,
        found: str | None = None,
        used: object = None,
        around: str | None = None,
        **words: object,
    ) -> Self:
        """An entry of the kind of that name; ``words`` fill the kind's sentence.

        Examples
        --------
        >>> place = Place("Alder.xlsx", "TRIP", "C7")
        >>> Entry.of("unclear-mark", place, found="3-4", scale="1 to 5", why="a range").what_to_do
        'Ask the team for one answer from 1 to 5: a range.'
        """
        kind = kinds()[name]
        return cls(
            severity=kind.severity,
            kind=kind.kind,
            source_file=place.source_file,
            sheet=place.sheet,
            cell=place.cell,
            found=found,
            used=None if used is None else str(used),
            what_to_do=kind.what_to_do.format(**words),
            around=around,
        )

    def about(self, team: str | None, year: int | None) -> Self:
        """The same entry, with the team and the year that it is about."""
        return type(self)(*self[:8], team, year, self.around)

    def row(self) -> dict[str, Any]:
        """The entry as a row of the table ``import_log``."""
        return self._asdict()

    def __repr__(self) -> str:
        # A cell may hold a patient's words: they stay out of tracebacks.
        return f"Entry({self.severity}: {self.kind} at {self.source_file} {self.cell or ''})"
