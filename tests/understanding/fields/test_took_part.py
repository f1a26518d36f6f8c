"""How many people took part, from the words for it."""

import pytest

from trip_analytics.understanding.fields.took_part import count_in, took_part_in


@pytest.mark.parametrize(
    ("text", "staff", "service_users"),
    [
        ("6 staff, 4 service users", 6, 4),
        ("six staff and four people who use the service", 6, 4),
        ("Staff: 6; SUs: 4", 6, 4),
        ("6 (staff) 4 (SU)", 6, 4),
        ("Staff (6), service users (4)", 6, 4),
        ("6, Staff, 4, Service users", 6, 4),
        ("about 6 staff & 4 pts", 6, 4),
        ("10 people: 6 staff, 4 service users", 6, 4),
        ("3 nurses, 2 OTs, 5 patients and 1 carer", 5, 5),
        ("6 staff (2 nurses, 4 doctors) and 3 patients", 6, 3),
        ("6 staff, no service users", 6, 0),
        ("8 Staff, 2 carers", 8, None),
        ("7 staff and 3 peer workers", 7, None),
        ("12 people", None, None),
        ("10 staff and patients", None, None),
        ("Ward manager, OT and two patients", None, None),
        ("5-6 staff", None, None),
        ("10+ staff", None, None),
        ("Everybody", None, None),
    ],
)
def test_staff_and_people_using_services_are_counted_where_each_has_a_number(
    text, staff, service_users
):
    assert took_part_in(text) == (staff, service_users)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("6", 6),
        ("six", 6),
        ("about 6 staff", 6),
        ("6 (of 20)", None),
        ("5-6", None),
        ("lots", None),
    ],
)
def test_a_count_is_the_one_number_there_is(text, count):
    assert count_in(text) == count
