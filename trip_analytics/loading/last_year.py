"""Returns that say what the team's return of the year before says: perhaps a copy of it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from trip_analytics.import_log import SAME_AS_LAST_YEAR, Entry
from trip_analytics.loading.answers import Answers
from trip_analytics.loading.placed import Return

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
                                SAME_AS_LAST_YEAR,
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
