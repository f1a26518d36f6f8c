"""A mistake in a call is one sentence, and a plot takes returns."""

import pickle

import pytest

import trip_analytics as ta
from trip_analytics.analysis.practices import practice_profile
from trip_analytics.plots import plot_practices


def labels(ax):
    return [label.get_text() for label in ax.get_yticklabels()]


def test_a_plot_draws_what_its_question_answers_of_returns(returns):
    table = ta.practice_profile(returns, year=2024)
    assert labels(ta.plot_practices(returns, year=2024)) == labels(ta.plot_practices(table))
    change = ta.change_between(returns, 2023, 2025)
    assert labels(ta.plot_change(returns, 2023, 2025)) == labels(ta.plot_change(change))


def test_a_plots_own_options_go_to_the_plot(returns):
    other = ta.plot_practices_ratings(returns)
    ax = ta.plot_practices_ratings(returns, ax=other, diverging=True, year=2023)
    assert ax.figure is other.figure


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda r: ta.strongest_practices(r, 2025), r"as strongest_practices\(returns\); .*year="),
        (lambda r: ta.change_between(r, 2023), r"change_between\(returns, from_year, to_year\)"),
        (lambda r: ta.trend(r, yaer=2025), "whatever else it takes is given by name: by="),
        (lambda r: ta.plot_change(r), r"plot_change\(returns, from_year, to_year\)"),
        (lambda _: ta.plot_practices(2025), r"or plot_practices\(practice_profile\(returns\)\)"),
        (lambda _: ta.plot_practices(), r"Give what it draws: plot_practices\(returns\)"),
        (lambda r: ta.plot_practices(practice_profile(r), 3), "Beside a table it takes ax="),
        (lambda r: ta.outcomes(r, measure="x", of=1), "with measure after that if you like"),
        (lambda r: ta.write_report(r), r"Call it as write_report\(returns, out=...\); .*year="),
        (lambda r: ta.plot_practices(r, colour="red"), "title= and color="),
    ],
)
def test_another_call_is_refused_in_a_sentence(returns, call, says):
    with pytest.raises(ta.TripAnalyticsError, match=says):
        call(returns)
    with pytest.raises(TypeError):
        call(returns)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"ax": 3}, "ax= takes matplotlib axes"),
        ({"color": "gren"}, "color= takes a colour"),
    ],
)
def test_axes_and_colours_that_are_none_are_refused_in_a_sentence(returns, options, says):
    with pytest.raises(ta.TripAnalyticsError, match=says):
        ta.plot_practices(returns, **options)
    with pytest.raises(ta.TripAnalyticsError, match="palette= takes a name that seaborn knows"):
        ta.plot_practices_ratings(returns, palette="gren")


def test_a_plot_of_returns_shows_itself_with_its_words(returns):
    shown = ta.plot_practices(returns)._repr_html_()
    words = plot_practices.in_words(ta.practice_profile(returns))
    assert f'alt="{words}"' in shown
    assert f"<p>{words}</p></details>" in shown


def test_public_functions_keep_their_names_and_their_help():
    assert ta.practice_profile.__doc__ == practice_profile.__doc__
    assert ta.practice_profile is ta.practice_profile


def test_returns_show_a_summary_in_a_notebook(returns):
    shown = returns._repr_html_()
    assert "<b>" in shown
    assert f"of {returns.returns['team_id'].nunique()} teams, 2023, 2024 and 2025</b>" in shown
    assert "Team Recovery Implementation Plan</th>" in shown
    assert f"<code>ratings</code> {len(returns.ratings):,}" in shown
    assert not any(team in shown for team in returns.returns["team"].unique())
    assert "of 0 teams, no year" in ta.Returns()._repr_html_()


def test_a_public_function_can_be_sent_to_another_process():
    for name in ("practice_profile", "plot_change", "plot_practices"):
        public = getattr(ta, name)
        assert pickle.loads(pickle.dumps(public)) is public  # noqa: S301 # our own
