"""Whether leads are named, and whose, from the words people write."""

import pytest

from trip_analytics.understanding.priorities.priority_values import read_leads


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
    ],
)
def test_a_column_that_asks_for_one_of_either(text, staff, service_user, unclear):
    leads = read_leads(text, asks_for_both=True)
    assert (leads.staff, leads.service_user, leads.unclear) == (staff, service_user, unclear)
