from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from trip_analytics.disclosure.released import as_published
from trip_analytics.errors import AnalysisError
from trip_analytics.plots import plot_history

LONG = (
    "We work with service users to understand their perspective on 'risk', negotiate an agreed "
    "safety plan and share responsibility for safety (number {})."
)


def lines(ax):
    """The means that each unbroken line goes through, by year."""
    drawn = []
    for line in ax.lines:
        if line.get_marker() == "o":
            years, means = line.get_xdata(), np.asarray(line.get_ydata(), dtype=float)
            drawn.append(dict(zip(map(int, years), means.tolist(), strict=True)))
    return drawn


def uprights(ax):
    return [line.get_xdata()[0] for line in ax.lines if line.get_linestyle() == ":"]


def many(practices, years, teams=41, name=LONG):
    rows = [
        (name.format(n), year, teams, 2 + (n + year) % 3 * 0.7)
        for n in range(practices)
        for year in range(2025 - years + 1, 2026)
    ]
    table = pd.DataFrame(rows, columns=["practice", "year", "teams", "mean"])
    return table.assign(
        mean_low=table["mean"] - 0.3, mean_high=table["mean"] + 0.3, comparable_with_previous=True
    )


def test_a_panel_for_each_practice_with_every_year_and_its_teams(history):
    choices, notes = plot_history(history).axes
    assert choices.get_title(loc="left") == "Choices"
    assert notes.get_title(loc="left") == "Shared notes"
    numbers = {text.xy[0]: text.get_text() for text in choices.texts if text.get_text().isdigit()}
    assert numbers == {2022: "31", 2023: "33", 2025: "40"}
    ends = [line[:, 1].tolist() for line in choices.collections[0].get_segments()]
    assert np.allclose(ends, [[2.2, 2.8], [2.6, 3.2], [2.8, 3.4]])


def test_the_line_breaks_where_the_words_cannot_be_compared(history):
    choices, notes = plot_history(history).axes
    assert lines(choices) == [{2022: 2.5, 2023: 2.9}, {2025: 3.1}]
    assert uprights(choices) == [2024]
    (line,) = lines(notes)
    assert (line[2022], line[2025]) == (3.6, 3.2)
    assert np.isnan(line[2023])
    assert uprights(notes) == []
    assert "new wording" in plot_history(history).legends[0].get_texts()[1].get_text()


def test_no_break_before_the_first_year(history):
    first = history.loc[history["year"] == 2025]
    (ax, _) = plot_history(first).axes
    assert lines(ax)[-1] == {2025: 3.1}


def test_it_says_that_a_difference_between_years_is_not_change(history):
    said = plot_history(history).texts[1].get_text().replace("\n", " ")
    warning = "Teams come and go: a difference between two years is not change in the same teams."
    assert warning in said
    assert warning in plot_history.in_words(history)
    assert warning not in plot_history.in_words(history.loc[history["year"] == 2025])


def test_alternative_text(history):
    said = plot_history.in_words(history)
    assert "2022 to 2025" in said
    assert "Choices: 2.5 in 2022 (31 teams) to 3.1 in 2025 (40 teams);" in said
    assert "(38 teams), not available in 2023. New wording, not to be compared with before:" in said
    assert said.endswith("Choices in 2025.")


def test_what_is_withheld_is_marked_below_the_scale_and_said(history):
    withheld = pd.DataFrame(False, index=history.index, columns=history.columns)
    withheld.loc[[0, 1, 2, 3], ["mean", "mean_low", "mean_high"]] = True
    released = as_published("history", history.mask(withheld), withheld, ())
    choices, notes = plot_history(released).axes
    crosses = [line for ax in (choices, notes) for line in ax.lines if line.get_marker() == "x"]
    assert [list(line.get_xdata()) for line in crosses] == [[2022, 2023, 2025], [2022]]
    assert all(height < 1 for line in crosses for height in line.get_ydata())
    said = plot_history.in_words(released)
    assert "Choices: withheld in every year" in said
    assert "not available in 2023, withheld in 2022." in said


def test_several_parts_are_refused(history):
    with pytest.raises(AnalysisError, match="one part"):
        plot_history(pd.concat([history, history]))


@pytest.mark.slow_but(1)
@pytest.mark.parametrize(
    ("practices", "years", "teams", "name"),
    [
        (8, 2, 300, LONG),
        (8, 1, 9, "Staff wellbeing {}"),
        (8, 12, 300, "Staff wellbeing {}"),
        (40, 12, 300, LONG),
    ],
)
def test_panels_keep_to_their_own_room(practices, years, teams, name):
    figure = plot_history(many(practices, years, teams, name))
    figure.draw_without_rendering()
    assert len(figure.axes) == practices
    boxes = []
    for ax in figure.axes:
        # Years between which there is no room go without a label; each keeps its number of teams.
        assert sum(text.get_text() == str(teams) for text in ax.texts) == years
        written = [*ax.texts, ax._left_title, *ax.get_xticklabels(), *ax.get_yticklabels()]
        boxes += [text.get_window_extent() for text in written if text.get_text()]
    assert all(figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1 for box in boxes)
    assert all(figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1 for box in boxes)
    edges = np.array([[box.x0, box.x1, box.y0, box.y1] for box in boxes])
    across = np.minimum.outer(edges[:, 1], edges[:, 1]) - np.maximum.outer(edges[:, 0], edges[:, 0])
    down = np.minimum.outer(edges[:, 3], edges[:, 3]) - np.maximum.outer(edges[:, 2], edges[:, 2])
    over = (across > 1) & (down > 1)
    assert not over[~np.eye(len(boxes), dtype=bool)].any()
