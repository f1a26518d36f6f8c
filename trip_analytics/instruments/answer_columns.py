"""The columns in which a list's statements are answered, where there are several."""

from __future__ import annotations

from collections.abc import Sequence

from trip_analytics.instruments.definition import AnswerColumn
from trip_analytics.instruments.ids import id_of


def answer_columns(
    headings: Sequence[Sequence[str]], problems: list[str]
) -> tuple[AnswerColumn, ...]:
    """The columns that have these headings, each by its names; the first is the rating.

    Examples
    --------
    >>> [column.perspective for column in answer_columns([["Now", "Today"], ["Wanted"]], [])]
    ['team', 'wanted']
    """
    printed = [heading.casefold() for names in headings for heading in names]
    if len(headings) == 1:
        problems.append("there is one column for answers alone: name two, or none of them")
    if len(set(printed)) < len(printed):
        problems.append("two columns for answers have the same heading: give each its own")
    return tuple(
        AnswerColumn("team" if number == 0 else id_of(names[0]), names[0], tuple(names))
        for number, names in enumerate(headings)
        if names
    )
