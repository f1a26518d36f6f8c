"""The fictional trust: its teams, its true patterns, and what its marks mean."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from tools.forms.marks import Entry
from tools.sample import intended, marks, register, returns, trust
from trip_analytics.instruments import load_instrument
from trip_analytics.tables.check import check
from trip_analytics.tables.columns import STATES, TEAM_REGISTER

ROOT = Path(__file__).resolve().parents[3]
SAMPLE = ROOT / "data" / "sample"


TRIP = load_instrument("trip")


def test_the_register_is_one():
    teams = pd.read_csv(SAMPLE / "teams.csv", dtype="string")
    assert list(teams.columns) == [column.name for column in TEAM_REGISTER]
    checked = check("teams", teams)
    assert len(checked) == 48
    assert checked["service_line"].value_counts().to_dict() == {
        "Adult community": 15,
        "Adult acute wards": 11,
        "Older people": 9,
        "Forensic": 6,
        "Children and young people": 4,
        "Rehabilitation": 3,
    }
    merged = checked.dropna(subset="merged_into")
    assert len(merged) >= 3
    assert set(merged["merged_into"]) <= set(checked["team_id"])
    assert merged["closed"].notna().all()
    assert (checked["opened"] < checked["closed"]).loc[checked["closed"].notna()].all()


def test_no_two_teams_go_by_one_name():
    names = [
        name.casefold()
        for team in register.TEAMS
        for name in dict.fromkeys((team.team, *team.aliases))
    ]
    assert [name for name, times in Counter(names).items() if times > 1] == []


def test_a_renamed_team_keeps_its_old_name_as_an_alias():
    by_id = {team.team_id: team for team in register.TEAMS}
    for team_id, (name, last_year) in register.FORMER_NAMES.items():
        team = by_id[team_id]
        assert name in team.aliases
        assert register.official_name(team, last_year) == name
        assert register.official_name(team, last_year + 1) == team.team


# Who returned


@pytest.mark.parametrize("year", trust.YEARS)
def test_most_teams_return_but_not_all(year):
    expected = sum(team.is_open(date(year, 7, 1)) for team in register.TEAMS)
    found = intended.intended_returns()
    found = found[(found["instrument"] == "trip") & (found["status"] == "current")]
    assert 0.85 <= (found["year"] == year).sum() / expected <= 0.96


def test_a_team_has_at_most_one_current_return_a_year_and_only_while_open():
    found = intended.intended_returns()
    current = found[(found["instrument"] == "trip") & (found["status"] == "current")]
    assert not current.duplicated(["team_id", "year"]).any()
    assert all(each.team.is_open(each.dated) for each in returns.trip_returns())


def test_corrected_returns_come_in_pairs_that_differ_as_stated():
    for (team_id, year), (suffix, _, changed) in returns.CORRECTED.items():
        earlier, later = (
            each
            for each in returns.trip_returns()
            if (each.team.team_id, each.year) == (team_id, year)
        )
        assert (earlier.status, later.status) == ("superseded", "current")
        assert later.file == earlier.file.replace(".xlsx", f"{suffix}.xlsx")
        assert earlier.fields["Date completed:"] <= later.fields["Date completed:"]
        differ = [key for key, mark in later.marks.items() if earlier.marks[key] != mark]
        assert len(differ) == changed


def test_one_file_is_there_twice():
    found = intended.intended_returns()
    (copy,) = found.loc[found["status"] == "duplicate", "file"]
    original = "2023 returns/" + copy.rpartition("/")[2]
    assert original < copy
    assert (SAMPLE / original).read_bytes() == (SAMPLE / copy).read_bytes()


def test_a_year_left_in_counts_by_the_forms_own_field():
    ((team_id, filed), counts_for) = next(iter(returns.YEAR_LEFT_IN.items()))
    of_team = [each for each in returns.trip_returns() if each.team.team_id == team_id]
    (stale,) = [each for each in of_team if each.file.startswith(str(filed))]
    assert stale.year == stale.fields["Review year:"] == counts_for
    assert stale.fields["Date completed:"].year == filed
    assert [each.year for each in of_team].count(counts_for) == 1


def test_every_return_says_its_year_and_its_file_or_form_the_team():
    for each in returns.trip_returns():
        assert each.fields["Review year:"] or each.fields["Date completed:"]
        if each.fields["Team:"] is None:
            name = register.official_name(each.team, each.year)
            assert name in each.file.replace("_", " ")
        else:
            assert each.fields["Team:"] in (each.team.team, *each.team.aliases)


# What is true, and whether the returns bear it out


def test_the_true_mean_is_that_of_a_rounded_normal():
    draws = np.random.default_rng(7).normal(
        trust.LATENT_MEANS["hope-stories"][0],
        np.hypot(np.hypot(trust.TEAM_SD, trust.TEAM_PRACTICE_SD), trust.OCCASION_SD),
        200_000,
    )
    simulated = np.clip(np.rint(draws), 1, 5).mean()
    assert trust.true_mean("hope-stories", 2022) == pytest.approx(simulated, abs=0.01)


def test_means_lie_where_the_truth_has_them(by_team):
    for year in trust.YEARS:
        of_year = by_team.xs(year, level="year")
        for item_id in TRIP.item_ids:
            column = of_year[item_id].dropna()
            allowed = 3.5 * column.std() / np.sqrt(len(column))
            assert abs(column.mean() - trust.true_mean(item_id, year)) < allowed


def test_the_strong_and_the_weak_practice_stand_clear_every_year(by_team):
    for year in trust.YEARS:
        of_year = by_team.xs(year, level="year")
        for item_id in set(TRIP.item_ids) - {trust.STRONG, trust.WEAK}:
            for higher, lower in ((trust.STRONG, item_id), (item_id, trust.WEAK)):
                difference = (of_year[higher] - of_year[lower]).dropna()
                assert stats.ttest_1samp(difference, 0, alternative="greater").pvalue < 0.002


def test_two_practices_cannot_be_separated(by_team):
    one, other = trust.INSEPARABLE
    assert trust.LATENT_MEANS[one] == trust.LATENT_MEANS[other]
    for year in trust.YEARS:
        difference = by_team.xs(year, level="year")[[one, other]].dropna()
        assert stats.ttest_rel(difference[one], difference[other]).pvalue > 0.2


def test_one_practice_improves_one_declines_and_the_rest_stay(by_team):
    change = (by_team.xs(2025, level="year") - by_team.xs(2022, level="year")).astype(float)
    p_values = {
        item_id: stats.ttest_1samp(change[item_id].dropna(), 0).pvalue for item_id in change
    }
    assert 0.6 < change[trust.IMPROVING].mean() < 1.1
    assert -0.9 < change[trust.DECLINING].mean() < -0.4
    assert max(p_values[trust.IMPROVING], p_values[trust.DECLINING]) < 0.001
    # Holm among the flat ones: the smallest p is not small enough.
    assert min(p_values[item_id] for item_id in trust.FLAT) > 0.05 / len(trust.FLAT)
    assert {*trust.FLAT, trust.IMPROVING, trust.DECLINING} == set(TRIP.item_ids)


def test_the_improving_practice_improves_year_on_year(by_team):
    means = by_team[trust.IMPROVING].groupby("year").mean()
    assert means.is_monotonic_increasing


def test_people_using_services_see_less_choice_than_staff_do(ratings):
    views = ratings.astype({"rating": "float64"}).pivot_table(
        index=["team_id", "year"], columns=["perspective", "item_id"], values="rating"
    )
    gap = (views["people-using-services"] - views["staff"]).mean()
    assert gap.idxmin() == "choices"
    assert gap["choices"] < -0.6
    assert -0.5 < gap.drop("choices").mean() < -0.1


def test_stages_move_up_and_challenges_3_and_4_are_ahead():
    stages = intended.intended_stages().astype({"stage": "float64"})
    assert len(stages) == 4 * 6 * 10
    means = stages.groupby("year")["stage"].mean()
    assert means.is_monotonic_increasing
    assert means[2025] - means[2022] > 0.6
    stages["ahead"] = stages["item_id"].isin(trust.STAGE_AHEAD)
    of_year = stages.pivot_table(index="year", columns="ahead", values="stage")
    assert (of_year[True] > of_year[False] + 0.3).all()


def test_priorities_go_to_what_is_rated_low_and_some_to_nothing_on_the_form():
    priorities = intended.intended_priorities()
    assert 0.8 < priorities["item_id"].notna().mean() < 0.9
    chosen = priorities["item_id"].value_counts()
    assert chosen.idxmax() == trust.WEAK
    assert chosen[trust.STRONG] == chosen[list(TRIP.item_ids)].min()
    assert priorities["number"].between(1, 3).all()
    assert 0.8 < priorities["staff_lead"].mean() < 0.97
    assert 0.55 < priorities["service_user_lead"].mean() < 0.85


# What the marks mean


def test_every_current_return_has_a_row_for_each_statement_and_view(ratings):
    current = [each for each in returns.trip_returns() if each.status == "current"]
    views = Counter(view for each in current for view in each.perspectives for _ in TRIP.item_ids)
    assert ratings["perspective"].value_counts().to_dict() == dict(views)
    assert not ratings.duplicated(["team_id", "year", "item_id", "perspective"]).any()


def test_a_rating_stands_where_the_state_says_so(ratings):
    assert set(ratings["state"]) == set(STATES)
    assert (ratings["rating"].notna() == (ratings["state"] == "rated")).all()
    assert ratings["rating"].dropna().between(1, 5).all()


@pytest.mark.parametrize(
    ("written", "state", "rating"),
    [
        (4, "rated", 4),
        ("4 ", "rated", 4),
        ("4.0", "rated", 4),
        ("4 - mostly", "rated", 4),
        ("four", "rated", 4),
        ("4/5", "rated", 4),
        ("3 crossed out, 4", "rated", 4),
        ("n/a", "not-applicable", None),
        ("not applicable to us", "not-applicable", None),
        ("4-5", "unclear", None),
        ("?", "unclear", None),
        (date(2024, 5, 4), "unclear", None),
        (45, "unclear", None),
        ("don't know", "unclear", None),
        ("mixed picture", "unclear", None),
        (None, "not-answered", None),
    ],
)
def test_what_a_mark_means(written, state, rating):
    meant = {(mark.state, mark.value) for mark in _many_marks() if _written(mark) == written}
    assert meant == {(state, rating)}


def test_most_marks_are_plain_and_the_odd_ones_of_every_kind_are_there():
    agreed = [
        mark
        for each in returns.trip_returns()
        for (_, view), mark in each.marks.items()
        if view == "team"
    ]
    plain = [
        mark for mark in agreed if mark.state == "rated" and isinstance(_written(mark), int | tuple)
    ]
    assert 0.92 < len(plain) / len(agreed) < 0.97
    written = [_written(mark) for mark in agreed]
    texts = {str(each) for each in written if isinstance(each, str)}
    kinds = (r"\d ", r"\d\.0", r"\d - mostly", r"\d/5", r"\d-\d", r"\?", "-", "n/a|N/A", "four")
    for kind in (*kinds, "don't know", "|".join(marks.INSTEAD_OF_A_NUMBER)):
        assert any(re.fullmatch(kind, text) for text in texts), kind
    assert 45 in written
    assert any(isinstance(each, date) for each in written)
    assert any("crossed out" in text for text in texts)
    assert any(isinstance(each, tuple) and len(each) == 2 for each in written)
    assert (0,) in written


# What stands on the forms


@cache
def _many_marks() -> tuple[Entry, ...]:
    rng = np.random.default_rng(3)
    return tuple(marks.written_mark(4, 2024, rng) for _ in range(12_000))


def _written(mark: marks.Mark) -> object:
    """The points ticked, or what stands in the cell."""
    if isinstance(mark, marks.Ticked):
        return mark.points
    struck = mark.look.struck
    return f"{struck} crossed out, {mark.content}" if struck else mark.content
