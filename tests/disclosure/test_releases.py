"""What each question has its rows judged by: hand-worked, at the numbers of the rule."""

import pandas as pd
import pytest

from trip_analytics.analysis.challenge_priorities import challenge_priorities
from trip_analytics.analysis.change import change_between
from trip_analytics.analysis.effect import priority_effect
from trip_analytics.analysis.perspectives import perspective_gap
from trip_analytics.analysis.priorities import priority_themes
from trip_analytics.analysis.progress import priority_progress
from trip_analytics.analysis.stage_change import stage_change
from trip_analytics.analysis.stages import stage_profile
from trip_analytics.analysis.trend import trend
from trip_analytics.disclosure.releasing import release
from trip_analytics.disclosure.rules import Policy
from trip_analytics.errors import DisclosureError
from trip_analytics.returns import Returns

# Stages


def staged(challenges, *, teams=True, places=None):
    """Returns of Template A: of each challenge the stages that were given (0: none)."""
    rows = [
        (f"N{n}", f"challenge-{number}", stage or None, (places or {}).get((n, number)))
        for number, stages in enumerate(challenges, 1)
        for n, stage in enumerate(stages)
    ]
    stages = pd.DataFrame(rows, columns=["return_id", "item_id", "stage", "priority"])
    stages["team_id" if teams else "service_line"] = stages["return_id"]
    return Returns.from_tables(stages=stages.assign(year=2025))


def of_stages(challenges, audience="public", **options):
    returns = staged(challenges, **options)
    return release(stage_profile(returns, year=2025), returns, audience=audience)


@pytest.mark.slow_but(2)
@pytest.mark.parametrize(
    ("stages", "public", "board"),
    [
        ([1, 1, 2, 3, 0], True, True),  # four teams
        ([1, 1, 2, 2, 3], False, False),
        ([1, 1, 1, 2, 3], True, False),  # two differ
        ([2] * 9 + [1, 3], True, False),
        ([2] * 9 + [1, 3, 3], False, False),
        ([2] * 9 + [1], True, True),
    ],
)
def test_stages_of_teams_are_judged_by_the_rule(stages, public, board):
    for audience, withheld in (("public", public), ("board", board)):
        released = of_stages([stages], audience)
        figures = [f"{kind}stage_{stage}" for kind in ("", "share_") for stage in (1, 2, 3)]
        assert released.withheld.loc[0, figures].tolist() == [withheld] * 6
        assert released.table.loc[0, "teams"] == len([each for each in stages if each])


def test_stages_of_the_organisation_or_a_service_line_are_counted_as_they_are():
    released = of_stages([[1, 2, 2], [3, 3, 0]], teams=False)
    assert not released.withheld.any(axis=None)
    assert released.table["stage_2"].tolist()[:2] == [2, 0]
    assert released.table["share_stage_2"].tolist()[:2] == [0.67, 0.0]
    assert released.notes == ("Shares are rounded to the nearest 1%.",)


# The places that challenges were given


def placed(returns_of, *, teams=True):
    """Returns that give each challenge a place (0: none), released."""
    places = {
        (n, k): place
        for n, given in enumerate(returns_of)
        for k, place in enumerate(given, 1)
        if place
    }
    returns = staged([[1] * len(returns_of)] * 10, teams=teams, places=places)
    return release(challenge_priorities(returns), returns)


ROTATED = [[1 + (n + k) % 10 for k in range(10)] for n in range(10)]


def test_places_of_service_lines_are_counted_as_they_are():
    released = placed(ROTATED[:3], teams=False)
    assert not released.withheld.any(axis=None)
    assert released.table["share"].tolist()[:4] == [1.0, 1.0, 1.0, 0.67]


def test_of_teams_each_figure_is_judged_by_its_own_values():
    released = placed(ROTATED)
    # Five of ten choose each; one ranks it first; ten give it ten different places.
    assert not released.withheld[["in_top_five", "share", "typical_place", "ranked"]].any(axis=None)
    assert released.withheld["ranked_first"].all()
    # Where eight of ten give a challenge the same place, two insiders know the others'.
    assert placed(ROTATED[:1] * 8 + ROTATED[1:3]).withheld["typical_place"].all()
    assert not placed(ROTATED[:1] * 7 + ROTATED[1:4]).withheld["typical_place"].any()
    assert placed(ROTATED[:4]).withheld[["in_top_five", "ranked_first", "ranked"]].all(axis=None)


def test_a_count_that_the_total_would_tell_has_a_companion():
    # All ten put 1 to 4 among their five; five of them 5, three 6 and two 7.
    places = [[1, 2, 3, 4, 5, 6, 7, 0, 0, 0]] * 5
    places += [[1, 2, 3, 4, 6, 5, 7, 0, 0, 0]] * 3 + [[1, 2, 3, 4, 6, 7, 5, 0, 0, 0]] * 2
    released = placed(places)
    # 1 to 4 and 7 to 10 fail. All choose five, so that the total is known: 5 and 6 between them
    # would tell the rest.
    assert released.table["in_top_five"].isna().all()
    assert "another is too, so that it cannot be worked out" in released.notes[-1]


# What teams chose to work on

LEADS = ["with_staff_lead", "with_service_user_lead", "with_both_leads", "with_measure", "with_due"]


def chosen(*practices, staff=(), teams=30, asked="abcd"):
    """Priorities: of each practice how many teams chose it; of the first so many have a lead."""
    rows, at = [], 0
    for item, n in zip("abcdefgh", practices, strict=False):
        led = dict(zip("abcd", staff, strict=False)).get(item, 0)
        rows += [(f"Team {(at + k) % teams:02}", item, k < led) for k in range(n)]
        at += n
    priorities = pd.DataFrame(rows, columns=["team", "item_id", "staff_lead"])
    rated = [(f"Team {n:02}", item) for n in range(teams) for item in asked]
    ratings = pd.DataFrame(rated, columns=["team", "item_id"]).assign(year=2025, rating=3)
    return Returns.from_tables(
        ratings=ratings,
        priorities=priorities.assign(year=2025, priority="Ours"),
        instruments=(),
    )


def of_themes(returns, **options):
    return release(priority_themes(returns), returns, **options)


def withheld_themes(*practices, **options):
    released = of_themes(chosen(*practices, **options))
    assert released.table["share"].isna().tolist() == released.withheld["teams"].tolist()
    return released.table["practice"][released.withheld["teams"]].tolist()


@pytest.mark.slow_but(3)
@pytest.mark.parametrize(
    ("practices", "withheld"),
    [
        ((12, 9, 8, 6, 3), []),
        ((12, 9, 8, 6, 2), ["d", "Something else"]),  # which of the two fails is not told
        ((12, 9, 8, 5, 0), ["d", "Something else"]),
        ((12, 8, 8, 8, 0), ["b", "c", "d", "Something else"]),  # which of those alike says nothing
        ((12, 9, 2, 6, 1), ["c", "d", "Something else"]),
        ((27, 9, 8, 6, 5), []),
        ((28, 9, 8, 6, 5), ["a", "Something else"]),  # all but two chose it
    ],
)
def test_what_few_or_nearly_all_chose_is_withheld_and_what_would_tell_it(practices, withheld):
    assert withheld_themes(*practices) == withheld


def test_themes_of_four_teams_are_withheld_and_of_five_are_not():
    assert len(withheld_themes(2, 2, 2, 2, 2, teams=4)) == 5
    assert withheld_themes(2, 2, 2, 2, 2, teams=5, asked="abcd") != []
    # For the board, three of five differ from the two that chose a practice.
    released = of_themes(chosen(3, 2, 3, 2, 2, teams=5), audience="board")
    assert not released.withheld["teams"].any()


def test_which_rows_there_are_says_nothing_of_what_teams_chose():
    many, few = (of_themes(chosen(12, 9, 8, 6, 0, other)) for other in (9, 1))
    rows = ["a", "b", "c", "d", "Something else"]
    assert many.table["practice"].tolist() == few.table["practice"].tolist() == rows
    assert many.table["teams"].tolist() == [12, 9, 8, 6, 9]
    assert not {"priorities", "by_wording", "by_name", "by_examples"} & set(many.table.columns)


def test_how_firmly_priorities_were_planned_is_for_the_desk():
    """Their numbers beside those of all priorities would be totals of each other."""
    released = of_themes(chosen(12, 9, 8, 6, 5, staff=(2, 3, 8, 1)))
    assert not set(LEADS) & set(released.table.columns)
    assert released.table["share"].notna().all()


def progress_of(of_teams, **options):
    """Each team's priorities, by how far they have come: a letter each, "-" not said."""
    states = {"a": "achieved", "s": "started", "n": "not-started", "x": "stopped", "-": None}
    rows = [(f"Team {n}", states[letter]) for n, said in enumerate(of_teams) for letter in said]
    priorities = pd.DataFrame(rows, columns=["team", "progress"])
    priorities = priorities.assign(year=2025, priority="Garden")
    ratings = priorities[["team", "year"]].drop_duplicates().assign(item_id="choices", rating=3)
    returns = Returns.from_tables(ratings=ratings, priorities=priorities)
    return release(priority_progress(returns), returns, **options)


@pytest.mark.slow_but(2)
@pytest.mark.parametrize(
    ("of_teams", "public", "board"),
    [
        (["ass", "nsa", "sss", "sss", "ssn"], False, False),
        (["ass", "nsa", "sss", "sss", "sss"], True, False),  # two know that the others started all
        (["ass", "sss", "sss", "sss", "sss"], True, True),
        (["aaa", "an", "na", "n", "n", "n"], False, False),
        (["an", "na", "an", "s", "n"], True, False),  # in any order
        (["as", "ns", "as", "na"], True, True),  # four teams
        (["---", "---"], False, False),  # nobody says anything
    ],
)
def test_a_team_s_progress_is_that_of_all_its_priorities(of_teams, public, board):
    for audience, withheld in (("public", public), ("board", board)):
        found = progress_of(of_teams, audience=audience)
        figures = ["not_started", "started", "achieved", "stopped", "not_said"]
        assert found.withheld.loc[0, figures].tolist() == [withheld] * 5
        assert found.table["priorities"].tolist() == [len("".join(of_teams))]


# Two views

STAFF = [3, 4, 3, 5, 4, 2, 3, 4, 5, 2, 3, 4]
USERS = [3, 3, 2, 4, 2, 2, 1, 4, 3, 2, 2, 5]
OF_VIEWS = ["mean_of", "mean_over", "gap", "gap_low", "gap_high", "p_value", "p_adjusted"]


def gap_of(staff, users, **options):
    rows = [
        (f"Team {team:02}", view, rating)
        for view, ratings in (("staff", staff), ("people-using-services", users))
        for team, rating in enumerate(ratings)
    ]
    ratings = pd.DataFrame(rows, columns=["team", "perspective", "rating"])
    returns = Returns.from_tables(ratings=ratings.assign(year=2025, item_id="a"), instruments=())
    return release(perspective_gap(returns), returns, **options)


def test_a_gap_is_rounded():
    row = gap_of(STAFF, USERS).table.iloc[0]
    # 42 / 12 and 33 / 12; R 4.2: t.test(users - staff) gives -1.441, -0.059 and p = 0.0358
    assert row[OF_VIEWS[:3]].tolist() == [3.5 - 0.7, 3.5, -0.8]
    assert row["p_value"] == round(row["p_value"], 3)


@pytest.mark.slow_but(3)
@pytest.mark.parametrize(
    ("staff", "users", "withheld"),
    [
        ([3, 4, 3, 5, 4], [3, 2, 2, 5, 1], False),
        ([3, 4, 3, 5], [3, 2, 2, 5], True),  # four teams
        ([4] * 9 + [2, 3, 5], USERS, False),
        ([4] * 10 + [2, 3], USERS, True),  # all but two say the same
        (USERS, [4] * 10 + [2, 3], True),
        ([1, 2, 3, 4] * 3, [2, 3, 4, 5] * 2 + [2, 3, 3, 2], True),  # all but two differ alike
        ([1, 2, 3, 4] * 3, [2, 3, 4, 5] * 2 + [2, 2, 3, 2], False),
        (STAFF, [], False),  # nobody has both
    ],
)
def test_a_gap_is_judged_by_both_views_and_their_difference(staff, users, withheld):
    released = gap_of(staff, users)
    assert released.withheld.loc[0, OF_VIEWS].tolist() == [withheld] * 7
    assert released.table.loc[0, "teams"] == len(users)


# What follows the same teams: for the board, with one insider, never public


def followed(*grids):
    """Returns of practices, of each the ratings of each team in the years from 2023 on."""
    rows = [
        (f"Team {team:02}", 2023 + at, f"item-{number}", rating)
        for number, grid in enumerate(grids)
        for team, ratings in enumerate(grid)
        for at, rating in enumerate(ratings)
        if rating is not None
    ]
    ratings = pd.DataFrame(rows, columns=["team", "year", "item_id", "rating"])
    return Returns.from_tables(ratings=ratings, instruments=())


def to_board(function, returns, *years, **options):
    return release(function(returns, *years), returns, audience="board", **options)


CHANGES = ["mean_change", "change_low", "change_high", "p_value", "improved", "same", "declined"]
PARTS = ["overall_change", "matched_part", "joiners_part", "leavers_part"]
MIXED = [(1, 2), (2, 4), (3, 3), (4, 3), (5, 4), (2, 2), (3, 5), (1, 1), (4, 5), (2, 3)]


def test_matched_change_is_given_in_tenths():
    row = to_board(change_between, followed(MIXED), 2023, 2024).table.iloc[0]
    # Changes 1 2 0 -1 -1 0 2 0 1 1: mean 0.5, standard deviation 1.08, t(9) = 1.46, p = .178
    assert row[CHANGES[:3]].tolist() == [0.5, -0.3, 1.3]
    assert row[["improved", "same", "declined"]].tolist() == [0.5, 0.3, 0.2]
    assert row["p_value"] == 0.18
    assert row[PARTS].tolist() == [0.5, 0.5, 0.0, 0.0]
    assert "mean_before" not in row


@pytest.mark.slow_but(2)
@pytest.mark.parametrize(
    ("pairs", "withheld"),
    [
        (MIXED[:4], True),  # four teams
        (MIXED[:5], False),
        ([(1, 2), (2, 3), (3, 4), (4, 5), (2, 2)], True),  # all but one moved alike
        ([(1, 2), (2, 3), (3, 4), (4, 4), (2, 2)], False),
    ],
)
def test_change_is_judged_by_the_changes_of_teams(pairs, withheld):
    released = to_board(change_between, followed(pairs), 2023, 2024)
    assert released.withheld.loc[0, [*CHANGES, *PARTS]].tolist() == [withheld] * 11
    assert released.table.loc[0, "teams"] == len(pairs)


@pytest.mark.slow_but(2)
@pytest.mark.parametrize(
    ("movers", "withheld"),
    [
        ([(None, 1), (None, 2), (None, 3), (None, 3), (None, 3)], False),
        ([(None, 1), (None, 2), (None, 3), (None, 3)], True),  # four joined
        ([(None, 1), (None, 3), (None, 3), (None, 3), (None, 3)], True),  # all but one alike
        ([(1, None)], True),
        ([(1, None), (2, None), (3, None), (3, None), (3, None)], False),
    ],
)
def test_the_parts_of_those_that_joined_or_left_are_judged_by_their_ratings(movers, withheld):
    released = to_board(change_between, followed(MIXED + movers), 2023, 2024)
    assert released.withheld.loc[0, PARTS].tolist() == [withheld] * 4
    assert not released.withheld.loc[0, CHANGES].any()


def test_a_trend_is_judged_by_the_slopes_of_teams():
    straight = [(1, 2, 3), (2, 3, 4), (3, 4, 5), (1, None, 3)]  # 1 a year each
    other = [(3, 3, 3), (4, 3, 2)]
    returns = followed(straight + other, straight + other[:1], [*straight[:2], *other], straight)
    released = to_board(trend, returns)
    assert released.withheld["slope"].tolist() == [False, True, True, True, False]
    # Slopes 1 1 1 1 0 -1
    assert released.table["slope"].isna().tolist() == [False, True, True, True, False]
    assert released.table["teams"].tolist() == [6, 5, 4, 4, 6]
    # What is withheld has no part in "All practices": here one practice alone is left.
    assert released.table.loc[4, "slope"] == released.table.loc[0, "slope"]


def test_what_is_withheld_has_no_part_in_all_practices():
    # Changes of a: 0 1 2 0 1 2; of b: 1 each, withheld; of c: 0 0 1 1 2 2.
    of_a = [(1, 1), (1, 2), (1, 3), (2, 2), (2, 3), (2, 4)]
    of_c = [(1, 1), (2, 2), (1, 2), (2, 3), (1, 3), (2, 4)]
    returns = followed(of_a, [(1, 2)] * 6, of_c)
    whole = change_between(returns, 2023, 2024)
    released = to_board(change_between, returns, 2023, 2024).table
    assert whole["mean_change"].tolist() == [1, 1, 1, 1]
    # Teams' means over a and c: 0 .5 1.5 .5 1.5 2.
    assert released.loc[3, "improved"] == 0.8
    assert released.loc[3, "change_high"] == 1.8  # with b it would be less, 1.5
    with_nobody = to_board(change_between, followed([(1, 2)] * 6), 2023, 2024)
    assert with_nobody.withheld["mean_change"].tolist() == [True, True]


def moved(pairs, *, teams=True):
    rows = [
        (f"N{n}", 2024 + at, stage) for n, pair in enumerate(pairs) for at, stage in enumerate(pair)
    ]
    stages = pd.DataFrame(rows, columns=["who", "year", "stage"])
    stages["return_id"] = stages["who"] + stages["year"].astype(str)
    stages["team_id" if teams else "service_line"] = stages["who"]
    return Returns.from_tables(stages=stages.assign(item_id="challenge-4"))


@pytest.mark.slow_but(1)
@pytest.mark.parametrize(
    ("pairs", "withheld"),
    [
        ([(1, 2), (2, 3), (1, 1), (2, 2)], True),  # four teams
        ([(1, 2), (2, 3), (1, 2), (1, 2), (2, 2)], False),
        ([(1, 2), (1, 2), (1, 2), (1, 2), (2, 2)], True),
    ],
)
def test_stage_change_is_judged_by_the_pairs_of_stages(pairs, withheld):
    released = to_board(stage_change, moved(pairs), 2024, 2025)
    of_challenge = released.table["item_id"].eq("challenge-4")
    assert released.withheld.loc[of_challenge, "teams"].tolist() == [withheld] * 9
    of_lines = moved(pairs, teams=False)
    counted = release(stage_change(of_lines, 2024, 2025), of_lines)
    assert not counted.withheld.any(axis=None)


EFFECT = ["effect", "effect_low", "effect_high", "p_value", "caveat"]


@pytest.mark.slow_but(2)
@pytest.mark.parametrize(("rose_more", "withheld"), [(0, True), (1, True), (2, False), (3, False)])
def test_the_effect_of_choices_is_judged_by_what_each_team_gained(rose_more, withheld):
    # All choose the first practice, which rises by 1 or 2, and the second not.
    first = [(1, 1, 2 + (n < rose_more)) for n in range(6)]
    ratings = followed(first, [(3, 3, 3)] * 6).ratings
    chose = pd.DataFrame({"team": [f"Team {n:02}" for n in range(6)], "year": 2024})
    returns = Returns.from_tables(
        ratings=ratings, priorities=chose.assign(item_id="item-0"), instruments=()
    )
    released = to_board(priority_effect, returns)
    assert released.withheld.loc[0, EFFECT].tolist() == [withheld] * 5
    assert released.table.loc[0, "teams"] == 6
    if rose_more == 3:
        assert released.table.loc[0, "effect"] == 1.5


@pytest.mark.parametrize("name", ["change", "trend", "stage_change"])
def test_a_higher_number_of_insiders_withholds_more_for_the_board_too(name):
    if name == "change":
        asked = change_between, followed(MIXED[:5]), 2023, 2024
    elif name == "stage_change":
        asked = stage_change, moved([(1, 2), (1, 2), (2, 2), (2, 3), (3, 3)]), 2024, 2025
    else:
        asked = trend, followed([(1, 2, 3), (2, 3, 4), (3, 3, 3), (4, 3, 2), (1, 1, 2)])
    before, after = (
        to_board(*asked, policy=Policy(insiders=insiders)).withheld for insiders in (2, 5)
    )
    assert not before.any(axis=None)
    assert after.any(axis=None)


def test_what_follows_the_same_teams_is_refused_to_the_public():
    returns = followed([(*pair, 3) for pair in MIXED])
    with pytest.raises(DisclosureError, match=r"never public.*audience='board'"):
        release(trend(returns), returns)
    returns = moved([(1, 2), (2, 3), (1, 1), (2, 2), (3, 3)])
    with pytest.raises(DisclosureError, match="never public"):
        release(stage_change(returns, 2024, 2025), returns)
