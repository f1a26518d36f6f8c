"""What the headings of a table of statements say its cells hold."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from trip_analytics.instruments import Instrument, ScalePoint
from trip_analytics.reading import Cell
from trip_analytics.understanding.dates import ReadYear, read_year
from trip_analytics.understanding.fields.field_labels import label_of, labels_of
from trip_analytics.understanding.fields.no_teams import is_figure
from trip_analytics.understanding.plain_text import normalise, tidy
from trip_analytics.understanding.words import Concept, remembered, vocabulary

Role = Literal[
    "rating", "comment", "priority", "number", "not-applicable", "not-known", "computed",
    "other-time", "other-subject",
]  # fmt: skip
Describes = Literal[
    "team", "service_line", "organisation", "team_type", "year", "date", "perspective",
    "respondent", "name", "machine",
]  # fmt: skip

# Longer texts head nothing: they are statements, questions or guidance.
LONGEST_HEADING = 90

_SAID: Final = vocabulary("headers")
_OF: Final = vocabulary("people")
# The first of these that a heading speaks of is what is below it.
_ROLES: Final[Mapping[Role, Concept]] = {
    "computed": _SAID["computed"],
    "other-time": _SAID["other_time"],
    "comment": _SAID["comment"],
    "not-applicable": _SAID["not_applicable"],
    "not-known": _SAID["not_known"],
    "number": _SAID["number"],
    "priority": _SAID["priority"],
    "rating": _SAID["rating"],
}
# Of a heading and a wider one, what sets answers aside goes first.
_GRAVITY: Final[Mapping[Role | None, int]] = {
    role: rank for rank, role in enumerate(("other-subject", *_ROLES, None))
}
_MONTHS: Final = tuple(name[:3].casefold() for name in calendar.month_name[1:])
_VIEWS: Final[Mapping[str, Sequence[Concept]]] = {
    "staff": (_OF["staff"], _OF["worker"]),
    "people-using-services": (_OF["service_user"],),
    "family-and-friends": (_OF["family"],),
}
_DIGIT: Final = re.compile(r"\d")
_ORDINALS: Final = ("first", "second", "third", "fourth")
_OF_A_REVIEW: Final = r"(?:\W*(?:20\d\d|{review}))*\W*"
_MONTH_OF: Final = _SAID.pattern(
    rf"({'|'.join(f'{name}|{name[:3]}' for name in calendar.month_name[1:])}|sept){_OF_A_REVIEW}"
)
_ROUND_OF: Final = _SAID.pattern(
    rf"{{round}}\s*#?(\d)\W*|(\d|{'|'.join(_ORDINALS)})(?:st|nd|rd|th)? {{counted}}{_OF_A_REVIEW}"
)
_POINT: Final = _SAID.pattern(
    r"^(?:{point}\s*)?\(?([+-]?[0-9]{1,2})\)?(?![0-9./])(?!\s*(?:-|–|to|/|or|and|&|,)\s*\d)(.*)$"
)
_POINT_BEHIND: Final = re.compile(r"^(\D+?)\s*[–=:(]?\s*(?:-\s+)?(-?[0-9]{1,2})\s*\)?$")
_RESPONDENT: Final = _SAID.pattern(
    r"^\W*{respondent}(?:[\s.#:_-]*(?:no\.?\s*)?(\d{1,3})|[\s.#:_-]+([A-Z]))\W*$"
)
_NUMBERED: Final = re.compile(r"^(q|question)?\s*\d{1,2}(\.\d+)?\s*[.):-]\s*", re.I)
_RANGE_BEHIND: Final = re.compile(r"\W*[(\[].*[)\]]\W*$|\W+-?\d+\s*(?:-|to)\s*\d+\W*$", re.I)
_QUESTION_CODE: Final = re.compile(r"^[A-Za-z]+[A-Za-z0-9_]*(\[\w+\])?\.\s+(?=\S)")
_RATING_OF: Final = re.compile(r"\b(of|for|by|about)( the| its| our)?\s*$", re.I)


class Heading(NamedTuple):
    """What one heading, or a column's headings together, say."""

    role: Role | None = None
    point: int | None = None
    perspective: str | None = None
    year: ReadYear | None = None
    years_ago: int | None = None
    respondent: str | None = None
    sure: bool = False
    """Whether it speaks of a rating outright, and not of a level or a stage of something."""
    moment: int | None = None
    """Which of several times in a year it is of: a month, or a round by its number."""
    says_nothing: bool = False
    """Whether it holds words that say none of this."""

    def within(self, wider: Heading) -> Heading:
        """What a heading says below (or beside) a wider one."""
        if wider == NOTHING:
            return self._replace(says_nothing=False) if self.says_nothing else self
        graver = _GRAVITY[self.role] <= _GRAVITY[wider.role]
        return Heading(
            self.role if graver else wider.role,
            self.point if self.point is not None else wider.point,
            self.perspective or wider.perspective,
            self.year or wider.year,
            self.years_ago if self.years_ago is not None else wider.years_ago,
            self.respondent or wider.respondent,
            self.sure if self.role else wider.sure,
            self.moment if self.moment is not None else wider.moment,
        )


NOTHING: Final = Heading()


@remembered
def _heading(text: str, scale: tuple[ScalePoint, ...], staged: bool) -> Heading:
    line = tidy(text)
    if not line or len(line) > LONGEST_HEADING:
        return Heading(says_nothing=bool(line))
    labels = {
        normalise(point.label): point.value
        for point in scale
        if any(letter.isalpha() for letter in point.label)
    }
    if (named := labels.get(normalise(line))) is not None:
        return Heading(point=named)  # whatever its words mean elsewhere: "No", "As expected"
    point = _point_of(line, {each.value for each in scale}, labels)
    respondent = None if point is not None else _respondent(line)
    year = None if point is not None else read_year(line)
    role = next((role for role, said in _ROLES.items() if said.search(line)), None)
    if _is_other_subject(line, role, staged=staged):
        role = "other-subject"
    moment = _moment_of(line)
    if role is None and moment is not None:
        role = "rating"
    years_ago = (
        1 if _SAID["last_year"].search(line) else 0 if _SAID["this_year"].search(line) else None
    )
    if role == "other-time" and _SAID["to_come"].search(line):
        return Heading(role)
    dated = years_ago is not None or year is not None
    if (role == "other-time" and dated) or (role is None and years_ago is not None):
        role = "rating"
    if year is not None:
        years_ago = None  # "last year (2024)" says which year that is
    heading = Heading(role, point, perspective_of(line), year, years_ago, respondent)
    if role == "rating":
        sure = (
            bool(_SAID["surely"].search(line)) or dated or (staged and "stage" in line.casefold())
        )
        heading = heading._replace(sure=sure, moment=moment)
    if heading == Heading() and is_figure(line):
        return Heading("computed")
    return heading._replace(says_nothing=heading == Heading())


def _is_other_subject(line: str, role: Role | None, *, staged: bool) -> bool:
    """Whether a heading is of something else than how well a practice is done."""
    if role in ("computed", "other-time", "not-applicable", "not-known", "number"):
        return False
    if role == "comment":
        return bool(_SAID["quality_of_evidence"].search(line))
    if role == "priority" and staged:
        return False
    return says_other_subject(line)


def _moment_of(line: str) -> int | None:
    """The month that a heading is of, or the number of a round of reviews."""
    if found := _MONTH_OF.fullmatch(line):
        return _MONTHS.index(found[1][:3].casefold())
    if found := _ROUND_OF.fullmatch(line):
        number = (found[1] or found[2]).casefold()
        return _ORDINALS.index(number) + 1 if number in _ORDINALS else int(number)
    return None


def _point_of(line: str, values: Collection[int], labels: Mapping[str, int]) -> int | None:
    """The point of the scale that a heading stands for, by its number or its name."""
    if found := _POINT.match(line):
        digit, rest = int(found.group(1)), found.group(2)
    elif found := _POINT_BEHIND.match(line):
        digit, rest = int(found.group(2)), found.group(1)
        if normalise(rest) not in labels:
            return None
    else:
        return None
    if digit not in values or _views_in(rest):
        return None
    said = labels.get(normalise(rest))
    apart = not rest.strip() or rest.lstrip()[0] in "-–—:=.,()" or "(" in rest
    return digit if said == digit or (said is None and apart) else None


def read_heading(cell: Cell | None, instrument: Instrument) -> Heading:
    """What one heading says of the cells below it."""
    if cell is None:
        return Heading()
    if isinstance(cell.value, dt.date):
        return Heading(year=ReadYear(cell.value.year))
    not_known = instrument.not_known
    if not_known and normalise(cell.standing) in map(normalise, not_known):
        return Heading("not-known")
    if instrument.answers and (perspective := _declared(cell.standing, instrument)):
        return Heading("rating", perspective=perspective, sure=True)
    return _heading(cell.standing, instrument.scale, instrument.kind == "stages")


def _declared(text: str, instrument: Instrument) -> str | None:
    """The perspective of the column that a heading is of, by the instrument's own names."""
    line = tidy(text)
    names = {normalise(line), normalise(_RANGE_BEHIND.sub("", line))}
    return next(
        (
            column.perspective
            for column in instrument.answers
            if any(normalise(printed) in names for printed in column.printed)
        ),
        None,
    )


def joined(headings: Iterable[Heading]) -> Heading:
    """What headings above each other say together, the widest first."""
    whole = Heading()
    for heading in headings:
        whole = heading.within(whole)
    return whole


@remembered
def says_rating(text: str) -> bool:
    """Whether words speak of rating, or of the scale that it is done on."""
    return bool(_SAID["rates"].search(text))


def says_other_subject(text: str) -> bool:
    """Whether words speak of something else than how well a practice is done.

    What is rated comes first ("Risk rating"), or behind "of" and the like ("rating of risk").

    Examples
    --------
    >>> [says_other_subject(t) for t in ("Importance (1-5)", "Risk rating", "Rating", "Evidence")]
    [True, True, False, False]
    """
    line = tidy(text)
    if _SAID["quality_of_evidence"].search(line) or _SAID["most_possible"].search(line):
        return True
    subject = _SAID["other_subject"].search(line)
    if subject is None:
        return False
    rates = _SAID["rates"].search(line)
    return (
        rates is None
        or subject.start() <= rates.start()
        or bool(_RATING_OF.search(line[: subject.start()]))
    )


@remembered
def rates_another_matter(text: str) -> bool:
    """Whether a sentence asks to rate something else than how well a practice is done.

    Examples
    --------
    >>> rates_another_matter("Please rate the importance of each practice from 1 to 10")
    True
    >>> rates_another_matter("For each area of risk, please rate yourselves from 1 to 10")
    False
    """
    line = tidy(text)
    if _SAID["rates_another"].search(line):
        return True
    return bool(_SAID["other_subject"].search(line)) and not _SAID["rates"].search(line)


@remembered
def perspective_of(text: str) -> str | None:
    """Whose view a heading, or an answer to "I am a ...", says it is."""
    line = tidy(text)
    if "family and friends" in line.casefold():
        return "family-and-friends"
    named = _views_in(line)
    if _OF["agreed"].search(line) or {"staff", "people-using-services"} <= named:
        return "team"
    if len(named) == 1:
        return named.pop()
    if (
        not named
        and _OF["team"].search(line)
        and len(line.split()) <= 3
        and not _DIGIT.search(line)
    ):
        rest = _SAID["of_a_team"].pattern.sub("", line)
        return None if re.search(r"\w", rest) else "team"
    return None


def _views_in(line: str) -> set[str]:
    """Whose views a line speaks of."""
    return {view for view, owner in _VIEWS.items() if any(one.search(line) for one in owner)}


def _respondent(text: str) -> str | None:
    found = _RESPONDENT.match(text)
    return tidy(text) if found else None


@remembered
def describes(title: str) -> Describes | None:
    """What the values under a title say of whoever answered, if the title is one of those."""
    line = tidy(title).rstrip(" :?*.").strip()
    line = _QUESTION_CODE.sub("", _NUMBERED.sub("", line))
    if not line or len(line) > 200:
        return None
    if _SAID["machine"].search(line):
        return "machine"
    if _SAID["moment"].search(line):
        return "date"
    if _SAID["identity"].search(line):
        return "respondent"
    label = label_of(line)
    if label in ("team", "service_line", "organisation", "team_type", "year", "date", "name"):
        return label
    if "team" in labels_of(line) or _SAID["team_question"].search(line):
        return "team"
    if _SAID["service_line"].search(line):
        return "service_line"
    if _SAID["year_question"].search(line):
        return "year"
    if _SAID["person"].search(line) and len(line) < 60:
        return "name"
    if len(line) < 80 and _SAID["role_question"].search(line):
        return "perspective"
    return None
