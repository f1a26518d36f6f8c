"""Whether a label beside, or in the field of, teams' names is the name of a team at all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final, Literal

from trip_analytics.reading import Cell
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.plain_text import normalise, tidy
from trip_analytics.understanding.words import Concept, remembered, vocabulary, without_numbers

NoTeam = Literal[
    "summary", "reference", "other", "example", "template", "test", "guidance", "report"
]
"""What a label is that names no team.

``summary``: worked out from the teams' answers. ``reference``: a figure of another time or
place, or an aim. ``other``: a column about the statements. The rest are whole forms that are
no team's return: a worked ``example``, a blank ``template``, a ``test`` of a survey,
``guidance``, and a ``report`` made of the returns.
"""

BESIDE_TEAMS: Final = ("summary", "reference", "other")
WHOLE_FORMS: Final = ("example", "template", "test", "guidance", "report")

_SIGNS: Final = {"%": " percent ", "Σ": " sum ", "∑": " sum ", "Δ": " change ", "∆": " change ",
                 "Ø": " mean ", "±": " sd ", "+/-": " sd "}  # fmt: skip
_SAID: Final = vocabulary("no_teams")
_PARTS: Final = re.compile(r"\s+[-–—|]+\s*|[()\[\]{}:;,.!\n]+")
_IN_BRACKETS: Final = re.compile(r"\([^)]*\)")
_AGGREGATE: Final = re.compile(
    r"\b(?:AVERAGE|AVERAGEIFS?|MEDIAN|MODE|SUM|SUMIFS?|MAX|MIN|STDEV|VAR|COUNT|COUNTA|COUNTIFS?"
    r"|QUARTILE|PERCENTILE|RANK|SUBTOTAL|AGGREGATE)(?:\.[A-Z.]+)?\(",
    re.I,
)


@remembered
def no_team(
    label: str, among: tuple[NoTeam, ...] = (*BESIDE_TEAMS, *WHOLE_FORMS), *, whole: bool = False
) -> NoTeam | None:
    """What a label is where it names no team; None where it may name one.

    ``whole``: one part of it that says so, as in "Ash Ward (example)", is not enough.

    Examples
    --------
    >>> no_team("Trust average 2025"), no_team("National benchmark"), no_team("No. of teams")
    ('summary', 'reference', 'summary')
    >>> no_team("Sunnyside Ward (made up)"), no_team("TEST - please ignore")
    ('example', 'test')
    >>> [no_team(name) for name in ("Target House", "Benchmark Ward", "Range Road CMHT")]
    [None, None, None]
    """
    for one in _SAID.values():
        role: NoTeam = one.entry["role"]
        if role not in among:
            continue
        parts = _PARTS.split(label) if one.entry.get("in_part") and not whole else []
        if one.entry.get("figure"):
            parts = [_IN_BRACKETS.sub(" ", label)]  # "Average (without Oak Ward)"
        if any(_is_all(one, part) for part in (label, *parts)):
            return role
    return None


@remembered
def is_figure(label: str) -> bool:
    """Whether a heading is one of figures worked out from others, whatever is beside it.

    Examples
    --------
    >>> is_figure("Highest"), is_figure("Upper quartile"), is_figure("Overall")
    (True, True, False)
    """
    figures = (concept for concept in _SAID.values() if concept.entry.get("figure"))
    return any(_is_all(concept, label) for concept in figures)


def no_team_beside(label: str) -> NoTeam | None:
    """What a label beside teams is, where it names none or a figure of one.

    Examples
    --------
    >>> no_team_beside("Lowest"), no_team_beside("Ash Ward average"), no_team_beside("Acute avg")
    ('summary', 'summary', 'summary')
    >>> no_team_beside("Average Road CMHT") is None
    True
    """
    whole = no_team(label, BESIDE_TEAMS)
    return whole or _figure_of_a_team(label)


@remembered
def _figure_of_a_team(label: str) -> NoTeam | None:
    text = without_numbers(normalise(label))
    for concept in _SAID.values():
        if text.endswith(tuple(f" {word}" for word in concept.entry.get("behind_any", ()))):
            behind_any: NoTeam = concept.entry["role"]
            return behind_any
        if concept.entry.get("behind_a_name"):
            found = [one for one in concept.pattern.finditer(text) if one.end() == len(text)]
            if found and is_like_a_team(text[: found[0].start()]):
                role: NoTeam = concept.entry["role"]
                return role
    return None


@remembered
def is_like_a_team(text: str) -> bool:
    """Whether a name has a word, or a code, that names of teams often have."""
    lowered = tidy(text).casefold()
    pieces = set("".join(c if c.isalnum() else " " for c in lowered).split())
    codes = [p for p in pieces if p.isalnum() and not p.isalpha() and not p.isdigit()]
    return bool(codes or pieces & _of_names())


def is_full_name(text: str) -> bool:
    """Whether a heading can only be a team's name, whatever else its words may mean.

    Examples
    --------
    >>> is_full_name("Crisis Response Team"), is_full_name("Team response"), is_full_name("Team")
    (True, False, False)
    """
    words = normalise(text).split()
    return len(words) > 1 and words[-1] in _of_names() and no_team_beside(text) is None


@remembered
def _of_names() -> frozenset[str]:
    return frozenset(_SAID.entries["of_names"])


def holds_no_team(
    page: Page, label: str, answers: Iterable[Cell | None]
) -> Literal["computed", "other-time"] | None:
    """What a row or column beside teams holds, where its label and its formulas say no team's.

    The one place where that is decided. A name of the register is a team's whatever its words
    mean; a label that says nothing is believed to be a team's unless what is there is
    worked out from others.
    """
    if page.is_registered(label):
        return None
    match no_team_beside(label):
        case "summary":
            return "computed"
        case "reference":
            return "other-time"
        case "other":
            return None
    cells = [cell for cell in answers if cell is not None]
    if not is_like_a_team(label) and _is_aggregate(cells):
        return "computed"
    # The trust's own name over or before means: a return of its own has whole numbers.
    return "computed" if _is_an_organisation(label) and _are_means(cells) else None


@remembered
def _is_an_organisation(label: str) -> bool:
    endings = _SAID.entries["organisations"]
    return normalise(label).endswith(tuple(f" {ending}" for ending in endings))


def _are_means(cells: Sequence[Cell]) -> bool:
    numbers = [c.value for c in cells if isinstance(c.value, int | float)]
    return 2 * sum(not float(n).is_integer() for n in numbers) >= len(cells) > 0


def _is_aggregate(cells: Iterable[Cell | None]) -> bool:
    """Whether most of some cells are worked out from others: averages, totals, counts."""
    formulas = [bool(c.formula and _AGGREGATE.search(c.formula)) for c in cells if c is not None]
    return sum(formulas) > 1 and sum(formulas) * 2 > len(formulas)


def _is_all(concept: Concept, label: str) -> bool:
    """Whether a label consists of a concept's words and of words that add nothing to them."""
    for sign, word in _SIGNS.items():
        label = label.replace(sign, word)
    text = without_numbers(normalise(label))
    if not concept.search(text):
        return False
    rest = _neutral(concept.name).sub(" ", text).split()
    places = _SAID.entries["places"]
    if [word for word in rest if word not in places]:
        return False
    return not rest or text.split()[-1] not in places or concept.entry.get("of_teams", False)


@remembered
def _neutral(name: str) -> re.Pattern[str]:
    """The words that may be beside a concept's own, with these."""
    own = _SAID[name]
    alike = [one for one in _SAID if _SAID[one].entry["role"] in _alike(own)]
    concepts = "|".join(rf"\b{{{one}}}\b" for one in (name, *alike))
    beside = _SAID.alternatives([*_SAID.entries["beside"], *own.entry.get("beside", ())])
    return _SAID.pattern(rf"{concepts}|\b(?:{beside})\b").pattern


def _alike(concept: Concept) -> tuple[str, ...]:
    return BESIDE_TEAMS if concept.entry["role"] in BESIDE_TEAMS else ()
