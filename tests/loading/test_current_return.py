import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trip_analytics.instruments import load_instrument
from trip_analytics.loading.current_return import decide_current
from trip_analytics.loading.placed_return import version_of
from trip_analytics.teams.register import TeamRegister
from trip_analytics.understanding import Fields, Form

MARCH = dt.date(2025, 3, 12)
LATER = dt.date(2025, 4, 1)
FIVES = (5, 5, 5, 5, 5, 5, 5, 4)


def statuses(*returns):
    decide_current(returns, TeamRegister())
    return [one.status for one in returns]


def entry_of(one):
    (entry,) = one.log
    assert entry.severity == "warning"
    return entry


def test_the_date_on_the_form_decides_before_its_name_and_its_file(make_return):
    old = make_return(file="ash FINAL.xlsx", dated=MARCH, modified=9)
    new = make_return(file="ash draft.xlsx", dated=LATER, modified=1, ratings=FIVES)
    assert statuses(old, new) == ["superseded", "current"]
    assert entry_of(old).kind == "superseded-return"
    assert "its form has a later date" in entry_of(old).what_to_do


def test_then_its_name_then_its_file_then_nothing(make_return):
    plain = make_return(file="ash.xlsx", modified=9)
    second = make_return(file="ash v2.xlsx", modified=1, ratings=FIVES)
    assert statuses(plain, second) == ["superseded", "current"]
    assert "its name says so" in entry_of(plain).what_to_do
    older = make_return(file="b.xlsx", modified=1)
    newer = make_return(file="a.xlsx", modified=9, ratings=FIVES)
    assert statuses(older, newer) == ["superseded", "current"]
    assert "its file is newer" in entry_of(older).what_to_do
    one, other = make_return(file="b.xlsx"), make_return(file="a.xlsx", ratings=FIVES)
    assert statuses(one, other) == ["superseded", "current"]
    assert "nothing shows which is later" in entry_of(one).what_to_do


def test_where_nothing_tells_the_fuller_one_is_taken(make_return):
    full = make_return(file="b.xlsx", ratings=FIVES)
    thin = make_return(file="a.xlsx", ratings=(3, None, 3, None, 3, None, None, None))
    assert statuses(full, thin) == ["current", "superseded"]
    assert "it says more" in entry_of(thin).what_to_do


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Ash draft", "Ash"),
        ("Ash", "Ash v2"),
        ("Ash v9", "Ash v10"),
        ("Ash v2.1", "Ash v2.10"),
        ("Ash v3", "Ash FINAL"),
        ("Ash", "Ash (2)"),
        ("Ash - Copy", "Ash - Copy (3)"),
        ("Ash", "Ash amended"),
        ("Ash v2", "Ash resubmitted"),
        ("Ash final", "Ash final final"),
        ("Ash final", "Ash final v2"),
        ("Ash_signed off_v1", "Ash_signed off_v2"),
        ("Ash draft final", "Ash"),
        ("Ash not final", "Ash"),
        ("archive/Ash v2", "Ash"),
        ("drafts/Ash", "sent/Ash"),
        ("superseded/Ash final", "Ash"),
        ("a/Ash", "final/Ash"),
    ],
)
def test_version_words(earlier, later):
    assert version_of(f"{earlier}.xlsx", "TRIP") < version_of(f"{later}.xlsx", "TRIP")


def test_words_that_only_look_like_versions_say_nothing():
    plain = version_of("2025/Ash.xlsx", "TRIP")
    for name in ("Older People/Ash 2025.xlsx", "Finally/Ash.xlsx", "Old Vicarage.xlsx"):
        assert version_of(name, "TRIP") == plain
    assert version_of("Ash.xlsx", "TRIP v2") > plain


def test_the_same_answers_are_a_duplicate_wherever_they_stand(make_return):
    kept = make_return(file="z.xlsx", comments=["Not at night"], modified=1)
    copy = make_return(file="to file/a.docx", comments=["not at night "], modified=9, sheet=None)
    assert statuses(kept, copy) == ["current", "duplicate"]
    entry = entry_of(copy)
    assert entry.kind == "duplicate-return"
    assert "z.xlsx" in entry.what_to_do


def test_another_comment_is_another_return(make_return):
    one = make_return(file="a.xlsx", comments=["Not at night"])
    other = make_return(file="b.xlsx", comments=["At night"], dated=MARCH)
    assert statuses(one, other) == ["superseded", "current"]


def test_a_blank_form_never_supersedes(make_return):
    full = make_return(file="a.xlsx", dated=MARCH)
    blank = make_return(file="b FINAL.xlsx", dated=LATER, modified=9, ratings=(None,) * 8)
    assert statuses(full, blank) == ["current", "superseded"]
    assert entry_of(blank).kind == "blank-return"


@pytest.mark.parametrize(
    ("ratings", "priorities", "words"),
    [
        ((4, 4, None, None, None, None, None, None), ["Notes"], "2 answers instead of 8"),
        ((4,) * 8, [], "no priorities"),
        ((None,) * 8, ["Hope"], "0 answers instead of 8"),
    ],
)
def test_a_later_return_that_says_less_is_told(make_return, ratings, priorities, words):
    full = make_return(file="a.xlsx", dated=MARCH, priorities=["Notes"])
    less = make_return(file="b.xlsx", dated=LATER, ratings=ratings, priorities=priorities)
    assert statuses(full, less) == ["superseded", "current"]
    assert entry_of(full).kind == "superseded-by-less"
    assert words in entry_of(full).what_to_do


def test_a_correction_with_one_answer_fewer_is_only_a_correction(make_return):
    full = make_return(file="a.xlsx", dated=MARCH)
    less = make_return(file="b.xlsx", dated=LATER, ratings=(4,) * 7 + (None,))
    assert statuses(full, less) == ["superseded", "current"]
    assert entry_of(full).kind == "superseded-return"


def test_the_views_of_different_people_look_like_parts_of_one_return(make_return):
    staff = make_return(file="staff.xlsx", dated=MARCH, perspective="staff")
    people = make_return(file="people.xlsx", dated=LATER, perspective="people-using-services")
    assert statuses(staff, people) == ["superseded", "current"]
    assert entry_of(staff).kind == "superseded-part"
    assert "the view of people using services" in entry_of(staff).what_to_do


def test_a_copy_whose_year_was_not_updated_is_told(make_return):
    last = make_return(year=2024, file="2024/ash.xlsx", dated=dt.date(2024, 5, 1))
    copy = make_return(
        year=2024,
        file="2025/ash.xlsx",
        dated=LATER,
        other_years={2025: "date on the form, folder's name"},
    )
    assert statuses(copy, last) == ["duplicate", "current"]
    entry = entry_of(copy)
    assert entry.kind == "year-not-updated"
    assert "2024/ash.xlsx for 2024, but the date on the form, folder's name says 2025" in (
        entry.what_to_do
    )


def test_a_return_superseded_by_one_that_may_be_of_another_year_says_so(make_return):
    last = make_return(year=2024, file="2024/ash.xlsx", dated=dt.date(2024, 5, 1))
    new = make_return(
        year=2024,
        file="2025/ash.xlsx",
        dated=LATER,
        ratings=FIVES,
        other_years={2025: "folder's name"},
    )
    assert statuses(last, new) == ["superseded", "current"]
    assert "may be the return for 2025, as the folder's name says" in entry_of(last).what_to_do


def test_two_teams_two_years_and_two_forms_are_no_rivals(make_return):
    returns = [make_return(), make_return(year=2024), make_return("Elm"), make_return("Oak", 2023)]
    assert statuses(*returns) == ["current"] * 4
    plans = []
    for challenge in ("challenge-1", "challenge-2"):
        form = Form(load_instrument("template-b"), "B", Fields())
        form.add("action_plans", [{"item_id": challenge, "kind": "goal", "text": "Hope"}])
        plans.append(make_return())
        plans[-1].form = form
    assert statuses(*plans) == ["current", "current"]


def test_deciding_again_begins_anew(make_return):
    first = make_return(file="a.xlsx", dated=MARCH)
    second = make_return(file="b.xlsx", dated=LATER, ratings=FIVES)
    third = make_return(file="c.xlsx", dated=dt.date(2025, 5, 1), ratings=(2,) * 8)
    assert statuses(first, second) == ["superseded", "current"]
    assert statuses(first, second, third) == ["superseded", "superseded", "current"]
    assert [len(one.log) for one in (first, second, third)] == [1, 1, 0]
    assert "c.xlsx" in first.log[0].what_to_do


def test_no_answer_is_in_what_python_shows_of_a_return(make_return):
    assert "secret" not in repr(make_return(comments=["secret"]))


MADE = st.builds(
    dict,
    team=st.sampled_from(["Ash Ward", "Ask Ward", "Elm"]),
    year=st.sampled_from([2023, 2024, 2025]),
    ratings=st.sampled_from(
        [(4,) * 8, (1, 2, 3, 4, 5, 1, 2, 3), FIVES, (None,) * 8, (3, None) * 4]
    ),
    file=st.sampled_from(["a.xlsx", "b v2.xlsx", "c FINAL.xlsx", "draft/d.xlsx", "e/a.xlsx"]),
    dated=st.sampled_from([None, MARCH, LATER]),
    modified=st.sampled_from([0.0, 1.0]),
    comments=st.sampled_from([(), ("Not yet", "At night")]),
    perspective=st.sampled_from(["team", "staff"]),
    other_years=st.sampled_from([{}, {2025: "folder's name"}]),
)


def outcome(returns):
    return [
        (one.source_file, one.form.sheet, one.status, [(e.kind, e.what_to_do) for e in one.log])
        for one in returns
    ]


@given(made=st.lists(MADE, max_size=8), order=st.randoms(use_true_random=False))
def test_one_current_return_each_whatever_the_order(make_return, made, order):
    def all_made():
        # A file may hold several forms, but each stands in a place of its own.
        return [make_return(**each, sheet=str(number)) for number, each in enumerate(made)]

    returns = all_made()
    decide_current(returns, TeamRegister())
    current = Counter(one.key() for one in returns if one.status == "current")
    assert set(current.values()) <= {1}
    assert current.keys() == {one.key() for one in returns}
    warned = [
        any(entry.severity == "warning" for entry in one.log)
        for one in returns
        if one.status != "current"
    ]
    assert all(warned)
    for one in returns:
        if one.status == "current" and one.answers.is_blank:
            assert all(other.answers.is_blank for other in returns if other.key() == one.key())

    shuffled = all_made()
    jumbled = list(shuffled)
    order.shuffle(jumbled)
    decide_current(jumbled, TeamRegister())
    assert outcome(shuffled) == outcome(returns)
    decide_current(jumbled, TeamRegister())
    assert outcome(shuffled) == outcome(returns)
