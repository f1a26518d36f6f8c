from hypothesis import given
from hypothesis import strategies as st

from trip_analytics.desk.forms.write_forms import file_names

# What Windows takes for a device, whatever follows the first dot.
DEVICES = {
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)),
}


def test_signs_that_windows_does_not_take_are_left_out():
    names = file_names(['A/B: "Ward" <1>?', "St. Mary's"], ["1", "2"], " - TRIP 2026.xlsx")
    assert names == ["A-B- -Ward- -1 - TRIP 2026.xlsx", "St- Mary's - TRIP 2026.xlsx"]


def test_two_teams_of_one_name_on_windows_have_their_codes_in_it():
    names = file_names(["Elm Ward", "ELM ward", "Ash"], ["E1", "E2", "A1"], ".xlsx")
    assert names == ["Elm Ward (E1).xlsx", "ELM ward (E2).xlsx", "Ash.xlsx"]


@given(st.lists(st.tuples(st.text(max_size=120), st.text(min_size=1, max_size=5)), max_size=6))
def test_every_name_is_one_that_windows_takes_and_no_two_are_the_same(teams):
    codes = [f"{code}{number}" for number, (_, code) in enumerate(teams)]
    names = file_names([name for name, _ in teams], codes, " - TRIP 2026.xlsx")
    assert len({name.casefold() for name in names}) == len(teams)
    for name in names:
        assert len(name) < 120
        assert not set(name) & set('<>:"/\\|?*')
        assert all(ord(sign) >= 32 for sign in name)
        assert name.partition(".")[0].casefold().strip() not in DEVICES
        assert name == name.strip(" .")
