"""A publication comes back from the register just as it was published."""

import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from trip_analytics.disclosure.audit import Publication
from trip_analytics.disclosure.publications import VERSION, as_text, publication_of

from trip_analytics.analysis import describe
from trip_analytics.disclosure import Published
from trip_analytics.disclosure.quotes import Quote
from trip_analytics.errors import DisclosureError
from trip_analytics.reports.annual.findings import find, published

# A surrogate is half a character, as damaged files hold them.
TEXT = st.text(st.characters(codec=None)) | st.just("half \ud83d a letter")
FIGURES = st.floats(allow_nan=False)
WHOLE = st.integers(-(2**15), 2**15 - 1)
NOTHING = st.none()
COLUMNS = {
    "string": TEXT | NOTHING,
    "object": TEXT | NOTHING,
    "category": st.text() | NOTHING,  # an older pandas takes two halves of letters for one
    "Int16": WHOLE | NOTHING,
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
    names = draw(st.lists(TEXT, unique=True, min_size=1, max_size=5))
    columns = {}
    for name in names:
        dtype = draw(st.sampled_from(list(COLUMNS)))
        values = draw(st.lists(COLUMNS[dtype], min_size=rows, max_size=rows))
        columns[name] = pd.Series(values, dtype="object" if dtype == "category" else dtype)
        columns[name] = columns[name].astype(dtype)
    return pd.DataFrame(columns)


@st.composite
def publications(draw):
    tables = {}
    for name in draw(st.lists(TEXT, unique=True, max_size=3)):
        rows = draw(st.integers(0, 4))
        table, withheld = draw(frames(rows)), draw(frames(rows))
        notes = tuple(draw(st.lists(TEXT, max_size=2)))
        table.attrs = draw(st.dictionaries(TEXT, TEXT, max_size=2))
        tables[name] = Published(draw(TEXT), table, withheld, notes)
    quotes = draw(st.lists(st.builds(Quote, TEXT, TEXT, TEXT, *[TEXT | NOTHING] * 3), max_size=2))
    answers = draw(frames(draw(st.integers(0, 6))))
    return Publication(draw(TEXT), tables, answers, quotes=tuple(quotes))


def assert_same(one, other):
    assert (one.name, list(one.tables)) == (other.name, list(other.tables))
    assert one.quotes == other.quotes
    pd.testing.assert_frame_equal(one.answers, other.answers)
    for mine, theirs in zip(one.tables.values(), other.tables.values(), strict=True):
        assert (mine.name, mine.notes) == (theirs.name, theirs.notes)
        assert mine.table.attrs == theirs.table.attrs
        pd.testing.assert_frame_equal(
            pd.DataFrame(mine.table), pd.DataFrame(theirs.table), check_exact=True
        )
        pd.testing.assert_frame_equal(mine.withheld, theirs.withheld)


@given(publications())
def test_what_is_kept_comes_back_equal(publication):
    text = as_text(publication)
    text.encode()  # a store keeps nothing else
    assert_same(publication, publication_of(text))
    assert as_text(publication_of(text)) == text


def test_a_report_without_a_breakdown_comes_back_as_it_was_published(make_returns):
    returns = make_returns(teams=13, years=(2024, 2025))
    comes_back(published(find(returns), returns))


def test_a_report_with_a_breakdown_comes_back_as_it_was_published(found, returns):
    comes_back(published(found, returns))


def comes_back(publication):
    again = publication_of(as_text(publication))
    assert_same(publication, again)
    for name, released in publication.tables.items():
        assert repr(again.tables[name]) == repr(released).replace("Released", "Published")
        assert describe(again.tables[name]) == describe(released)


def test_a_text_from_before_comments_were_quoted_is_read():
    said = json.loads(as_text(Publication("report", {}, pd.DataFrame({"unit": ["a"]}))))
    del said["quotes"]
    older = publication_of(json.dumps({**said, "version": 1}))
    assert (older.name, older.quotes, len(older.answers)) == ("report", (), 1)


def test_a_text_of_a_newer_program_is_refused_in_one_sentence():
    empty = as_text(Publication("report", {}, pd.DataFrame({"unit": []})))
    newer = json.dumps({**json.loads(empty), "version": VERSION + 1})
    with pytest.raises(DisclosureError, match=r"^[^.]+newer version[^.]+\.$"):
        publication_of(newer)
