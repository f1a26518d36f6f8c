import itertools

import pandas as pd
import pytest

from trip_analytics.disclosure import ALL_TEAMS, INSIDERS, Policy, release_profile
from trip_analytics.disclosure.profile import COUNTS
from trip_analytics.errors import DisclosureError


def table(*rows, **more):
    """Rows as of practice_profile: an item and its counts of the ratings 1 to 5."""
    made = []
    for item, counts, *part in rows:
        teams = sum(counts)
        mean = sum(n * rating for rating, n in enumerate(counts, 1)) / teams if teams else None
        made.append(
            {
                "item_id": item,
                "practice": item.title(),
                **({"service_line": part[0]} if part else {}),
                "year": 2025,
                "teams": teams,
                "not_rated": 0,
                **dict(zip(COUNTS, counts, strict=True)),
                "mean": mean,
                "mean_low": mean and mean - 0.123,
                "mean_high": mean and mean + 0.123,
                "well_developed": (counts[3] + counts[4]) / teams if teams else None,
                "well_developed_low": 0.111,
                "well_developed_high": 0.999,
                "rank_low": 1,
                "rank_high": 2,
                **more,
            }
        )
    return pd.DataFrame(made)


def test_figures_are_rounded_and_counts_exact():
    row = release_profile(table(("choices", (0, 3, 9, 4, 0)))).table.iloc[0]
    assert [row[count] for count in COUNTS] == [0, 3, 9, 4, 0]
    # 49 / 16 = 3.0625; 4 / 16 = 0.25
    assert (row["mean"], row["mean_low"], row["mean_high"]) == (3.1, 2.9, 3.2)
    assert (row["well_developed"], row["well_developed_low"]) == (0.25, 0.11)


def test_a_row_that_fails_loses_every_figure_that_tells_its_counts():
    released = release_profile(table(("a", (0, 0, 0, 2, 12)), ("b", (0, 0, 0, 3, 12))))
    figures = [*COUNTS, "mean", "mean_low", "mean_high", "well_developed", "rank_low", "rank_high"]
    assert released.table.loc[0, figures].isna().all()
    assert released.withheld.loc[0, figures].all()
    assert released.table.loc[1, figures].notna().all()
    assert not released.withheld.loc[1].any()
    assert released.table["teams"].tolist() == [14, 15]
    assert len(released.notes) == 2


def test_fewer_than_five_teams_are_withheld_and_nobody_is_not():
    released = release_profile(table(("a", (1, 1, 1, 1, 0)), ("b", (0, 0, 0, 0, 0))))
    assert released.withheld["mean"].tolist() == [True, False]
    assert released.table["mean"].isna().all()


def test_a_part_that_fails_takes_the_item_from_all_parts_and_leaves_the_whole():
    whole = table(("a", (0, 6, 6, 8, 8)), ("b", (0, 6, 6, 8, 8)))
    parts = table(
        ("a", (0, 6, 6, 2, 0), "Adult"),
        ("a", (0, 0, 0, 6, 8), "Older"),
        ("b", (0, 6, 6, 0, 0), "Adult"),
        ("b", (0, 0, 0, 8, 8), "Older"),
    )
    parts.loc[2, "rated_2"], parts.loc[2, "rated_3"] = 10, 2
    parts.loc[2, "teams"] = 12
    whole.loc[1, "rated_2"], whole.loc[1, "rated_3"] = 10, 2
    released = release_profile(whole, groups=parts)
    assert released.table["item_id"].tolist() == ["a", "a", "a", "b", "b", "b"]
    assert released.table["service_line"].tolist() == [ALL_TEAMS, "Adult", "Older"] * 2
    assert released.withheld["mean"].tolist() == [False, False, False, False, True, True]
    assert released.table.loc[3, COUNTS].tolist() == [0, 10, 2, 8, 8]


def test_wordings_of_one_item_are_released_each_by_itself():
    names = ["A (wording of 2013)", "A (wording of 2020)"]
    whole = table(("a", (0, 6, 6, 8, 8)), ("a", (0, 10, 2, 8, 8))).assign(practice=names)
    parts = table(
        ("a", (0, 6, 6, 2, 0), "Adult"),
        ("a", (0, 0, 0, 6, 8), "Older"),
        ("a", (0, 10, 2, 0, 0), "Adult"),
        ("a", (0, 0, 0, 8, 8), "Older"),
    ).assign(practice=[names[0]] * 2 + [names[1]] * 2)
    released = release_profile(whole, groups=parts)
    assert released.table["practice"].tolist() == [names[0]] * 3 + [names[1]] * 3
    assert released.table["service_line"].tolist() == [ALL_TEAMS, "Adult", "Older"] * 2
    assert released.withheld["mean"].tolist() == [False, False, False, False, True, True]


def test_a_part_needs_ten_teams_that_returned_of_whom_five_rated():
    whole = table(("a", (6, 6, 6, 6, 0)))
    parts = table(("a", (3, 3, 3, 6, 0), "Adult"), ("a", (3, 3, 3, 0, 0), "Older"))
    assert release_profile(whole, groups=parts).withheld["mean"].tolist() == [False, True, True]
    whole["not_rated"], parts["not_rated"] = 1, [0, 1]
    assert not release_profile(whole, groups=parts).withheld["mean"].any()


def test_teams_in_no_part_count_as_a_part():
    whole = table(("a", (6, 6, 6, 6, 1)))
    parts = table(("a", (3, 3, 3, 3, 0), "Adult"), ("a", (3, 3, 3, 3, 0), "Older"))
    assert release_profile(whole, groups=parts).withheld["mean"].tolist() == [False, True, True]


def test_one_part_of_a_release_can_be_taken():
    whole = table(("a", (6, 6, 6, 6, 0)))
    parts = table(("a", (3, 3, 3, 3, 0), "Adult"), ("a", (3, 3, 3, 3, 0), "Older"))
    released = release_profile(whole, groups=parts)
    trust_wide = released.where("service_line", ALL_TEAMS)
    assert trust_wide.table["teams"].tolist() == [24]
    assert "service_line" not in trust_wide.table
    assert trust_wide.withheld.shape == trust_wide.table.shape
    with pytest.raises(DisclosureError, match="no service_line"):
        released.where("service_line", "Nobody")


def test_a_list_by_means_leaves_out_what_its_place_would_tell():
    ranked = table(("a", (0, 0, 0, 1, 14)), ("b", (0, 0, 5, 5, 5)), standing="clear")
    released = release_profile(ranked)
    assert released.table["item_id"].tolist() == ["b"]
    assert len(released.notes) == 2


def test_what_has_no_rule_does_not_leave():
    given = table(("a", (3, 3, 3, 3, 3)), minimum=1)
    given.attrs["notes"] = ["All gave the same rating: A."]
    released = release_profile(given)
    assert "minimum" not in released.table
    assert "notes" not in released.table.attrs


@pytest.mark.parametrize("column", ["team", "team_id", "return_id", "source_file"])
def test_a_table_that_names_teams_is_refused(column):
    with pytest.raises(DisclosureError, match="never released"):
        release_profile(table(("a", (3, 3, 3, 3, 3)), **{column: "Ash"}))


def test_groups_of_something_else_are_refused():
    whole = table(("a", (3, 3, 3, 3, 3)))
    larger = table(("a", (4, 3, 3, 3, 3), "Adult"))
    with pytest.raises(DisclosureError, match="not parts"):
        release_profile(whole, groups=larger)
    with pytest.raises(DisclosureError, match="not parts"):
        release_profile(whole, groups=table(("a", (3, 3, 3, 3, 3), "Adult"), year=2024))
    with pytest.raises(DisclosureError, match="one breakdown"):
        release_profile(whole, groups=whole.assign(ward="x"))


def test_an_empty_profile_is_released_empty():
    empty = table(("a", (3, 3, 3, 3, 3))).iloc[:0]
    assert release_profile(empty).table.empty


def test_nothing_released_tells_an_answer_to_two_insiders():
    """Every small trust there is, as released, against every other trust that fits.

    Two parts of five teams and three ratings, each trust an item of one release. The
    minimum is lowered so that such parts are released at all: what keeps the secret
    here is the k-rule, and that a part that fails takes the other with it.
    """
    without_minimum = Policy()
    for rule in ("minimum_group", "minimum_teams"):
        object.__setattr__(without_minimum, rule, 1)
    part = [counts for counts in itertools.product(range(6), repeat=3) if sum(counts) == 5]
    trusts = list(itertools.product(part, repeat=2))
    published = _published(trusts, without_minimum)
    fitting = {}
    for trust in trusts:
        for seen in {(_total(trust), None), (None, None), (_total(trust), trust)}:
            fitting.setdefault(seen, []).append(trust)

    for trust, seen in zip(trusts, published, strict=True):
        for place, counts in enumerate(trust):
            for pair in itertools.combinations_with_replacement(range(3), INSIDERS):
                known = [pair.count(rating) for rating in range(3)]
                if all(k <= n for k, n in zip(known, counts, strict=True)):
                    assert not _certain(fitting[seen], place, known), trust
    shown = sum(parts is not None for _, parts in published)
    assert 0 < shown < len(trusts)


def _certain(trusts, place, known):
    """Whether, in every trust that fits, the part's other teams all answered the same."""
    answers = set()
    for trust in trusts:
        rest = [n - k for n, k in zip(trust[place], known, strict=True)]
        if min(rest) >= 0:
            answers |= {rating for rating, n in enumerate(rest) if n}
    return len(answers) == 1


def _total(trust):
    return tuple(map(sum, zip(*trust, strict=True)))


def _published(trusts, policy):
    """The counts that a release shows of the whole and of the parts of each trust."""
    items = [f"item-{n:03}" for n in range(len(trusts))]
    whole = table(
        *((item, (*_total(trust), 0, 0)) for item, trust in zip(items, trusts, strict=True))
    )
    parts = table(
        *(
            (item, (*counts, 0, 0), line)
            for item, trust in zip(items, trusts, strict=True)
            for line, counts in zip(("Adult", "Older"), trust, strict=True)
        )
    )
    released = release_profile(whole, groups=parts, policy=policy)
    counts = released.table[COUNTS[:3]].astype(object).to_numpy().tolist()
    seen = [None if pd.isna(row[0]) else tuple(row) for row in counts]
    return [
        (seen[n], None if seen[n + 1] is None else (seen[n + 1], seen[n + 2]))
        for n in range(0, len(seen), 3)
    ]
