"""What shows only when forms are compared: printed columns, last year's answers, teams alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise
from typing import Any, Final

from trip_analytics.import_log import (
    NO_ANSWER_COLUMN,
    SAME_AS_LAST_YEAR,
    TAKEN_BY_COMPARISON,
    TEAMS_ALIKE,
    UNKNOWN_COLUMN,
    Entry,
    Place,
)
from trip_analytics.loading.comparable_answers import Answers
from trip_analytics.loading.placed_return import Return
from trip_analytics.loading.read_file import FileRead
from trip_analytics.teams import how_alike
from trip_analytics.understanding import Form

Column = dict[str, Any]

FEWEST_FORMS: Final = 3  # of one layout, to see what is printed on it


def settle_printed(results: Iterable[FileRead]) -> None:
    """Take another column where the one taken is the same on all forms of its layout.

    Forms of one layout have the same columns with answers under the same headings. What
    one form leaves open is settled in the same way: the one column that differs, beside
    others that do not, holds the answers.
    """
    layouts: dict[object, list[tuple[FileRead, Form]]] = {}
    for result in results:
        for form in result.forms:
            if form.columns:
                layouts.setdefault(_layout(form), []).append((result, form))
    for forms in layouts.values():
        contents = {result.sha256 for result, _ in forms}
        if len(contents) >= FEWEST_FORMS:
            _settle(forms)


def _layout(form: Form) -> object:
    """What forms of one layout share: the instrument, and each column's heading and cells."""
    columns = [(c["heading"], tuple(a[2] for a in c["answers"].values())) for c in form.columns]
    return form.instrument.instrument_id, tuple(columns)


def _settle(forms: Sequence[tuple[FileRead, Form]]) -> None:
    first = forms[0][1]
    said = [
        {tuple(tuple(a[:2]) for a in form.columns[at]["answers"].values()) for _, form in forms}
        for at in range(len(first.columns))
    ]
    differing = [at for at, answers in enumerate(said) if len(answers) > 1]
    taken = [at for at, column in enumerate(first.columns) if column["taken"]]
    if len(differing) != 1 or taken == differing or len(said) < 2:
        return
    for result, form in forms:
        _take(result, form, form.columns[differing[0]], len(forms))


def _take(result: FileRead, form: Form, column: Column, count: int) -> None:
    """Make a column's answers those of a form."""
    table = "stages" if form.instrument.kind == "stages" else "ratings"
    value_name = "stage" if table == "stages" else "rating"
    rows = []
    for row in form.rows.get(table, []):
        answer = column["answers"].get(row["item_id"])
        if answer is not None:
            value, state, cell = answer
            row = {**row, value_name: value, "state": state, "cell": cell}
        rows.append(row)
    form.rows = {**form.rows, table: rows}
    cells = {answer[2] for answer in column["answers"].values()}
    settled = (NO_ANSWER_COLUMN.kind, UNKNOWN_COLUMN.kind)
    result.log[:] = [
        entry
        for entry in result.log
        if not (
            entry.kind in settled
            and entry.sheet == form.sheet
            and (entry.cell in cells or entry.kind == NO_ANSWER_COLUMN.kind)
        )
    ]
    entry = Entry.of(
        TAKEN_BY_COMPARISON,
        Place(result.file.name, form.sheet, column["at"]),
        found=column["heading"],
        count=str(count),
    )
    form.log.append(entry)
    result.log.append(entry)


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
    for first, second in combinations(sorted(teams), 2):
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
            one.log.append(Entry.of(TEAMS_ALIKE, one.place, used=used, others="; ".join(others)))
