"""What people write in a cell for an answer, and what a careful person reads in it.

Written before the code that reads them, and apart from it. Whoever would have to ask the
team does not know the answer: ``unclear``. ``clean`` entries are such that nobody would ask.
"""

from __future__ import annotations

import datetime as dt
import random
from typing import Final, Literal, NamedTuple

from tools.forms.paper import PLAIN, Content, Formula, Look
from tools.forms.truth import State

KeptBy = Literal["text", "program", "excel"]


class Entry(NamedTuple):
    """One cell's content and what it says; ``keep`` are words of it that must not be lost."""

    content: Content | Formula
    state: State
    value: int | None = None
    clean: bool = True
    look: Look = PLAIN
    keep: str | None = None


NAMES: Final = ("one", "two", "three", "four", "five")
LABELS: Final = (
    "Not yet",
    "Just beginning",
    "Partly developed",
    "Well developed",
    "Very well developed",
)
REMARKS: Final = (
    "mostly",
    "agreed by all",
    "agreed",
    "getting there",
    "see action plan",
    "room to improve",
    "on days at least",
    "we think",
    "as a team",
    "evidence in folder",
)

# {n} the number, {w} its name, {l} the scale's label, {r} a remark. All are read as rated n.
PLAINLY: Final = (
    "{n}", "{n}", "{n}", "{n} ", " {n}", "{n}.0", "{w}", "{W}", "{n}/5", "{n} / 5", "{n} out of 5",
    "{n} - {l}", "{n} – {l}", "{n} = {l}", "{n}: {l}", "{n}. {l}", "{n} {l}", "({n})", "{n}.",
    "{n}\n", "\u00a0{n}", "{n}\u00a0", "{W} ({n})", "{n} ({w})", "{U}", "{n}/5 ", "{w} out of five",
    "Rating {n}", "Rating: {n}", "Score {n}", "Level {n}", "[{n}]", "{n}\u200b", "Score = {n}",
)  # fmt: skip
WITH_WORDS: Final = (
    "{n} - {r}", "{n} – {r}", "{n} ({r})", "{n}, {r}", "{n}; {r}", "{n}: {r}", "{n}\n{r}",
    "{n} {r}",
    "{w} - {r}", "{n}/5 - {r}", "{W} ({r})", "{n}. {r}",
)  # fmt: skip
# A person reads these too, but may well look twice.
ODDLY: Final = (
    "{n}*", "{n}!", "**{n}**", "{n} ✓", "We say {n}", "We would give ourselves a {n}", "{n} points",
    "Team agreed {n}", "{n} (last year we said {m})", "{n}, up from {d}", "{n}pts",
)  # fmt: skip

NOT_APPLICABLE: Final = (
    "n/a", "N/A", "NA", "N.A.", "n.a.", "n/a ", "N / A", "not applicable", "Not applicable",
    "NOT APPLICABLE", "not applicable to us", "Not applicable to our team", "N/A for this team",
    "Does not apply", "does not apply to us", "n/a - we are a day service", "N/A (no inpatients)",
    "Not relevant to this service", "doesn't apply here", "N/a", "Not applicable.", "n\\a",
)  # fmt: skip

# {m} and {n} are neighbours on the scale, {m} the lower. Nobody knows what is meant.
UNCLEAR: Final = (
    "{m}-{n}", "{m} - {n}", "{m}–{n}", "{m}/{n}", "{m} / {n}", "{m} or {n}", "{m} to {n}", "{m}.5",
    "{m}½", "{m} 1/2", "{m},5", "{m} and {n}", "{m} & {n}", "{m}, {n}", "{m} {n}", "{m}+{n}",
    "between {m} and {n}", "{m}/{n}?", "{n}?", "{n} ?", "?", "??", "???", "-", "–", "—", "--", ".",
    "/", "tbc", "TBC", "TBA", "to be confirmed", "don't know", "Don't know", "dk", "D/K", "unsure",
    "not sure", "Not sure yet", "0", "6", "45", "10", "7/10", "8/10", "{n}/10", "80%", "40 %",
    "yes",
    "Yes", "No", "Y", "N", "x", "X", "✓", "✔", "good", "Green", "AMBER", "red", "see comments",
    "See below", "as above", "ditto", '"', "mixed picture", "varies", "it depends who is on shift",
    "we couldn't agree", "couldn't decide between {m} and {n}", "Staff {n}, service users {m}",
    "staff {m} / patients {n}", "{m} days {n} nights", "{m} (days), {n} (nights)", "{m}→{n}",
    "{m} -> {n}", "nearly {n}", "almost {n}", "{m}+", "{n}-", "{n} minus", "under {n}",
    "at least {m}",
    "not {n}", "not a {n}", "not discussed", "not done", "to discuss", "need to come back to this",
    "See separate sheet", "improving", "ongoing", "Work in progress", "as last year", "same",
    "same as last time", "less than {n}", "> {m}", "<{n}", "{n}%", "-{n}", "{n}{n}", "A", "B+",
    "3.67", "2.25", "we do this well", "excellent", "average", "High", "low",
    "{n} but {m} at night",
    "{n} for most, {m} for some", "ask the manager", "{w} or {v}", "{v}/{w}",
    "{m}\n{n}", "{n} {l_other}", "{n} = {l_other}", "{m}{n}",
)  # fmt: skip


def a_rating(
    chance: random.Random, *, odd: float = 0.1, kept_by: KeptBy = "text", blank: float = 0.02
) -> Entry:
    """What stands in a cell of a rating column: a number mostly, something else at times.

    ``odd`` is the share of what is no plain number. What ``kept_by`` says limits it: formats
    and dates a workbook alone can hold, and the result of a formula Excel alone stores.
    """
    if chance.random() < blank:
        return Entry(None, "not-answered")
    n = chance.choices((1, 2, 3, 4, 5), (1, 2, 4, 4, 2))[0]
    if chance.random() >= odd:
        return Entry(n, "rated", n)
    kind = chance.random()
    if kind < 0.34:
        return _said(chance.choice(PLAINLY), n, chance)
    if kind < 0.44:
        return _said(chance.choice(WITH_WORDS), n, chance)
    if kind < 0.48:
        return _said(chance.choice(ODDLY), n, chance)
    if kind < 0.58:
        return Entry(chance.choice(NOT_APPLICABLE), "not-applicable")
    if kind < 0.85 or kept_by == "text":
        return _unclear(chance.choice(UNCLEAR), chance)
    formatted = _formatted(n, chance)
    if kept_by == "program":
        formatted = [entry for entry in formatted if not isinstance(entry.content, Formula)]
    return chance.choice(formatted)


def _words_for(n: int, chance: random.Random) -> dict[str, object]:
    lower = n - 1 if n > 1 else 1
    return {
        "n": n,
        "m": lower,
        "d": lower,
        "w": NAMES[n - 1],
        "v": NAMES[lower - 1],
        "W": NAMES[n - 1].capitalize(),
        "U": NAMES[n - 1].upper(),
        "l": LABELS[n - 1],
        "l_other": LABELS[n % 5],
        "r": chance.choice(REMARKS),
    }


def _said(pattern: str, n: int, chance: random.Random) -> Entry:
    if pattern in ODDLY and n == 1:
        n = 2
    words = _words_for(n, chance)
    keep = str(words["r"]) if "{r}" in pattern else None
    return Entry(pattern.format(**words), "rated", n, clean=pattern not in ODDLY, keep=keep)


def _unclear(pattern: str, chance: random.Random) -> Entry:
    n = chance.randint(2, 5)
    if n == 5 and "/" in pattern:
        n = 4  # "4/5" is four out of five
    return Entry(pattern.format(**_words_for(n, chance)), "unclear", clean=False)


def _formatted(n: int, chance: random.Random) -> list[Entry]:
    """What only a workbook can hold."""
    lower = min(n, 4)
    return [
        Entry(float(n), "rated", n, look=Look(number_format="0.0")),
        Entry(n, "rated", n, look=Look(number_format='0" / 5"')),
        Entry(n, "rated", n, look=Look(number_format="0.00")),
        Entry(n, "rated", n, look=Look(bold=True)),
        Entry(n, "rated", n, look=Look(number_format="@")),
        Entry(str(n), "rated", n, clean=False, look=Look(struck=str(lower % 5 + 1))),
        Entry(Formula(f"{n - 1}+1", n), "rated", n),
        Entry(n - 0.33, "unclear", clean=False, look=Look(number_format="0")),
        Entry(n / 5, "unclear", clean=False, look=Look(number_format="0%")),
        Entry(n - 0.5, "unclear", clean=False),
        Entry(0, "unclear", clean=False),
        Entry(chance.choice((6, 7, 10, 33, 45, 100, -1)), "unclear", clean=False),
        Entry(
            dt.date(chance.randint(2023, 2025), lower + 1, lower),
            "unclear",
            clean=False,
            look=Look(number_format=chance.choice(("d-mmm", "dd-mmm", "dd/mm/yyyy", "d/m"))),
        ),
        Entry(n, "unclear", clean=False, look=Look(number_format="dd/mm/yyyy")),
        Entry(Formula("VLOOKUP(1,A1:A2,9)", "#REF!"), "unclear", clean=False),
        Entry(chance.choice((True, False)), "unclear", clean=False),
        Entry(str(n), "not-answered", clean=False, look=Look(all_struck=True)),
    ]


class Marks(NamedTuple):
    """How somebody ticks: in the chosen column, and perhaps in all others."""

    mark: Content
    filler: Content = None
    font: str | None = None
    clean: bool = True

    def chosen(self, point: int) -> Content:
        """What stands in the chosen column; ``own`` is the column's own number."""
        if self.mark == "own":
            return point
        if self.mark == "own text":
            return f"{point} "
        return self.mark


PLAIN_MARKS: Final = (
    Marks("✓"), Marks("✓"), Marks("✔"), Marks("x"), Marks("X"), Marks("X "), Marks(" x"),
    Marks("Y"), Marks("y"), Marks("Yes"), Marks("yes"), Marks("1"), Marks("own text"), Marks("•"),
    Marks("●"), Marks("●", "○"), Marks("☒", "☐"), Marks("☑", "☐"), Marks("[x]", "[ ]"),
    Marks("[X]", "[]"), Marks("(x)", "( )"), Marks("*"), Marks("√"), Marks("tick"), Marks("Tick"),
    Marks("Y", "N"), Marks("Yes", "No"), Marks("✓", "-"), Marks("x", "-"), Marks("xx"),
    Marks("V", clean=False), Marks("/", clean=False), Marks("✓", "✗", clean=False), Marks("☑"),
    Marks("☒"), Marks("XX"), Marks("✅"), Marks("✗"), Marks("X", "."), Marks("✓ agreed"),
    Marks("X", "–"), Marks("◉", "○"), Marks("■", "□"), Marks("⬤", "◯"), Marks("🗹", "☐"),
)  # fmt: skip
WORKBOOK_MARKS: Final = (
    *PLAIN_MARKS,
    Marks(1), Marks("own"), Marks(1, 0), Marks(True, False), Marks(True),
    Marks("ü", None, "Wingdings"), Marks("ü", None, "Wingdings"), Marks("P", None, "Wingdings 2"),
    Marks("a", None, "Webdings"), Marks("a", None, "Marlett"), Marks("þ", "¨", "Wingdings"),
    Marks("ý", "¨", "Wingdings"), Marks("R", "£", "Wingdings 2"), Marks("û", None, "Wingdings"),
    Marks("l", None, "Wingdings"), Marks("O", None, "Wingdings 2"), Marks("þ", None, "Wingdings"),
    Marks("n", "o", "Wingdings"),
)  # fmt: skip


class Ticks(NamedTuple):
    """What stands in the columns of the points, by point (0 is N/A), and what it says."""

    contents: dict[int, tuple[Content, Look]]
    state: State
    value: int | None = None
    at: int | None = None  # the point whose column holds the answer; None: all of them
    clean: bool = True


def ticks(
    chance: random.Random, marks: Marks, *, na: bool, odd: float = 0.08, blank: float = 0.02
) -> Ticks:
    """One row of ticks; ``na`` is whether there is a column for what does not apply."""
    look = Look(font=marks.font)
    points = [1, 2, 3, 4, 5, *([0] if na else [])]
    filled = {point: (marks.filler, look) for point in points if marks.filler is not None}
    if chance.random() < blank:
        return Ticks(filled, "not-answered")
    n = chance.choices((1, 2, 3, 4, 5), (1, 2, 4, 4, 2))[0]
    chosen = {**filled, n: (marks.chosen(n), look)}
    if chance.random() >= odd:
        return Ticks(chosen, "rated", n, n, clean=marks.clean)
    other = n + 1 if n < 5 else 4
    odd_ones = [
        Ticks({**chosen, other: (marks.chosen(other), look)}, "unclear", clean=False),
        Ticks({**filled, n: ("?", PLAIN)}, "unclear", at=n, clean=False),
        Ticks({**filled, n: ("n/a", PLAIN)}, "not-applicable", at=n),
        Ticks({**filled, n: ("not sure", PLAIN)}, "unclear", at=n, clean=False),
        Ticks(
            {**filled, n: (f"{min(n, other)}-{max(n, other)}", PLAIN)},
            "unclear",
            at=n,
            clean=False,
        ),
    ]
    if na:
        ticked = {**filled, 0: (marks.mark if marks.mark not in ("own", "own text") else "x", look)}
        odd_ones += [Ticks(ticked, "not-applicable", at=0)] * 3
        odd_ones += [Ticks({**ticked, n: (marks.chosen(n), look)}, "unclear", clean=False)]
    return chance.choice(odd_ones)
