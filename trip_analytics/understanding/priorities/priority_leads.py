"""Whether a priority has leads, and whether they are staff or use the service. No names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from trip_analytics.reading import Cell
from trip_analytics.understanding.blank import says_nobody
from trip_analytics.understanding.form_page import Page
from trip_analytics.understanding.plain_text import tidy
from trip_analytics.understanding.priorities.section_headings import (
    is_heading,
    role_of,
    speaks_of_service_users,
    speaks_of_staff,
)
from trip_analytics.understanding.words import vocabulary

_BETWEEN_NAMES = re.compile(r"\s+(?:and|with)\s+|[/,;&+\n]|\s[-–—]\s")
_ROLES = ("lead", "staff_lead", "service_user_lead")
_LONGEST_NAME = 4  # words; a longer text is none
_EVERYBODY = vocabulary("people").pattern(r"staff and (?:{service_user}|people)")


@dataclass(frozen=True, slots=True)
class Leads:
    """Who leads: None where it is not said. ``nobody`` where it says that there is none yet."""

    staff: bool | None = None
    service_user: bool | None = None
    nobody: bool = False
    unclear: bool = False


def read_leads(text: str, *, asks_for_both: bool = False) -> Leads:
    """Who leads, from the words of a column for leads of any kind.

    A lead of whom nothing is said counts as staff; two of them where the column asks for
    one of either (``asks_for_both``) count as such.

    Examples
    --------
    >>> read_leads("Sam (staff) and Jo (service user)")
    Leads(staff=True, service_user=True, nobody=False, unclear=False)
    >>> read_leads("Sam")
    Leads(staff=True, service_user=None, nobody=False, unclear=False)
    """
    if says_nobody(text):
        return Leads(staff=False, service_user=False if asks_for_both else None, nobody=True)
    user = staff = other = 0
    for name in _BETWEEN_NAMES.split(text):
        line = tidy(name).casefold()
        if not any(map(str.isalnum, line)) or says_nobody(line):
            continue
        of_user, of_staff = speaks_of_service_users(line), speaks_of_staff(line)
        user += of_user
        staff += of_staff
        other += not of_user and not of_staff
    if _EVERYBODY.search(text):
        return Leads(staff=True, service_user=True)
    if asks_for_both and not user and not staff:
        if other > 1:
            return Leads(staff=True, service_user=True)
        return Leads(unclear=True)
    return Leads(staff=bool(staff or other), service_user=True if user else None)


def names_under_headings(page: Page) -> Iterator[Cell]:
    """What nothing has understood, and is under a heading that asks who leads.

    A table that is no priorities we know may still name people.
    """
    for cell in page.sheet.cells.values():
        if role_of(cell.standing) not in _ROLES or not is_heading(cell.standing):
            continue
        below = page.cell(cell.row + 1, cell.column)
        while below is not None and not page.is_taken(below):
            if len(below.standing.split()) <= _LONGEST_NAME and not says_nobody(below.standing):
                yield below
            below = page.cell(below.row + 1, cell.column)
