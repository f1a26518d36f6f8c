"""Which return is current where a team returned the same form twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from trip_analytics.import_log import (
    BLANK_RETURN,
    DUPLICATE,
    SUPERSEDED,
    SUPERSEDED_BY_LESS,
    SUPERSEDED_PART,
    YEAR_NOT_UPDATED,
    Entry,
    Place,
)
from trip_analytics.loading.answers import Answers, answers_of
from trip_analytics.loading.identity import Identity
from trip_analytics.loading.versions import version_of
from trip_analytics.teams import Team
from trip_analytics.understanding import Form, normalise

Status = Literal["current", "superseded", "duplicate"]
# So large a share of the answers must be left for a later return to be as full as the one before.
AS_FULL = 0.75
_REASONS = (
    "this one is blank",
    "its form has a later date",
    "its name says so",
    "its file is newer",
)


class _Recency(NamedTuple):
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
        The team that its own has become part of since, if it counts as that one's past.
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
        if identity.team:
            return identity.team.team_id
        line = normalise(identity.service_line or "")
        return (line, "" if line else normalise(identity.organisation or ""))

    def recency(self) -> _Recency:
        """What decides between two: date on the form, version words, the file's own date."""
        return _Recency(
            not self.answers.is_blank,
            self.identity.returned_on or dt.date.min,
            version_of(self.source_file, self.form.sheet),
            self.modified,
        )

    def sort_key(self) -> tuple[object, ...]:
        """A place of its own among all returns, the same in whatever order files are read."""
        cells = sorted(str(row.get("cell")) for rows in self.form.rows.values() for row in rows)
        return (self.source_file, self.form.sheet or "", cells, self.sha256)


def decide_current(returns: Iterable[Return]) -> None:
    """Set each return's status, with a warning on each that is not current.

    May be called again with more returns: it begins anew.
    """
    by_key: dict[tuple[object, ...], list[Return]] = {}
    for one in returns:
        one.status, one.counts_for = "current", None
        one.log.clear()
        by_key.setdefault(one.key(), []).append(one)
    for rivals in by_key.values():
        if len(rivals) > 1:
            _decide(rivals)


def _decide(rivals: Sequence[Return]) -> None:
    same: dict[frozenset[object], list[Return]] = {}
    for one in rivals:
        same.setdefault(one.answers.everything, []).append(one)
    distinct = [_mark_duplicates(copies) for copies in same.values()]
    distinct.sort(key=Return.sort_key)
    current = max(distinct, key=lambda one: (one.recency(), one.answers.fullness))
    for one in distinct:
        if one is not current:
            one.status = "superseded"
            one.log.append(_superseded(one, current))


def _mark_duplicates(copies: Sequence[Return]) -> Return:
    """The one that counts of those that say the same: a later date, a plainer name and place."""
    kept, *others = sorted(
        copies,
        key=lambda one: (
            len(one.identity.other_years),
            -(one.identity.returned_on or dt.date.min).toordinal(),
            tuple(-part for part in one.recency().version),
            one.source_file.count("/"),
            one.sort_key(),
        ),
    )
    for one in others:
        one.status = "duplicate"
        other_years = one.identity.other_years
        if other_years and not kept.identity.other_years:
            likely, source = next(iter(other_years.items()))
            one.log.append(
                Entry.of(
                    YEAR_NOT_UPDATED,
                    one.place,
                    used=one.identity.year,
                    other=kept.source_file,
                    year=kept.identity.year,
                    source=source,
                    likely=likely,
                )
            )
        else:
            one.log.append(Entry.of(DUPLICATE, one.place, other=kept.source_file))
    return kept


def _superseded(older: Return, newer: Return) -> Entry:
    before, after = older.answers, newer.answers
    also = _also(older, newer)
    words = {"other": newer.source_file, "reason": _reason(older, newer), "also": also}
    if before.is_blank:
        return Entry.of(BLANK_RETURN, older.place, **words)
    views, other_views = before.views, after.views
    if views and other_views and views.isdisjoint(other_views):
        return Entry.of(
            SUPERSEDED_PART,
            older.place,
            views=_listed(views),
            other_views=_listed(other_views),
            **words,
        )
    if less := before.more_than(after, AS_FULL):
        return Entry.of(SUPERSEDED_BY_LESS, older.place, less=less, **words)
    return Entry.of(SUPERSEDED, older.place, **words)


def _also(older: Return, newer: Return) -> str:
    """What speaks against the two being one return."""
    said = ""
    for one, which in ((older, "This one"), (newer, "The other")):
        for year, source in one.identity.other_years.items():
            said += (
                f" {which} may be the return for {year}, as the {source} says: then correct its "
                "year, and both count."
            )
    names = {one.identity.named or (one.team.team if one.team else None) for one in (older, newer)}
    if len(names) > 1:
        said += f" They came from teams that have merged ({_listed(map(str, names))})."
    return said


def _listed(names: Iterable[str]) -> str:
    return " and ".join(sorted(names))


def _reason(older: Return, newer: Return) -> str:
    for reason, before, after in zip(_REASONS, older.recency(), newer.recency(), strict=True):
        if before != after:
            return reason
    if older.answers.fullness != newer.answers.fullness:
        return "nothing tells which is later, and it says more"
    return "nothing tells which is later"
