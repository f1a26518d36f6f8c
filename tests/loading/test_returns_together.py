"""What is told of all returns together: copies of last year, names alike, mergers."""

import pytest

from trip_analytics.analysis.change import change_between
from trip_analytics.analysis.participation import participation
from trip_analytics.loading.current_return import decide_current
from trip_analytics.loading.load_returns import load_returns
from trip_analytics.teams.load_register import load_register
from trip_analytics.teams.register import Team, TeamRegister

VARIED = (1, 2, 3, 4, 5, 1, 2, 3)
WORDS = ("Not at night", "The garden is open", "We meet weekly")


def kinds(*returns, register=None):
    decide_current(returns, register or TeamRegister())
    return [[entry.kind for entry in one.log] for one in returns]


# --- copies of last year ---------------------------------------------------------------------
def test_answers_that_equal_last_years_are_asked_about(make_return):
    last, now = make_return(year=2024, file="x.xlsx"), make_return(year=2025)
    assert kinds(now, last) == [["same-as-last-year"], []]
    assert "All 8 answers are the same as in x.xlsx for 2024" in now.log[0].what_to_do
    assert now.log[0].severity == "warning"


def test_comments_that_are_the_same_are_said(make_return):
    last = make_return(year=2024, comments=WORDS)
    now = make_return(year=2025, comments=WORDS)
    assert kinds(last, now) == [[], ["same-as-last-year"]]
    assert "All 8 answers and 3 of 3 comments are the same" in now.log[0].what_to_do


def test_all_one_value_may_be_chance_unless_the_comments_are_the_same(make_return):
    fours = (4,) * 8
    assert kinds(make_return(year=2024, ratings=fours), make_return(ratings=fours)) == [[], []]
    last = make_return(year=2024, ratings=fours, comments=WORDS)
    assert kinds(last, make_return(ratings=fours, comments=WORDS)) == [[], ["same-as-last-year"]]


@pytest.mark.parametrize(
    "now",
    [
        {"ratings": (*VARIED[:7], 4)},
        {"ratings": (*VARIED[:7], None)},
        {"team": "Elm"},
        {"comments": ("Now at night too", "The garden is closed", "We meet daily")},
    ],
)
def test_a_review_that_differs_is_not_asked_about(make_return, now):
    last = make_return(year=2024, comments=WORDS if "comments" in now else ())
    assert kinds(last, make_return(**now)) == [[], []]


def test_few_answers_may_be_chance(make_return):
    few = (1, 2, 3, 4, 5, None, None, None)
    assert kinds(make_return(year=2024, ratings=few), make_return(ratings=few)) == [[], []]


def test_the_latest_earlier_return_is_compared(make_return):
    first, now = make_return(year=2023), make_return(year=2025)
    between = make_return(year=2024, ratings=(5, 4, 3, 2, 1, 5, 4, 3))
    assert kinds(first, now) == [[], ["same-as-last-year"]]
    assert kinds(first, between, now) == [[], [], []]


# --- names alike -----------------------------------------------------------------------------
def test_names_that_look_alike_are_told_on_each_return_and_never_applied(make_return):
    one, other, third = (
        make_return(name, year)
        for name, year in (("B2", 2023), ("Ward B2 (Bassetlaw)", 2024), ("B22", 2024))
    )
    assert kinds(one, other, third) == [["teams-alike"], ["teams-alike"], []]
    assert "Ward B2 (Bassetlaw) (they differ in what is in brackets)" in one.log[0].what_to_do
    assert [each.team.team for each in (one, other)] == ["B2", "Ward B2 (Bassetlaw)"]


def test_teams_that_stood_side_by_side_for_two_years_are_two(make_return):
    names = ("Ash Ward", "Ask Ward")
    once = [make_return(name, 2024, (r,) * 8) for name, r in zip(names, (2, 3), strict=True)]
    assert kinds(*once) == [["teams-alike"]] * 2
    again = [make_return(name, 2025, (r,) * 8) for name, r in zip(names, (4, 5), strict=True)]
    assert kinds(*once, *again) == [[]] * 4


def test_with_a_register_names_alike_are_its_business(make_return, tmp_path):
    path = tmp_path / "teams.csv"
    path.write_text("team_id,team\nT1,Ash Ward\nT2,Ask Ward\n")
    register = load_register(path)
    returns = [make_return(Team(f"T{n}", name), 2023 + n) for n, name in ((1, "Ash Ward"),)]
    returns.append(make_return(Team("T2", "Ask Ward"), 2025, (2,) * 8))
    assert kinds(*returns, register=register) == [[], []]


# --- mergers ---------------------------------------------------------------------------------
def trust(tmp_path, *rows):
    path = tmp_path / "teams.csv"
    path.write_text("\n".join(["team_id,team,service_line,opened,closed,merged_into", *rows]))
    return load_register(path)


NEW = ("P,Ash,Adult,,2024-03-31,S", "Q,Elm,Adult,,2024-03-31,S", "S,Oak,Older,2024-04-01,,")


def of(make_return, register, team, year, **more):
    return make_return(register.find(team), year, **more)


def counts_for(*returns):
    return [one.team.team_id for one in returns]


def test_the_only_return_from_before_a_merger_is_the_new_teams_past(make_return, tmp_path):
    register = trust(tmp_path, *NEW)
    before = of(make_return, register, "Ash", 2023, ratings=(2,) * 8)
    after = of(make_return, register, "Oak", 2025)
    assert kinds(before, after, register=register) == [["merged-past"], []]
    assert counts_for(before, after) == ["S", "S"]
    assert before.log[0].severity == "note"
    assert before.identity.team.team_id == "P"


def test_two_returns_from_before_stay_apart(make_return, tmp_path):
    register = trust(tmp_path, *NEW)
    before = [of(make_return, register, name, 2023) for name in ("Ash", "Elm")]
    assert kinds(*before, register=register) == [["merged-past-apart"]] * 2
    assert counts_for(*before) == ["P", "Q"]


@pytest.mark.parametrize(
    ("opened", "own", "whose"),
    [
        ("2024", None, "S"),
        ("", None, "S"),
        ("2010", None, "P"),
        ("", 2022, "P"),
        ("", 2023, "P"),
        ("2024", 2023, "P"),
    ],
)
def test_a_team_that_was_there_before_keeps_to_its_own_past(
    make_return, tmp_path, opened, own, whose
):
    register = trust(tmp_path, "P,Ash,Adult,,2024-03-31,S", f"S,Oak,Older,{opened},,")
    before = of(make_return, register, "Ash", 2023, ratings=(2,) * 8)
    others = [of(make_return, register, "Oak", own)] if own else []
    decide_current([before, *others], register)
    assert before.team.team_id == whose


def test_a_chain_of_mergers_is_followed_as_far_as_it_is_clear(make_return, tmp_path):
    chain = ("P,Ash,,,2021,Q", "Q,Elm,,2021,2023,S", "S,Oak,,{},,")
    for opened, whose in (("2023", "S"), ("2010", "Q")):
        register = trust(tmp_path, *chain[:2], chain[2].format(opened))
        first = of(make_return, register, "Ash", 2020)
        decide_current([first], register)
        assert first.team.team_id == whose


def test_settling_again_takes_it_back_when_the_new_team_returns(make_return, tmp_path):
    register = trust(tmp_path, *NEW)
    before = of(make_return, register, "Ash", 2024, ratings=(2,) * 8)
    assert kinds(before, register=register) == [["merged-past"]]
    own = of(make_return, register, "Oak", 2024)
    assert kinds(before, own, register=register) == [["merged-past-apart"], []]
    assert counts_for(before, own) == ["P", "S"]


@pytest.mark.usefixtures("without_workers")
def test_change_follows_a_merger_and_participation_keeps_to_who_returned(tmp_path, write_return):
    trust(tmp_path, *NEW, "X,Fir,Adult,,,")
    write_return(tmp_path / "2023" / "a.xlsx", {"Team": "Ash"}, [2] * 8)
    write_return(tmp_path / "2023" / "x.xlsx", {"Team": "Fir"}, [3] * 7 + [1])
    write_return(tmp_path / "2025" / "s.xlsx", {"Team": "Oak"}, [5] * 8)
    write_return(tmp_path / "2025" / "x.xlsx", {"Team": "Fir"}, [3] * 8)
    returns = load_returns(tmp_path)
    assert set(change_between(returns, 2023, 2025)["teams"]) == {2}
    row = returns.returns.set_index("source_file").loc["2023/a.xlsx"]
    assert (row["team_id"], row["team"], row["service_line"]) == ("S", "Oak", "Older")
    assert returns.before_mergers[["team_id", "team"]].to_numpy().tolist() == [["P", "Ash"]]
    earlier = participation(returns, year=2023)
    assert earlier["team"].tolist() == ["Ash", "Elm", "Fir"]
    assert earlier["returned"].tolist() == [True, False, True]
    assert earlier["complete"].fillna(value=False).tolist() == [True, False, True]
    now = participation(returns, year=2025)
    assert now["team"].tolist() == ["Fir", "Oak"]
    assert now["returned"].tolist() == [True, True]


def test_a_return_from_after_a_merger_is_the_new_teams(make_return, tmp_path):
    register = trust(tmp_path, *NEW)
    late = [of(make_return, register, "Ash", 2025, file=f"ash{n}.xlsx") for n in ("", " v2")]
    late[0].form.rows["ratings"][0]["rating"] = 5
    assert kinds(*late, register=register) == [
        ["merged-team", "superseded-return"],
        ["merged-team"],
    ]
    assert counts_for(*late) == ["S", "S"]
    assert (late[1].log[0].found, late[1].log[0].used) == ("Ash", "Oak")
    assert late[1].log[0].severity == "warning"


def test_the_same_answers_under_the_old_and_the_new_name_are_told(make_return, tmp_path):
    register = trust(tmp_path, *NEW)
    old = of(make_return, register, "Ash", 2025, file="b.xlsx")
    new = of(make_return, register, "Oak", 2025)
    assert kinds(old, new, register=register) == [["merged-team-apart"], []]
    assert "a.xlsx is there for the same year, with the same answers" in old.log[0].what_to_do
    assert counts_for(old, new) == ["P", "S"]


@pytest.mark.parametrize("other", ["Oak", "Elm"])
def test_returns_of_teams_that_merged_never_supersede_each_other(make_return, tmp_path, other):
    register = trust(tmp_path, *NEW)
    late = of(make_return, register, "Ash", 2025, ratings=(2,) * 8)
    second = of(make_return, register, other, 2025, file="b.xlsx")
    said = [["merged-team-apart"], [] if other == "Oak" else ["merged-team-apart"]]
    assert kinds(late, second, register=register) == said
    assert [one.status for one in (late, second)] == ["current", "current"]
    assert late.team.team_id == "P"
    assert "each stays its own" in late.log[0].what_to_do
