"""Whether leads are named, and whose, from the words people write."""

import pytest

from trip_analytics.understanding.priorities.priority_values import read_leads, read_progress
from trip_analytics.understanding.priorities.section_headings import asks_for_users_first


@pytest.mark.parametrize(
    ("text", "staff", "service_user"),
    [
        ("Ann Lee", True, None),
        ("Ward manager", True, None),
        ("Sam (staff) and Jo (service user)", True, True),
        ("Jane Smith / Ali (peer)", True, True),
        ("Jane Smith\nAli - lived experience", True, True),
        ("Ali (service user)", False, True),
        ("Service users", False, True),
        ("Staff and service users", True, True),
        ("Jane Smith and Sam Hill", True, None),
        ("All staff", True, None),
        ("Jane, tbc", True, None),
        ("TBC", False, None),
        ("to be agreed", False, None),
        ("-", False, None),
        ("?", False, None),
        ("vacant", False, None),
    ],
)
def test_a_column_that_does_not_say_whose_lead(text, staff, service_user):
    leads = read_leads(text)
    assert (leads.staff, leads.service_user) == (staff, service_user)


@pytest.mark.parametrize(
    ("text", "staff", "service_user", "unclear"),
    [
        ("Jane Smith / Ali", True, True, False),
        ("Jane Smith", None, None, True),
        ("Jane (staff)", True, None, False),
        ("none yet", False, False, False),
        ("KT / -", True, False, False),
        ("- / Ali", False, True, False),
        ("Jane / none yet", True, False, False),
    ],
)
def test_a_column_that_asks_for_one_of_either(text, staff, service_user, unclear):
    leads = read_leads(text, asks_for_both=True)
    assert (leads.staff, leads.service_user, leads.unclear) == (staff, service_user, unclear)


def test_the_place_of_a_lead_is_that_of_the_heading():
    leads = read_leads("Ali / -", asks_for_both=True, users_first=True)
    assert (leads.staff, leads.service_user) == (False, True)
    assert asks_for_users_first("Service user lead / staff lead")
    assert not asks_for_users_first("Staff lead / service user lead")


@pytest.mark.parametrize(
    ("text", "progress"),
    [
        ("Not started", "not-started"), ("Not yet started", "not-started"),
        ("Not yet begun", "not-started"), ("Not yet", "not-started"), ("0%", "not-started"),
        ("No progress yet", "not-started"), ("To be started", "not-started"),
        ("Started", "started"), ("Started - on track", "started"), ("Underway", "started"),
        ("Under way", "started"), ("In progress", "started"), ("Ongoing", "started"),
        ("On track", "started"), ("50%", "started"), ("about 75%", "started"),
        ("Partially achieved", "started"), ("partly met", "started"),
        ("Nearly complete", "started"), ("Some progress made", "started"),
        ("Just started", "started"), ("Started in June", "started"), ("WIP", "started"),
        ("Started - not yet complete", "started"), ("Amber - in progress", "started"),
        ("Achieved", "achieved"), ("Complete ✓", "achieved"), ("✓ Done", "achieved"),
        ("Completed May 2025", "achieved"), ("Done!", "achieved"), ("100%", "achieved"),
        ("Fully achieved", "achieved"), ("Met", "achieved"), ("In place", "achieved"),
        ("Green - complete", "achieved"), ("Done, and celebrated", "achieved"),
        ("Stopped", "stopped"), ("No longer needed", "stopped"), ("On hold", "stopped"),
        ("Abandoned - no funding", "stopped"), ("Not going ahead", "stopped"),
    ],
)  # fmt: skip
def test_words_for_progress(text, progress):
    assert read_progress(text).progress == progress


@pytest.mark.parametrize(
    "text",
    [
        "Not achieved", "Not met", "Not done", "Not complete", "Not yet complete", "Incomplete",
        "Unfinished", "Green", "Amber", "Red", "RAG: green", "G", "Q2", "50", "Achieved?",
        "Done some training but not finished", "Completed first half, more to do",
        "Done by some staff", "Met twice with the group", "Started but then stopped",
        "The group has met", "Started / achieved", "Complete 50%", "120%", "✓", "x", "yes",
        "Achieved in part - still needs work", "Closed doors are a problem",
    ],
)  # fmt: skip
def test_words_that_do_not_say(text):
    assert read_progress(text).progress is None


@pytest.mark.parametrize("text", ["✓", "yes", "Y", "x"])
def test_a_tick_says_yes_where_the_heading_asks(text):
    assert read_progress(text, "Achieved?").progress == "achieved"


@pytest.mark.parametrize("text", ["-", "n/a", "none"])
def test_saying_nothing_is_no_doubt(text):
    assert read_progress(text).says_nothing


def test_words_beside_are_told():
    assert read_progress("Started - on track").beside
    assert not read_progress("Started.").beside
