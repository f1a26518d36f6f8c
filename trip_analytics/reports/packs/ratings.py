"""A team's own ratings over the years, its averages, and the views side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pandas as pd

from trip_analytics.instruments import Instrument, Item
from trip_analytics.people import find_personal_data
from trip_analytics.plots.drawing import palette
from trip_analytics.plots.drawing.grid import Grid
from trip_analytics.plots.drawing.picture import Picture
from trip_analytics.plots.drawing.rows import Rows
from trip_analytics.reports.model import Block, Cell, Column, Paragraph, Table
from trip_analytics.reports.packs.own_returns import OwnReturns
from trip_analytics.reports.pictures import picture_of
from trip_analytics.words import counted, listed, one_decimal, printable, spelled

_NO_RATING: Final = {
    "not-answered": "left blank",
    "not-applicable": "n/a",
    "unclear": "unclear",
}
_SHOWN_BESIDE: Final = ("not-applicable", "unclear")
_VIEWS: Final = {
    "team": "Agreed by everyone",
    "staff": "Staff",
    "people-using-services": "People using services",
    "family-and-friends": "Family and friends",
}


def ratings_by_year(own: OwnReturns, instrument: Instrument) -> pd.DataFrame:
    """The team's one rating of each item in each year: items down, years across.

    It is the agreed rating; where the team agreed none at all in a year, the low median of its
    individual answers.
    """
    answers = own.answers_to(instrument)
    found = _ratings(answers)
    years = _years(answers)
    rows = [[found.get((item_id, year)) for year in years] for item_id in instrument.item_ids]
    return pd.DataFrame(rows, instrument.item_ids, years, dtype="Float64")


def _ratings(answers: pd.DataFrame) -> dict[tuple[str, int], int]:
    """The one rating of each item and year."""
    rated = answers.loc[answers["state"] == "rated"]
    agreed = rated["perspective"] == "team"
    individual = ~rated["year"].isin(rated.loc[agreed, "year"])
    given: dict[tuple[str, int], list[int]] = {}
    for row in rated.loc[agreed | individual].to_dict("records"):
        given.setdefault((row["item_id"], int(row["year"])), []).append(int(row["rating"]))
    return {place: sorted(ratings)[(len(ratings) - 1) // 2] for place, ratings in given.items()}


def averages(own: OwnReturns, instrument: Instrument) -> pd.DataFrame:
    """The team's own average of each year, over the items rated in it and over those always rated.

    By year: rated, how many items; mean, over these; rated_always and mean_always, over the items
    that were rated in each of the years.
    """
    grid = _turned(ratings_by_year(own, instrument), instrument)
    always = grid.loc[grid.notna().all(axis=1)]
    return pd.DataFrame(
        {
            "rated": grid.notna().sum(),
            "mean": grid.mean(),
            "rated_always": len(always),
            "mean_always": always.mean(),
        }
    )


def average_in_words(own: OwnReturns, instrument: Instrument) -> str:
    """How the average went from the first to the last year, like with like; empty without one."""
    table = averages(own, instrument)
    means, rated, when = table["mean"].dropna(), _words(instrument), "each year"
    if means.empty:
        return ""
    if always := int(table["rated_always"].iloc[0]):
        means, rated, when = (
            table["mean_always"],
            spelled(always, instrument.item_word),
            "every year",
        )
    last = f"{one_decimal(means.iloc[-1])} in {means.index[-1]}"
    of = f" of {instrument.title}" if len(own.rated_lists) > 1 else ""
    own_average = f"Your own average over the {rated}{of} that you rated"
    if len(means) == 1:
        return f"{own_average} was {last}."
    first = f"{one_decimal(means.iloc[0])} in {means.index[0]}"
    return f"{own_average} {when} went from {first} to {last}."


def history(own: OwnReturns, instrument: Instrument) -> Iterator[Block]:
    """Every answer of every year, as a picture and in a table, and the averages."""
    answers = own.answers_to(instrument)
    grid = ratings_by_year(own, instrument)
    picture = _picture(grid, instrument)
    title = f"Your ratings of each {instrument.item_word}, year by year"
    if grid.notna().any(axis=None):
        yield picture_of(picture.draw, title, picture.in_words())
    years = tuple(Column(str(year), "text") for year in grid)
    rows = tuple(
        (_label(item), *(_shown(answers, item.item_id, year) for year in _years(answers)))
        for item in instrument.items
    )
    notes = [_scale_in_words(instrument)]
    if any(item.reverse for item in instrument.items):
        notes.append("Of reverse-worded statements, a low answer is the better one.")
    yield Table(title, (Column(instrument.item_word.capitalize()), *years), rows, tuple(notes))
    yield from _averages(own, instrument)


def _averages(own: OwnReturns, instrument: Instrument) -> Iterator[Block]:
    table = averages(own, instrument)
    table = table.loc[table["rated"] > 0]
    if table.empty:
        return
    things = _words(instrument)
    columns = [
        Column("Year"),
        Column(f"{things.capitalize()} rated", "whole"),
        Column("Your average", "rating"),
    ]
    notes = [f"The average of a year is over the {things} that you rated in it."]
    shown = ["rated", "mean"]
    always = int(table["rated_always"].iloc[0])
    if always and (table["rated"] != always).any():
        shown.append("mean_always")
        columns.append(Column(f"Over the {always} rated every year", "rating"))
        notes.append(
            f"You did not rate the same {things} each year. The last column is over those "
            "rated in every year, so that it compares like with like."
        )
    if any(item.reverse for item in instrument.items):
        notes.append("Answers to reverse-worded statements are turned round for it.")
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (str(year), int(row["rated"]), *(float(row[mean]) for mean in shown[1:]))
        for year, row in zip(table.index, table.to_dict("records"), strict=True)
    )
    yield Table("Your own average", tuple(columns), rows, tuple(notes))


def views(own: OwnReturns, instrument: Instrument) -> Iterator[Block]:
    """The individual answers and the views of the last year, collated side by side."""
    answers = own.answers_to(instrument)
    last = answers.loc[answers["year"] == answers["year"].max()]
    separate = last.loc[(last["perspective"] != "team") | last["respondent"].notna()]
    if separate.loc[separate["state"] == "rated"].empty:
        return
    year = int(last["year"].iloc[0])
    called = _VIEWS | {each.perspective: each.label for each in instrument.answers}
    given = [view for view in called if (last["perspective"] == view).any()]
    rows = tuple(
        (_label(item), *(_collated(last, item.item_id, view) for view in given))
        for item in instrument.items
    )
    columns = (Column(instrument.item_word.capitalize()), *(Column(called[view]) for view in given))
    yield Table(
        f"The views in {year}, side by side",
        columns,
        rows,
        ("Answers of several people are in order of size, without who gave them.",),
    )


def comments(own: OwnReturns, instrument: Instrument) -> Iterator[Block]:
    """What the team wrote beside its answers in the last year."""
    answers = own.answers_to(instrument)
    last = answers.loc[answers["year"] == answers["year"].max()]
    said = last.loc[last["comment"].notna()]
    rows, left_out = [], 0
    for item in instrument.items:
        texts = dict.fromkeys(map(str, said.loc[said["item_id"] == item.item_id, "comment"]))
        kept = [printable(text) for text in texts if not find_personal_data(text)]
        left_out += len(texts) - len(kept)
        if kept:
            rows.append((item.label, "\n".join(kept)))
    if rows:
        title = f"What you wrote in {int(last['year'].iloc[0])}"
        columns = (Column(instrument.item_word.capitalize()), Column("Your comment"))
        yield Table(title, columns, tuple(rows))
    if left_out:
        yield Paragraph(
            f"{counted(left_out, 'comment').capitalize()} that may show who somebody is "
            f"{'is' if left_out == 1 else 'are'} left out here."
        )


def _years(answers: pd.DataFrame) -> list[int]:
    return sorted(int(year) for year in answers["year"].dropna().unique())


def _words(instrument: Instrument) -> str:
    return f"{instrument.item_word}s"


def _label(item: Item) -> str:
    return f"{item.label} (reverse-worded)" if item.reverse else item.label


def _turned(grid: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """The ratings with those of reverse-worded items turned round."""
    ends = instrument.scale[0].value + instrument.scale[-1].value
    reverse = [item.item_id for item in instrument.items if item.reverse]
    turned = grid.copy()
    turned.loc[reverse] = ends - turned.loc[reverse]
    return turned


def _shown(answers: pd.DataFrame, item_id: str, year: int) -> str:
    """The rating of an item in a year, or why there is none."""
    here = answers.loc[(answers["year"] == year) & (answers["item_id"] == item_id), "state"]
    rating = _ratings(answers).get((item_id, year))
    if rating is not None:
        return str(rating)
    states = [state for state in _NO_RATING if (here == state).any()]
    return _NO_RATING[states[-1]] if states else "not asked"


def _collated(answers: pd.DataFrame, item_id: str, view: str) -> str:
    here = answers.loc[(answers["item_id"] == item_id) & (answers["perspective"] == view)]
    rated = sorted(here.loc[here["state"] == "rated", "rating"].astype(int))
    others = [
        _NO_RATING[state] for state in here["state"] if state in ("not-applicable", "unclear")
    ]
    return ", ".join([*map(str, rated), *others]) or "–"


def _scale_in_words(instrument: Instrument) -> str:
    points = [point.named.lower() for point in instrument.scale]
    return f"The scale: {listed(points)}."


def _picture(grid: pd.DataFrame, instrument: Instrument) -> Picture:
    """A row for each item, a tile with the rating for each year."""
    names = [_label(item) for item in instrument.items]
    tiles = grid.reset_index(drop=True).set_axis([str(year) for year in grid], axis=1)
    low, span = instrument.scale[0].value, len(instrument.scale) - 1
    last = len(palette.RATINGS) - 1
    shown = tiles.notna().any(axis=1)
    years = [str(year) for year in tiles]
    rated = [
        [
            f"{int(rating)} in {year}"
            for year, rating in zip(years, row, strict=True)
            if rating == rating
        ]
        for row in tiles.astype(float).to_numpy()
    ]
    said = [f"{name}: {', '.join(row)}" for name, row in zip(names, rated, strict=True) if row]
    return Picture(
        Rows(tiles, names, shown, pd.Series(data=False, index=tiles.index)),
        title=f"Your ratings, {years[0]} to {years[-1]}" if len(years) > 1 else "Your ratings",
        subtitle=f"Each tile is a rating from {low} to {low + span}: the darker, the better "
        "developed. An empty place is a year without a rating",
        marks=Grid(
            ((tiles - low) * last / span).round(),
            tiles.map(lambda rating: str(int(rating)), na_action="ignore").fillna(""),
            palette.RATINGS,
            palette.ON_RATINGS,
        ),
        summary=f"A table of tiles: your rating of each {instrument.item_word} in each year.",
        said=said,
    )
