"""Which of several returns of one team, year and form counts, and what the others are.

And what a person should check of those that count: answers copied from last year, teams whose
names are alike.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from trip_analytics.import_log import Entry
from trip_analytics.loading.comparable_answers import Answers
from trip_analytics.loading.merged_teams import carry_forward, follow_mergers
from trip_analytics.loading.placed_return import Return
from trip_analytics.teams.names import how_alike, pairs_that_may_be_alike
from trip_analytics.teams.register import TeamRegister

__all__ = ["Return", "decide_current"]


def decide_current(returns: Sequence[Return], register: TeamRegister) -> None:
    """Set each return's status, and log on it what a person should check.

    May be called again with more returns: it starts from the beginning. The order of the returns
    makes no difference.
    """
    for one in returns:
        one.reset()
    follow_mergers(returns, register)
    by_key: dict[tuple[object, ...], list[Return]] = {}
    for one in returns:
        by_key.setdefault(one.key(), []).append(one)
    for rivals in by_key.values():
        if len(rivals) > 1:
            decide_between(rivals)
    current = [one for one in returns if one.status == "current"]
    carry_forward(current, register)
    log_same_as_last_year(current)
    if register.is_empty:
        log_teams_alike(current)


# So large a share of the answers must be left for a later return to be as full as the one before.
AS_FULL: Final = 0.75
_REASONS: Final = (
    "this one is blank",
    "its form has a later date",
    "its name says so",
    "its file is newer",
)


def decide_between(rivals: Sequence[Return]) -> None:
    """Set the status of each, with a warning on each that is not current."""
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
                    "year-not-updated",
                    one.place,
                    used=one.identity.year,
                    other=kept.source_file,
                    year=kept.identity.year,
                    source=source,
                    likely=likely,
                )
            )
        else:
            one.log.append(Entry.of("duplicate-return", one.place, other=kept.source_file))
    return kept


def _superseded(older: Return, newer: Return) -> Entry:
    before, after = older.answers, newer.answers
    also = _also(older, newer)
    words = {"other": newer.source_file, "reason": _reason(older, newer), "also": also}
    if before.is_blank:
        return Entry.of("blank-return", older.place, **words)
    views, other_views = before.views, after.views
    if views and other_views and views.isdisjoint(other_views):
        return Entry.of(
            "superseded-part",
            older.place,
            views=_listed(views),
            other_views=_listed(other_views),
            **words,
        )
    if less := before.more_than(after, AS_FULL):
        return Entry.of("superseded-by-less", older.place, less=less, **words)
    return Entry.of("superseded-return", older.place, **words)


def _also(older: Return, newer: Return) -> str:
    """What speaks against the two being one return."""
    said = ""
    for one, which in ((older, "This one"), (newer, "The other")):
        for year, source in one.identity.other_years.items():
            said += (
                f" {which} may be the return for {year}, as the {source} says: then correct its "
                "year, and both count."
            )
    return said


def _listed(names: Iterable[str]) -> str:
    return " and ".join(sorted(names))


def _reason(older: Return, newer: Return) -> str:
    for reason, before, after in zip(_REASONS, older.recency(), newer.recency(), strict=True):
        if before != after:
            return reason
    if older.answers.fullness != newer.answers.fullness:
        return "nothing shows which is later, and it says more"
    return "nothing shows which is later"


FEWEST_ANSWERS: Final = 6  # fewer may be the same by chance
SHARE_OF_COMMENTS: Final = 0.5  # of those on either, that must be the same, word for word
# Answers that are all one value say little; with so many comments the same they do.
COMMENTS_TO_BE_SURE: Final = 2


def log_same_as_last_year(current: Sequence[Return]) -> None:
    """Warn on each return whose answers are those of the team's latest earlier return."""
    by_form: dict[tuple[object, ...], list[Return]] = {}
    for one in current:
        who = one.team.team_id if one.team else one.who()
        by_form.setdefault((one.form.instrument.instrument_id, who), []).append(one)
    for returned in by_form.values():
        years: dict[int, list[Return]] = {}
        for one in returned:
            if one.identity.year is not None:
                years.setdefault(one.identity.year, []).append(one)
        ordered = sorted(years)
        for earlier, later in pairwise(ordered):
            for one in years[later]:
                for before in years[earlier]:
                    if said := _what_is_same(before.answers, one.answers):
                        one.log.append(
                            Entry.of(
                                "same-as-last-year",
                                one.place,
                                what=said,
                                other=before.source_file,
                                year=earlier,
                            )
                        )


def _what_is_same(before: Answers, now: Answers) -> str:
    """What two returns share, in words; empty where they differ or that may be chance."""
    if before.marks != now.marks or len(now.marks) < FEWEST_ANSWERS:
        return ""
    commented = before.comments.keys() | now.comments.keys()
    same = sum(before.comments.get(item) == now.comments.get(item) for item in commented)
    if commented and same < SHARE_OF_COMMENTS * len(commented):
        return ""
    if len(set(now.marks.values())) == 1 and same < COMMENTS_TO_BE_SURE:
        return ""
    if not same:
        return f"All {len(now.marks)} answers are"
    return f"All {len(now.marks)} answers and {same} of {len(commented)} comments are"


# Teams that returned the same form side by side in so many years are two teams.
YEARS_SIDE_BY_SIDE: Final = 2


@dataclass(slots=True)
class _Called:
    """A team by its names, as its forms have them, and what it returned when."""

    returns: list[Return] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    returned: set[tuple[str, int | None]] = field(default_factory=set)

    @property
    def name(self) -> str:
        return min(self.names)


def log_teams_alike(current: Sequence[Return]) -> None:
    """Warn on each return whose team's name looks like another's."""
    teams: dict[str, _Called] = {}
    for one in current:
        if one.team is not None:
            called = teams.setdefault(one.team.team_id, _Called())
            called.returns.append(one)
            called.names.add(one.team.team)
            called.returned.add((one.form.instrument.instrument_id, one.identity.year))
    alike: dict[str, list[str]] = {}
    named = {called.name: team_id for team_id, called in teams.items()}
    pairs = pairs_that_may_be_alike(named)
    for first, second in sorted(sorted(map(named.__getitem__, pair)) for pair in pairs):
        # Asked before the names are compared, since most teams of a trust return every year.
        if len(teams[first].returned & teams[second].returned) >= YEARS_SIDE_BY_SIDE:
            continue
        how = how_alike(teams[first].name, teams[second].name)
        if how is None:
            continue
        for team_id, other in ((first, second), (second, first)):
            alike.setdefault(team_id, []).append(f"{teams[other].name} ({how})")
    for team_id, others in alike.items():
        for one in teams[team_id].returns:
            used = one.team and one.team.team
            one.log.append(Entry.of("teams-alike", one.place, used=used, others="; ".join(others)))
