"""What changed, and what changed more where something was introduced."""

from __future__ import annotations

import pandas as pd
import pytest

from trip_analytics import plots

CHANGES = {
    "change": "change",
    "change_averages": "change",
    "change_parts": "change",
    "trend": "trend",
    "perspectives": "perspectives",
}


def test_change_is_about_nought_and_full_where_unlikely_to_be_chance(change, seen):
    ax = plots.plot_change(change)
    assert seen.labels(ax) == ["Shared notes", "Choices", "Hope"]
    assert seen.dots(ax) == [(0.74, 0, True), (-0.26, 1, False)]
    assert seen.lines(ax) == [(0.41, 1.07, 0), (-0.61, 0.09, 1)]
    low, high = ax.get_xlim()
    assert low == -high
    assert high >= 1.07
    assert {"+0.7", "−0.3", "30", "31", "not available"} <= set(seen.texts(ax))
    said = plots.alt_text_change(change)
    assert "Shared notes +0.7 (+0.4 to +1.1), 30 teams, unlikely to be chance" in said
    assert "Choices −0.3 (−0.6 to +0.1), 31 teams. Not available: Hope." in said


def test_public_change_is_not_said_to_be_of_the_same_teams(change, public_change, seen):
    same, public = (plots.plot_change(table) for table in (change, public_change))
    assert seen.dots(public) == seen.dots(same)
    assert seen.lines(public) == seen.lines(same)
    of_same, of_all = (" ".join(seen.texts(ax)).replace("\n", " ") for ax in (same, public))
    assert "What changed in the same teams" in of_same
    assert "30 to 31 teams rated in both years" in of_same
    assert "same teams" not in of_all
    assert "30 to 31 teams or more rated in each year" in of_all
    assert "in the teams that rated it in both years" in plots.alt_text_change(change)
    assert "over all teams that rated it in each year" in plots.alt_text_change(public_change)


def test_ticks_of_change_are_what_their_labels_say(change):
    ax = plots.plot_change(change)
    ax.figure.draw_without_rendering()
    said = [float(label.get_text().replace("−", "-")) for label in ax.get_xticklabels()]
    assert said == pytest.approx(list(ax.get_xticks()))


def test_what_goes_with_an_innovation_is_about_nought_with_all_practices_last(link, seen):
    ax = plots.plot_innovations(link)
    assert seen.labels(ax) == ["Shared notes", "Choices", "Hope", "All practices"]
    assert seen.dots(ax) == [(0.7, 0, True), (0.3, 3, True), (-0.2, 1, False)]
    assert seen.lines(ax) == [(0.3, 1.1, 0), (-0.5, 0.1, 1), (0.1, 0.5, 3)]
    assert {"+0.7", "9", "12", "not available"} <= set(seen.texts(ax))
    assert "not an effect" in " ".join(seen.texts(ax)).replace("\n", " ")
    said = plots.alt_text_innovations(link)
    assert "Shared notes +0.7 (+0.3 to +1.1), 9 teams that did and 12 that did not" in said
    assert "Choices −0.2 (−0.5 to +0.1), 8 teams that did and 12 that did not;" in said
    assert said.endswith("Not available: Hope.")


@pytest.mark.parametrize("name", CHANGES)
def test_forty_long_statements_of_change_are_clear_too(request, name, seen):
    row = request.getfixturevalue(CHANGES[name]).iloc[[0]]
    many = pd.concat([row] * 40, ignore_index=True)
    many.attrs = row.attrs
    many["practice"] = [
        f"We work with service users to understand their perspective on 'risk', and agree plan {n}."
        for n in range(40)
    ]
    seen.assert_clear(getattr(plots, f"plot_{name}")(many))
