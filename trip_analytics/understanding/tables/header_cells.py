"""What the headings of a table of statements say its cells hold."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from trip_analytics.instruments import Instrument
from trip_analytics.reading import Cell
from trip_analytics.understanding.dates import ReadYear, read_year
from trip_analytics.understanding.fields.field_labels import label_of
from trip_analytics.understanding.fields.no_teams import is_figure
from trip_analytics.understanding.plain_text import normalise, tidy

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

# Whatever year they name: "baseline 2023" heads answers of 2023, "target 2026" heads none.
_TO_COME = re.compile(
    r"\b(targets?|goals?|aims?|desired|planned|future|ambition|aspiration|next|expect(ed|ation)"
    r"|intended|projected|forecast|(want|hope|like|aim|should|need)( to)? be|by 20\d\d)\b",
    re.I,
)
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        "computed",
        re.compile(
            r"\b(average|avg|ave|mean|median|mode|total|sum|count|range|std|variance|change|diff"
            r"|difference|gap|trend|rank)\b|^\W*(n|%|Σ|∆|Δ)\W*$|\+/-",
            re.I,
        ),
    ),
    (
        "other-time",
        re.compile(
            rf"{_TO_COME.pattern}|\b(baseline|previous(ly)?|prior|before|last time|pre|initial)\b",
            re.I,
        ),
    ),
    (
        "comment",
        re.compile(
            r"\b(comments?|evidence|notes?|examples?|remarks?|reasons?|why|explain|explanation"
            r"|rationale|discussion|feedback|observations?)\b",
            re.I,
        ),
    ),
    (
        "not-applicable",
        re.compile(r"^\W*(n\s*[/.]?\s*a\.?|not applicable|does not apply)\W*$", re.I),
    ),
    (
        "not-known",
        re.compile(
            r"^\W*(d\s*/?\s*k\.?|don'?t know|do not know|not known|unknown|not sure|unsure"
            r"|can'?t say|cannot say|no opinion)\W*$",
            re.I,
        ),
    ),
    ("number", re.compile(r"^(no\.?|number|#|ref\.?|q|item|s/?n)$", re.I)),
    ("priority", re.compile(r"\bpriorit(y|ies)\b", re.I)),
    (
        "rating",
        re.compile(
            r"\b(rat(ing|e|ed|ings)|scor(e|es|ed|ing)|how (well|far)|self.?assessment"
            r"|self(?![- ]\w)|benchmark"
            r"(ed|ing)?|mark|grade|where (we are|are we)|answers?|responses?|level|position"
            r"|current(ly)?"
            r"|now|today|stage|progress level)\b|[1١]\s*(-|–|to)\s*[35]",
            re.I,
        ),
    ),
)  # fmt: skip
# Of a heading and a wider one, what sets answers aside goes first.
_GRAVEST: tuple[Role, ...] = ("other-subject", *(role for role, _ in _ROLES))
# Other things than how well a practice is done, which forms put in columns of their own.
_MATTERS = (
    r"weight(?:s|ed|ing|ings)?|importan(?:ce|t)|relevan(?:ce|t)|priorit(?:y|ies|isation)|risks?"
    r"|confiden(?:ce|t)|certainty|sure|effort|impact|ease|eas(?:y|iness)|difficult(?:y|ies)?"
    r"|urgen(?:cy|t)|likelihood|probability|severity|feasib(?:le|ility)|costs?|benefits?"
    r"|required|minimum|peers?|extern(?:al|ally)|inspect(?:ion|or|ors)|commissioners?"
    r"|moderat(?:ed|ion|or)|validated|auditors?|policy|policies"
)
_OTHER_SUBJECT = re.compile(
    rf"\b(?:{_MATTERS}|domains?|themes?|areas?|sections?|categor(?:y|ies))\b", re.I
)
_MOST_POSSIBLE = re.compile(
    r"\b(max(imum)?|possible|available|achievable|how many)\b|^\W*out of\W*$"
    r"|^\W*(number|no\.?|count|percentage|proportion|%) of\b",
    re.I,
)
_RATES_ANOTHER = re.compile(
    rf"\b(?:{_MATTERS})\s+(?:rating|score|scoring|scale|key|level|mark|grade)s?\b"
    r"|\b(?:rate|rating|score|scoring|mark|assess)\s+(?:(?:of|for|the|its|their|your|how|each|this"
    rf"|by)\s+)*(?:{_MATTERS})\b",
    re.I,
)
_QUALITY_OF_EVIDENCE = re.compile(
    r"\b((evidence|data)( quality)? (rating|score|level|grade|strength)"
    r"|(strength|quality|level|rating) of( the)? (evidence|data))\b",
    re.I,
)
_RATES = re.compile(
    r"\b(rat(ing|e|ed|ings)|scor(e|es|ed|ing)|scales?|key|mark(s|ed|ing)?|grad(e|es|ed|ing)"
    r"|self.?assess(ment|ed)?|self(?![- ]\w)|assess(ment|ed)?|answers?|responses?"
    r"|how (well|far|much))\b",
    re.I,
)
# What only an answer is called; a level or a stage may be one of something printed.
_SURELY = re.compile(rf"{_RATES.pattern}|\b(where (we are|are we)|current(ly)?|now|today)\b", re.I)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_OF_A_REVIEW = r"(?:\W*(?:20\d\d|review|rating|score|assessment|meeting))*\W*"
_MONTH_OF = re.compile(
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    rf"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?){_OF_A_REVIEW}",
    re.I,
)
_ORDINALS = ("first", "second", "third", "fourth")
_ROUND_OF = re.compile(
    r"(?:round|wave|time|review|assessment|meeting|cycle|phase|quarter|t)\s*#?(\d)\W*"
    rf"|(\d|{'|'.join(_ORDINALS)})(?:st|nd|rd|th)?"
    rf" (?:round|time|review|assessment|meeting|rating|score){_OF_A_REVIEW}",
    re.I,
)
_THIS_YEAR = re.compile(r"\b(this year|current year|now|current|latest|today)\b", re.I)
_LAST_YEAR = re.compile(r"\b(last year|previous year|a year ago|year before)('?s)?\b", re.I)
_POINT = re.compile(
    r"^(?:(?:stage|level|rating|score|point)\s*)?\(?([0-9])\)?(?![0-9./])"
    r"(?!\s*(?:-|–|to|/|or|and|&|,)\s*\d)(.*)$",
    re.I,
)
_POINT_BEHIND = re.compile(r"^(\D+?)\s*[-–=:(]?\s*([0-9])\s*\)?$")

_AGREED = re.compile(
    r"\b(agreed|joint|jointly|overall|consensus|everyone|everybody|all of us|together|final|shared"
    r"|collective|combined|whole|agreement)\b",
    re.I,
)
_USERS = re.compile(
    r"\b(pe(ople|rsons?) (who |that )?(is |are )?us(e|es|ing)|people we (support|work with|serve)"
    r"|service.?users?|users?"
    r"|patients?|residents?|clients?|su'?s?|psus?|pus|lived experience|experts? by experience"
    r"|tenants?|people with lived"
    r"|us(e|es|ing) (the|this|these|our|your|mental)\b.*(service|ward|team)s?)\b"
    r"|^(the )?young people('s)?( views?| ratings?| scores?)?$",
    re.I,
)
_FAMILY = re.compile(
    r"famil|\bcarers?\b|\bfriends?\b|\brelatives?\b|\bsupporters?\b|loved ones|\bparents?\b", re.I
)
_STAFF = re.compile(
    r"\b(staff|professionals?|clinicians?|nurses?|nursing|practitioners?|mdt|employees?|colleagues"
    r"|workers?|managers?|doctors?|member of (the )?team|team members?|work (here|in|for))\b",
    re.I,
)
_TEAM = re.compile(r"\b(team|ward|unit)\b", re.I)
_RESPONDENT = re.compile(
    r"^\W*(respondents?|resp|participants?|persons?|people|raters?|reviewers?|individuals?|members?"
    r"|responses?|returns?|forms?|r|p|staff(?: member)?|nurses?|workers?|su|service users?|users?"
    r"|patients?|residents?|clients?|psu|carers?|famil(?:y|ies)(?: members?)?|relatives?|friends?)"
    r"(?:[\s.#:_-]*(?:no\.?\s*)?(\d{1,3})|[\s.#:_-]+([A-Z]))\W*$",
    re.I,
)
_MACHINE = re.compile(
    r"^(tracking link|start language|response type|user ?id"
    r"|start(ed)?( ?(time|date))?|last modified( time)?|duration.*|ip.?address|status|progress"
    r"|finished|language|user ?language|channel|distribution ?channel|collector ?id|seed|last page"
    r"|source|latitude|location.*|longitude|external.*|total points|quiz feedback|points.*"
    r"|feedback.*|device.*|browser|user ?agent|time taken.*|importid.*|recaptcha.*|group ?name"
    r"|_+\w+|uuid|instance ?id|form ?id|device ?id|created|modified|item type|content type"
    r"|path|attachments|compliance asset id|app (created|modified) by|redcap_\w+"
    r"|(survey|consent) (timestamp|identifier)|event name|repeat (instrument|instance))$",
    re.I,
)
_MOMENT = re.compile(
    r"^(completion time|time ?stamp|submit(ted)?( ?(date|time|at|on))*|date ?submitted|submission "
    r"(date|time)|end(ed)?( ?(time|date))?|completed( ?(on|at|date))?|recorded ?date|date ?/? ?time"
    r"|response date|finish(ed)? time)$",
    re.I,
)
_PERSON = re.compile(
    r"^(your |full |first |last |sur|fore|user ?|recipient ?|respondent'?s? )?(first|last)?"
    r"(name|e-?mail( address)?|username|phone.*|telephone.*|contact.*)s?$"
    r"|\b(leads?|by whom|completed by|filled in by|facilitator|who will|responsible|owner"
    r"|(created|modified|submitted) by)\b",
    re.I,
)
_IDENTITY = re.compile(
    r"^(id|unique response (number|id|no\.?)|response ?id"
    r"|respondent ?(id|no\.?|number)?|user ?(no|id|number)\.?|unique ?id|entry ?id"
    r"|participant( ?(id|no\.?))?|submission ?id|response|person|form no\.?|key|token)$",
    re.I,
)
_ROLE_QUESTION = re.compile(
    r"\b(i am|are you|your role|role|which best describes you|who are you|respondent type"
    r"|perspective|whose view|view|point of view|who (is|are) answering|capacity|completed as"
    r"|type of respondent|group|describes? you)\b",
    re.I,
)
_YEAR_QUESTION = re.compile(
    r"^((which|what)( is the)? |the )?((review|trip|financial|assessment|reporting) )?year"
    r"( of (the |your )?(review|trip|assessment))?( (is this|are you|does this).{0,40})?\W*$",
    re.I,
)
_TEAM_QUESTION = re.compile(
    r"^(?!.*\btype\b)((which|what|your|the|(please )?(select|choose|enter)|what is|name of"
    r"|what is the name of|the name of)( (the )?name of)?( your| the)?( clinical)?"
    r" (team|ward|unit|service)\b.{0,60}|clinical team|teams?|wards?|units?"
    r"|(team|ward|service) ?(/|or) ?(team|ward|service))\W*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Heading:
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
        roles = [role for role in _GRAVEST if role in (self.role, wider.role)]
        return Heading(
            roles[0] if roles else None,
            self.point if self.point is not None else wider.point,
            self.perspective or wider.perspective,
            self.year or wider.year,
            self.years_ago if self.years_ago is not None else wider.years_ago,
            self.respondent or wider.respondent,
            self.sure if self.role else wider.sure,
            self.moment if self.moment is not None else wider.moment,
        )


@lru_cache(maxsize=10_000)
def _heading(text: str, top: int, labels: tuple[tuple[str, int], ...], staged: bool) -> Heading:
    line = tidy(text)
    if not line or len(line) > LONGEST_HEADING:
        return Heading(says_nothing=bool(line))
    point = _point_of(line, top, dict(labels))
    respondent = None if point is not None else _respondent(line)
    year = None if point is not None else read_year(line)
    role = next((role for role, pattern in _ROLES if pattern.search(line)), None)
    if _is_other_subject(line, role, staged=staged):
        role = "other-subject"
    moment = _moment_of(line)
    if role is None and moment is not None:
        role = "rating"
    years_ago = 1 if _LAST_YEAR.search(line) else 0 if _THIS_YEAR.search(line) else None
    if role == "other-time" and _TO_COME.search(line):
        return Heading(role)
    dated = years_ago is not None or year is not None
    if (role == "other-time" and dated) or (role is None and years_ago is not None):
        role = "rating"
    if year is not None:
        years_ago = None  # "last year (2024)" says which year that is
    heading = Heading(role, point, perspective_of(line), year, years_ago, respondent)
    if role == "rating":
        sure = bool(_SURELY.search(line)) or dated or (staged and "stage" in line.casefold())
        heading = replace(heading, sure=sure, moment=moment)
    if heading == Heading() and is_figure(line):
        return Heading("computed")
    return replace(heading, says_nothing=heading == Heading())


def _is_other_subject(line: str, role: Role | None, *, staged: bool) -> bool:
    """Whether a heading is of something else than how well a practice is done."""
    if role in ("computed", "other-time", "not-applicable", "not-known", "number"):
        return False
    if role == "comment":
        return bool(_QUALITY_OF_EVIDENCE.search(line))
    if role == "priority" and staged:
        return False
    return says_other_subject(line)


def _moment_of(line: str) -> int | None:
    """The month that a heading is of, or the number of a round of reviews."""
    if found := _MONTH_OF.fullmatch(line):
        months = (
            "jan",
            "feb",
            "mar",
            "apr",
            "may",
            "jun",
            "jul",
            "aug",
            "sep",
            "oct",
            "nov",
            "dec",
        )
        return months.index(found[1][:3].casefold())
    if found := _ROUND_OF.fullmatch(line):
        number = (found[1] or found[2]).casefold()
        return _ORDINALS.index(number) + 1 if number in _ORDINALS else int(number)
    return None


def _point_of(line: str, top: int, labels: dict[str, int]) -> int | None:
    """The point of the scale that a heading stands for, by its number or its name."""
    if (named := labels.get(normalise(line))) is not None:
        return named
    if found := _POINT.match(line):
        digit, rest = int(found.group(1)), found.group(2)
    elif found := _POINT_BEHIND.match(line):
        digit, rest = int(found.group(2)), found.group(1)
        if normalise(rest) not in labels:
            return None
    else:
        return None
    views = (_STAFF, _USERS, _FAMILY)
    if not 1 <= digit <= top or any(view.search(rest) for view in views):
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
    labels = tuple((normalise(point.label), point.value) for point in instrument.scale)
    return _heading(cell.standing, instrument.scale[-1].value, labels, instrument.kind == "stages")


def joined(headings: Iterable[Heading]) -> Heading:
    """What headings above each other say together, the widest first."""
    whole = Heading()
    for heading in headings:
        whole = heading.within(whole)
    return whole


def says_rating(text: str) -> bool:
    """Whether words speak of rating, or of the scale that it is done on."""
    return bool(_RATES.search(text))


def says_other_subject(text: str) -> bool:
    """Whether words speak of something else than how well a practice is done.

    What is rated comes first ("Risk rating"), or behind "of" and the like ("rating of risk").

    Examples
    --------
    >>> [says_other_subject(t) for t in ("Importance (1-5)", "Risk rating", "Rating", "Evidence")]
    [True, True, False, False]
    """
    line = tidy(text)
    if _QUALITY_OF_EVIDENCE.search(line) or _MOST_POSSIBLE.search(line):
        return True
    subject = _OTHER_SUBJECT.search(line)
    if subject is None:
        return False
    rates = _RATES.search(line)
    return (
        rates is None
        or subject.start() <= rates.start()
        or bool(
            re.search(r"\b(of|for|by|about)( the| its| our)?\s*$", line[: subject.start()], re.I)
        )
    )


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
    if _RATES_ANOTHER.search(line):
        return True
    return bool(_OTHER_SUBJECT.search(line)) and not _RATES.search(line)


def perspective_of(text: str) -> str | None:
    """Whose view a heading, or an answer to "I am a ...", says it is."""
    line = tidy(text)
    if re.search(r"\bfamily and friends\b", line, re.I):
        return "family-and-friends"
    views = {
        "staff": _STAFF.search(line),
        "people-using-services": _USERS.search(line),
        "family-and-friends": _FAMILY.search(line),
    }
    named = [view for view, found in views.items() if found]
    if _AGREED.search(line) or {"staff", "people-using-services"} <= set(named):
        return "team"
    if len(named) == 1:
        return named[0]
    if not named and _TEAM.search(line) and len(line.split()) <= 3 and not re.search(r"\d", line):
        rest = re.sub(r"\b(team|ward|unit|rating|score|view|the|our|s)\b|\W", "", line.casefold())
        return "team" if not rest else None
    return None


def _respondent(text: str) -> str | None:
    found = _RESPONDENT.match(text)
    return tidy(text) if found else None


def describes(title: str) -> Describes | None:
    """What the values under a title say of whoever answered, if the title is one of those."""
    line = tidy(title).rstrip(" :?*.").strip()
    line = re.sub(r"^(q|question)?\s*\d{1,2}(\.\d+)?\s*[.):-]\s*", "", line, flags=re.I)
    line = re.sub(r"^[A-Za-z]+[A-Za-z0-9_]*(\[\w+\])?\.\s+(?=\S)", "", line)  # a question's code
    if not line or len(line) > 200:
        return None
    if _MACHINE.match(line):
        return "machine"
    if _MOMENT.match(line):
        return "date"
    if _IDENTITY.match(line):
        return "respondent"
    label = label_of(line)
    if label in ("team", "service_line", "organisation", "team_type", "year", "date", "name"):
        return label
    if _TEAM_QUESTION.match(line):
        return "team"
    if re.search(r"\b(service line|directorate|division|care group)\b", line, re.I):
        return "service_line"
    if _YEAR_QUESTION.match(line):
        return "year"
    if _PERSON.search(line) and len(line) < 60:
        return "name"
    if len(line) < 80 and _ROLE_QUESTION.search(line):
        return "perspective"
    return None
