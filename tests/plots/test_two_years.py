from __future__ import annotations

from trip_analytics.plots import alt_text_change_averages, plot_change_averages


def test_both_means_of_the_same_teams_in_the_tables_order(change):
    ax = plot_change_averages(change)
    before, after = (
        [tuple(place) for place in dots.get_offsets().tolist()] for dots in ax.collections[1:]
    )
    assert before == [(3.26, 0), (2.5, 1)]
    assert after == [(3.0, 0), (3.24, 1)]
    joined = [line.tolist() for line in ax.collections[0].get_segments()]
    assert joined == [[[3.26, 0], [3.0, 0]], [[2.5, 1], [3.24, 1]]]
    legend = [text.get_text() for text in ax.figure.legends[0].get_texts()]
    assert legend == ["2024", "2025"]
    said = [text.get_text() for text in ax.texts]
    assert {"−0.3", "+0.7", "31", "30", "not available"} <= set(said)


def test_each_year_has_a_shape_of_its_own(change):
    shapes = [
        dots.get_paths()[0].vertices.tolist() for dots in plot_change_averages(change).collections
    ]
    assert shapes[1] != shapes[2]


def test_alternative_text(change):
    said = alt_text_change_averages(change)
    assert "2024 to 2025" in said
    assert "Choices 3.3 and 3.0, 31 teams; Shared notes 2.5 and 3.2, 30 teams." in said
    assert said.endswith("Not available: Hope.")


def test_public_averages_are_those_of_all_teams_of_each_year(change, public_change, seen):
    titles = {}
    for name, table in (("same", change), ("public", public_change)):
        ax = plot_change_averages(table)
        dots = [each.get_offsets().tolist() for each in ax.collections[1:]]
        assert dots == [[[3.26, 0], [2.5, 1]], [[3.0, 0], [3.24, 1]]]
        titles[name] = " ".join(seen.texts(ax)).replace("\n", " ")
    assert "The same teams in two years" in titles["same"]
    assert "by the teams that rated in both: 30 to 31 teams" in titles["same"]
    assert "same teams" not in titles["public"]
    assert "by all teams that rated in it: 30 to 31 teams or more" in titles["public"]
    assert "in the teams that rated it in both." in alt_text_change_averages(change)
    assert "over all teams that rated it in each." in alt_text_change_averages(public_change)
