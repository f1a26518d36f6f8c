import re

import pytest

from trip_analytics import import_log
from trip_analytics.desk.requests_to_teams import (
    FOR_THE_DESK,
    FOUND_IN_ANSWERS,
    TO_CONFIRM,
    is_for_team,
    request,
)

KINDS = [kind for kind in vars(import_log).values() if isinstance(kind, import_log.Kind)]
CHASED = [
    kind
    for kind in KINDS
    if kind.severity != "note"
    and kind.kind not in FOUND_IN_ANSWERS
    and is_for_team(kind.kind, kind.what_to_do)
]


def filled(kind):
    return re.sub(r"\{(\w+)(!r)?\}", r"\1", kind.what_to_do)


def test_most_kinds_that_ask_are_found():
    names = {kind.kind for kind in CHASED}
    assert {"unclear-mark", "unclear-priority", "repeated-statement", "personal-data"} <= names
    assert not names & {"unknown-statement", "duplicate-return", "unknown-team", "fault"}


@pytest.mark.parametrize("kind", CHASED, ids=lambda kind: kind.kind)
def test_a_team_is_not_told_to_ask_itself(kind):
    said = request(kind.kind, filled(kind), "2024")
    assert not re.search(r"\bask\b|the team\b", said, re.IGNORECASE)
    assert said[0].isupper() or said.startswith("{")


def test_kinds_told_by_name_are_kinds_that_there_are():
    assert {*TO_CONFIRM, *FOR_THE_DESK, *FOUND_IN_ANSWERS} <= {kind.kind for kind in KINDS}


@pytest.mark.parametrize(
    ("kind", "what_to_do", "said"),
    [
        (
            "unclear-priority",
            "Ask for one number from 1 to 10 for this challenge's priority.",
            "Please give one number from 1 to 10 for this challenge's priority.",
        ),
        (
            "repeated-statement",
            "This statement is on the form twice: ask the team which answer counts.",
            "This statement is on the form twice: please tell us which answer counts.",
        ),
        (
            "year-disagrees",
            "2025 by the file's name: check which year's review this is.",
            "We took it as 2024, but it is 2025 by the file's name: please tell us which year's "
            "review this is.",
        ),
        (
            "superseded-return",
            "Ash v2.xlsx is taken as the corrected return (its name says so): check that it is.",
            "You sent more than one form. Ash v2.xlsx is taken as the corrected return (its name "
            "says so): please tell us if it is not.",
        ),
        (
            "superseded-by-less",
            "b.xlsx is taken, but says less. Check which of the two counts, or put both together.",
            "You sent more than one form. b.xlsx is taken, but says less. Please tell us which of "
            "the two counts, or put both together.",
        ),
        (
            "same-as-last-year",
            "All ratings are the same as in a.xlsx: ask whether the team looked at them again, or "
            "sent last year's form.",
            "All ratings are the same as in a.xlsx: please tell us whether you looked at them "
            "again, or sent last year's form.",
        ),
        (
            "no-year",
            "Ask which year's review this is: no date was found. Or put it into a folder.",
            "Please tell us which year's review this is: no date was found.",
        ),
    ],
)
def test_requests_read_as_people_write_them(kind, what_to_do, said):
    assert request(kind, what_to_do, "2024") == said
