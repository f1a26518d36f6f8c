"""How practices are rated: shares, averages and places."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest

from trip_analytics import plots
from trip_analytics.disclosure.released import withhold
from trip_analytics.plots.drawing.picture import draw_part


@pytest.mark.slow_but(1)
@pytest.mark.parametrize("name", ["practices_ratings", "practices", "practices_ranks"])
def test_forty_long_statements_are_clear_too(name, statements, seen):
    ax = getattr(plots, f"plot_{name}")(statements)
    seen.assert_clear(ax)
    assert len(seen.labels(ax)) == 40
    assert ax.figure.get_figheight() > 20


def test_forty_short_names_fit_on_a_page(statements):
    names = [f"A practice of some length, number {n}" for n in range(40)]
    figure = plots.plot_practices(statements.assign(practice=names)).figure
    # The text of an A4 page: 160 by 240 mm.
    assert figure.get_figheight() / figure.get_figwidth() <= 1.5


def test_ratings_are_stacked_in_order_to_the_whole(profile, seen):
    ax = plots.plot_practices_ratings(profile)
    assert seen.labels(ax) == profile["practice"].tolist()
    of_first = [(left, width) for left, width, place in seen.bars(ax) if place == 0]
    # 1, 4, 6, 5 and 2 of 18 teams
    ends = [0, 1, 5, 11, 16, 18]
    expected = [(a / 18 * 100, (b - a) / 18 * 100) for a, b in itertools.pairwise(ends)]
    assert np.allclose(of_first, expected)
    assert not [bar for bar in seen.bars(ax) if bar[2] == 3]
    assert {"4", "6", "5", "2", "18", "not available"} <= set(seen.texts(ax))
    assert "18 teams" in " ".join(seen.texts(ax))
    said = plots.plot_practices_ratings.in_words(profile)
    assert "Choices: 1 rated it 1, 4 rated it 2, 6 rated it 3, 5 rated it 4" in said
    assert said.endswith("Not available: Education.")


def test_diverging_ratings_have_the_middle_of_three_at_zero(profile, seen):
    ax = plots.plot_practices_ratings(profile, diverging=True)
    of_first = [(left, width) for left, width, place in seen.bars(ax) if place == 0]
    # 1, 4, 6, 5 and 2 of 18 teams: five and half of six to the left.
    ends = [n - 8 for n in (0, 1, 5, 11, 16, 18)]
    expected = [(a / 18 * 100, (b - a) / 18 * 100) for a, b in itertools.pairwise(ends)]
    assert np.allclose(of_first, expected)
    middles = [left + width / 2 for left, width, place in seen.bars(ax) if width == 600 / 18]
    assert np.allclose(middles, 0)
    # As far as the longest bars go: 13 of 18 to the left, all to the right.
    assert ax.get_xlim() == (-75, 100)
    ax.figure.draw_without_rendering()
    shares = [label.get_text() for label in ax.get_xticklabels()]
    assert shares == ["75%", "50%", "25%", "0%", "25%", "50%", "75%", "100%"]
    seen.assert_clear(ax)


def test_what_is_withheld_is_said_and_neither_drawn_nor_described(profile, seen):
    figures = [name for name in profile if name.startswith(("rated", "mean", "rank"))]
    hidden = {"figures": profile["practice"].eq("Hope")}
    released = withhold("practice_profile", profile, {"figures": figures}, hidden, [])
    for name in ("practices_ratings", "practices", "practices_ranks"):
        ax = getattr(plots, f"plot_{name}")(released)
        place = seen.labels(ax).index("Hope")
        assert place not in [y for *_, y in seen.bars(ax)]
        assert place not in [y for _, y, _ in seen.dots(ax)]
        said_there = [text for text in ax.texts if text.get_position()[1] == place]
        assert [text.get_text() for text in said_there] == ["withheld"]
        said = getattr(plots, f"plot_{name}").in_words(released)
        assert "Withheld: Hope." in said
        assert said.count("Hope") == 1


def test_practices_are_dots_at_their_means_strongest_first(profile, seen):
    ax = plots.plot_practices(profile)
    assert seen.labels(ax) == ["Hope", "Shared notes", "Choices", "Staff", "Education"]
    # 71 / 18, 69 / 18 and so on
    means = profile.set_index("practice")["mean"]
    assert seen.dots(ax) == [
        (means["Hope"], 0, True),
        (means["Shared notes"], 1, True),
        (means["Choices"], 2, True),
        (means["Staff"], 3, True),
    ]
    assert seen.lines(ax)[2] == (
        round(means["Choices"] - 0.31, 6),
        round(means["Choices"] + 0.27, 6),
        2,
    )
    # 57 / 18 = 3.17
    assert {"3.2", "18"} <= set(seen.texts(ax))
    assert "Choices 3.2 (2.9 to 3.4), 18 teams" in plots.plot_practices.in_words(profile)
    assert ax.get_xlim()[0] < 1 < 5 < ax.get_xlim()[1]


def test_a_mean_without_an_interval_is_a_dot_alone(profile, seen):
    profile.loc[0, ["mean_low", "mean_high"]] = pd.NA
    ax = plots.plot_practices(profile)
    assert (profile.loc[0, "mean"], 2, True) in seen.dots(ax)
    assert 2 not in [place for *_, place in seen.lines(ax)]
    assert "Choices 3.2, 18 teams" in plots.plot_practices.in_words(profile)


def test_a_part_of_the_practices_is_drawn_on_the_axis_of_all(profile):
    first = profile.sort_values("rank_high").head(2)
    whole = plots.plot_practices_ranks(profile).get_xlim()
    assert draw_part(plots.plot_practices_ranks, profile, first).get_xlim() == whole
    assert plots.plot_practices_ranks(first).get_xlim() != whole


def test_ranks_are_bars_over_the_places_a_practice_may_hold(profile, seen):
    ax = plots.plot_practices_ranks(profile)
    assert seen.bars(ax) == [(0.5, 2, 0), (0.5, 3, 1), (1.5, 2, 2), (2.5, 2, 3)]
    assert (
        "Choices 2 to 3; Staff 3 to 4. Not available: Education."
        in plots.plot_practices_ranks.in_words(profile)
    )


def test_agreement_begins_with_where_teams_differ_most(profile):
    profile = profile.assign(agreement=[0.5 - n / 4 for n in range(len(profile))])
    ax = plots.plot_practices_agreement(profile)
    names = [label.get_text() for label in ax.get_yticklabels()]
    assert names == profile["practice"].tolist()[::-1]
    (dots,) = ax.collections[-1:]
    assert dots.get_offsets()[:, 0].tolist() == profile["agreement"].tolist()[::-1]
    said = plots.plot_practices_agreement.in_words(profile)
    assert said.startswith("Dots: how far teams agree on each of")
    assert "the least agreed first" in said
