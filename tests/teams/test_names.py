"""Which names look like one team's: measured on pairs that people would tell at a glance."""

import csv
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trip_analytics.teams.names import how_alike, name_key, named_in, pairs_that_may_be_alike

SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "teams.csv"


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("B2", "B2 Ward", "ward or team"),
        ("B2 Ward", "Ward B2 (Bassetlaw)", "brackets"),
        ("B2", "Ward B2 (Bassetlaw)", "brackets"),
        ("B 2 Ward", "B2 Ward", "spaces"),
        ("CMHT North", "North CMHT", "another order"),
        ("North CMHT", "Community Mental Health Team North", "abbreviation"),
        ("Community Rehab Team", "Community Rehabilitation Team", "abbreviation"),
        ("CAMHS South", "Child & Adolescent Mental Health Service (South)", "abbreviation"),
        ("PD Pathway", "Personality Disorder Pathway Team", "abbreviation"),
        ("Ash Ward", "Ask Ward", "mistyped"),
        ("Brich Ward", "Birch Ward", "mistyped"),
        ("Ash Wrad", "Ash Ward", "mistyped"),
        ("Hawthron", "Hawthorn Ward", "mistyped"),
        ("Psychaitric Liasion", "Psychiatric Liasion", "mistyped"),
    ],
)
def test_names_of_one_team_look_alike_and_it_is_said_how(one, other, how):
    assert how in how_alike(one, other)
    assert how in how_alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ward 1", "Ward 2"),
        ("Ward 1", "Ward 11"),
        ("B2", "B22"),
        ("Ward 1 1", "Ward 11"),
        ("Ward A", "Ward B"),
        ("Ward 1 Unit 2", "Ward 2 Unit 1"),
        ("North CMHT", "South CMHT"),
        ("EIP East", "EIP West"),
        ("Ash CMHT", "Ash CRHT"),
        ("Rose Ward (male)", "Rose Ward (female)"),
        ("Ward 1 (Bassetlaw)", "Ward 1 (Mansfield)"),
        ("Ash Ward", "Oak Ward"),
        ("Ash Ward", "Ash CMHT"),
        ("Hay Ward", "May Ward"),
        ("Ash Ward", "Ash Grove Ward"),
        ("Older Adults CMHT", "Adults CMHT"),
        ("Crisis Team One", "Crisis Team Two"),
        ("EW", "Elm Ward"),
    ],
)
def test_names_of_two_teams_do_not(one, other):
    assert how_alike(one, other) is None
    assert how_alike(other, one) is None


WORDS = ["Ash", "Ask", "Ahs", "Ward", "Unit", "B2", "B", "2", "CMHT", "Community", "Mental", "Team",
         "Health", "Rehab", "Rehabilitation", "(North)", "(Bassetlaw)", "of"]  # fmt: skip


@given(st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join), max_size=9))
def test_of_many_names_all_that_look_alike_are_found_without_comparing_each_with_each(names):
    pairs = combinations(sorted(set(names)), 2)
    alike = {pair for pair in pairs if how_alike(*pair) is not None}
    assert alike <= pairs_that_may_be_alike(names)


def test_numbered_wards_need_not_be_compared():
    assert pairs_that_may_be_alike(f"Ward {number}" for number in range(1, 400)) == set()


def test_no_two_teams_of_the_sample_look_alike_and_half_of_their_other_names_do():
    with SAMPLE.open(encoding="utf-8") as file:
        named = {
            name: row["team_id"]
            for row in csv.DictReader(file)
            for name in (row["team"], *row["aliases"].split(";"))
        }
    same = {True: [], False: []}
    for one, other in combinations(named, 2):
        if name_key(one) != name_key(other):
            same[named[one] == named[other]].append(how_alike(one, other) is not None)
    assert len(same[False]) > 9_000
    assert not any(same[False])
    # The others share no more than a word with the name: "PICU", "Ward 11", "Tarn House".
    assert sum(same[True]) >= 0.45 * len(same[True])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("TRIP_Ward_3_Moorcroft_2025", "Ward 3 Moorcroft"),
        ("Copy of TRIP Birch v2", "Birch"),
        ("1. Ash Ward (2)", "Ash Ward"),
        ("Ash Ward TRIP 12-03-2025 FINAL", "Ash Ward"),
        ("TRIP - North CMHT - 24_25", "North CMHT"),
        ("ash ward march 2025", "Ash Ward"),
        ("Recovery Team North recovery plan 2025", "Recovery Team North"),
        ("Ward B2 (Bassetlaw) 2024-25", "Ward B2 (Bassetlaw)"),
        ("TRIP return 2025", ""),
        ("Sheet1", ""),
        ("2024-25", ""),
        ("Ward", ""),
    ],
)
def test_what_is_left_of_a_files_name(text, name):
    assert named_in(text) == name
