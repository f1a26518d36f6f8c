"""Figures, counts and lists as people write them: the same in labels, sentences and reports."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from numbers import Integral
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

# The government's shorthand for a figure that is withheld.
WITHHELD: Final = "[c]"

_YEAR: Final = re.compile(
    r"(?:fy\s*)?(?P<first>\d{4}|\d{2})(?:\s*[/–-]\s*(?P<second>\d{4}|\d{2}))?", re.IGNORECASE
)
_SMALL = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

# Control characters, halves of characters, and what XML has no place for.
_NOT_PRINTABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")

# Whose view a rating is, as readers say it.
VIEWS: Final = {
    "team": "teams as a whole",
    "staff": "staff",
    "people-using-services": "people using services",
    "family-and-friends": "family and friends",
}


def view_of(perspective: str) -> str:
    """Whose view a perspective is, in words; of a list's own column, its name.

    Examples
    --------
    >>> view_of("staff"), view_of("wanted-year")
    ('staff', 'those asked for "wanted year"')
    """
    return VIEWS.get(perspective) or f'those asked for "{perspective.replace("-", " ")}"'


def nearest(figures: npt.ArrayLike | pd.Series, places: int) -> npt.NDArray[np.float64]:
    """Figures to a number of decimals, halves away from zero as people round them.

    The one rounding of the package: sentences, pictures, notebooks and releases.

    Examples
    --------
    >>> nearest([3.25, -0.25, 0.425], 1).tolist(), float(nearest(0.425, 2))
    ([3.3, -0.3, 0.4], 0.43)
    """
    values = _numbers(figures)
    # A hair more than a half: 0.425 * 100 is 42.49999999999999 to the machine.
    whole = np.floor(np.abs(values) * 10**places + 0.5 + 1e-9)
    # Adding zero makes the zero that -0.04 rounds to a plain one.
    return np.asarray(np.round(np.sign(values) * whole / 10**places, places) + 0.0)


def _numbers(figures: npt.ArrayLike | pd.Series) -> npt.NDArray[np.float64]:
    if isinstance(figures, pd.Series):
        figures = figures.astype("Float64").to_numpy(dtype=float, na_value=np.nan)
    return np.asarray(figures, dtype=float)


def rounded_up(figures: npt.ArrayLike | pd.Series, places: int) -> npt.NDArray[np.float64]:
    """Figures rounded up to a number of decimals: a p-value is never below a limit that it is over.

    Examples
    --------
    >>> rounded_up([0.0003, 0.05, 0.0501, 1e-60], 3).tolist()
    [0.001, 0.05, 0.051, 0.001]
    """
    # A hair less first: 0.3 * 1000 may be 300.00000000000006 to the machine.
    scale = 10**places
    steps = np.ceil(nearest(figures, 12) * scale - 1e-9)
    return nearest(np.where(_numbers(figures) > 0, np.maximum(steps, 1), steps) / scale, places)


def nearest_share(shares: npt.ArrayLike | pd.Series) -> npt.NDArray[np.float64]:
    """Shares (0-1) to the nearest 1%; none and all only where they are, else to a tenth of one.

    Examples
    --------
    >>> nearest_share([0.425, 1 / 300, 0.0001, 0]).tolist()
    [0.43, 0.003, 0.001, 0.0]
    """
    exact, whole = (nearest(shares, places) for places in (9, 2))
    looks_none_or_all = np.isin(whole, (0, 1)) & (whole != exact)
    return np.where(looks_none_or_all, np.clip(nearest(exact, 3), 0.001, 0.999), whole)


def decimals(figure: float, places: int) -> str:
    """A figure to a number of decimals, with a true minus below zero."""
    return f"{float(nearest(figure, places)):.{places}f}".replace("-", "−")


def one_decimal(figure: float) -> str:
    """A figure to one decimal, halves away from zero: "3.3" for 3.25."""
    return decimals(figure, 1)


def point_written(value: int) -> str:
    """A point of a scale, with a true minus below zero."""
    return f"{value}".replace("-", "−")


def signed(figure: float, places: int = 1) -> str:
    """A change to one decimal, or more, with its sign, a true minus."""
    shown = decimals(figure, places)
    return f"+{shown}" if float(nearest(figure, places)) > 0 else shown


def percent(share: float) -> str:
    """A share (0-1) as a percentage, rounded to a whole number.

    Examples
    --------
    >>> percent(0.425), percent(1 / 300), percent(299 / 300), percent(1)
    ('43%', 'under 1%', 'over 99%', '100%')
    """
    rounded = float(nearest_share(share))
    if rounded < 0.01 and rounded != 0:
        return "under 1%"
    return "over 99%" if 0.99 < rounded < 1 else f"{decimals(rounded * 100, 0)}%"


def in_ten(share: float) -> str:
    """A share (0-1) as people say it: none and all only where they are.

    Examples
    --------
    >>> in_ten(0.87), in_ten(0.5), in_ten(0.02), in_ten(0), in_ten(0.96), in_ten(1)
    ('9 in 10', '5 in 10', 'fewer than 1 in 10', 'none', 'more than 9 in 10', 'all')
    """
    if share in (0, 1):
        return "all" if share else "none"
    tenths = int(nearest(share * 10, 0))
    ends = {0: "fewer than 1 in 10", 10: "more than 9 in 10"}
    return ends.get(tenths, f"{tenths} in 10")


def figure(value: float) -> str:
    """A count or a rate: to one decimal, one below 1 to two figures that count, thousands whole.

    Examples
    --------
    >>> figure(12), figure(0.0467), figure(0.000024), figure(85465.3)
    ('12.0', '0.047', '0.000024', '85,465')
    """
    if abs(value) >= 1000:
        return f"{value:,.0f}".replace("-", "−")
    if abs(value) >= 1 or value == 0:
        return one_decimal(value)
    return decimals(value, 1 - math.floor(math.log10(abs(value))))


def probability(p_value: float) -> str:
    """A p-value to three decimals, rounded up: never below a limit that it is over."""
    return "<0.001" if p_value < 0.001 else decimals(float(rounded_up(p_value, 3)), 3)


def month_name(date: pd.Timestamp) -> str:
    """The month of a date: "March 2025"."""
    return f"{date:%B %Y}"


def period_name(begins: pd.Timestamp, frequency: str) -> str:
    """A period by its first month and its kind.

    Examples
    --------
    >>> april = pd.Timestamp(2024, 4, 1)
    >>> period_name(april, "month"), period_name(april, "quarter")
    ('April 2024', 'April to June 2024')
    >>> period_name(april, "financial-year"), period_name(april, "year")
    ('2024/25', '2024')
    """
    if frequency == "quarter":
        return f"{begins:%B} to {begins + pd.DateOffset(months=2):%B %Y}"
    if frequency == "financial-year":
        return f"{begins.year}/{(begins.year + 1) % 100:02d}"
    return str(begins.year) if frequency == "year" else month_name(begins)


def year_written(year: object) -> int | None:
    """A review year as people write it, by the year in which it begins; None where it is none.

    Examples
    --------
    >>> year_written(2025), year_written("2025"), year_written("2024/25"), year_written("FY24-25")
    (2025, 2025, 2024, 2024)
    >>> year_written("2024/26"), year_written(2025.5), year_written(True)
    (None, None, None)
    """
    if isinstance(year, Integral) and not isinstance(year, bool):
        return int(year)
    found = _YEAR.fullmatch(year.strip()) if isinstance(year, str) else None
    if found is None:
        return None
    first, second = int(found["first"]) % 100, found["second"]
    whole = int(found["first"]) if len(found["first"]) == 4 else 2000 + first
    follows = second is None or int(second) % 100 == (first + 1) % 100
    return whole if follows and (second or len(found["first"]) == 4) else None


def day_name(date: pd.Timestamp) -> str:
    """A date as people write it.

    >>> day_name(pd.Timestamp("2026-03-01"))
    '1 March 2026'
    """
    return f"{date.day} {date:%B %Y}"


def printable(text: str) -> str:
    r"""A text without the signs that no document can hold; lines stay apart.

    Examples
    --------
    >>> printable("Ash\x0bWard\nnext")
    'Ash Ward\nnext'
    """
    return _NOT_PRINTABLE.sub(" ", text)


def counted(count: int, thing: str, things: str | None = None) -> str:
    """A number with what it counts, for labels.

    Examples
    --------
    >>> counted(1, "team"), counted(2, "team"), counted(2, "priority", "priorities")
    ('1 team', '2 teams', '2 priorities')
    """
    return f"{count} {thing if count == 1 else things or thing + 's'}"


def number(count: int) -> str:
    """A number in words up to ten, in figures above.

    Examples
    --------
    >>> number(3), number(41)
    ('three', '41')
    """
    return _SMALL[count] if 0 <= count < len(_SMALL) else str(count)


def ordinal(place: int) -> str:
    """A place in an order.

    Examples
    --------
    >>> ordinal(1), ordinal(12), ordinal(23), ordinal(40)
    ('1st', '12th', '23rd', '40th')
    """
    teens = place // 10 % 10 == 1
    return f"{place}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(place % 10, 'th')}"


def spelled(count: int, thing: str, things: str | None = None) -> str:
    """A number with what it counts, for sentences: in words up to ten.

    Examples
    --------
    >>> spelled(1, "team"), spelled(41, "team"), spelled(2, "priority", "priorities")
    ('one team', '41 teams', 'two priorities')
    """
    return f"{number(count)} {thing if count == 1 else things or thing + 's'}"


# In brackets or quoted: commas in it divide nothing.
_BESIDES: Final = re.compile(r"\([^()]*\)|“[^”]*”|'[^']*'")


def listed(things: Iterable[str]) -> str:
    """Things in a row, the last one after "and"; with semicolons where one has commas of its own.

    Examples
    --------
    >>> listed(["A", "B", "C"]), listed(["A"]), listed(["A", "B, C and D", "E"])
    ('A, B and C', 'A', 'A; B, C and D; and E')
    """
    *before, last = every = list(things)
    if not before:
        return last
    if any(", " in _BESIDES.sub("", thing) for thing in every):
        return f"{'; '.join(before)}; and {last}"
    return f"{', '.join(before)} and {last}"


def few_listed(things: Sequence[str], most: int) -> str:
    """Things in a row, all but the first ``most`` counted.

    Examples
    --------
    >>> few_listed(["A", "B", "C", "D"], 2), few_listed(["A", "B", "C"], 2)
    ('A, B and two others', 'A, B and C')
    """
    rest = len(things) - most
    # "One other" would be no shorter than its name.
    return listed(things if rest <= 1 else [*things[:most], f"{number(rest)} others"])


_LONGEST_NAME: Final = 6  # words; what is longer would be lost in a sentence


def mid_sentence(label: str) -> str:
    """A practice's name inside a sentence; with other capitals, or a code, it stays as it is.

    Examples
    --------
    >>> mid_sentence("Shared safety planning"), mid_sentence("Recovery Education Centre")
    ('shared safety planning', 'Recovery Education Centre')
    >>> mid_sentence("People can see what we write about them")
    '“People can see what we write about them”'
    >>> mid_sentence("P2")
    'P2'
    """
    if len(label.split()) > _LONGEST_NAME:  # a statement of a list without short titles
        return f"“{label}”"
    return uncapitalised(label)


def uncapitalised(text: str) -> str:
    """A text as it goes on after a colon; with other capitals, or a code, it stays as it is."""
    if any(letter.isupper() for letter in text[1:]) or text[1:2].isdigit():
        return text
    return text[:1].lower() + text[1:]


def few_named(labels: Iterable[str], most: int, in_brackets: Iterable[str] | None = None) -> str:
    """Practices in a row inside a sentence, all but the first ``most`` counted; of none, "".

    Examples
    --------
    >>> few_named(["Hope stories", "Own choices"], 3)
    'hope stories and own choices'
    >>> few_named(["Hope stories"], 3, ["4.1"])
    'hope stories (4.1)'
    """
    names = [mid_sentence(label) for label in labels]
    if in_brackets is not None:
        names = [f"{name} ({each})" for name, each in zip(names, in_brackets, strict=True)]
    return few_listed(names, most) if names else ""


def ended(sentence: str) -> str:
    """A sentence with a full stop."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def opening(sentence: str) -> str:
    """A sentence with a capital at its head, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def interval(row: pd.Series, low: str, high: str, written: Callable[[float], str]) -> str:
    """The interval of a row in brackets, with a space before it; nothing where it has none."""
    if row[[low, high]].isna().any():
        return ""
    return f" ({written(row[low])} to {written(row[high])})"


def spread(counts: pd.Series, word: str, written: Callable[[int, str], str] = counted) -> str:
    """On how many the rows rest: "45 teams", "41 to 45 teams"."""
    some = [int(count) for count in counts.dropna() if count > 0]
    if not some:
        return f"no {word}s"
    low, high = min(some), max(some)
    return written(low, word) if low == high else f"{low} to {high} {word}s"
