"""A figure is the same in table, picture, alternative text and sentence, or withheld in all."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection

from trip_analytics.disclosure.releasing import release
from trip_analytics.errors import DisclosureError
from trip_analytics.plots import plot_practices
from trip_analytics.plots.drawing.theme import PAGE
from trip_analytics.reports import pictures
from trip_analytics.reports.annual import annual_report, blocks
from trip_analytics.reports.annual.blocks import as_table
from trip_analytics.reports.annual.report_data import ReportRequest
from trip_analytics.reports.model import Bullets, Column, Figure, Missing, Paragraph, Table
from trip_analytics.returns import Returns

RATED_ALIKE = {"choices": 4, "staff-wellbeing": 3}


def with_withheld(made, seed):
    """A trust that agrees on two practices and of which few choose a third."""
    returns = made(teams=34, years=(2024, 2025), seed=seed, stages=8)
    ratings = returns.ratings.copy()
    for item, rating in RATED_ALIKE.items():
        ratings.loc[ratings["item_id"] == item, "rating"] = rating
    priorities = returns.priorities.copy()
    few = priorities["item_id"].eq("hope-stories") & priorities["team_id"].gt("team-1")
    priorities.loc[few, "item_id"] = "choices"
    return Returns.from_tables(
        returns=returns.returns,
        ratings=ratings,
        priorities=priorities,
        stages=returns.stages,
        teams=returns.teams,
    )


@pytest.fixture(scope="module", params=[0, pytest.param(2, marks=pytest.mark.slow)])
def drawn(request, make_returns):
    """A report and, by title, the axes of each of its pictures."""
    axes = []

    def draws(draw, medium):
        if medium is PAGE:
            axes.append(draw())
        return b""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pictures, "_may_fork", lambda: False)
        patch.setattr(pictures, "_drawn", lambda draw, medium, _: draws(draw, medium))
        report = annual_report(
            with_withheld(make_returns, request.param), ReportRequest(by="service_line")
        )
    figures = [block for block in report.blocks if isinstance(block, Figure)]
    return report, dict(zip([figure.title for figure in figures], axes, strict=True))


def table_of(report, title):
    """A table of the report by what each row is about."""
    table = next(table for table in report.tables if table.title.startswith(title))
    columns = [column.title for column in table.columns]
    return pd.DataFrame(table.rows, columns=columns).set_index(columns[0])


def picture_of(report, drawn, title):
    """A picture's axes and alternative text."""
    figure = next(
        block
        for block in report.blocks
        if isinstance(block, Figure) and block.title.startswith(title)
    )
    return drawn[figure.title], figure.alt


def labels(ax):
    return [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]


def dots(ax):
    """Where each row's dot stands, by its name."""
    places = [
        (int(y), round(float(x), 6))
        for dots in ax.collections
        if isinstance(dots, PathCollection)
        for x, y in np.asarray(dots.get_offsets())
    ]
    return {labels(ax)[y]: x for y, x in places}


def bars(ax):
    """The widths of each row's bars, by its name."""
    widths = {}
    for bar in ax.patches:
        name = labels(ax)[round(bar.get_y() + bar.get_height() / 2)]
        widths.setdefault(name, []).append(round(bar.get_width(), 6))
    return widths


def said_withheld(ax):
    """The rows of a picture that say that they are withheld."""
    words = [text for text in ax.texts if text.get_text() == "withheld"]
    return {labels(ax)[round(text.get_position()[1])] for text in words}


def check_withheld(column, ax, alt):
    """The same rows are withheld in table, picture and alternative text; the rest is returned."""
    withheld = column.map(lambda cell: cell is Missing.WITHHELD)
    names = set(column.index[withheld])
    assert said_withheld(ax) == names
    listed = re.search(r"Withheld: (.*?)\.(?: |$)", alt)
    assert set(re.split(r"[;,] (?:and )?| and ", listed[1]) if listed else []) >= {
        part for name in names for part in re.split(r"[;,] (?:and )?| and ", name)
    }
    assert bool(listed) == bool(names)
    return column.loc[~withheld]


def with_halves_withheld(column):
    """A column of averages in which the half of the scale is what is told of some."""
    return column.map(lambda cell: Missing.WITHHELD if isinstance(cell, str) else cell)


@pytest.mark.parametrize(
    ("title", "table", "column"),
    [
        ("Average rating of each practice", "Average rating and share", "Average"),
        ("Change in average rating", "Average ratings of two years", "Change"),
    ],
)
def test_dots_stand_at_the_figures_of_the_table(drawn, title, table, column):
    report, axes = drawn
    ax, alt = picture_of(report, axes, title)
    shown = check_withheld(with_halves_withheld(table_of(report, table)[column]), ax, alt)
    assert dots(ax) == pytest.approx(dict(shown))
    assert len(shown) < len(labels(ax))
    for name, figure in shown.items():
        written = f"{figure:+.1f}".replace("-", "−") if "Change" in title else f"{figure:.1f}"
        if figure == 0:
            written = "0.0"
        assert f"{name} {written}" in alt


def test_bars_are_the_counts_of_the_table(drawn):
    report, axes = drawn
    ax, alt = picture_of(report, axes, "How teams rated each practice")
    table = table_of(report, "Number of teams that gave each rating")
    counts = table.iloc[:, :5]
    shown = check_withheld(counts.iloc[:, 0], ax, alt)
    for name, widths in bars(ax).items():
        of_practice = counts.loc[name].astype(float)
        assert widths == pytest.approx((of_practice / of_practice.sum() * 100).tolist())
    assert set(bars(ax)) == set(shown.index)
    assert 0 < len(shown) < len(counts)


def test_priorities_are_as_long_as_the_table_says(drawn):
    report, axes = drawn
    ax, alt = picture_of(report, axes, "Practices that teams chose as priorities")
    shown = check_withheld(table_of(report, "Teams that chose each practice")["Teams"], ax, alt)
    assert {name: width for name, (width, *_) in bars(ax).items() if width} == dict(shown)
    assert len(shown) < len(labels(ax))


def test_places_are_those_of_the_practices_that_are_shown(drawn):
    report, axes = drawn
    ax, alt = picture_of(report, axes, "The places that each practice could take")
    table = table_of(report, "Average ratings and the places")
    shown = check_withheld(table["Places it could take"], ax, alt)
    assert {place for ends in shown for place in ends} <= set(range(1, len(shown) + 1))


def test_sentences_give_the_figures_of_the_table_and_name_nothing_withheld(drawn):
    report, _ = drawn
    means = with_halves_withheld(table_of(report, "Average rating and share")["Average"])
    sentences = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    bullets = [
        item for block in report.blocks if isinstance(block, Bullets) for item in block.items
    ]
    text = " ".join([*sentences, *bullets])
    found = 0
    for name, mean in means.items():
        given = re.findall(rf"{re.escape(name)}(?: \(|: rated )([1-5]\.\d)", text, re.IGNORECASE)
        if mean is Missing.WITHHELD:
            assert not given
        else:
            assert set(map(float, given)) <= {mean}
            found += len(given)
    assert found >= 4
    assert (means.map(lambda cell: cell is Missing.WITHHELD)).sum() == len(RATED_ALIKE)


def test_each_withheld_figure_has_its_reason_below_the_table(drawn):
    report, _ = drawn
    for table in report.tables:
        if Missing.WITHHELD in table.shorthand:
            assert any("withheld where" in note or "withheld in" in note for note in table.notes)
        else:
            assert not any("row is withheld" in note for note in table.notes)


def test_pictures_and_tables_take_releases_alone(make_returns):
    profile = pd.DataFrame({"practice": ["Choices"], "mean": [3.0]})
    with pytest.raises(DisclosureError, match="Only released tables"):
        blocks.picture(plot_practices, profile, "Title")
    with pytest.raises(DisclosureError, match="Only released tables"):
        as_table(profile, "Title", ((Column("Practice"), "practice"),))
    assert isinstance(as_table(release_profile_of(make_returns), "Title", ()), Table)


def release_profile_of(make_returns):
    from trip_analytics.analysis.practices import practice_profile

    returns = make_returns(teams=12, years=(2025,))
    return release(practice_profile(returns), returns)
