"""How many statements are recognised however people print them, and how many others are not.

Run from the repository: python -m benchmarks.wording [--seed N]. It distorts every known
wording of the instruments as people do, and asks for sentences that are no statement, among
them every statement denied and every statement made about somebody else.
"""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple
from unittest import mock

from tools.forms.statements import NUMBERS, Hand, exact, guided, mistyped, shouted
from tools.forms.words import WORDS
from trip_analytics import load_instrument
from trip_analytics.instruments import Instrument
from trip_analytics.understanding.matching import item_matcher as matching
from trip_analytics.understanding.matching.item_matcher import ItemMatcher

TIMES: Final = 4  # each wording is distorted in each way so often
LIKENESSES: Final = (60, 70, 75, 78, 80, 82, 84, 86, 90, 95)
MARGINS: Final = (0, 3, 6, 10, 15)


def _words_left_out(text: str, chance: random.Random) -> str:
    words = text.split()
    for _ in range(max(1, len(words) // 8)):
        words.pop(chance.randrange(1, len(words)))
    return " ".join(words)


def _small_words_changed(text: str, chance: random.Random) -> str:
    changes = {
        "the": "our", "their": "the", "and": "&", "with": "together with", "to": "in order to",
    }  # fmt: skip
    return " ".join(
        changes[w] if w in changes and chance.random() < 0.5 else w for w in text.split()
    )


def _words_added(text: str, chance: random.Random) -> str:
    words = text.split()
    for _ in range(max(1, len(words) // 10)):
        added = chance.choice(("always", "actively", "really", "regularly", "also", "local"))
        words.insert(chance.randrange(1, len(words)), added)
    return " ".join(words)


def _cut(most: int) -> Hand:
    return lambda text, chance: (
        text[:most].rstrip() + chance.choice(("...", "…", " ...")) if len(text) > most else text
    )


def _other_words(text: str, chance: random.Random) -> str:
    for old, new in (
        ("service users", chance.choice(("patients", "people using services", "clients"))),
        ("users", chance.choice(("patients", "service users"))),
        ("wellbeing", "well-being"),
        ("organisational", "organizational"),
        ("programmes", "programs"),
        ("personalisation", "personalization"),
        ("everyone", "everybody"),
        ("support", "help") if chance.random() < 0.5 else ("help", "support"),
        ("We ", chance.choice(("Our team ", "Staff ", "The team ", "We "))),
    ):
        text = re.sub(rf"\b{re.escape(old)}", new, text)
    return text.replace("Our team help ", "Our team helps ")


def _numbered(text: str, chance: random.Random) -> str:
    return chance.choice((*NUMBERS, "Challenge {n}: ", "• ")).format(n=3, a="c") + text


def _asked(text: str, chance: random.Random) -> str:
    pattern = chance.choice(
        (
            "Please rate each statement [{}]", "How would you rate: {}", "Please rate: {}",
            "Please rate the following statements - {}", "Team Recovery Implementation Plan - {}",
            "How well developed is this in your team? {}", "Section 2: Benchmarking > {}",
            "On a scale of 1 to 5, how far do you agree with this? {}", "Good practice [3. {}]",
            "To what extent does your team do this? [{}]",
        )
    )  # fmt: skip
    return pattern.format(text)


def _marked(text: str, chance: random.Random) -> str:
    endings = (
        " (1-5)", " *", " * required", "?", " (please rate 1 to 5)", " (Required)", " 1-5", ":",
        " ",
    )  # fmt: skip
    return text.rstrip(".") + chance.choice(endings)


def _in_two_lines(text: str, chance: random.Random) -> str:
    words = text.split()
    at = chance.randrange(1, len(words))
    end = chance.choice(("\n", "\r\n", "\u00a0", " \n "))
    return f"{' '.join(words[:at])}{end}{' '.join(words[at:])}"


def _several(text: str, chance: random.Random) -> str:
    for distort in chance.sample((mistyped, _small_words_changed, shouted, _other_words), 2):
        text = distort(text, chance)
    return _numbered(text, chance)


DISTORTIONS: Final[dict[str, Hand]] = {
    "as printed": exact,
    "numbered": _numbered,
    "typed anew": shouted,
    "in several lines": _in_two_lines,
    "slips of the fingers": mistyped,
    "words left out": _words_left_out,
    "small words changed": _small_words_changed,
    "words added": _words_added,
    "in other words": _other_words,
    "without examples": lambda text, _: re.sub(r"\s*\([^)]*\)", "", text),
    "cut at 80": _cut(80),
    "cut at 60": _cut(60),
    "cut at 40": _cut(40),
    "in a survey's question": _asked,
    "marked as required": _marked,
    "with guidance": guided,
    "cut and numbered": lambda text, chance: _numbered(_cut(80)(text, chance), chance),
    "several of these": _several,
}


class Case(NamedTuple):
    """A text, and the item that it means, if any."""

    kind: str
    text: str
    item_id: str | None


def statements(instrument: Instrument, chance: random.Random) -> Iterator[Case]:
    """Every wording distorted in every way, and every short name."""
    for kind, distort in DISTORTIONS.items():
        for wording in instrument.wordings:
            for _ in range(TIMES):
                yield Case(kind, distort(wording.text, chance), wording.item_id)
    for item in instrument.items:
        yield Case("short name", item.label, item.item_id)
        yield Case("short name", f"{item.number}. {item.label}", item.item_id)


def others(instrument: Instrument) -> Iterator[Case]:
    """Sentences that are no statement of an instrument."""
    for kind, sentences in WORDS["other-sentences"].items():
        for sentence in sentences:
            yield Case(kind, sentence, None)
    for wording in instrument.wordings:
        for denied in _denied(wording.text):
            yield Case("denied", denied, None)
        for other in _of_others(wording.text):
            yield Case("about others", other, None)


def _denied(text: str) -> Iterator[str]:
    if text.startswith("We "):
        for words in ("We do not", "We don't", "We rarely", "We never", "We have stopped to"):
            yield text.replace("We", words, 1)
    else:
        for words in ("Not", "No longer", "We are not", "Failing at"):
            yield f"{words} {text[0].lower()}{text[1:]}"


def _of_others(text: str) -> Iterator[str]:
    for old, new in (
        ("staff", "carers"),
        ("service users", "students"),
        ("users", "managers"),
        ("wellbeing of staff", "wellbeing of families"),
        ("workforce", "estate"),
    ):
        if re.search(rf"\b{old}\b", text):
            yield re.sub(rf"\b{old}\b", new, text)


class Counted(NamedTuple):
    """How many of how many were recognised, taken for another item, and refused."""

    right: Counter[str]
    wrong: Counter[str]
    asked: Counter[str]
    examples: list[str]


def count(cases: list[Case], matcher: ItemMatcher) -> Counted:
    """What a matcher makes of texts."""
    counted = Counted(Counter(), Counter(), Counter(), [])
    for case in cases:
        found = matcher.match(case.text)
        counted.asked[case.kind] += 1
        if found is not None and found.item_id == case.item_id:
            counted.right[case.kind] += 1
        elif found is not None:
            counted.wrong[case.kind] += 1
            counted.examples.append(f"{case.kind}: {case.text!r} as {found.item_id}")
        elif case.item_id is not None:
            counted.examples.append(f"refused, {case.kind}: {case.text!r}")
    return counted


def main() -> None:
    """Print shares by kind, then by threshold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--examples", type=int, default=0, help="print so many that went amiss")
    arguments = parser.parse_args()
    for name in ("trip", "template-a"):
        instrument = load_instrument(name)
        chance = random.Random(arguments.seed)  # noqa: S311 # what is made up needs a seed
        known, other = list(statements(instrument, chance)), list(others(instrument))
        matcher = ItemMatcher(instrument)
        start = time.perf_counter()
        recognised, refused = count(known, matcher), count(other, matcher)
        took = (time.perf_counter() - start) / (len(known) + len(other))
        print(f"\n{name}: {took * 1e6:.0f} microseconds a text")
        for kind, asked in recognised.asked.items():
            right, wrong = recognised.right[kind], recognised.wrong[kind]
            print(f"  {kind:24} {right / asked:6.1%} of {asked:4} recognised, {wrong} as another")
        for kind, asked in refused.asked.items():
            print(f"  {kind:24} {refused.wrong[kind]} of {asked} wrongly recognised")
        for example in (refused.examples + recognised.examples)[: arguments.examples]:
            print(f"    {example}")
        _by_threshold(instrument, known, other)


def _by_threshold(instrument: Instrument, known: list[Case], other: list[Case]) -> None:
    print("  likeness  margin  recognised  as another  no statement, yet recognised")
    choices = [(likeness, matching.MARGIN) for likeness in LIKENESSES]
    choices += [(matching.LIKENESS, margin) for margin in MARGINS]
    for likeness, margin in choices:
        with mock.patch.multiple(matching, LIKENESS=likeness, MARGIN=margin):
            recognised = count(known, ItemMatcher(instrument))
            refused = count(other, ItemMatcher(instrument))
        share = recognised.right.total() / recognised.asked.total()
        print(
            f"  {likeness:8}  {margin:6}  {share:10.2%}  {recognised.wrong.total():10}  "
            f"{refused.wrong.total()} of {refused.asked.total()}"
        )


if __name__ == "__main__":
    main()
