"""A return: a form that was placed, what was decided about it, and how late a version it is."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, NamedTuple

from trip_analytics.import_log import Entry, Place
from trip_analytics.loading.comparable_answers import Answers, answers_of
from trip_analytics.loading.identity import Identity
from trip_analytics.teams.register import Team
from trip_analytics.understanding import Form, normalise
from trip_analytics.understanding.words import vocabulary, word_set

Status = Literal["current", "superseded", "duplicate"]


class Recency(NamedTuple):
    """The greater the more recent; a blank form is no return to correct another."""

    says_something: bool
    returned_on: dt.date
    version: tuple[int, ...]
    modified: float


@dataclass(eq=False, repr=False)
class Return:
    """A form that was placed, and the file it came from."""

    form: Form
    identity: Identity
    """Its team and year, by the form and the names above it."""
    source_file: str
    sha256: str
    modified: float
    """When its file was last changed, in seconds since 1970."""
    status: Status = "current"
    counts_for: Team | None = None
    """The team that its own became part of, if it counts for that one."""
    log: list[Entry] = field(default_factory=list)
    """What was found when deciding between returns; empty again each time."""

    def __repr__(self) -> str:
        # A cell may hold a patient's words: they stay out of tracebacks.
        return f"Return({self.source_file}, {self.status})"

    def reset(self) -> None:
        """Forget what was decided, before it is decided again."""
        self.status, self.counts_for = "current", None
        self.log.clear()

    @property
    def place(self) -> Place:
        """Where the return is."""
        return Place(self.source_file, self.form.sheet)

    @property
    def team(self) -> Team | None:
        """The team that has the return in the tables."""
        return self.counts_for or self.identity.team

    @property
    def service_line(self) -> str | None:
        """To which service line it belongs in the tables."""
        return (self.counts_for or self.identity).service_line or self.identity.service_line

    @cached_property
    def answers(self) -> Answers:
        """What the return says, without its cells."""
        return answers_of(self.form.rows)

    def key(self) -> tuple[object, ...]:
        """What only one current return may share: who, which year, which form."""
        plans = self.form.rows.get("action_plans", ())
        challenges = frozenset(str(row.get("item_id")) for row in plans)
        return (self.form.instrument.instrument_id, self.who(), self.identity.year, challenges)

    def who(self) -> object:
        """The team, or else the service line, or the organisation."""
        identity = self.identity
        if self.team:
            return self.team.team_id
        line = normalise(identity.service_line or "")
        return (line, "" if line else normalise(identity.organisation or ""))

    def recency(self) -> Recency:
        """What decides between two: date on the form, version words, the file's own date."""
        return Recency(
            not self.answers.is_blank,
            self.identity.returned_on or dt.date.min,
            version_of(self.source_file, self.form.sheet),
            self.modified,
        )

    def sort_key(self) -> tuple[object, ...]:
        """A place of its own among all returns, the same in whatever order files are read."""
        cells = sorted(str(row.get("cell")) for rows in self.form.rows.values() for row in rows)
        return (self.source_file, self.form.sheet or "", cells, self.sha256)


_SAID: Final = vocabulary("names")
_NUMBER: Final = re.compile(r"\b(?:v|ver|version|rev|revision) ?(\d{1,2})(?: (\d{1,2}))?\b")
_FINAL: Final = _SAID.pattern(r"\b{final} ?(\d?)\b")
# "TRIP Ash (2).xlsx", "TRIP Ash - Copy (3).xlsx": systems number what is saved again.
_SAVED_AGAIN: Final = re.compile(r"[(\[]\s*(\d{1,2})\s*[)\]]|\bcopy[ _](\d{1,2})\b", re.I)
_FOLDERS_OF_OLD: Final = word_set("names", "folders_of_old")


def version_of(source_file: str, sheet: str | None) -> tuple[int, ...]:
    """How late a version is, by its file, sheet and folders: the greater the later.

    In this order: what is marked as outdated or a draft, what is not marked, a numbered
    version, a corrected one, a final one.

    Examples
    --------
    >>> names = ["Ash final v2", "Ash v10", "Ash draft", "Ash", "Ash FINAL", "Ash v9", "Ash (2)"]
    >>> sorted(names, key=lambda name: version_of(name, None))
    ['Ash draft', 'Ash', 'Ash (2)', 'Ash v9', 'Ash v10', 'Ash FINAL', 'Ash final v2']
    """
    stem = re.sub(r"\.\w{2,4}$", "", source_file)
    whole = "/".join(filter(None, (stem, sheet))).replace("_", " ")
    text = normalise(whole)
    folders = {normalise(part) for part in source_file.split("/")[:-1]}
    if _SAID["outdated"].search(text) or folders & _FOLDERS_OF_OLD:
        stage = -2
    elif _SAID["draft"].search(text):
        stage = -1
    elif _FINAL.search(text):
        stage = 2
    else:
        stage = 1 if _SAID["corrected"].search(text) else 0
    finals = sum(int(number or 1) for number in _FINAL.pattern.findall(text))
    numbers = [(int(first), int(second or 0)) for first, second in _NUMBER.findall(text)]
    again = [int(first or second) for first, second in _SAVED_AGAIN.findall(whole)]
    corrected = len(_SAID["corrected"].pattern.findall(text))
    return (stage, finals, corrected, *max(numbers, default=(0, 0)), max(again, default=0))
