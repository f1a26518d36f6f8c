"""Views of several groups of people, and several years, side by side on a form."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from tools.forms.form import Answers, Saying, drawn
from tools.forms.heading import Says
from tools.forms.page import Content, Page
from tools.forms.table import Column, around, point_columns, rating_column
from tools.forms.team import Team
from tools.forms.words import WORDS

VIEWS: Final = WORDS["views"]


def views_on(team: Team) -> Sequence[str]:
    """Which groups of people are asked."""
    staff, users, families = "staff", "people-using-services", "family-and-friends"
    return team.chance.choice(
        (
            (staff, users, "team"),
            (staff, users),
            (staff, users, families, "team"),
            (users, staff, families),
            ("team", staff, users),
        )
    )


def a_column_each(team: Team, group: Content = None) -> list[Column]:
    """A rating for each group of people."""
    return [
        Column("rating", team.chance.choice(VIEWS[view]), perspective=view, group=group)
        for view in views_on(team)
    ]


def _views(team: Team) -> list[Column]:
    return a_column_each(team, team.chance.choice((None, None, "Rating (1-5)", "Ratings")))


def _points_for_views(team: Team) -> list[Column]:
    points = point_columns(team.chance)
    return [
        replace(points, perspective=view, group=team.chance.choice(VIEWS[view]), na=None)
        for view in views_on(team)
    ]


def _years(team: Team) -> list[Column]:
    chance = team.chance
    shape = chance.choice(
        ("{y}", "{y}", "{y}/{n}", "{y} rating", "Rating {y}", "Score {y}", "March {y}",
         "{y}-{n}", "TRIP {y}")
    )  # fmt: skip
    columns = []
    for year in range(team.year - chance.choice((1, 2)), team.year + 1):
        text = shape.format(y=year, n=f"{(year + 1) % 100:02}")
        heading = int(text) if text.isdigit() and chance.random() < 0.6 else text
        columns.append(Column("rating", heading, year=year))
        if chance.random() < 0.15:
            columns.append(Column("comment", f"Comments {year}"))
    return columns


def _last_year_and_this(team: Team) -> list[Column]:
    last, this = team.chance.choice(
        (
            ("Last year", "This year"),
            ("Rating last year", "Rating this year"),
            ("Last year's rating", "This year's rating"),
            (f"Last year ({team.year - 1})", f"This year ({team.year})"),
        )
    )
    columns = [
        Column("rating", last, year=team.year - 1),
        Column("rating", this, year=team.year),
    ]
    if team.chance.random() < 0.3:
        columns.append(
            Column("words", "Change", fill=lambda: team.chance.choice(("+1", "-1", "same")))
        )
    return columns


def _baseline_and_review(team: Team) -> list[Column]:
    """Nobody can tell which year the baseline was, unless it says so."""
    chance, before = team.chance, team.year - 2
    if chance.random() < 0.5:
        return [
            Column("rating", f"Baseline {before}", year=before),
            Column("rating", f"Review {team.year}", year=team.year),
        ]
    return [
        Column("rating", chance.choice(("Baseline", "Previous", "Before")), known=False),
        Column("rating", chance.choice(("Review", "Current", "Now"))),
    ]


def _views_below_years(team: Team) -> list[Column]:
    headings = {view: team.chance.choice(VIEWS[view]) for view in views_on(team)}
    return [
        Column("rating", heading, perspective=view, year=year, group=year)
        for year in (team.year - 1, team.year)
        for view, heading in headings.items()
    ]


def _rating_and_comment_for_years(team: Team) -> list[Column]:
    columns = []
    for year in (team.year - 1, team.year):
        columns.append(Column("rating", "Rating", year=year, group=str(year)))
        columns.append(Column("comment", "Comments", group=str(year)))
    return around(team.chance, columns, comment=False)


def _rating_and_target(team: Team) -> list[Column]:
    chance = team.chance
    headings = (
        "Target", "Target rating", "Where we want to be", "Goal (1-5)", "Target for next year",
        "Where do we want to be in 12 months?",
    )  # fmt: skip
    target = Column("words", chance.choice(headings), fill=lambda: chance.choice((3, 4, 5, None)))
    by = Column("words", "Target date", fill=lambda: chance.choice((None, "June", "31/12/2026")))
    return [rating_column(chance), target, *([by] if chance.random() < 0.5 else [])]


def _with(answers: Answers, says: Saying = None) -> Callable[[Team], list[Page]]:
    return lambda team: [drawn(team, answers, says=says).page]


def _perhaps_the_year(chance: random.Random) -> Says:
    return Says(year=chance.random() < 0.5)


def _years_with_comments(team: Team) -> list[Page]:
    team = replace(team, remarks=0.6)
    return [drawn(team, columns=_rating_and_comment_for_years, says=Says()).page]


HABITS: Final = {
    "views side by side": _with(_views),
    "views with points": _with(_points_for_views),
    "years side by side": _with(_years, _perhaps_the_year),
    "last year and this": _with(_last_year_and_this, Says()),
    "baseline and review": _with(_baseline_and_review, Says()),
    "years over views": _with(_views_below_years, _perhaps_the_year),
    "years with comments": _years_with_comments,
    "targets": _with(_rating_and_target),
}
