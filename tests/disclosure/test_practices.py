"""A year's practices as they may be shown, in the whole and in parts."""

import itertools

import pandas as pd
import pytest

from trip_analytics.disclosure.practices import KEY, release_practices
from trip_analytics.disclosure.rating_counts import counts_of
from trip_analytics.disclosure.released import keep_rows
from trip_analytics.disclosure.rules import ALL_TEAMS, INSIDERS, PUBLIC, Rule, rule_for
from trip_analytics.disclosure.strongest import release_ends
from trip_analytics.errors import DisclosureError
from trip_analytics.words import percent

COUNTS = [f"rated_{point}" for point in range(1, 6)]
FIGURES = [*COUNTS, "mean", "mean_low", "mean_high", "well_developed", "well_developed_low"]
PLACES = ["rank_low", "rank_high"]


def rows_of(released):
    return released.table.set_index("item_id")


def withheld(released):
    return released.withheld["mean"].tolist()


def test_figures_are_rounded_and_counts_exact(rated, spread):
    returns = rated({2025: {"a": spread(0, 3, 9, 4, 0), "b": spread(0, 8, 0, 8, 0)}})
    row = release_practices(returns, 2025, rule=PUBLIC).profile.table.iloc[0]
    assert [row[count] for count in COUNTS] == [0, 3, 9, 4, 0]
    # 49 / 16 = 3.0625; 4 / 16 = 0.25; Wilson, by R: prop.test(4, 16, correct = FALSE)
    assert (row["mean"], row["well_developed"]) == (3.1, 0.25)
    assert (row["well_developed_low"], row["well_developed_high"]) == (0.1, 0.49)
    assert row["mean_low"] == round(row["mean_low"], 1)


def test_a_share_of_one_team_in_300_is_not_none_and_of_299_not_all(rated, spread):
    returns = rated({2025: {"a": spread(150, 100, 49, 1, 0), "b": spread(0, 0, 1, 150, 149)}})
    table = release_practices(returns, 2025, rule=PUBLIC).profile.table
    assert table["well_developed"].tolist() == [0.003, 0.997]
    assert [percent(share) for share in table["well_developed"]] == ["under 1%", "over 99%"]


@pytest.mark.slow_but(2)
@pytest.mark.parametrize(
    ("counts", "shown", "to_the_board"),
    [
        ((1, 1, 1, 1, 0), False, False),  # four teams
        ((2, 1, 1, 1, 0), True, True),
        ((0, 3, 2, 0, 0), False, True),  # two differ
        ((0, 0, 12, 1, 1), False, True),
        ((0, 0, 12, 2, 1), True, True),
        ((0, 0, 12, 1, 0), False, False),
    ],
)
def test_a_row_that_fails_loses_every_figure(rated, spread, counts, shown, to_the_board):
    returns = rated({2025: {"a": spread(*counts), "b": spread(3, 3, 3, 3, 3)}})
    for rule, passes in ((PUBLIC, shown), (rule_for("board"), to_the_board)):
        profile = release_practices(returns, 2025, rule=rule).profile
        assert profile.withheld.loc[0, [*FIGURES, *PLACES]].tolist() == [not passes] * 12
        assert profile.table.loc[0, [*FIGURES, *PLACES]].isna().tolist() == [not passes] * 12
        assert not profile.withheld.loc[1].any()
        assert profile.table["teams"].tolist() == [sum(counts), 15]
        assert len(profile.notes) >= (1 if passes else 2)


def test_a_withheld_row_says_its_half_and_nothing_else_of_it(rated, spread):
    returns = rated(
        {
            2025: {
                "a": spread(0, 0, 0, 2, 12),
                "b": spread(0, 8, 1),
                "c": spread(3, 3, 3, 3, 3),
                "d": spread(1, 1, 1, 1),
            }
        }
    )
    profile = release_practices(returns, 2025, rule=PUBLIC).profile
    assert profile.table["half"].tolist() == ["above 3", "up to 3", pd.NA, pd.NA]
    assert "which half of the scale" in profile.notes[-1]


def test_a_practice_that_nobody_rated_is_not_withheld(rated, spread):
    returns = rated({2025: {"a": [], "choices": spread(3, 3, 3, 3, 3)}})
    assert not any(withheld(release_practices(returns, 2025, rule=PUBLIC).profile))


def test_places_are_those_among_the_practices_that_are_shown(rated, spread):
    """The strongest is withheld: the next one has its place, and nothing is kept free."""
    shown = {"b": spread(0, 0, 1, 4, 10), "c": spread(10, 4, 1, 0, 0)}
    with_it = rated({2025: {"a": spread(0, 0, 0, 1, 14), **shown}})
    alone = release_practices(rated({2025: shown}), 2025, rule=PUBLIC).profile
    profile = release_practices(with_it, 2025, rule=PUBLIC).profile
    assert profile.table[PLACES].astype(object).to_numpy().tolist() == [
        [pd.NA, pd.NA],
        [1, 1],
        [2, 2],
    ]
    pd.testing.assert_frame_equal(rows_of(profile).loc[["b", "c"]], rows_of(alone))


def test_of_the_ends_only_what_has_a_place_is_listed(rated, spread):
    ratings = {"a": spread(0, 0, 0, 1, 14), "b": spread(0, 0, 1, 4, 10), "c": spread(10, 4, 1)}
    practices = release_practices(rated({2025: ratings}), 2025, rule=PUBLIC)
    strongest = release_ends(practices.profile, 1, strongest=True)
    weakest = release_ends(practices.profile, 1, strongest=False)
    assert strongest.table["item_id"].tolist() == ["b"]
    assert weakest.table["item_id"].tolist() == ["c"]
    assert strongest.table["standing"].tolist() == ["clear"]
    assert strongest.name == "strongest_practices"
    assert "half" not in strongest.table
    assert strongest.notes == practices.profile.notes


def test_the_ends_are_in_the_order_of_averages_before_they_are_rounded(rated, spread):
    # 2.96, 3.04 and 3.00 are all given as 3.0.
    ratings = {"a": spread(0, 8, 10, 7), "b": spread(0, 7, 10, 8), "c": spread(0, 8, 9, 8)}
    practices = release_practices(rated({2025: ratings}), 2025, rule=PUBLIC)
    for n, strongest, listed in ((1, True, "b"), (3, True, "bca"), (3, False, "acb")):
        found = release_ends(practices.profile, n, strongest=strongest).table
        assert "".join(found["item_id"]) == listed
        assert set(found["mean"]) == {3.0}


MIXED = (0, 4, 3, 3, 0)


def in_parts(rated, spread, adult, older, sizes=(10, 10), **more):
    """The practices of two service lines: what their teams rated a, and a mixed b."""
    lines = ["Adult"] * sizes[0] + ["Older"] * sizes[1]
    padded = [
        each + [None] * (n - len(each)) for each, n in zip((adult, older), sizes, strict=True)
    ]
    ratings = {"a": padded[0] + padded[1], "b": (spread(*MIXED) * 3)[: sum(sizes)], **more}
    return release_practices(
        rated({2025: ratings}, lines=lines), 2025, by="service_line", rule=PUBLIC
    )


def test_a_part_that_fails_takes_the_practice_from_all_parts(rated, spread):
    # 9 of the 20 teams answer 3: no part of ten can be told to have done so.
    found = in_parts(rated, spread, spread(0, 1, 8, 1), spread(2, 3, 1, 2, 2))
    table = found.in_parts.table
    assert table["service_line"].tolist() == [ALL_TEAMS, "Adult", "Older"] * 2
    assert withheld(found.in_parts) == [True, True, True, False, False, False]
    assert found.profile.withheld.loc[0, [*FIGURES, *PLACES]].all()
    assert table["teams"].tolist() == [20, 10, 10] * 2
    assert found.profile.table.loc[1, PLACES].tolist() == [1, 1]
    assert not set(PLACES) & set(table.columns)


def test_the_whole_is_shown_without_a_place_where_either_part_may_be_the_one(rated, spread):
    # 8 and 2 of the teams answer 3, as many as the second smallest part has.
    found = in_parts(rated, spread, spread(0, 1, 8, 1), spread(2, 2, 2, 2, 2))
    assert withheld(found.in_parts) == [False, True, True, False, False, False]
    assert found.in_parts.table.loc[0, COUNTS].tolist() == [2, 3, 10, 3, 2]
    assert found.profile.withheld.loc[0, PLACES].all()
    assert not found.profile.withheld.loc[0, FIGURES].any()
    assert "has no place among the others" in found.profile.notes[-1]
    assert "left out of every service line" in found.in_parts.notes[-1]


@pytest.mark.parametrize(("threes", "shown"), [(3, False), (4, True)])
def test_two_parts_at_least_could_be_made_of_the_most_common_rating(rated, spread, threes, shown):
    # Of parts of 10 and 12: 11 teams answer 3, enough for the smaller part alone; then 12.
    older = spread(3, 4, threes, 5 - threes)
    found = in_parts(rated, spread, spread(0, 1, 8, 1), older, sizes=(10, 12))
    assert withheld(found.in_parts)[:3] == [not shown, True, True]


def test_a_row_that_fails_in_the_whole_is_in_no_part(rated, spread):
    found = in_parts(rated, spread, [3] * 10, [3] * 8 + [4, 5])
    assert withheld(found.in_parts) == [True, True, True, False, False, False]
    assert found.profile.table["half"].tolist() == ["above 3", pd.NA]


def test_parts_that_pass_are_shown_beside_the_whole(rated, spread):
    found = in_parts(rated, spread, spread(0, 1, 7, 2), spread(2, 2, 2, 2, 2))
    assert not found.in_parts.withheld.any(axis=None)
    assert found.in_parts.table.loc[1, COUNTS].tolist() == [0, 1, 7, 2, 0]
    assert found.profile.table.loc[0, PLACES].notna().all()


def test_parts_have_ten_teams_or_there_are_none(rated, spread):
    with pytest.raises(DisclosureError, match="whole trust"):
        in_parts(rated, spread, spread(*MIXED), spread(*MIXED)[:9], sizes=(10, 9))


def test_wordings_of_one_practice_are_judged_each_by_itself(reworded, spread):
    said = {"old": spread(3, 3, 3, 3), "new": spread(0, 0, 9, 1)}
    profile = release_practices(reworded({2025: said}), 2025, rule=PUBLIC).profile
    assert len(set(profile.table["item_id"])) == 1
    assert withheld(profile) == [False, True]


def test_rows_of_a_result_are_kept(rated, spread):
    profile = release_practices(
        rated({2025: {"a": spread(1, 1, 1, 1, 1), "b": spread(2, 2, 2)}}), 2025, rule=PUBLIC
    ).profile
    kept = keep_rows(profile, profile.table.tail(1), KEY)
    assert kept.table["item_id"].tolist() == ["b"]
    assert len(kept.withheld) == 1


@pytest.mark.slow
def test_nothing_shown_of_parts_tells_an_answer_to_two_insiders(rated):
    """Every pair of parts of five teams and three ratings, against all that look the same.

    All three are in the lower half of the scale, so that halves tell nothing here.
    """
    size, points = 5, 3
    part = [
        counts
        for counts in itertools.product(range(size + 1), repeat=points)
        if sum(counts) == size
    ]
    trusts = list(itertools.product(part, repeat=2))
    ratings = {
        f"item-{n:03}": [
            1 + rating
            for counts in trust
            for rating in range(points)
            for _ in range(counts[rating])
        ]
        for n, trust in enumerate(trusts)
    }
    items = list(ratings)
    seen = [
        shown
        for at in range(0, len(items), 63)
        for shown in _as_seen(rated, {item: ratings[item] for item in items[at : at + 63]})
    ]
    fitting = {}
    for trust, shown in zip(trusts, seen, strict=True):
        fitting.setdefault(shown, []).append(trust)
    for trust, shown in zip(trusts, seen, strict=True):
        for place, counts in enumerate(trust):
            for pair in itertools.combinations_with_replacement(range(points), INSIDERS):
                known = [pair.count(rating) for rating in range(points)]
                if all(k <= n for k, n in zip(known, counts, strict=True)):
                    assert not _certain(fitting[shown], place, known), trust
    kinds = {(whole is None, parts is None) for whole, parts in seen}
    assert kinds == {(True, True), (False, True), (False, False)}


def _as_seen(rated, ratings):
    """The counts shown of the whole and of the parts of each item; places aside."""
    lines = ["Adult"] * 5 + ["Older"] * 5
    returns = rated({2025: ratings}, lines=lines)
    rule = Rule(minimum_teams=5, minimum_group=5, insiders=INSIDERS)
    released = release_practices(returns, 2025, by="service_line", rule=rule)
    counts = counts_of(released.in_parts.table).astype(object)
    rows = [None if row[0] is pd.NA else tuple(row) for row in counts.to_numpy()]
    parts = [
        None if one is None else (one, two) for one, two in zip(rows[1::3], rows[2::3], strict=True)
    ]
    return list(zip(rows[::3], parts, strict=True))


def _certain(trusts, place, known):
    """Whether the other teams of a part all gave the same answer in every trust that fits."""
    others = set()
    for trust in trusts:
        rest = [n - k for n, k in zip(trust[place], known, strict=True)]
        if min(rest) >= 0:
            others |= {rating for rating, n in enumerate(rest) if n}
    return len(others) == 1
