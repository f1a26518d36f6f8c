from __future__ import annotations

import pandas as pd

from trip_analytics.analysis.questions import describe
from trip_analytics.analysis.results import result
from trip_analytics.analysis.strongest import lines, strongest_practices, weakest_practices

RATINGS = {
    "A": [5, 3, 2, 1], "B": [5, 2, 3, 1], "C": [4, 3, 3, 1], "D": [5, 2, 3, 2], "E": [5, 3, 2, 1],
    "F": [5, 3, 3, 1], "G": [4, 2, 3, 1], "H": [5, 3, 2, 2], "I": [5, 2, 3, 1], "J": [5, 3, 2, 1],
}  # fmt: skip


def test_what_is_clear_and_what_could_swap(trust):
    returns = trust({2025: RATINGS})
    assert describe(strongest_practices(returns, n=2)) == (
        "A (4.8) is clearly the strongest of the four. B (2.6) and c (2.6) may not really belong "
        "in this list, because others come close. The figures in brackets are averages over ten "
        "teams."
    )
    assert describe(weakest_practices(returns, n=1)) == (
        "D (1.2) is clearly the weakest of the four. The figures in brackets are averages over "
        "ten teams."
    )


def test_what_cannot_be_separated(trust):
    few = {team: RATINGS[team] for team in "AB"}
    assert describe(strongest_practices(trust({2025: few}), n=1)) == (
        "No practice is clearly the strongest of the four. A (5.0) cannot be told apart from the "
        "others. The figures in brackets are averages over two teams."
    )


def test_of_many_practices_a_wide_place_near_the_end_is_told():
    # Of 40 practices one of places 1 to 7 read "could change places with practices not listed".
    rows = pd.DataFrame({"practice": ["P1", "P2", "P3"], "teams": 45, "mean": [4.5, 4.4, 4.3]})
    rows = rows.assign(well_developed=0.9, rank_low=1, rank_high=[4, 7, 23])
    listed = result(
        "strongest_practices", rows.assign(standing="could-swap"), [], n=5, practices=40
    )
    assert describe(listed) == (
        "No practice is clearly among the strongest five of 40. P1 (4.5) and P2 (4.4) are among "
        "the strongest seven of 40. P3 (4.3) may not really belong in this list, because others "
        "come close. The figures in brackets are averages over 45 teams."
    )
    assert lines(listed, "strongest")[1].endswith(
        "It may be anywhere from 1st to 7th of 40, so it is among the strongest seven."
    )


def test_a_line_for_each_practice(trust):
    listed = strongest_practices(trust({2025: RATINGS}), n=2)
    assert lines(listed, "strongest") == (
        "a: rated 4.8 on average by ten teams, and well developed (4 or 5) by all of them. It is "
        "clearly the strongest of the four.",
        "b: rated 2.6 on average by ten teams, and well developed (4 or 5) by none of them. It "
        "may be anywhere from 2nd to 3rd of four.",
        "c: rated 2.6 on average by ten teams, and well developed (4 or 5) by none of them. It "
        "may be anywhere from 2nd to 3rd of four.",
    )


def test_many_are_counted(trust):
    listed = strongest_practices(trust({2025: RATINGS}), n=2).head(1)
    many = pd.concat([listed] * 8, ignore_index=True)
    assert describe(many).startswith("A (4.8), a (4.8), a (4.8), a (4.8), a (4.8) and three others")
