"""What people write in a cell for an answer, and what a careful person reads in it.

Written before the code that reads them, and apart from it. Whoever would have to ask the
team does not know the answer: ``unclear``. ``clean`` entries are such that nobody would ask.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping
from typing import Final, Literal, NamedTuple

from tools.forms.page import PLAIN, Content, Formula, Look
from tools.forms.truth import State
from tools.forms.words import POINTS, pick

KeptBy = Literal["text", "program", "excel"]
"""What a cell can hold: text, or what a program or Excel stores in a workbook."""


class Entry(NamedTuple):
    """One cell's content and what it says; ``keep`` are words of it that must not be lost."""

    content: Content
    state: State
    value: int | None = None
    clean: bool = True
    look: Look = PLAIN
    keep: str | None = None


NUMBERS: Final = ("one", "two", "three", "four", "five")
LABELS: Final = tuple(POINTS.values())


def a_rating(
    chance: random.Random, *, odd: float = 0.1, kept_by: KeptBy = "text", blank: float = 0.02
) -> Entry:
    """What is written in a cell of a rating column: a number mostly, something else at times.

    ``odd`` is the share of what is no plain number. What ``kept_by`` says limits it: formats
    and dates a workbook alone can hold, and the result of a formula Excel alone stores.
    """
    if chance.random() < blank:
        return Entry(None, "not-answered")
    n = chance.choices((1, 2, 3, 4, 5), (1, 2, 4, 4, 2))[0]
    if chance.random() >= odd:
        return Entry(n, "rated", n)
    kind = chance.random()
    if kind < 0.48:
        name = "plainly" if kind < 0.34 else "with-words" if kind < 0.44 else "oddly"
        return _in_words(name, n, chance)
    if kind < 0.58:
        return Entry(pick(chance, "not-applicable"), "not-applicable")
    if kind < 0.85 or kept_by == "text":
        return _unclear(pick(chance, "unclear"), chance)
    formatted = _formatted(n, chance)
    if kept_by == "program":
        formatted = [entry for entry in formatted if not isinstance(entry.content, Formula)]
    return chance.choice(formatted)


def a_rating_copied(chance: random.Random, *, untidy: float = 0.06, blank: float = 0.02) -> Entry:
    """A rating as a lead copies it into a collated sheet, mostly a number."""
    n = chance.choices((1, 2, 3, 4, 5), (1, 3, 5, 5, 2))[0]
    throw = chance.random()
    if throw < blank:
        return Entry(None, "not-answered")
    if throw < blank + untidy / 3:
        return Entry(pick(chance, "unclear-in-leads-sheets"), "unclear", clean=False)
    if throw < blank + 2 * untidy / 3:
        return Entry(pick(chance, "not-applicable-in-leads-sheets"), "not-applicable")
    if throw < blank + untidy:
        form = chance.choice(("{n} ", "{word}", "{n}.0", "{n} - mostly", " {n}"))
        return Entry(form.format(n=n, word=NUMBERS[n - 1]), "rated", n)
    return Entry(n, "rated", n)


def chosen_from_a_list(chance: random.Random) -> Callable[[], Entry]:
    """Every answer is the text of a drop-down list."""
    pattern = chance.choice(
        ("{n} - {l}", "{n} – {l}", "{n}. {l}", "{l}", "{n} = {l}", "{l} ({n})", "{n}: {l}",
         "{n} {l}")
    )  # fmt: skip

    def entry() -> Entry:
        n = chance.randint(1, 5)
        kind = chance.random()
        if kind < 0.06:
            return Entry("Not applicable", "not-applicable")
        if kind < 0.1:
            # The list's own first line, left as it was.
            return Entry("Please select", "not-answered", clean=False)
        return Entry(pattern.format(n=n, l=POINTS[n]), "rated", n)

    return entry


def _fillers(n: int, chance: random.Random) -> dict[str, object]:
    lower = max(n - 1, 1)
    word = NUMBERS[n - 1]
    return {
        "n": n,
        "m": lower,
        "d": lower,
        "w": word,
        "v": NUMBERS[lower - 1],
        "W": word.capitalize(),
        "U": word.upper(),
        "l": POINTS[n],
        "l_other": LABELS[n % 5],
        "r": pick(chance, "remarks-on-a-mark"),
    }


def _in_words(name: str, n: int, chance: random.Random) -> Entry:
    pattern = pick(chance, name)
    if name == "oddly" and n == 1:
        n = 2
    words = _fillers(n, chance)
    keep = str(words["r"]) if "{r}" in pattern else None
    return Entry(pattern.format(**words), "rated", n, clean=name != "oddly", keep=keep)


def _unclear(pattern: str, chance: random.Random) -> Entry:
    n = chance.randint(2, 5)
    if n == 5 and "/" in pattern:
        n = 4  # "4/5" is four out of five
    return Entry(pattern.format(**_fillers(n, chance)), "unclear", clean=False)


def _formatted(n: int, chance: random.Random) -> list[Entry]:
    """What only a workbook can hold."""
    lower = min(n, 4)
    rated: list[tuple[Content, Look, bool]] = [
        (float(n), Look(number_format="0.0"), True),
        (n, Look(number_format='0" / 5"'), True),
        (n, Look(number_format="0.00"), True),
        (n, Look(bold=True), True),
        (n, Look(number_format="@"), True),
        (str(n), Look(struck=str(lower % 5 + 1)), False),
        (Formula(f"{n - 1}+1", n), PLAIN, True),
    ]
    unclear: list[tuple[Content, Look]] = [
        (n - 0.33, Look(number_format="0")),
        (n / 5, Look(number_format="0%")),
        (n - 0.5, PLAIN),
        (0, PLAIN),
        (chance.choice((6, 7, 10, 33, 45, 100, -1)), PLAIN),
        (
            dt.date(chance.randint(2023, 2025), lower + 1, lower),
            Look(number_format=chance.choice(("d-mmm", "dd-mmm", "dd/mm/yyyy", "d/m"))),
        ),
        (n, Look(number_format="dd/mm/yyyy")),
        (Formula("VLOOKUP(1,A1:A2,9)", "#REF!"), PLAIN),
        (chance.choice((True, False)), PLAIN),
    ]
    return [
        *(Entry(content, "rated", n, clean, look) for content, look, clean in rated),
        *(Entry(content, "unclear", None, False, look) for content, look in unclear),
        Entry(str(n), "not-answered", None, False, Look(all_struck=True)),
    ]


class Marks(NamedTuple):
    """How somebody ticks: in the chosen column, and perhaps in all others."""

    mark: Content
    filler: Content = None
    font: str | None = None
    clean: bool = True

    def chosen(self, point: int) -> Content:
        """What is in the chosen column; ``own`` is the column's own number."""
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
    """What is in the columns of the points, by point (0 is N/A), and what it says."""

    contents: Mapping[int, tuple[Content, Look]]
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

    def instead(text: str, state: State = "unclear") -> Ticks:
        clean = state != "unclear"
        return Ticks({**filled, n: (text, PLAIN)}, state, at=n, clean=clean)

    odd_ones = [
        Ticks({**chosen, other: (marks.chosen(other), look)}, "unclear", clean=False),
        instead("?"),
        instead("n/a", "not-applicable"),
        instead("not sure"),
        instead(f"{min(n, other)}-{max(n, other)}"),
    ]
    if na:
        ticked = {**filled, 0: (marks.mark if marks.mark not in ("own", "own text") else "x", look)}
        odd_ones += [Ticks(ticked, "not-applicable", at=0)] * 3
        odd_ones += [Ticks({**ticked, n: (marks.chosen(n), look)}, "unclear", clean=False)]
    return chance.choice(odd_ones)
