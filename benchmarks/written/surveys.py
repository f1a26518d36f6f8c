"""What survey tools export: a row for each team's agreed answers, or for each person."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from benchmarks.written import hands
from benchmarks.written.grids import Grid, Reading, Value, save_csv, save_workbook
from benchmarks.written.truth import Answer, Words, Written

ROLES: Final = (
    ("Member of staff", "staff"),
    ("Person using the service", "people-using-services"),
    ("Family member or friend", "family-and-friends"),
)
ROLE_QUESTION: Final = "I am a ..."
TEAM_QUESTIONS: Final = (
    "Which team are you completing this for?",
    "Team name",
    "What is the name of your team?",
    "Team",
)
RATE: Final = "Please rate each statement for your team"
FREE: Final = (
    ("What are your three priorities for the coming year?", "priorities"),
    ("Any other comments?", "comments"),
)
PRIORITIES: Final = (
    "1. More peer workers 2. A family evening each month 3. Safety plans written together",
    "Recovery college taster on the ward; notes shared with people; staff supervision",
    "Same as last year",
)
ADDRESSES: Final = ("10.21.4.7", "194.176.105.2", "81.2.69.142")

# How one tool, on one day, writes an answer: whole number, text or label.
FORMS: Final[dict[str, Callable[[int], Value]]] = {
    "number": lambda value: value,
    "text": str,
    "both": lambda value: f"{value} - {hands.POINTS[value]}",
    "label": lambda value: hands.POINTS[value],
}


@dataclass(frozen=True, slots=True)
class Sent:
    """One row of an export: what somebody sent."""

    team: str
    year: int
    when: datetime
    name: str
    email: str
    role: str | None
    perspective: str
    respondent: int | None
    marks: tuple[int | str | None, ...]
    remarks: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Export:
    """All that was sent to one survey, and how its tool writes answers."""

    sent: tuple[Sent, ...]
    year: int
    people: bool
    form: str
    team_question: str
    not_applicable: str


def write(folder: Path, chance: random.Random) -> list[Written]:
    """Exports of every tool, of agreed returns and of single people."""
    hand = hands.Hand.of(chance)
    return [
        tool(folder, hand, count, people=people)
        for count in range(2)
        for people in (False, True)
        for tool in TOOLS
    ]


def made_up(chance: hands.Hand, *, people: bool, teams: int | None = None) -> Export:
    """What was sent: each team once, or several people of each."""
    year = chance.choice((2022, 2023, 2024, 2025))
    counted = teams or chance.randint(3, 7)
    sent: list[Sent] = []
    count: Counter[str] = Counter()
    named = [team for team, _ in hands.some_teams(chance, counted)]
    rows = [team for team in named for _ in range(chance.randint(2, 5) if people else 1)]
    chance.shuffle(rows)
    when = datetime(year, chance.randint(1, 6), chance.randint(13, 28), 9, 5, 11)  # noqa: DTZ001 # as a survey tool shows it
    for team in rows:
        count[team] += 1
        when += timedelta(hours=chance.randint(1, 60), seconds=chance.randint(1, 3000))
        name = chance.choice(hands.PEOPLE)
        role, perspective = chance.choice(ROLES) if people else (None, "team")
        sent.append(
            Sent(
                team,
                year,
                when,
                name,
                f"{name.replace(' ', '.').lower()}@nhs.example",
                role,
                perspective,
                count[team] if people else None,
                tuple(_answer(chance) for _ in hands.ITEMS),
                tuple(
                    chance.choice(texts) if chance.random() < 0.5 else None
                    for texts in (PRIORITIES, hands.REMARKS)
                ),
            )
        )
    if people and chance.random() < 0.5:
        # Somebody stopped after the first page.
        last = sent[-1]
        kept = tuple(mark if place < 3 else None for place, mark in enumerate(last.marks))
        sent[-1] = Sent(*(*_fields(last)[:8], kept, (None, None)))
    form = chance.choice(list(FORMS))
    return Export(
        tuple(sent),
        year,
        people,
        form,
        chance.choice(TEAM_QUESTIONS),
        chance.choice(("Not applicable", "N/A", "Not applicable to our team")),
    )


def _fields(sent: Sent) -> tuple[object, ...]:
    return tuple(getattr(sent, name) for name in Sent.__slots__)


def _answer(chance: hands.Hand) -> int | str | None:
    throw = chance.random()
    if throw < 0.03:
        return None
    if throw < 0.06:
        return "n/a"
    return chance.choices((1, 2, 3, 4, 5), (1, 3, 5, 5, 2))[0]


class Sheet:
    """An export's sheet, filled column by column, with what a person reads."""

    def __init__(self, reading: Reading, grid: Grid, export: Export, first: int) -> None:
        self.reading, self.grid, self.export, self.first = reading, grid, export, first
        self.column = 0

    def add(self, titles: Sequence[str | None], value: Callable[[Sent], Value]) -> int:
        """A column that is no answer: its titles, and a value for each row."""
        for row, title in enumerate(titles):
            self.grid.put(row, self.column, title, head=True)
        for place, sent in enumerate(self.export.sent):
            self.grid.put(self.first + place, self.column, value(sent))
        self.column += 1
        return self.column - 1

    def add_private(self, titles: Sequence[str | None], value: Callable[[Sent], str]) -> None:
        """A column of names or addresses, which are kept nowhere."""
        column = self.add(titles, value)
        for place, sent in enumerate(self.export.sent):
            self._words(self.first + place, column, value(sent), name=True)

    def add_remarks(self, titles: Sequence[str | None], which: int) -> None:
        """A column of free text."""
        column = self.add(titles, lambda sent: sent.remarks[which])
        for place, sent in enumerate(self.export.sent):
            self._words(self.first + place, column, sent.remarks[which], name=False)

    def add_answers(self, titles: Sequence[str | None], item: int) -> None:
        """A column of answers to one statement."""
        write_mark = FORMS[self.export.form]
        column = self.add(
            titles,
            lambda sent: (
                write_mark(mark)
                if isinstance(mark := sent.marks[item], int)
                else mark and self.export.not_applicable
            ),
        )
        for place, sent in enumerate(self.export.sent):
            self._answer(sent, item, self.first + place, column)

    def add_choices(
        self, titles: Sequence[str | None], item: int, *, ticked: str | int, heads: Sequence[str]
    ) -> None:
        """A column for each point of one statement; the chosen one holds a mark or its label."""
        first = self.column
        for point, head in enumerate(heads, start=1):

            def value(sent: Sent, point: int = point, head: str = head) -> Value:
                mark = sent.marks[item]
                chosen = mark == point or (mark == "n/a" and point == 6)
                return (head if ticked == "label" else ticked) if chosen else None

            self.add([*(titles if point == 1 else [None] * len(titles)), head], value)
        for place, sent in enumerate(self.export.sent):
            mark = sent.marks[item]
            column = first + (5 if mark == "n/a" else int(mark or 1) - 1)
            self._answer(sent, item, self.first + place, column)

    def _answer(self, sent: Sent, item: int, row: int, column: int) -> None:
        mark = sent.marks[item]
        state = "rated" if isinstance(mark, int) else "not-applicable" if mark else "not-answered"
        self.reading.answers.append(
            Answer(
                "ratings",
                sent.team,
                sent.year,
                hands.ITEMS[item],
                state,
                mark if isinstance(mark, int) else None,
                self.grid.name,
                None if mark is None else self.grid.put(row, column, None),
                sent.perspective,
                sent.respondent,
            )
        )

    def _words(self, row: int, column: int, text: str | None, *, name: bool) -> None:
        if text:
            address = self.grid.put(row, column, None)
            self.reading.words.append(Words(self.grid.name, address, text, name))


def _saved(folder: Path, sheet: Sheet, **how: str) -> Written:
    path = folder / sheet.reading.file
    if path.suffix == ".csv":
        save_csv(path, sheet.grid, **how)
    else:
        save_workbook(path, [sheet.grid])
    return sheet.reading.finished()


def _kind(export: Export) -> str:
    return "a row for each person" if export.people else "a row for each team"


def _path(count: int, name: str, suffix: str, export: Export) -> str:
    return f"export {count + 1}{' people' if export.people else ''}/{name}{suffix}"


def microsoft(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """Microsoft Forms: its own six columns, then the questions, some with a hard space."""
    export = made_up(chance, people=people)
    suffix = ".csv" if count and people else ".xlsx"
    name = f"TRIP {export.year} survey(1-{len(export.sent)})"
    reading = Reading(_path(count, name, suffix, export), f"Microsoft Forms, {_kind(export)}")
    sheet = Sheet(reading, Grid(None if suffix == ".csv" else "Sheet1"), export, 1)
    signed_in = chance.random() < 0.5
    numbers = {id(sent): number for number, sent in enumerate(export.sent, start=1)}
    sheet.add(["ID"], lambda sent: numbers[id(sent)])
    sheet.add(["Start time"], lambda sent: sent.when - timedelta(minutes=11))
    sheet.add(["Completion time"], lambda sent: sent.when)
    if signed_in:
        sheet.add_private(["Email"], lambda sent: sent.email)
        sheet.add_private(["Name"], lambda sent: sent.name)
    else:
        sheet.add(["Email"], lambda _: "anonymous")
        sheet.add(["Name"], lambda _: None)
    sheet.add(["Last modified time"], lambda _: None)
    space = chance.choice(("", "\xa0", " "))
    sheet.add([export.team_question + space], lambda sent: sent.team)
    if people:
        sheet.add([ROLE_QUESTION + space], lambda sent: sent.role)
    for item, text in enumerate(hands.STATEMENTS.values()):
        sheet.add_answers([text + space], item)
    for which, (question, _) in enumerate(FREE):
        sheet.add_remarks([question + space], which)
    return _saved(folder, sheet)


def google(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """Google Forms: a time stamp, and the statements as rows of a grid in square brackets."""
    export = made_up(chance, people=people)
    suffix = ".csv" if count == 0 else ".xlsx"
    name = "Team Recovery Implementation Plan (Responses)"
    reading = Reading(_path(count, name, suffix, export), f"Google Forms, {_kind(export)}")
    sheet = Sheet(reading, Grid(None if suffix == ".csv" else "Form responses 1"), export, 1)
    sheet.add(["Timestamp"], lambda sent: sent.when)
    if chance.random() < 0.5:
        sheet.add_private([chance.choice(("Email Address", "Username"))], lambda sent: sent.email)
    sheet.add([export.team_question], lambda sent: sent.team)
    if people:
        sheet.add([ROLE_QUESTION], lambda sent: sent.role)
    in_grid = chance.random() < 0.7
    for item, text in enumerate(hands.STATEMENTS.values()):
        sheet.add_answers([f"{RATE} [{text}]" if in_grid else f"{item + 1}. {text}"], item)
    if chance.random() < 0.5:
        sheet.add_private(["Your name"], lambda sent: sent.name)
    for which, (question, _) in enumerate(FREE):
        sheet.add_remarks([question], which)
    moment = "%d/%m/%Y %H:%M:%S" if people else "%Y/%m/%d %I:%M:%S %p GMT"
    return _saved(folder, sheet, **({"moment": moment} if suffix == ".csv" else {}))


def smart_survey(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """SmartSurvey: the question, the line and the option in three rows of titles."""
    export = made_up(chance, people=people)
    suffix = ".xlsx" if count == 0 else ".csv"
    name = f"SmartSurvey_RawData_TRIP_{export.year}"
    reading = Reading(_path(count, name, suffix, export), f"SmartSurvey, {_kind(export)}")
    sheet = Sheet(reading, Grid(None if suffix == ".csv" else "Raw Data"), export, 3)
    numbers = {id(sent): number for number, sent in enumerate(export.sent, start=1)}
    sheet.add(["UserID"], lambda sent: 148820000 + 37 * numbers[id(sent)])
    sheet.add(["UserNo"], lambda sent: numbers[id(sent)])
    if chance.random() < 0.5:
        sheet.add_private(["Name"], lambda sent: sent.name)
        sheet.add_private(["Email"], lambda sent: sent.email)
    else:
        sheet.add(["Name"], lambda _: None)
        sheet.add(["Email"], lambda _: None)
    sheet.add(["IP Address"], lambda sent: ADDRESSES[numbers[id(sent)] % 3])
    sheet.add(["Unique ID"], lambda _: None)
    sheet.add(["Started"], lambda sent: sent.when - timedelta(minutes=9))
    sheet.add(["Ended"], lambda sent: sent.when)
    sheet.add(["Tracking Link"], lambda _: "Main Link")
    sheet.add([f"1. {export.team_question}"], lambda sent: sent.team)
    if people:
        for number, (role, _) in enumerate(ROLES):
            titles = [f"2. {ROLE_QUESTION}" if number == 0 else None, None, role]
            sheet.add(titles, lambda sent, role=role: role if sent.role == role else None)
    heads = [*hands.POINTS.values(), "Not applicable"]
    ticked = chance.choice(("label", 1))
    for item, text in enumerate(hands.STATEMENTS.values()):
        titles = [f"3. {RATE}" if item == 0 else None, text]
        sheet.add_choices(titles, item, ticked=ticked, heads=heads)
    for which, (question, _) in enumerate(FREE):
        sheet.add_remarks([f"{which + 4}. {question}"], which)
    return _saved(folder, sheet)


def survey_monkey(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """SurveyMonkey: questions, and under them the lines, "Response" or "Open-Ended Response"."""
    export = made_up(chance, people=people)
    suffix = ".xlsx" if count else ".csv"
    name = f"Team recovery review {export.year}"
    reading = Reading(_path(count, name, suffix, export), f"SurveyMonkey, {_kind(export)}")
    sheet = Sheet(reading, Grid(None if suffix == ".csv" else "Sheet"), export, 2)
    numbers = {id(sent): number for number, sent in enumerate(export.sent, start=1)}
    sheet.add(["Respondent ID"], lambda sent: str(11834520000 + 913 * numbers[id(sent)]))
    sheet.add(["Collector ID"], lambda _: 414880231)
    sheet.add(["Date Created"], lambda sent: sent.when - timedelta(minutes=14))
    sheet.add(["Date Modified"], lambda sent: sent.when)
    sheet.add(["IP Address"], lambda sent: ADDRESSES[numbers[id(sent)] % 3])
    if chance.random() < 0.5:
        sheet.add_private(["Email Address"], lambda sent: sent.email)
        sheet.add_private(["First Name"], lambda sent: sent.name.split()[0])
        sheet.add_private(["Last Name"], lambda sent: sent.name.split()[1])
    else:
        for title in ("Email Address", "First Name", "Last Name"):
            sheet.add([title], lambda _: None)
    sheet.add(["Custom Data 1"], lambda _: None)
    sheet.add([export.team_question, "Open-Ended Response"], lambda sent: sent.team)
    if people:
        sheet.add([ROLE_QUESTION, "Response"], lambda sent: sent.role)
    matrix = chance.random() < 0.7
    for item, text in enumerate(hands.STATEMENTS.values()):
        if matrix:
            sheet.add_answers([RATE if item == 0 else None, text], item)
        else:
            sheet.add_answers([text, "Response"], item)
    for which, (question, _) in enumerate(FREE):
        sheet.add_remarks([question, "Open-Ended Response"], which)
    return _saved(folder, sheet)


def qualtrics(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """Qualtrics: names of questions, their texts, and what the machine calls them."""
    export = made_up(chance, people=people)
    suffix = ".csv" if count == 0 else ".xlsx"
    name = f"TRIP+{export.year}_March 30, {export.year}_14.22"
    reading = Reading(_path(count, name, suffix, export), f"Qualtrics, {_kind(export)}")
    sheet = Sheet(reading, Grid(None if suffix == ".csv" else "Sheet0"), export, 3)
    numbers = {id(sent): number for number, sent in enumerate(export.sent, start=1)}

    def titles(code: str, text: str) -> list[str]:
        return [code, text, f'{{"ImportId":"{code[0].lower()}{code[1:]}"}}']

    sheet.add(titles("StartDate", "Start Date"), lambda sent: sent.when - timedelta(minutes=6))
    sheet.add(titles("EndDate", "End Date"), lambda sent: sent.when)
    sheet.add(titles("Status", "Response Type"), lambda _: "IP Address")
    sheet.add(titles("IPAddress", "IP Address"), lambda sent: ADDRESSES[numbers[id(sent)] % 3])
    sheet.add(titles("Progress", "Progress"), lambda _: 100)
    sheet.add(titles("Duration (in seconds)", "Duration (in seconds)"), lambda _: 361)
    sheet.add(titles("Finished", "Finished"), lambda _: "True")
    sheet.add(titles("RecordedDate", "Recorded Date"), lambda sent: sent.when)
    sheet.add(titles("ResponseId", "Response ID"), lambda sent: f"R_{numbers[id(sent)]:07}xQz")
    sheet.add_private(
        titles("RecipientLastName", "Recipient Last Name"), lambda sent: sent.name.split()[1]
    )
    sheet.add_private(titles("RecipientEmail", "Recipient Email"), lambda sent: sent.email)
    sheet.add(titles("UserLanguage", "User Language"), lambda _: "EN")
    sheet.add(titles("Q1", export.team_question), lambda sent: sent.team)
    if people:
        sheet.add(titles("Q2", ROLE_QUESTION), lambda sent: sent.role)
    for item, text in enumerate(hands.STATEMENTS.values()):
        sheet.add_answers(titles(f"Q3_{item + 1}", f"{RATE} - {text}"), item)
    for which, (question, _) in enumerate(FREE):
        sheet.add_remarks(titles(f"Q{which + 4}", question), which)
    moment = "%Y-%m-%d %H:%M:%S"
    return _saved(folder, sheet, **({"moment": moment} if suffix == ".csv" else {}))


def jisc(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """Jisc Online Surveys: a response number, then questions with their numbers."""
    export = made_up(chance, people=people)
    reading = Reading(
        _path(count, f"results-for-trip-{export.year}", ".csv", export),
        f"Jisc Online Surveys, {_kind(export)}",
    )
    sheet = Sheet(reading, Grid(), export, 1)
    numbers = {id(sent): number for number, sent in enumerate(export.sent, start=1)}
    sheet.add(
        ["Unique Response Number"], lambda sent: f"884201-884193-{90211000 + numbers[id(sent)]}"
    )
    sheet.add([f"1. {export.team_question}"], lambda sent: sent.team)
    if people:
        sheet.add([f"2. {ROLE_QUESTION}"], lambda sent: sent.role)
    sheet.add(["3. Year of the review"], lambda sent: sent.year)
    for item, text in enumerate(hands.STATEMENTS.values()):
        sheet.add_answers([f"4.{item + 1}. {text}"], item)
    for which, (question, _) in enumerate(FREE):
        sheet.add_remarks([f"{which + 5}. {question}"], which)
    return _saved(folder, sheet, encoding=chance.choice(("utf-8-sig", "cp1252")))


def lime_survey(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """LimeSurvey: the question's code before its text, lines of an array in brackets."""
    export = made_up(chance, people=people)
    suffix = ".csv" if count == 0 else ".xlsx"
    reading = Reading(
        _path(count, "results-survey418833", suffix, export), f"LimeSurvey, {_kind(export)}"
    )
    sheet = Sheet(reading, Grid(None if suffix == ".csv" else "Survey"), export, 1)
    numbers = {id(sent): number for number, sent in enumerate(export.sent, start=1)}
    sheet.add(["id. Response ID"], lambda sent: numbers[id(sent)])
    sheet.add(["submitdate. Date submitted"], lambda sent: sent.when)
    sheet.add(["lastpage. Last page"], lambda _: 3)
    sheet.add(["startlanguage. Start language"], lambda _: "en")
    sheet.add(["seed. Seed"], lambda _: "1478230911")
    sheet.add([f"G01Q01. {export.team_question}"], lambda sent: sent.team)
    if people:
        sheet.add([f"G01Q02. {ROLE_QUESTION}"], lambda sent: sent.role)
    for item, text in enumerate(hands.STATEMENTS.values()):
        sheet.add_answers([f"G02Q03[SQ00{item + 1}]. {RATE} [{text}]"], item)
    for which, (question, _) in enumerate(FREE):
        sheet.add_remarks([f"G03Q0{which + 4}. {question}"], which)
    moment = "%Y-%m-%d %H:%M:%S"
    return _saved(folder, sheet, **({"moment": moment} if suffix == ".csv" else {}))


def file_per_team(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """One team's export, where only the file's name says which team."""
    export = made_up(chance, people=people, teams=1)
    team = export.sent[0].team
    reading = Reading(
        _path(count, f"{team} TRIP {export.year}", ".xlsx", export),
        f"the team in the file's name alone, {_kind(export)}",
    )
    sheet = Sheet(reading, Grid("Sheet1"), export, 1)
    numbers = {id(sent): number for number, sent in enumerate(export.sent, start=1)}
    sheet.add(["Id"], lambda sent: numbers[id(sent)])
    sheet.add(["Start time"], lambda sent: sent.when - timedelta(minutes=8))
    sheet.add(["Completion time"], lambda sent: sent.when)
    sheet.add(["Email"], lambda _: "anonymous")
    sheet.add(["Name"], lambda _: None)
    if people:
        sheet.add([ROLE_QUESTION], lambda sent: sent.role)
    for item, text in enumerate(hands.STATEMENTS.values()):
        sheet.add_answers([text], item)
    sheet.add_remarks([FREE[1][0]], 1)
    return _saved(folder, sheet)


TOOLS: Final = (
    microsoft,
    google,
    smart_survey,
    survey_monkey,
    qualtrics,
    jisc,
    lime_survey,
    file_per_team,
)
