"""Who took part: in counts, and team by team."""

from __future__ import annotations

import pandas as pd
import pytest

from trip_analytics import plots
from trip_analytics.disclosure.participation import release_participation
from trip_analytics.disclosure.rules import PUBLIC
from trip_analytics.errors import AnalysisError
from trip_analytics.plots.drawing import palette


@pytest.fixture
def counts(participation):
    return release_participation(participation, rule=PUBLIC)


def test_participation_is_returned_of_asked_by_name(counts, participation, seen):
    ax = plots.plot_participation(counts)
    assert seen.labels(ax) == ["Adult", "Older adult"]
    assert [width for _, width, _ in seen.bars(ax)] == [10, 9, 12, 14]
    assert {"10 of 12", "9 of 14", "19 of 26 teams returned a review"} <= set(seen.texts(ax))
    assert (
        plots.plot_participation.in_words(counts)
        == "Bars: 19 of 26 teams returned a review. Adult 10 of 12; Older adult 9 of 14."
    )
    assert seen.bars(plots.plot_participation(participation)) == seen.bars(ax)
    with pytest.raises(AnalysisError, match="give it what participation returned"):
        plots.plot_participation(participation.drop(columns="team"))


@pytest.fixture
def teams():
    return pd.DataFrame(
        {
            "team": ["Oak", "ash", "Elm"],
            "returned": pd.array([True, True, False], dtype="boolean"),
            "complete": pd.array([False, True, None], dtype="boolean"),
            "priorities": pd.array([2, 3, None], dtype="Int64"),
            "with_both_leads": pd.array([0, 1, None], dtype="Int64"),
        }
    )


def names(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def test_a_row_for_each_team_by_name_alone(teams, seen):
    (ax,) = plots.plot_participation_grid(teams).axes
    assert names(ax) == ["ash", "Elm", "Oak"]
    cells = seen.cells(ax)
    assert {at: word for at, (word, *_) in cells.items()} == {
        (0, "Returned"): "yes", (0, "Complete"): "yes", (0, "Both leads"): "1 of 3",
        (1, "Returned"): "no", (1, "Complete"): "–", (1, "Both leads"): "–",
        (2, "Returned"): "yes", (2, "Complete"): "no", (2, "Both leads"): "0 of 2",
    }  # fmt: skip
    full = {at for at, (*_, colour) in cells.items() if colour == palette.FINDING.lower()}
    assert full == {at for at, (word, *_) in cells.items() if word == "yes"}


def test_it_says_that_it_is_not_for_release(teams):
    figure = plots.plot_participation_grid(teams)
    assert figure.texts[0].get_text() == "2 of 3 teams returned a review"
    assert "not for release" in figure.texts[1].get_text().replace("\n", " ")
    said = plots.plot_participation_grid.in_words(teams)
    assert "not for release" in said
    assert (
        "ash has returned, complete, priorities with both leads: 1 of 3; Elm has not returned; "
        "Oak has returned, not complete, priorities with both leads: 0 of 2."
    ) in said


def test_a_team_without_priorities_is_not_said_to_lack_leads(teams):
    (ax,) = plots.plot_participation_grid(teams.assign(priorities=0, with_both_leads=0)).axes
    assert [text.get_text() for text in ax.texts].count("none") == 3


@pytest.mark.slow_but(2)
@pytest.mark.parametrize("count", [1, 8, 46, 136])
def test_many_teams_stand_in_blocks_that_are_read_one_after_the_other(count):
    listed = [f"Community team {n:03d}" for n in range(count)]
    many = pd.DataFrame({"team": listed, "returned": True, "complete": True, "priorities": 3})
    figure = plots.plot_participation_grid(many.assign(with_both_leads=1))
    assert [name for ax in figure.axes for name in names(ax)] == listed
    assert max(len(names(ax)) for ax in figure.axes) <= 45
    figure.draw_without_rendering()
    boxes = [label.get_window_extent() for ax in figure.axes for label in ax.get_xticklabels()]
    boxes += [label.get_window_extent() for ax in figure.axes for label in ax.get_yticklabels()]
    assert all(figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 for box in boxes)
    if count > 45:
        assert figure.axes[0].get_position().y1 == figure.axes[1].get_position().y1


def test_a_name_as_long_as_a_sentence_leaves_room(teams):
    teams.loc[0, "team"] = "A name that somebody wrote out with all its service lines and wards"
    figure = plots.plot_participation_grid(teams)
    figure.draw_without_rendering()
    (ax,) = figure.axes
    assert all(label.get_window_extent().x0 >= 0 for label in ax.get_yticklabels())


def test_a_release_is_refused(participation):
    for table in (
        release_participation(participation, rule=PUBLIC),
        participation.drop(columns="team"),
    ):
        with pytest.raises(AnalysisError, match="what participation returned"):
            plots.plot_participation_grid(table)
