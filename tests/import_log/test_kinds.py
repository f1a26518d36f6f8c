"""Each kind of entry says what to do, and code and data name the same kinds."""

import ast
import re
from pathlib import Path

import pytest

import trip_analytics
from trip_analytics.desk.queries import QueryKind, query_named
from trip_analytics.import_log import Entry, Place, kinds

CODE = [
    file.read_text(encoding="utf-8") for file in Path(trip_analytics.__file__).parent.rglob("*.py")
]
MAKES_ENTRIES = ("Entry.of", ".note", "FileRead.failed")
PLACES = re.compile(r"\{(\w+)(?:!r)?\}")
ASKING = {name: kind for name, kind in kinds().items() if kind.request}


def calls():
    """Each call in the package that makes an entry: its kinds, and the words it gives."""
    for code in CODE:
        if not any(called in code for called in MAKES_ENTRIES):
            continue
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                called = ast.unparse(node.func)
                if called.endswith(MAKES_ENTRIES):
                    at = node.args[1] if called.endswith("failed") else node.args[0]
                    yield texts_in(at), {keyword.arg for keyword in node.keywords}


def texts_in(node):
    constants = (each for each in ast.walk(node) if isinstance(each, ast.Constant))
    return [each.value for each in constants if isinstance(each.value, str)]


def test_every_kind_is_used():
    every = "".join(CODE)
    assert [name for name in kinds() if f'"{name}"' not in every] == []


def test_every_entry_is_of_a_known_kind_and_says_all_its_words():
    found = [(name, words) for names, words in calls() for name in names]
    assert len(found) > 80
    for name, words in found:
        if None not in words:  # as **words
            assert set(PLACES.findall(kinds()[name].what_to_do)) <= words, name


@pytest.mark.parametrize("name", kinds())
def test_a_kind_says_what_to_do_in_sentences(name):
    kind = kinds()[name]
    assert kind.severity in ("error", "warning", "note")
    assert re.fullmatch(r"[A-Z{][^\n]*[.}]", kind.what_to_do)
    assert kind.severity != "note" or not kind.request


@pytest.mark.parametrize("name", ASKING)
def test_a_team_is_asked_in_the_words_of_the_entry(name):
    kind = ASKING[name]
    words = {place: f"the {place}" for place in PLACES.findall(kind.what_to_do)}
    entry = Entry.of(name, Place("a.xlsx"), used="2024", **words)
    said = kind.asked(entry.what_to_do, entry.used)
    assert "{" not in said
    assert not re.search(r"\bask\b|\bthe team\b", said, re.IGNORECASE)
    asked = set(PLACES.findall(kind.request))
    assert all(f"the {place}" in said for place in asked & words.keys())


def test_a_sentence_of_another_kind_is_no_request():
    assert kinds()["unclear-mark"].asked("Check whose it is.", None) is None


def test_what_a_request_is_listed_as_is_a_kind_of_query():
    named = {kind.kind for kind in kinds().values() if kind.query}
    assert {query_named(kind) for kind in named} == {
        QueryKind.TO_CONFIRM,
        QueryKind.COPY,
        QueryKind.TEAM_NAME,
        QueryKind.PERSONAL_DATA,
    }
