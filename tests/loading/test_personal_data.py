import pytest

from tools.forms.cells import form_rows, write_rows
from trip_analytics.loading.load_returns import load_returns
from trip_analytics.loading.read_file import OWN_WORDS
from trip_analytics.tables.columns import TABLES

pytestmark = pytest.mark.usefixtures("without_workers")

DOB = "Her plan (DOB 12/03/1961) is good"


def write(path, team, *, comment=None, mark=4, lead="Sam Ockenden", above=None, priority="Garden"):
    fields = {"Team": team, "Review year": 2025}
    rows = form_rows(fields, [mark, *[4] * 7], [comment, *[None] * 7], above=[[above]])
    priorities = ["No", "Priority", "Action", "Staff lead", "By when"]
    write_rows(path, [*rows, [], priorities, [1, priority, "Clear it", lead]])


@pytest.fixture
def flags(tmp_path):
    """The entries of kind personal-data on returns of one team each, written like that."""

    def of(**how):
        write(tmp_path / "ash.xlsx", "Ash Ward", **how)
        log = load_returns(tmp_path).import_log
        return log[log["kind"] == "personal-data"].to_dict("records"), log

    return of


def test_a_comment_is_flagged_at_its_own_cell(flags):
    (flag,), _ = flags(comment=DOB)
    assert (flag["cell"], flag["team"], flag["year"]) == ("C5", "Ash Ward", 2025)
    assert flag["severity"] == "warning"
    assert flag["found"] == DOB
    assert "a date of birth" in flag["what_to_do"]


def test_a_priority_behind_its_number_is_flagged(flags):
    (flag,), _ = flags(priority="1. Ring Mrs Jones")
    assert flag["cell"] == "B15"


def test_what_is_in_the_log_alone_is_flagged(flags):
    (flag,), log = flags(mark="ask Mrs Jones")
    assert flag["cell"] == "B5"
    assert set(log.loc[log["cell"] == "B5", "kind"]) == {"unclear-mark", "personal-data"}


@pytest.mark.slow
def test_a_name_that_is_not_kept_is_not_looked_for(flags):
    found, log = flags(lead="Mrs Jones 07700 900123")
    assert found == []
    assert "name-not-kept" in set(log["kind"])
    assert not log["found"].str.contains("Jones").any()


def test_a_name_beside_the_same_name_in_words_adds_nothing_to_the_log(flags):
    found, log = flags(comment="Mrs Jones", lead="Mrs Jones, 4 Mill Lane")
    assert {flag["found"] for flag in found} == {"Mrs Jones"}
    assert not log["found"].str.contains("Mill Lane").any()


def test_no_more_words_are_logged_than_the_row_keeps(flags):
    _, log = flags(priority="1. Ring Mrs Jones", lead="Ring Mrs Jones, 4 Mill Lane")
    assert "personal-data" in set(log["kind"])
    assert not log["found"].str.contains("Mill Lane").any()


def test_one_entry_for_a_cell(flags):
    (flag,), _ = flags(comment="Mrs Jones, 07700 900123")
    assert "a telephone number and a person's name" in flag["what_to_do"]


def test_ordinary_comments_are_not_flagged(flags):
    assert flags(comment="4/5 of us on B2, see 12/03/2025")[0] == []


def test_words_printed_on_every_form_are_a_note(tmp_path):
    contact = "Please return to recovery@trust.example"
    for team in ("Ash Ward", "Elm Ward", "Oak Ward"):
        write(tmp_path / f"{team}.xlsx", team, above=contact, comment=f"{team}: Mrs Jones")
    log = load_returns(tmp_path).import_log
    assert list(log.loc[log["kind"] == "printed-contact", "severity"]) == ["note"] * 3
    assert (log["kind"] == "personal-data").sum() == 3


def test_every_column_of_peoples_own_words_is_looked_through():
    declared = {
        table: tuple(column.name for column in columns if column.own_words)
        for table, columns in TABLES.items()
    }
    assert {table: names for table, names in declared.items() if names} == OWN_WORDS
