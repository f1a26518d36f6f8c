"""What was published comes back from the store just as it was published."""

import dataclasses
import json

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trip_analytics.analysis.questions import describe
from trip_analytics.disclosure.practices import release_practices
from trip_analytics.disclosure.published_figures import (
    VERSION,
    as_text,
    profile_of,
    published_profile,
    published_tables,
    quotes_in,
    tables_in,
)
from trip_analytics.disclosure.quotes import Quote
from trip_analytics.disclosure.released import Released, as_published
from trip_analytics.disclosure.rules import PUBLIC
from trip_analytics.disclosure.year import release_year
from trip_analytics.errors import DisclosureError
from trip_analytics.returns import PublishedYear, Returns

# A surrogate is half a character, as damaged files hold them.
TEXT = st.text(st.characters(codec=None)) | st.just("half \ud83d a letter")
FIGURES = st.floats(allow_nan=False)
WHOLE = st.integers(-(2**15), 2**15 - 1)
NOTHING = st.none()
COLUMNS = {
    "string": TEXT | NOTHING,
    "object": TEXT | NOTHING,
    "Int64": st.integers(-(2**63), 2**63 - 1) | NOTHING,
    "int64": WHOLE,
    "Float64": FIGURES | NOTHING,
    "float64": FIGURES | NOTHING,
    "boolean": st.booleans() | NOTHING,
    "bool": st.booleans(),
}


@st.composite
def frames(draw, rows):
    """A table with columns of some types, under any names."""
    columns = {}
    for name in draw(st.lists(TEXT, unique=True, min_size=1, max_size=5)):
        dtype = draw(st.sampled_from(list(COLUMNS)))
        values = draw(st.lists(COLUMNS[dtype], min_size=rows, max_size=rows))
        columns[name] = pd.Series(values, dtype=dtype)
    return pd.DataFrame(columns)


@st.composite
def releases(draw):
    rows = draw(st.integers(0, 4))
    table, withheld = draw(frames(rows)), draw(frames(rows))
    table.attrs = draw(st.dictionaries(TEXT, TEXT, max_size=2))
    return as_published(draw(TEXT), table, withheld, tuple(draw(st.lists(TEXT, max_size=2))))


def assert_same(one, other):
    assert list(one) == list(other)
    for mine, theirs in zip(one.values(), other.values(), strict=True):
        assert (mine.name, mine.notes) == (theirs.name, theirs.notes)
        kept = {key: value for key, value in mine.table.attrs.items() if key != "notes"}
        assert theirs.table.attrs == kept
        pd.testing.assert_frame_equal(
            pd.DataFrame(mine.table), pd.DataFrame(theirs.table), check_exact=True
        )
        pd.testing.assert_frame_equal(mine.withheld, theirs.withheld)


@given(
    st.dictionaries(
        st.just("practice_profile 2024") | st.text(min_size=12), releases(), max_size=3
    ),
    st.lists(st.builds(Quote, TEXT, TEXT, TEXT, *[TEXT | NOTHING] * 3), max_size=2).map(tuple),
)
@settings(max_examples=settings.default.max_examples // 3, deadline=None)
def test_what_is_kept_comes_back_equal(tables, quotes):
    text = as_text(tables, quotes)
    text.encode()  # a store keeps nothing else
    assert_same(tables, tables_in(text))
    assert quotes_in(text) == quotes
    assert as_text(tables_in(text), quotes_in(text)) == text


@pytest.mark.slow_but(1)
@pytest.mark.parametrize("by", [None, "service_line"])
def test_a_year_comes_back_as_it_was_published(returns, by):
    tables = release_year(returns, 2025, by=by, audience="public", rule=PUBLIC)
    again = tables_in(as_text(tables))
    assert_same(tables, again)
    for name, released in tables.items():
        assert isinstance(again[name], Released)
        assert repr(again[name]) == repr(released)
        assert describe(again[name]) == describe(released)


FORMER = {
    "profile": "practice_profile",
    "strongest": "strongest_practices",
    "weakest": "weakest_practices",
    "groups": "in_parts",
    "stages": "stage_profile",
    "themes": "priority_themes",
}


@pytest.mark.parametrize("version", [1, 2])
def test_texts_of_earlier_versions_are_read_under_the_names_of_today(version):
    practices = {
        "column": "practice",
        "type": "category",
        "codes": [1, 0, -1],
        "categories": {"type": "string", "values": ["Hope", "Notes"]},
    }
    mean = {"column": "mean", "type": "Float64", "values": [3.5, None, 2.0]}
    table = {
        "name": "profile",
        "attrs": {"analysis": "practice_profile"},
        "columns": [practices, mean],
        "withheld": [{"column": "mean", "type": "bool", "values": [False, True, False]}],
        "notes": ["A note."],
    }
    said = {"version": version, "name": "the report of 2024", "answers": {}}
    said["tables"] = dict.fromkeys([*FORMER, "change_between", "practice_profile 2023"], table)
    if version == 2:
        said["quotes"] = [["choices", "Choices", "It works.", "Ash.xlsx", None, "C7"]]
    tables = tables_in(json.dumps(said))
    assert list(tables) == [*FORMER.values(), "change_between", "practice_profile 2023"]
    profile = tables["practice_profile"]
    assert profile.name == "practice_profile"
    assert profile.notes == ("A note.",)
    assert profile.table["practice"].tolist()[:2] == ["Notes", "Hope"]
    assert profile.table.isna().to_numpy().tolist() == [
        [False, False],
        [False, True],
        [True, False],
    ]
    assert profile.withheld["mean"].tolist() == [False, True, False]
    assert len(quotes_in(json.dumps(said))) == version - 1


def test_a_text_of_a_newer_program_is_refused_in_one_sentence():
    newer = json.dumps({**json.loads(as_text({})), "version": VERSION + 1})
    for read in (tables_in, quotes_in):
        with pytest.raises(DisclosureError, match=r"^[^.]+newer version[^.]+\.$"):
            read(newer)


def test_the_practices_of_a_year_are_those_of_its_own_report_else_of_the_first_that_shows_them(
    rated, spread
):
    of = {
        name: release_practices(rated({2024: {name: spread(2, 2, 2)}}), 2024, rule=PUBLIC).profile
        for name in ("own", "first", "second")
    }
    later = [
        PublishedYear(2026, "2027-01-01", as_text({profile_of(2024): of["second"]})),
        PublishedYear(2025, "2026-01-01", as_text({profile_of(2024): of["first"]})),
    ]
    own = PublishedYear(2024, "2028-01-01", as_text({"practice_profile": of["own"]}))

    def shown(*published, year=2024):
        released = published_profile(dataclasses.replace(Returns(), published=published), year)
        return None if released is None else released.table["item_id"].tolist()

    assert shown() is None
    assert shown(*later) == ["first"]
    assert shown(*later, own) == ["own"]
    assert shown(*later, own, year=2023) is None
    assert shown(*later, own, year=2025) is None  # its report shows no practices of its own
    returns = dataclasses.replace(Returns(), published=(own,))
    assert list(published_tables(returns, 2024)) == ["practice_profile"]
    assert published_tables(returns, 2025) is None
