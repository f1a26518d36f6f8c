"""What survey tools export: a row for each team's agreed answers, or for each person."""

from __future__ import annotations

import random
from datetime import timedelta
from pathlib import Path
from typing import Final

from tools.forms import hands
from tools.forms.exports import (
    ADDRESSES,
    FREE,
    RATE,
    ROLE_QUESTION,
    ROLES,
    Sheet,
    kind,
    made_up,
    path,
    saved,
    try_out,
)
from tools.forms.grids import Grid, Reading
from tools.forms.truth import Written


def write(folder: Path, chance: random.Random) -> list[Written]:
    """Exports of every tool, of agreed returns and of single people."""
    hand = hands.Hand.of(chance)
    return [
        tool(folder, hand, count, people=people)
        for count in range(2)
        for people in (False, True)
        for tool in TOOLS
    ]


def microsoft(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """Microsoft Forms: its own six columns, then the questions, some with a hard space."""
    export = made_up(chance, people=people)
    suffix = ".csv" if count and people else ".xlsx"
    name = f"TRIP {export.year} survey(1-{len(export.sent)})"
    reading = Reading(path(count, name, suffix, export), f"Microsoft Forms, {kind(export)}")
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
    team = sheet.add([export.team_question + space], lambda sent: sent.team)
    if people:
        sheet.add([ROLE_QUESTION + space], lambda sent: sent.role)
    first = sheet.column
    for item, text in enumerate(hands.STATEMENTS.values()):
        sheet.add_answers([text + space], item)
    for which, (question, _) in enumerate(FREE):
        sheet.add_remarks([question + space], which)
    if count == 1 and not people:
        try_out(chance, sheet, team, first)
    return saved(folder, sheet)


def google(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """Google Forms: a time stamp, and the statements as rows of a grid in square brackets."""
    export = made_up(chance, people=people)
    suffix = ".csv" if count == 0 else ".xlsx"
    name = "Team Recovery Implementation Plan (Responses)"
    reading = Reading(path(count, name, suffix, export), f"Google Forms, {kind(export)}")
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
    return saved(folder, sheet, **({"moment": moment} if suffix == ".csv" else {}))


def smart_survey(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """SmartSurvey: the question, the line and the option in three rows of titles."""
    export = made_up(chance, people=people)
    suffix = ".xlsx" if count == 0 else ".csv"
    name = f"SmartSurvey_RawData_TRIP_{export.year}"
    reading = Reading(path(count, name, suffix, export), f"SmartSurvey, {kind(export)}")
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
    return saved(folder, sheet)


def survey_monkey(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """SurveyMonkey: questions, and under them the lines, "Response" or "Open-Ended Response"."""
    export = made_up(chance, people=people)
    suffix = ".xlsx" if count else ".csv"
    name = f"Team recovery review {export.year}"
    reading = Reading(path(count, name, suffix, export), f"SurveyMonkey, {kind(export)}")
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
    return saved(folder, sheet)


def qualtrics(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """Qualtrics: names of questions, their texts, and what the machine calls them."""
    export = made_up(chance, people=people)
    suffix = ".csv" if count == 0 else ".xlsx"
    name = f"TRIP+{export.year}_March 30, {export.year}_14.22"
    reading = Reading(path(count, name, suffix, export), f"Qualtrics, {kind(export)}")
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
    return saved(folder, sheet, **({"moment": moment} if suffix == ".csv" else {}))


def jisc(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """Jisc Online Surveys: a response number, then questions with their numbers."""
    export = made_up(chance, people=people)
    reading = Reading(
        path(count, f"results-for-trip-{export.year}", ".csv", export),
        f"Jisc Online Surveys, {kind(export)}",
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
    return saved(folder, sheet, encoding=chance.choice(("utf-8-sig", "cp1252")))


def lime_survey(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """LimeSurvey: the question's code before its text, lines of an array in brackets."""
    export = made_up(chance, people=people)
    suffix = ".csv" if count == 0 else ".xlsx"
    reading = Reading(
        path(count, "results-survey418833", suffix, export), f"LimeSurvey, {kind(export)}"
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
    return saved(folder, sheet, **({"moment": moment} if suffix == ".csv" else {}))


def file_per_team(folder: Path, chance: hands.Hand, count: int, *, people: bool) -> Written:
    """One team's export, where only the file's name says which team."""
    export = made_up(chance, people=people, teams=1)
    team = export.sent[0].team
    reading = Reading(
        path(count, f"{team} TRIP {export.year}", ".xlsx", export),
        f"the team in the file's name alone, {kind(export)}",
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
    return saved(folder, sheet)


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
