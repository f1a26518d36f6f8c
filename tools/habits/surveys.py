"""What survey tools export: a row for each team's agreed answers, or for each person."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Final, NamedTuple

from tools.forms.export import RATE, ROLE_QUESTION, ROLES, Sent, Sheet, made_up
from tools.forms.files import File
from tools.forms.page import Page
from tools.forms.people import Lead

TIME: Final = "%Y-%m-%d %H:%M:%S"
FIRST: Final = frozenset({(0, False), (0, True)})
SECOND: Final = frozenset({(1, False), (1, True)})


def microsoft(sheet: Sheet, lead: Lead, count: int, people: bool) -> dict[str, str]:
    """Microsoft Forms: its own six columns, then the questions, some with a hard space."""
    signed_in = lead.random() < 0.5
    sheet.add("ID", lambda sent: sent.number)
    sheet.add("Start time", lambda sent: sent.minutes_before(11))
    sheet.add("Completion time", lambda sent: sent.when)
    if signed_in:
        sheet.add_private("Email", lambda sent: sent.email)
        sheet.add_private("Name", lambda sent: sent.name)
    else:
        sheet.add("Email", "anonymous")
        sheet.add("Name")
    sheet.add("Last modified time")
    space = lead.choice(("", "\xa0", " "))
    team = sheet.add_team(lambda question: question + space)
    sheet.add_role(ROLE_QUESTION + space)
    first = sheet.column
    sheet.add_statements(lambda _, text: text + space)
    sheet.add_free(lambda _, question: question + space)
    if count == 1 and not people:
        sheet.try_out(lead, team, first)
    return {}


def google(sheet: Sheet, lead: Lead, _: int, people: bool) -> dict[str, str]:
    """Google Forms: a time stamp, and the statements as rows of a grid in square brackets."""
    sheet.add("Timestamp", lambda sent: sent.when)
    if lead.random() < 0.5:
        sheet.add_private(lead.choice(("Email Address", "Username")), lambda sent: sent.email)
    sheet.add_team(lambda question: question)
    sheet.add_role(ROLE_QUESTION)
    in_grid = lead.random() < 0.7
    sheet.add_statements(lambda n, text: f"{RATE} [{text}]" if in_grid else f"{n}. {text}")
    if lead.random() < 0.5:
        sheet.add_private("Your name", lambda sent: sent.name)
    sheet.add_free(lambda _, question: question)
    return {} if people else {"moment": "%Y/%m/%d %I:%M:%S %p GMT"}


def smart_survey(sheet: Sheet, lead: Lead, __: int, people: bool) -> dict[str, str]:
    """SmartSurvey: the question, the line and the option in three rows of titles."""
    sheet.add("UserID", lambda sent: 148820000 + 37 * sent.number)
    sheet.add("UserNo", lambda sent: sent.number)
    if lead.random() < 0.5:
        sheet.add_private("Name", lambda sent: sent.name)
        sheet.add_private("Email", lambda sent: sent.email)
    else:
        sheet.add("Name")
        sheet.add("Email")
    sheet.add("IP Address", lambda sent: sent.network_address)
    sheet.add("Unique ID")
    sheet.add("Started", lambda sent: sent.minutes_before(9))
    sheet.add("Ended", lambda sent: sent.when)
    sheet.add("Tracking Link", "Main Link")
    sheet.add_team(lambda question: f"1. {question}")
    if people:
        above: str | None = f"2. {ROLE_QUESTION}"
        for role, _ in ROLES:
            sheet.add([above, None, role], partial(_if_theirs, role))
            above = None
    sheet.add_choices(
        lambda item, text: [f"3. {RATE}" if item == 0 else None, text],
        lead.choice((None, 1)),
    )
    sheet.add_free(lambda which, question: f"{which + 4}. {question}")
    return {}


def _if_theirs(role: str, sent: Sent) -> str | None:
    return role if sent.role == role else None


def survey_monkey(sheet: Sheet, lead: Lead, _: int, __: bool) -> dict[str, str]:
    """SurveyMonkey: questions, and under them the lines, "Response" or "Open-Ended Response"."""
    sheet.add("Respondent ID", lambda sent: str(11834520000 + 913 * sent.number))
    sheet.add("Collector ID", 414880231)
    sheet.add("Date Created", lambda sent: sent.minutes_before(14))
    sheet.add("Date Modified", lambda sent: sent.when)
    sheet.add("IP Address", lambda sent: sent.network_address)
    if lead.random() < 0.5:
        sheet.add_private("Email Address", lambda sent: sent.email)
        sheet.add_private("First Name", lambda sent: sent.name.split()[0])
        sheet.add_private("Last Name", lambda sent: sent.name.split()[1])
    else:
        for title in ("Email Address", "First Name", "Last Name"):
            sheet.add(title)
    sheet.add("Custom Data 1")
    sheet.add_team(lambda question: [question, "Open-Ended Response"])
    sheet.add_role([ROLE_QUESTION, "Response"])
    if lead.random() < 0.7:
        sheet.add_statements(lambda n, text: [RATE if n == 1 else None, text])
    else:
        sheet.add_statements(lambda _, text: [text, "Response"])
    sheet.add_free(lambda _, question: [question, "Open-Ended Response"])
    return {}


def qualtrics(sheet: Sheet, _: Lead, __: int, ___: bool) -> dict[str, str]:
    """Qualtrics: names of questions, their texts, and what the machine calls them."""

    def titles(code: str, text: str) -> list[str]:
        return [code, text, f'{{"ImportId":"{code[0].lower()}{code[1:]}"}}']

    sheet.add(titles("StartDate", "Start Date"), lambda sent: sent.minutes_before(6))
    sheet.add(titles("EndDate", "End Date"), lambda sent: sent.when)
    sheet.add(titles("Status", "Response Type"), "IP Address")
    sheet.add(titles("IPAddress", "IP Address"), lambda sent: sent.network_address)
    sheet.add(titles("Progress", "Progress"), 100)
    sheet.add(titles("Duration (in seconds)", "Duration (in seconds)"), 361)
    sheet.add(titles("Finished", "Finished"), "True")
    sheet.add(titles("RecordedDate", "Recorded Date"), lambda sent: sent.when)
    sheet.add(titles("ResponseId", "Response ID"), lambda sent: f"R_{sent.number:07}xQz")
    last_name = titles("RecipientLastName", "Recipient Last Name")
    sheet.add_private(last_name, lambda sent: sent.name.split()[1])
    sheet.add_private(titles("RecipientEmail", "Recipient Email"), lambda sent: sent.email)
    sheet.add(titles("UserLanguage", "User Language"), "EN")
    sheet.add_team(lambda question: titles("Q1", question))
    sheet.add_role(titles("Q2", ROLE_QUESTION))
    sheet.add_statements(lambda n, text: titles(f"Q3_{n}", f"{RATE} - {text}"))
    sheet.add_free(lambda which, question: titles(f"Q{which + 4}", question))
    return {"moment": TIME}


def jisc(sheet: Sheet, lead: Lead, _: int, __: bool) -> dict[str, str]:
    """Jisc Online Surveys: a response number, then questions with their numbers."""
    sheet.add("Unique Response Number", lambda sent: f"884201-884193-{90211000 + sent.number}")
    sheet.add_team(lambda question: f"1. {question}")
    sheet.add_role(f"2. {ROLE_QUESTION}")
    sheet.add("3. Year of the review", lambda sent: sent.year)
    sheet.add_statements(lambda n, text: f"4.{n}. {text}")
    sheet.add_free(lambda which, question: f"{which + 5}. {question}")
    return {"encoding": lead.choice(("utf-8-sig", "cp1252"))}


def lime_survey(sheet: Sheet, _: Lead, __: int, ___: bool) -> dict[str, str]:
    """LimeSurvey: the question's code before its text, lines of an array in brackets."""
    sheet.add("id. Response ID", lambda sent: sent.number)
    sheet.add("submitdate. Date submitted", lambda sent: sent.when)
    sheet.add("lastpage. Last page", 3)
    sheet.add("startlanguage. Start language", "en")
    sheet.add("seed. Seed", "1478230911")
    sheet.add_team(lambda question: f"G01Q01. {question}")
    sheet.add_role(f"G01Q02. {ROLE_QUESTION}")
    sheet.add_statements(lambda n, text: f"G02Q03[SQ00{n}]. {RATE} [{text}]")
    sheet.add_free(lambda which, question: f"G03Q0{which + 4}. {question}")
    return {"moment": TIME}


def file_per_team(sheet: Sheet, _: Lead, __: int, ___: bool) -> dict[str, str]:
    """One team's export, where only the file's name says which team."""
    sheet.add("Id", lambda sent: sent.number)
    sheet.add("Start time", lambda sent: sent.minutes_before(8))
    sheet.add("Completion time", lambda sent: sent.when)
    sheet.add("Email", "anonymous")
    sheet.add("Name")
    sheet.add_role(ROLE_QUESTION)
    sheet.add_statements(lambda _, text: text)
    sheet.add_free(lambda _, question: question, questions=[1])
    return {}


class Tool(NamedTuple):
    """What a tool calls its file and its sheet; in which rounds it saves text, and if of people."""

    name: str
    columns: Callable[[Sheet, Lead, int, bool], dict[str, str]]
    file: str
    tab: str = ""
    rows_of_titles: int = 1
    as_text: frozenset[tuple[int, bool]] = frozenset()
    teams: int | None = None


TOOLS: Final = (
    Tool("Microsoft Forms", microsoft, "TRIP {year} survey(1-{sent})", "Sheet1",
         as_text=frozenset({(1, True)})),
    Tool("Google Forms", google, "Team Recovery Implementation Plan (Responses)",
         "Form responses 1", as_text=FIRST),
    Tool("SmartSurvey", smart_survey, "SmartSurvey_RawData_TRIP_{year}", "Raw Data", 3,
         as_text=SECOND),
    Tool("SurveyMonkey", survey_monkey, "Team recovery review {year}", "Sheet", 2,
         as_text=FIRST),
    Tool("Qualtrics", qualtrics, "TRIP+{year}_March 30, {year}_14.22", "Sheet0", 3,
         as_text=FIRST),
    Tool("Jisc Online Surveys", jisc, "results-for-trip-{year}", as_text=FIRST | SECOND),
    Tool("LimeSurvey", lime_survey, "results-survey418833", "Survey",
         as_text=FIRST),
    Tool("the team in the file's name alone", file_per_team, "{team} TRIP {year}", "Sheet1",
         teams=1),
)  # fmt: skip


def _exported(tool: Tool, lead: Lead, count: int, people: bool) -> File:
    export = made_up(lead, people=people, teams=tool.teams)
    text = (count, people) in tool.as_text
    page = Page(None if text else tool.tab)
    how = tool.columns(Sheet(page, export, tool.rows_of_titles), lead, count, people)
    name = tool.file.format(year=export.year, sent=len(export.sent), team=export.sent[0].team)
    folder = f"export {count + 1}{' people' if people else ''}"
    habit = f"{tool.name}, a row for each {'person' if people else 'team'}"
    return File(f"{folder}/{name}.{'csv' if text else 'xlsx'}", habit, [page], csv=how)


def files(chance: random.Random) -> list[File]:
    """Exports of every tool, of agreed returns and of single people."""
    lead = Lead.of(chance)
    return [
        _exported(tool, lead, count, people)
        for count in range(2)
        for people in (False, True)
        for tool in TOOLS
    ]
