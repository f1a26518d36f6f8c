"""What results about the challenges say of themselves."""

from __future__ import annotations

from itertools import product

import pandas as pd
import pytest

from trip_analytics.analysis.questions import describe
from trip_analytics.analysis.results import result
from trip_analytics.disclosure.rules import PUBLIC
from trip_analytics.disclosure.stages import RELEASE
from trip_analytics.returns import Returns

NAMES = ["Choice", "Training", "Centre", "Culture", "Risk", "Peers"]
VIEWS = "Stages are the views of those who filled in the form."


def profile(*counts):
    """As of stage_profile, from the counts of the three stages of each challenge."""
    stages = pd.DataFrame(counts, columns=["stage_1", "stage_2", "stage_3"], dtype="Int64")
    teams = stages.sum(axis=1)
    shares = stages.astype("Float64").div(teams.where(teams > 0), axis=0).add_prefix("share_")
    table = pd.concat([stages, shares], axis=1).assign(
        item_id=[f"c{n}" for n in range(len(stages))],
        challenge=NAMES[: len(stages)],
        year=2025,
        teams=teams,
        not_assessed=8 - teams,
        prioritised=4,
    )
    return result("stage_profile", table, [])


def change(**of_challenges):
    """As of stage_change, from the nine counts of each challenge, 1→1, 1→2 ... 3→3."""
    rows = [
        (name, before, after, count)
        for name, counts in of_challenges.items()
        for (before, after), count in zip(product((1, 2, 3), repeat=2), counts, strict=True)
    ]
    table = pd.DataFrame(rows, columns=["challenge", "from_stage", "to_stage", "teams"])
    table = table.astype({"teams": "Int64"}).assign(from_year=2023)
    return result("stage_change", table, [])


def priorities(returns, *rows):
    """As of challenge_priorities: in the first five, first, place, suggested early."""
    columns = ["in_top_five", "ranked_first", "typical_place", "suggested_early"]
    table = pd.DataFrame(rows, columns=columns).astype(
        {**dict.fromkeys(columns[:3], "Int64"), "suggested_early": "boolean"}
    )
    return result(
        "challenge_priorities", table.assign(challenge=NAMES[: len(rows)], returns=returns), []
    )


def test_which_challenges_most_returns_place_where():
    said = describe(profile((5, 2, 1), (1, 5, 0), (4, 4, 0), (0, 3, 5)))
    assert said == (
        "Most of the 6 to 8 returns that give a stage place choice at engagement; training "
        "at development; culture at transformation. On one challenge they are divided, with no "
        f"stage given by most of them. {VIEWS}"
    )


def test_many_challenges_are_counted_and_one_return_is_one():
    said = describe(profile(*[(1, 0, 0)] * 5, (0, 0, 1)))
    assert said == (
        "The one return that gives a stage places five challenges at engagement; peers at "
        f"transformation. {VIEWS}"
    )


def test_no_challenge_of_which_most_say_the_same_and_one_nobody_assessed():
    said = describe(profile((4, 4, 0), (0, 0, 0)))
    assert said == (
        "There is no challenge that most returns place at the same stage. Of one challenge no "
        f"return gives a stage. {VIEWS}"
    )
    assert describe(profile((0, 0, 0))) == "No return gives the stage of a challenge."


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        (
            [(5, 2, 1), (8, 0, 0)],
            "choice at engagement. The stages of one challenge are withheld, because too few "
            "returns give a stage or nearly all give the same one.",
        ),
        ([(8, 0, 0)], "How many returns are at each stage is withheld"),
    ],
)
def test_of_a_release_it_says_what_is_withheld(counts, says):
    of_teams = Returns.from_tables(
        stages=pd.DataFrame({"team": ["Ash"], "year": 2025, "item_id": "challenge-1", "stage": 1})
    )
    released = RELEASE.apply(profile(*counts), of_teams, "public", PUBLIC)
    assert says in describe(released.table)


def test_where_most_moved_and_how_many_steps_there_were():
    said = describe(
        change(
            A=(0, 3, 0, 0, 2, 0, 0, 0, 0),
            B=(1, 0, 0, 3, 0, 0, 0, 0, 0),
            C=(1, 1, 0, 0, 0, 0, 0, 1, 1),
            D=[pd.NA] * 9,
            E=[0] * 9,
        )
    )
    assert said == (
        "Since 2023, in most of the 4 to 5 returns that can be compared with an earlier one, a "
        "moved on; b moved back. Of 13 stages over all challenges, four moved on, five stayed and "
        "four moved back. For two challenges no change can be given. Stages are the views of "
        "those who filled in the form; a step may only mean that different people did so."
    )


def test_where_none_moved_and_where_nothing_can_be_shown():
    none = change(A=(1, 0, 0, 0, 0, 0, 0, 0, 0))
    assert describe(none).startswith(
        "Since 2023, in the one return that can be compared with an earlier one, no challenge "
        "moved on or back."
    )
    assert describe(change(A=[pd.NA] * 9)) == "How the stages changed since 2023 cannot be shown."


def test_a_change_of_which_one_count_is_missing_is_not_given():
    said = describe(change(A=(1, 0, 0, 0, 0, 0, 0, 0, 0), B=(5, pd.NA, 0, 0, 0, 0, 0, 0, 0)))
    assert "Of one stage over all challenges, none moved on, one stayed" in said
    assert "For one challenge no change can be given." in said


def test_which_challenges_are_put_first():
    said = describe(
        priorities(6, (4, 1, 2, False), (4, 3, 1, False), (2, 0, 5, True), (0, 0, pd.NA, True))
    )
    assert said == (
        "Choice and training are most often among the first five priorities: each in four of the "
        "six returns that rank challenges. Training is most often ranked first, by three returns. "
        "The source of the form suggests considering centre and culture early: centre is among "
        "the first five in two returns and culture in no return."
    )


def test_of_some_of_the_steps_alone_nothing_is_said():
    steps = change(Culture=[0, 2, 0, 0, 1, 0, 0, 0, 0])
    made = steps[steps["teams"] > 0]
    assert describe(made) == (
        "These are only some of the steps: the whole result says how the stages changed."
    )


def test_what_one_return_chose_in_its_order():
    said = describe(
        priorities(1, (1, 0, 3, False), (1, 1, 1, False), (0, 0, 7, True), (1, 0, 2, True))
    )
    assert said == (
        "The one return that ranks challenges puts these first, in its order: training, "
        "culture and choice. Not among them, though suggested early by the source of the "
        "form: centre."
    )


def test_nothing_ranked_or_nothing_shown():
    assert describe(priorities(0, (0, 0, pd.NA, True))) == (
        "No return ranks challenges as priorities."
    )
    assert "puts none among its first five" in describe(priorities(1, (0, 0, 7, True)))
    assert describe(priorities(3, (0, 0, 6, True))) == (
        "None of the three returns puts a challenge among its first five."
    )
    hidden = priorities(8, (3, 1, 2, False), (pd.NA, pd.NA, pd.NA, True))
    assert describe(hidden).endswith("For one challenge it cannot be shown.")
    assert "cannot be shown" in describe(priorities(8, (pd.NA, pd.NA, pd.NA, True)))


def test_where_no_two_rank_the_same_first():
    said = describe(priorities(2, (2, 1, 1, False), (2, 1, 1, False)))
    assert "No two of them rank the same challenge first." in said
