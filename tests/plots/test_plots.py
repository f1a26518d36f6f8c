"""What every plot keeps to, and that each draws what its table holds."""

import itertools
import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from trip_analytics import plots
from trip_analytics.disclosure import (
    Published,
    release_participation,
    release_profile,
    release_stages,
    release_themes,
)
from trip_analytics.errors import AnalysisError
from trip_analytics.plots import palette
from trip_analytics.tables import Returns

PLOTS = {
    "ratings": "profile",
    "practices": "profile",
    "ranks": "profile",
    "change": "change",
    "two_years": "change",
    "parts": "change",
    "trend": "trend",
    "gap": "gap",
    "indicator": "chart",
    "innovation": "link",
    "stages": "stages",
    "stage_change": "stage_change",
    "challenge_priorities": "challenge_priorities",
    "themes": "themes",
    "progress": "progress",
    "participation": "counts",
}
# Those of several axes.
FIGURES = {"history": "history", "participation_grid": "participation"}


@pytest.fixture
def counts(participation):
    return release_participation(participation)


@pytest.fixture(params=PLOTS)
def drawn(request):
    """A plot's function, its alternative text's, and a table it draws."""
    name = request.param
    table = request.getfixturevalue(PLOTS[name])
    return getattr(plots, f"plot_{name}"), getattr(plots, f"alt_text_{name}"), table


@pytest.fixture(params=FIGURES)
def drawn_figure(request):
    """The same for a plot of several axes."""
    name = request.param
    table = request.getfixturevalue(FIGURES[name])
    return getattr(plots, f"plot_{name}"), getattr(plots, f"alt_text_{name}"), table


def texts(ax):
    figure = ax.figure
    return [text.get_text() for text in [*figure.texts, *ax.texts]]


def labels(ax):
    return [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]


def bars(ax):
    """Left, width and place of each bar with a width."""
    return [
        (round(p.get_x(), 6), round(p.get_width(), 6), round(p.get_y() + p.get_height() / 2, 6))
        for p in ax.patches
        if p.get_width() > 0
    ]


def dots(ax):
    """Position, place and whether full of each dot."""
    return [
        (x, y, to_hex(collection.get_facecolor()[0]) == palette.FINDING.lower())
        for collection in ax.collections
        if isinstance(collection, PathCollection)
        for x, y in np.asarray(collection.get_offsets())
    ]


def lines(ax):
    return [
        (round(float(line[0][0]), 6), round(float(line[1][0]), 6), int(line[0][1]))
        for collection in ax.collections
        if hasattr(collection, "get_segments")
        for line in collection.get_segments()
    ]


def test_it_returns_the_axes_given_or_those_of_a_figure_of_its_own(drawn):
    plot, _, table = drawn
    own = plot(table)
    assert isinstance(own.figure, Figure)
    given = Figure().add_subplot()
    assert plot(table, ax=given) is given
    assert given.get_title(loc="left")
    assert given.get_legend() is None or given.get_legend().get_texts()
    assert labels(given) == labels(own)


def test_it_shows_itself_in_a_notebook_and_is_the_same_each_time(drawn):
    plot, _, table = drawn
    first = plot(table)._repr_png_()
    assert first.startswith(b"\x89PNG")
    assert plots.to_png(plot(table)) == first
    assert b"tEXt" not in first
    assert b"Software" not in first


def test_a_figure_of_several_axes_keeps_to_the_same(drawn_figure):
    plot, alt_text, table = drawn_figure
    figure = plot(table)
    assert isinstance(figure, Figure)
    png = figure._repr_png_()
    assert png.startswith(b"\x89PNG")
    assert plots.to_png(plot(table)) == png
    assert b"Software" not in png
    _assert_clear(figure)
    nothing = plot(table.iloc[:0])
    assert not nothing.axes
    assert "There is nothing to draw." in [text.get_text() for text in nothing.texts]
    assert alt_text(table.iloc[:0])
    for function in (plot, alt_text):
        with pytest.raises(AnalysisError):
            function(pd.DataFrame({"a": [1]}))


def test_on_given_axes_the_words_stay_beside_one_another(drawn):
    plot, _, table = drawn
    figure = Figure(figsize=(14, 5))
    for ax in figure.subplots(1, 2):
        plot(table, ax=ax)
    figure.tight_layout()
    _assert_clear(figure)


def test_pyplot_is_left_alone(drawn):
    plot, _, table = drawn
    settings = dict(mpl.rcParams)
    plot(table)
    assert (
        "matplotlib.pyplot" not in sys.modules or not sys.modules["matplotlib.pyplot"].get_fignums()
    )
    assert dict(mpl.rcParams) == settings


def test_nothing_drawn_is_cut_off_or_written_over_something_else(drawn):
    plot, _, table = drawn
    _assert_clear(plot(table))


@pytest.mark.parametrize(
    "name",
    [
        "ratings",
        "practices",
        "ranks",
        "stages",
        "themes",
        "change",
        "two_years",
        "parts",
        "trend",
        "gap",
    ],
)
def test_where_all_is_withheld_each_row_says_so(name, request):
    table = request.getfixturevalue(PLOTS[name])
    known = {"item_id", "practice", "challenge", "year", "from_year", "to_year", "teams"}
    withheld = pd.DataFrame(False, index=table.index, columns=table.columns)
    withheld[table.columns.difference([*known])] = True
    if "share" in table:  # of themes the number of teams is what is drawn
        withheld["teams"] = True
    hidden = table.mask(withheld)
    hidden.attrs = table.attrs
    released = Published("all", hidden, withheld, ())
    ax = getattr(plots, f"plot_{name}")(released)
    assert texts(ax).count("withheld") == len(table)
    assert not bars(ax)
    assert not dots(ax)
    assert getattr(plots, f"alt_text_{name}")(released).count("Withheld: ") == 1
    _assert_clear(ax)


def test_a_label_behind_the_longest_bar_has_room(themes):
    long = f"{'We work with service users to understand their perspective ' * 2}on risk"
    _assert_clear(plots.plot_themes(themes.assign(practice=[f"{long} {n}" for n in range(4)])))


@pytest.mark.parametrize("name", ["change", "two_years", "parts", "trend", "gap"])
def test_forty_long_statements_of_change_are_clear_too(request, name):
    row = request.getfixturevalue(PLOTS[name]).iloc[[0]]
    many = pd.concat([row] * 40, ignore_index=True)
    many.attrs = row.attrs
    many["practice"] = [
        f"We work with service users to understand their perspective on 'risk', and agree plan {n}."
        for n in range(40)
    ]
    _assert_clear(getattr(plots, f"plot_{name}")(many))


@pytest.mark.parametrize("name", ["ratings", "practices", "ranks"])
def test_forty_long_statements_are_clear_too(name, statements):
    ax = getattr(plots, f"plot_{name}")(statements)
    _assert_clear(ax)
    assert len(labels(ax)) == 40
    assert ax.figure.get_figheight() > 20


def test_forty_short_names_fit_on_a_page(statements):
    names = [f"A practice of some length, number {n}" for n in range(40)]
    figure = plots.plot_practices(statements.assign(practice=names)).figure
    # The text of an A4 page: 160 by 240 mm.
    assert figure.get_figheight() / figure.get_figwidth() <= 1.5


def _assert_clear(drawn):
    figure = drawn if isinstance(drawn, Figure) else drawn.figure
    figure.draw_without_rendering()
    page = figure.bbox
    written = [*figure.texts]
    legends = [*figure.legends]
    for ax in figure.axes:
        low, high = ax.get_xlim()
        ticks = zip(ax.get_xticks(), ax.get_xticklabels(), strict=True)
        across = [label for at, label in ticks if low <= at <= high]
        titles = [ax.title, ax._left_title]
        written += [*titles, ax.xaxis.label, *ax.texts, *ax.get_yticklabels(), *across]
        legends += [legend for legend in [ax.get_legend()] if legend]
    boxes = [
        (text.get_text(), text.get_window_extent()) for text in written if text.get_text().strip()
    ]
    boxes += [("legend", legend.get_window_extent()) for legend in legends]
    for text, box in boxes:
        assert page.x0 - 1 <= box.x0, text
        assert box.x1 <= page.x1 + 1, text
        assert page.y0 - 1 <= box.y0, text
        assert box.y1 <= page.y1 + 1, text
    for n, (text, box) in enumerate(boxes):
        for other, over in boxes[n + 1 :]:
            across = min(box.x1, over.x1) - max(box.x0, over.x0)
            down = min(box.y1, over.y1) - max(box.y0, over.y0)
            assert across <= 1 or down <= 1, (text, other)


def test_an_empty_table_says_so(drawn):
    plot, alt_text, table = drawn
    if isinstance(table, Published):
        table = table.table
    nothing = table.iloc[:0]
    assert "There is nothing to draw." in texts(plot(nothing))
    assert alt_text(nothing)


def test_a_table_of_something_else_or_of_several_parts_is_refused(drawn):
    plot, alt_text, table = drawn
    with pytest.raises(AnalysisError):
        plot(pd.DataFrame({"a": [1]}))
    if not isinstance(table, Published):
        for function in (plot, alt_text):
            with pytest.raises(AnalysisError, match="one part"):
                function(pd.concat([table, table]))


def test_plots_are_drawn_where_there_is_no_display_and_no_pyplot():
    code = (
        "import sys, pandas as pd, trip_analytics.plots as plots\n"
        "assert 'matplotlib' not in sys.modules\n"
        "rows = {'practice': ['a'], 'year': [2025], 'teams': [9], 'mean': [3.0]}\n"
        "table = pd.DataFrame({**rows, 'mean_low': [2.5], 'mean_high': [3.5]})\n"
        "assert plots.to_png(plots.plot_practices(table))\n"
        "assert 'matplotlib.pyplot' not in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={"PATH": "", "MPLBACKEND": ""})


def test_ratings_are_stacked_in_order_to_the_whole(profile):
    ax = plots.plot_ratings(profile)
    assert labels(ax) == profile["practice"].tolist()
    of_first = [(left, width) for left, width, place in bars(ax) if place == 0]
    # 1, 4, 6, 5 and 2 of 18 teams
    ends = [0, 1, 5, 11, 16, 18]
    expected = [(a / 18 * 100, (b - a) / 18 * 100) for a, b in itertools.pairwise(ends)]
    assert np.allclose(of_first, expected)
    assert not [bar for bar in bars(ax) if bar[2] == 3]
    assert {"4", "6", "5", "2", "18", "not available"} <= set(texts(ax))
    assert "18 teams" in " ".join(texts(ax))
    said = plots.alt_text_ratings(profile)
    assert "Choices: 1 rated it 1, 4 rated it 2, 6 rated it 3, 5 rated it 4" in said
    assert said.endswith("Not available: Education.")


def test_what_is_withheld_is_said_and_neither_drawn_nor_described(profile):
    released = release_profile(profile)
    for name in ("ratings", "practices", "ranks"):
        ax = getattr(plots, f"plot_{name}")(released)
        place = labels(ax).index("Hope")
        assert place not in [y for *_, y in bars(ax)]
        assert place not in [y for _, y, _ in dots(ax)]
        said_there = [text for text in ax.texts if text.get_position()[1] == place]
        assert [text.get_text() for text in said_there] == ["withheld"]
        said = getattr(plots, f"alt_text_{name}")(released)
        assert "Withheld: Hope." in said
        assert said.count("Hope") == 1


def test_practices_are_dots_at_their_means_strongest_first(profile):
    ax = plots.plot_practices(profile)
    assert labels(ax) == ["Hope", "Shared notes", "Choices", "Staff", "Education"]
    # 71 / 18, 69 / 18 and so on
    means = profile.set_index("practice")["mean"]
    assert dots(ax) == [
        (means["Hope"], 0, True),
        (means["Shared notes"], 1, True),
        (means["Choices"], 2, True),
        (means["Staff"], 3, True),
    ]
    assert lines(ax)[2] == (round(means["Choices"] - 0.31, 6), round(means["Choices"] + 0.27, 6), 2)
    # 57 / 18 = 3.17
    assert {"3.2", "18"} <= set(texts(ax))
    assert "Choices 3.2 (2.9 to 3.4), 18 teams" in plots.alt_text_practices(profile)
    assert ax.get_xlim()[0] < 1 < 5 < ax.get_xlim()[1]


def test_a_mean_without_an_interval_is_a_dot_alone(profile):
    profile.loc[0, ["mean_low", "mean_high"]] = pd.NA
    ax = plots.plot_practices(profile)
    assert (profile.loc[0, "mean"], 2, True) in dots(ax)
    assert 2 not in [place for *_, place in lines(ax)]
    assert "Choices 3.2, 18 teams" in plots.alt_text_practices(profile)


def test_ranks_are_bars_over_the_places_a_practice_may_hold(profile):
    ax = plots.plot_ranks(profile)
    assert bars(ax) == [(0.5, 2, 0), (0.5, 3, 1), (1.5, 2, 2), (2.5, 2, 3)]
    assert "Choices 2 to 3; Staff 3 to 4. Not available: Education." in plots.alt_text_ranks(
        profile
    )


def test_change_is_about_nought_and_full_where_unlikely_to_be_chance(change):
    ax = plots.plot_change(change)
    assert labels(ax) == ["Shared notes", "Choices", "Hope"]
    assert dots(ax) == [(0.74, 0, True), (-0.26, 1, False)]
    assert lines(ax) == [(0.41, 1.07, 0), (-0.61, 0.09, 1)]
    low, high = ax.get_xlim()
    assert low == -high
    assert high >= 1.07
    assert {"+0.7", "−0.3", "30", "31", "not available"} <= set(texts(ax))
    said = plots.alt_text_change(change)
    assert "Shared notes +0.7 (+0.4 to +1.1), 30 teams, unlikely to be chance" in said
    assert "Choices −0.3 (−0.6 to +0.1), 31 teams. Not available: Hope." in said


def test_diverging_ratings_have_the_middle_of_three_at_nought(profile):
    ax = plots.plot_ratings(profile, diverging=True)
    of_first = [(left, width) for left, width, place in bars(ax) if place == 0]
    # 1, 4, 6, 5 and 2 of 18 teams: five and half of six to the left.
    ends = [n - 8 for n in (0, 1, 5, 11, 16, 18)]
    expected = [(a / 18 * 100, (b - a) / 18 * 100) for a, b in itertools.pairwise(ends)]
    assert np.allclose(of_first, expected)
    middles = [left + width / 2 for left, width, place in bars(ax) if width == 600 / 18]
    assert np.allclose(middles, 0)
    # As far as the longest bars go: 13 of 18 to the left, all to the right.
    assert ax.get_xlim() == (-75, 100)
    ax.figure.draw_without_rendering()
    shares = [label.get_text() for label in ax.get_xticklabels()]
    assert shares == ["75%", "50%", "25%", "0%", "25%", "50%", "75%", "100%"]
    _assert_clear(ax)


def test_what_goes_with_an_innovation_is_about_nought_with_all_practices_last(link):
    ax = plots.plot_innovation(link)
    assert labels(ax) == ["Shared notes", "Choices", "Hope", "All practices"]
    assert dots(ax) == [(0.7, 0, True), (0.3, 3, True), (-0.2, 1, False)]
    assert lines(ax) == [(0.3, 1.1, 0), (-0.5, 0.1, 1), (0.1, 0.5, 3)]
    assert {"+0.7", "9", "12", "not available"} <= set(texts(ax))
    assert "not an effect" in " ".join(texts(ax)).replace("\n", " ")
    said = plots.alt_text_innovation(link)
    assert "Shared notes +0.7 (+0.3 to +1.1), 9 teams that did and 12 that did not" in said
    assert "Choices −0.2 (−0.5 to +0.1), 8 teams that did and 12 that did not;" in said
    assert said.endswith("Not available: Hope.")


def test_stages_are_stacked_in_printed_order(stages):
    ax = plots.plot_stages(stages)
    assert labels(ax) == stages["challenge"].tolist()
    assert [bar for bar in bars(ax) if bar[2] == 0] == [(0, 50, 0), (50, 37.5, 0), (87.5, 12.5, 0)]
    assert "Day-to-day interactions: 4 at engagement, 3 at development" in plots.alt_text_stages(
        stages
    )
    of_teams = Returns.from_tables(
        stages=pd.DataFrame({"team": ["Ash"], "year": 2025, "item_id": "challenge-1"})
    )
    hidden = release_stages(stages.assign(stage_1=[6, 0], stage_2=[1, 5]), of_teams)
    withheld = plots.plot_stages(hidden)
    assert "withheld" in texts(withheld)
    assert {place for *_, place in bars(withheld)} == {1}


def test_themes_are_bars_of_teams_most_chosen_first(themes):
    ax = plots.plot_themes(themes)
    assert labels(ax) == ["Shared notes", "Choices", "Hope", "Something else"]
    assert [width for _, width, _ in bars(ax)] == [12, 9, 2, 4]
    assert "12 teams (60%)" in texts(ax)
    assert "Shared notes 12 teams (60%); Choices 9 teams (45%)" in plots.alt_text_themes(themes)
    asked = pd.DataFrame({"item_id": ["a", "b", "c"], "team": "Ash", "year": 2025, "rating": 3})
    returns = Returns.from_tables(ratings=asked, instruments=())
    released = plots.plot_themes(release_themes(themes, returns))
    assert [width for _, width, _ in bars(released)] == [12, 9]
    assert texts(released).count("withheld") == 1


def test_where_nobody_named_a_priority_there_are_no_shares(themes):
    none = themes.assign(teams=0, share=pd.array([pd.NA] * len(themes), dtype="Float64"))
    assert bars(plots.plot_themes(none)) == []
    assert "Shared notes 0 teams" in plots.alt_text_themes(none)


def test_progress_is_stacked_year_by_year_to_the_whole(progress):
    ax = plots.plot_progress(progress)
    assert labels(ax) == ["2023", "2024", "2025"]
    # 10 achieved, 5 started, 2 not started, 1 stopped and 2 not said, of 20
    assert [bar for bar in bars(ax) if bar[2] == 0] == [
        (0, 50, 0), (50, 25, 0), (75, 10, 0), (85, 5, 0), (90, 10, 0)
    ]  # fmt: skip
    assert [bar for bar in bars(ax) if bar[2] == 1] == []
    assert [bar for bar in bars(ax) if bar[2] == 2] == [(0, 50, 2), (50, 50, 2)]
    assert {"20", "0", "8", "10", "5", "2", "4"} <= set(texts(ax))
    assert "28 priorities" in " ".join(texts(ax))
    said = plots.alt_text_progress(progress)
    assert "2023: 10 achieved, 5 started, 2 not started, 1 stopped, 2 not said (of 20)" in said


def test_progress_of_the_parts_of_one_year_or_the_years_of_one_part(progress):
    parts = progress.assign(year=2025, service_line=["Adult", "Older adult", pd.NA])
    assert labels(plots.plot_progress(parts)) == ["Adult", "Older adult", "Not known"]
    assert "2025" in texts(plots.plot_progress(parts))[0]
    assert labels(plots.plot_progress(progress.assign(team_type="ward"))) == [
        "2023",
        "2024",
        "2025",
    ]
    with pytest.raises(AnalysisError, match="one year at a time"):
        plots.plot_progress(pd.concat([parts, parts.assign(year=2024)]))


@pytest.mark.parametrize("rows", [1, 12])
def test_progress_of_one_year_and_of_twelve_is_clear(progress, rows):
    years = pd.concat([progress] * 4, ignore_index=True).assign(year=range(2014, 2026)).head(rows)
    _assert_clear(plots.plot_progress(years))
    _assert_clear(plots.plot_progress(years.assign(priorities=0)))


def test_ticks_of_change_are_what_their_labels_say(change):
    ax = plots.plot_change(change)
    ax.figure.draw_without_rendering()
    said = [float(label.get_text().replace("−", "-")) for label in ax.get_xticklabels()]
    assert said == pytest.approx(list(ax.get_xticks()))


def test_participation_is_returned_of_asked_by_name(counts, participation):
    ax = plots.plot_participation(counts)
    assert labels(ax) == ["Adult", "Older adult"]
    assert [width for _, width, _ in bars(ax)] == [10, 9, 12, 14]
    assert {"10 of 12", "9 of 14", "19 of 26 teams returned a review"} <= set(texts(ax))
    assert (
        plots.alt_text_participation(counts)
        == "Bars: 19 of 26 teams returned a review. Adult 10 of 12; Older adult 9 of 14."
    )
    with pytest.raises(AnalysisError, match="release_participation"):
        plots.plot_participation(participation)
