"""Each kind of entry says what to do, and code and data name the same kinds."""

import ast
import re
from pathlib import Path

import pytest

import trip_analytics
from trip_analytics.desk.queries import QueryKind, query_named
from trip_analytics.import_log import Entry, Place, kinds

PACKAGE = Path(trip_analytics.__file__).parent
PLACES = re.compile(r"\{(\w+)(?:!r)?\}")
ASKING = {name: kind for name, kind in kinds().items() if kind.request}


def texts_in_code():
    """Every text in the package that could be the name of a kind."""
    trees = (ast.parse(file.read_text(encoding="utf-8")) for file in PACKAGE.rglob("*.py"))
    nodes = (node for tree in trees for node in ast.walk(tree))
    return {
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def calls():
    """Each call in the package that makes an entry: its kind, and the words it gives."""
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                called = ast.unparse(node.func)
                if not called.endswith(("Entry.of", ".note", "FileRead.failed")):
                    continue
                at = node.args[1] if called.endswith("failed") else node.args[0]
                yield (
                    [
                        each.value
                        for each in ast.walk(at)
                        if isinstance(each, ast.Constant) and isinstance(each.value, str)
                    ],
                    {keyword.arg for keyword in node.keywords},
                )


def test_every_kind_is_used():
    unused = kinds().keys() - texts_in_code()
    # Named by what they follow from: an extension, or how a file begins.
    assert unused <= {"pdf", "picture", "doc", "odt", "other-archive", "workbook-as-xml", "tnef"}


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
