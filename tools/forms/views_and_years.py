"""Whose views and which years stand side by side on a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final

from tools.forms.heads import Says, head
from tools.forms.paper import Page
from tools.forms.parts import (
    VIEWS,
    Column,
    Team,
    around,
    point_columns,
    rating_column,
    usual_rows,
)
from tools.forms.practice_tables import draw


def views_on(team: Team) -> list[str]:
    """Which groups of people are asked."""
    chosen = team.chance.choice(
        (
            ("staff", "people-using-services", "team"),
            ("staff", "people-using-services"),
            ("staff", "people-using-services", "family-and-friends", "team"),
            ("people-using-services", "staff", "family-and-friends"),
            ("team", "staff", "people-using-services"),
        )
    )
    return list(chosen)


def views_side_by_side(team: Team) -> list[Page]:
    """A column for each group of people."""
    chance = team.chance
    page = team.page()
    row = head(page, team)
    group = chance.choice((None, None, "Rating (1-5)", "Ratings"))
    answers = [
        Column("rating", chance.choice(VIEWS[view]), perspective=view, group=group)
        for view in views_on(team)
    ]
    draw(page, row, 1, around(chance, answers), usual_rows(chance), team)
    return [page]


def views_with_points(team: Team) -> list[Page]:
    """Five columns to tick for each group of people."""
    chance = team.chance
    page = team.page()
    row = head(page, team)
    points = point_columns(chance)
    answers = [
        replace(points, perspective=view, group=chance.choice(VIEWS[view]), na=None)
        for view in views_on(team)
    ]
    draw(page, row, 1, around(chance, answers), usual_rows(chance), team)
    return [page]


def years_side_by_side(team: Team) -> list[Page]:
    """A column for each year."""
    chance = team.chance
    page = team.page()
    says = Says(year=chance.random() < 0.5)
    row = head(page, team, says)
    shape = chance.choice(
        (
            "{y}",
            "{y}",
            "{y}/{n}",
            "{y} rating",
            "Rating {y}",
            "Score {y}",
            "March {y}",
            "{y}-{n}",
            "TRIP {y}",
        ),
    )
    years = range(team.year - chance.choice((1, 2)), team.year + 1)
    answers = []
    for year in years:
        text = shape.format(y=year, n=f"{(year + 1) % 100:02}")
        heading = int(text) if text.isdigit() and chance.random() < 0.6 else text
        answers.append(Column("rating", heading, year=year))
        if chance.random() < 0.15:
            answers.append(Column("comment", f"Comments {year}"))
    draw(page, row, 1, around(chance, answers), usual_rows(chance), team)
    return [page]


def last_year_beside(team: Team) -> list[Page]:
    """Last year's answers copied next to this year's."""
    chance = team.chance
    page = team.page()
    row = head(page, team, Says())
    last, this = chance.choice(
        (
            ("Last year", "This year"),
            ("Rating last year", "Rating this year"),
            ("Last year's rating", "This year's rating"),
            (f"Last year ({team.year - 1})", f"This year ({team.year})"),
        ),
    )
    answers = [
        Column("rating", last, year=team.year - 1),
        Column("rating", this, year=team.year),
    ]
    if chance.random() < 0.3:
        answers.append(Column("words", "Change", fill=lambda c: c.choice(("+1", "-1", "same"))))
    draw(page, row, 1, around(chance, answers), usual_rows(chance), team)
    return [page]


def baseline_and_review(team: Team) -> list[Page]:
    """Nobody can tell which year the baseline was, unless it says so."""
    chance = team.chance
    page = team.page()
    row = head(page, team, Says())
    if chance.random() < 0.5:
        before = Column("rating", f"Baseline {team.year - 2}", year=team.year - 2)
        after = Column("rating", f"Review {team.year}", year=team.year)
    else:
        before = Column("rating", chance.choice(("Baseline", "Previous", "Before")), known=False)
        after = Column("rating", chance.choice(("Review", "Current", "Now")))
    draw(page, row, 1, around(chance, [before, after]), usual_rows(chance), team)
    return [page]


def years_over_views(team: Team) -> list[Page]:
    """Views below each year."""
    chance = team.chance
    page = team.page()
    row = head(page, team, Says(year=chance.random() < 0.5))
    views = views_on(team)
    headings = {view: chance.choice(VIEWS[view]) for view in views}
    answers = [
        Column("rating", headings[view], perspective=view, year=year, group=year)
        for year in (team.year - 1, team.year)
        for view in views
    ]
    draw(page, row, 1, around(chance, answers), usual_rows(chance), team)
    return [page]


def years_with_comments(team: Team) -> list[Page]:
    """A rating and a comment for each year."""
    chance = team.chance
    page = team.page()
    row = head(page, team, Says())
    team = replace(team, remarks=0.6)
    answers = []
    for year in (team.year - 1, team.year):
        answers += [
            Column("rating", "Rating", year=year, group=str(year)),
            Column("comment", "Comments", group=str(year)),
        ]
    draw(page, row, 1, around(chance, answers, comment=False), usual_rows(chance), team)
    return [page]


def with_targets(team: Team) -> list[Page]:
    """Where they want to be, and by when."""
    chance = team.chance
    page = team.page()
    row = head(page, team)
    target = Column(
        "words",
        chance.choice(
            (
                "Target",
                "Target rating",
                "Where we want to be",
                "Goal (1-5)",
                "Target for next year",
                "Where do we want to be in 12 months?",
            )
        ),
        fill=lambda c: c.choice((3, 4, 5, None)),
    )
    by = Column("words", "Target date", fill=lambda c: c.choice((None, "June", "31/12/2026")))
    answers = [rating_column(chance), target, *([by] if chance.random() < 0.5 else [])]
    draw(page, row, 1, around(chance, answers), usual_rows(chance), team)
    return [page]


HABITS: Final[dict[str, Callable[[Team], list[Page]]]] = {
    "views side by side": views_side_by_side,
    "views with points": views_with_points,
    "years side by side": years_side_by_side,
    "last year and this": last_year_beside,
    "baseline and review": baseline_and_review,
    "years over views": years_over_views,
    "years with comments": years_with_comments,
    "targets": with_targets,
}
