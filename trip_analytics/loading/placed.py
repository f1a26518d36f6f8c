"""A return: a form that was placed, and what was decided about it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from trip_analytics.import_log import Entry, Place
from trip_analytics.loading.answers import Answers, answers_of
from trip_analytics.loading.identity import Identity
from trip_analytics.loading.versions import version_of
from trip_analytics.teams import Team
from trip_analytics.understanding import Form, normalise

Status = Literal["current", "superseded", "duplicate"]


class Recency(NamedTuple):
    """The greater the more recent; a blank form is no return to correct another."""

    says_something: bool
    returned_on: dt.date
    version: tuple[int, ...]
    modified: float


@dataclass(eq=False, repr=False)
class Return:
    """A form that was placed, and the file it came from.

    Attributes
    ----------
    form : Form
    identity : Identity
        Whose it is and of which year, as the form and what it stands under say.
    source_file : str
    sha256 : str
    modified : float
        When its file was last changed, in seconds since 1970.
    status : {"current", "superseded", "duplicate"}
    counts_for : Team or None
        The team that its own became part of, if it counts for that one.
    log : list of Entry
        What deciding between returns found; begun anew each time.
    """

    form: Form
    identity: Identity
    source_file: str
    sha256: str
    modified: float
    status: Status = "current"
    counts_for: Team | None = None
    log: list[Entry] = field(default_factory=list)

    def __repr__(self) -> str:
        # A cell may hold a patient's words: they stay out of tracebacks.
        return f"Return({self.source_file}, {self.status})"

    def begin_anew(self) -> None:
        """Forget what was decided, before it is decided again."""
        self.status, self.counts_for = "current", None
        self.log.clear()

    @property
    def place(self) -> Place:
        """Where the return stands."""
        return Place(self.source_file, self.form.sheet)

    @property
    def team(self) -> Team | None:
        """Whose return it is in the tables."""
        return self.counts_for or self.identity.team

    @property
    def service_line(self) -> str | None:
        """To which service line it belongs in the tables."""
        return (self.counts_for or self.identity).service_line or self.identity.service_line

    @cached_property
    def answers(self) -> Answers:
        """What the return says, wherever it stands."""
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
