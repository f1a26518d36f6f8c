from __future__ import annotations

import pandas as pd
import pytest
from scipy import stats

from trip_analytics.analysis.change import change_between
from trip_analytics.analysis.change_in_words import _smallest_seen
from trip_analytics.analysis.questions import describe

NINE = "ABCDEFGHI"
# Changes of nine teams: mean 1/3, standard deviation 0.707, t(8) = 1.41, p = 0.195.
UNSURE = [1, 0, 0, 1, -1, 0, 1, 0, 1]
CLEAR = [1, 1, 1, 1, 2, 1, 1, 2, 1]
ALIKE = [1] * 9


def between(trust, *changes, teams=NINE):
    before = {team: [3] * len(changes) for team in teams}
    after = {
        team: [3 + change for change in of_team]
        for team, of_team in zip(teams, zip(*changes, strict=True), strict=True)
    }
    return change_between(trust({2024: before, 2025: after}), 2024, 2025)


def test_nine_teams_and_two_years(trust):
    # The interval is -0.2 to 0.9 in one decimal. In R: qt(1 - 0.05 / 2 / 2, 8) = 2.751524 and
    # qt(0.975, 8) = 2.306004, so 0.55 * 2.751524 / 2.306004 = 0.66 would have passed.
    assert describe(between(trust, UNSURE, UNSURE)) == (
        "Since 2024, in the nine teams that rated in both years, no practice clearly changed, "
        "which does not mean that nothing changed: only an average change of about 0.7 points or "
        "more would have shown. Taken together, practices did not clearly change (0.3 points on "
        "average, 95% interval −0.2 to 0.9, nine teams)."
    )


def test_what_could_have_been_told_is_what_would_have_passed(trust):
    unsure = between(trust, UNSURE, UNSURE, UNSURE).head(3)
    error = (unsure["change_high"].round(1) - unsure["change_low"].round(1)).iloc[0] / 2
    error /= stats.t.ppf(0.975, 8)
    p_value = 2 * stats.t.sf(_smallest_seen(unsure) / error, 8)
    assert 3 * p_value == pytest.approx(0.05)


def test_few_teams_could_have_shown_large_changes_alone(trust):
    # sd 1.29, t(3) = 3.18 times 0.65: an interval of -2.1 to 2.1
    said = describe(between(trust, [2, -1, -1, 0], teams="ABCD"))
    assert "with so few teams, only a large average change, of about 2.3 points or more," in said


def test_two_teams_could_have_shown_none(trust):
    said = describe(between(trust, [1, 0], teams="AB"))
    assert said == (
        "Since 2024, in the two teams that rated in both years, a did not clearly change, which "
        "does not mean that nothing changed: with so few teams, not even the largest change would "
        "have shown."
    )


def test_clear_changes_are_named_with_their_teams_and_the_others_counted(trust):
    change = between(trust, CLEAR, UNSURE, [-each for each in CLEAR], ALIKE)
    assert describe(change) == (
        "Since 2024, in the nine teams that rated in both years, two practices improved: a by 1.2 "
        "points on average (95% interval 0.9 to 1.6, nine teams) and d by 1.0 points in all nine "
        "teams. C declined by 1.2 points on average (95% interval 0.9 to 1.6, nine teams). B did "
        "not clearly change, which does not mean that nothing changed: only an average change of "
        "about 0.6 points or more would have shown. Taken together, practices improved by 0.3 "
        "points on average (95% interval 0.2 to 0.5, nine teams)."
    )


def test_of_many_changes_the_furthest_are_named_and_declines_are_not_lost(trust):
    down = [-each for each in CLEAR]
    further = [2, 2, 2, 2, 2, 2, 2, 1, 1]
    assert describe(between(trust, *[CLEAR] * 4, further, down)).startswith(
        "Since 2024, in the nine teams that rated in both years, five practices improved by 1.2 to "
        "1.8 points on average, most of all e (95% interval 1.4 to 2.1, nine teams). F declined by "
        "1.2"
    )


def test_no_order_is_told_where_all_changed_as_much(trust):
    assert describe(between(trust, *[CLEAR] * 4)).startswith(
        "Since 2024, in the nine teams that rated in both years, four practices improved by 1.2 "
        "points on average. Taken together"
    )


def test_one_team_alone_shows_nothing_of_chance(trust):
    assert describe(between(trust, [1], teams="A")) == (
        "Since 2024, a cannot be tested, because only one team rated in both years."
    )


def test_withheld_changes_are_counted(trust):
    change = between(trust, UNSURE, UNSURE)
    figures = ["mean_change", "change_low", "change_high", "p_value", "p_adjusted"]
    change.loc[0, figures] = pd.NA
    assert describe(change).endswith("For one practice no change can be given.")
    change.loc[1, figures] = pd.NA
    assert describe(change) == "What changed since 2024 cannot be shown."
