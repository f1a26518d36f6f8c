"""Which return is current where a team returned the same form twice."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from trip_analytics.import_log import DUPLICATE, SUPERSEDED, Entry, Place
from trip_analytics.loading.identity import Identity
from trip_analytics.understanding import Form, normalise

Status = Literal["current", "superseded", "duplicate"]

_VERSION_WORDS = (
    (re.compile(r"\bv(?:ersion)? ?(\d+)\b"), None),
    (re.compile(r"\b(final|signed off)\b"), 100),
    (re.compile(r"\b(corrected|revised|amended|updated|resubmi\w+)\b"), 90),
    (re.compile(r"\bdraft\b"), -1),
)
_WHERE_IT_STANDS = {"source_file", "sheet", "cell", "priority_cell"}


@dataclass(slots=True)
class Return:
    """A form that was placed, and the file it came from."""

    form: Form
    identity: Identity
    source_file: str
    sha256: str
    modified: float
    status: Status = "current"
    log: list[Entry] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Where the return stands."""
        return Place(self.source_file, self.form.sheet)

    def key(self) -> tuple[object, ...]:
        """What only one current return may share: who, which year, which form."""
        identity = self.identity
        who = (
            identity.team.team_id
            if identity.team
            else (
                normalise(identity.service_line or ""),
                normalise(identity.organisation or "") if not identity.service_line else "",
            )
        )
        plans = self.form.rows.get("action_plans", ())
        challenges = frozenset(str(row.get("item_id")) for row in plans)
        return (self.form.instrument.instrument_id, who, identity.year, challenges)

    def answers(self) -> frozenset[tuple[object, ...]]:
        """What the return says, wherever it stands."""
        return frozenset(
            (table, *((k, str(v)) for k, v in sorted(row.items()) if k not in _WHERE_IT_STANDS))
            for table, rows in self.form.rows.items()
            for row in rows
        )

    def recency(self) -> tuple[dt.date, int, float]:
        """The later the more recent: date on the form, version words, the file's own date."""
        return (self.identity.returned_on or dt.date.min, _version(self.source_file), self.modified)


def _version(source_file: str) -> int:
    name = normalise(source_file.replace("_", " "))
    for pattern, rank in _VERSION_WORDS:
        if found := pattern.search(name):
            return rank if rank is not None else int(found.group(1))
    return 0


def decide_current(returns: Iterable[Return]) -> None:
    """Set each return's status, with a warning on each that is not current."""
    by_key: dict[tuple[object, ...], list[Return]] = {}
    for one in returns:
        by_key.setdefault(one.key(), []).append(one)
    for rivals in by_key.values():
        if len(rivals) > 1:
            _decide(rivals)


def _decide(rivals: list[Return]) -> None:
    distinct: list[Return] = []
    answers: list[frozenset[tuple[object, ...]]] = []
    for one in rivals:
        said = one.answers()
        if said in answers:
            first = distinct[answers.index(said)]
            one.status = "duplicate"
            one.log.append(Entry.of(DUPLICATE, one.place, other=first.source_file))
        else:
            distinct.append(one)
            answers.append(said)
    current = max(distinct, key=lambda one: (*one.recency(), one.source_file))
    for one in distinct:
        if one is not current:
            one.status = "superseded"
            one.log.append(
                Entry.of(
                    SUPERSEDED, one.place, other=current.source_file, reason=_reason(one, current)
                )
            )


def _reason(older: Return, newer: Return) -> str:
    reasons = ("its form has a later date", "its name says so", "its file is newer")
    for reason, before, after in zip(reasons, older.recency(), newer.recency(), strict=True):
        if before != after:
            return reason
    return "its name comes later"
