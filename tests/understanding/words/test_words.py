"""Every entry of the words can be used: it compiles, and what it refers to is there."""

from importlib.resources import files

import pytest

from trip_analytics.understanding.words import Vocabulary, vocabulary

FILES = sorted(
    path.name.removesuffix(".toml")
    for path in files("trip_analytics.understanding.words").iterdir()
    if path.name.endswith(".toml")
)
ENTRIES = [(file, name) for file in FILES for name in vocabulary(file)]


@pytest.mark.parametrize(("file", "name"), ENTRIES)
def test_an_entry_speaks_of_its_own_words(file, name):
    concept = vocabulary(file)[name]
    for word in concept.entry.get("words", []):
        if word.replace(" ", "").isalpha():
            assert concept.search(f"our {word} here")
            assert concept.search(word.upper())


def test_words_are_found_where_their_key_says():
    words = Vocabulary(
        "test",
        {
            "plain": {"words": ["goals?"]},
            "inside": {"parts": ["priorit"]},
            "alone": {"whole": ["(the )?{plain}"]},
            "first": {"begins": ["by when"]},
            "last": {"ends": ["owner"]},
        },
    )
    found = {
        name: [text for text in ("Goal", "the goals", "our goal", "Priorities") if one.search(text)]
        for name, one in words.items()
    }
    assert found["plain"] == ["Goal", "the goals", "our goal"]
    assert found["inside"] == ["Priorities"]
    assert found["alone"] == ["Goal", "the goals"]
    assert words["first"].search("By when?")
    assert not words["first"].search("Done by when")
    assert words["last"].search("Action owner")
    assert not words["last"].search("Owner of it")


def test_a_pattern_takes_the_longest_words_first():
    words = Vocabulary("test", {"time": {"words": ["last", "last year"]}})
    assert words["time"].pattern.sub("-", "last year at last") == "- at -"


def test_words_of_another_file_are_referred_to_by_its_name():
    words = Vocabulary("test", {"lead": {"whole": ["{people.peer} lead"]}})
    assert words["lead"].search("Peer lead")
    assert not words["lead"].search("Staff lead")
