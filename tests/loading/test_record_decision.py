import datetime as dt

import openpyxl
import pytest

from trip_analytics.errors import DecisionError, StoreError
from trip_analytics.instruments import load_instrument
from trip_analytics.loading.decision_targets import item_meant
from trip_analytics.loading.import_returns import import_returns
from trip_analytics.loading.load_returns import load_returns
from trip_analytics.loading.record_decision import (
    list_decisions,
    open_questions,
    record_decision,
    undo_decision,
)
from trip_analytics.store.tidy_tables import STORED

pytestmark = pytest.mark.usefixtures("without_workers")

STATEMENTS = [item.wordings[0].text for item in load_instrument("trip").items]
LEAD = {"by": "J. Lead", "why": "the team said so"}


@pytest.fixture
def unclear(folder, write_return, march, store):
    """A store whose one return has a question mark in B5."""
    write_return(folder / "2025" / "ash.xlsx", {"Team": "Ash Ward", "Date": march}, ["?", *[2] * 7])
    import_returns(folder, store=store)
    return store


@pytest.fixture
def nobodys(folder, write_return, march, store):
    """A store with a form that names no team, and one of a team that nobody knows."""
    write_return(folder / "1.xlsx", {"Date": march})
    write_return(folder / "2.xlsx", {"Team": "Ahs Wrad", "Date": march}, [2] * 8)
    import_returns(folder, store=store)
    return store


def log_of(returns, kind):
    return returns.import_log[returns.import_log["kind"] == kind].to_dict("records")


def first(store):
    return load_returns(store).ratings.iloc[0]


def test_an_answer_is_applied_and_stays_visible(unclear):
    before = load_returns(unclear)
    assert open_questions(before)["cell"].tolist() == ["B5"]
    decision = record_decision(unclear, file="2025/ash.xlsx", cell="B5", answer=4, **LEAD)
    returns = load_returns(unclear)
    assert returns.ratings["rating"].tolist() == [4, *[2] * 7]
    assert set(returns.ratings["state"]) == {"rated"}
    (mark,) = log_of(returns, "unclear-mark")
    assert (mark["severity"], mark["found"], mark["used"]) == ("note", "?", "4")
    (note,) = log_of(returns, "decided")
    assert (note["severity"], note["cell"], note["found"], note["used"]) == ("note", "B5", "?", "4")
    assert all(word in note["what_to_do"] for word in ("J. Lead", "the team said so"))
    assert str(dt.datetime.now().astimezone().year) in note["what_to_do"]
    assert (note["team"], note["year"]) == ("Ash Ward", 2025)
    assert open_questions(returns).empty
    assert (len(before.surroundings), len(returns.surroundings)) == (1, 0)
    assert len(returns.import_log) == len(before.import_log) + 1
    (row,) = list_decisions(unclear).to_dict("records")
    assert (row["decision"], row["state"], row["value"]) == (decision.decision_id, "applies", "4")


@pytest.mark.slow_but(1)
@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("n/a", "not-applicable"),
        ("Not applicable", "not-applicable"),
        ("unanswered", "not-answered"),
    ],
)
def test_answers_that_are_no_number(answer, state, unclear):
    record_decision(unclear, file="ash.xlsx", cell="B5", answer=answer, **LEAD)
    assert first(unclear)["state"] == state
    assert load_returns(unclear).ratings["rating"].isna().sum() == 1


def test_a_clear_answer_can_be_corrected_too(unclear):
    record_decision(unclear, file="ash.xlsx", cell="b$6", answer="5", **LEAD)
    returns = load_returns(unclear)
    assert returns.ratings["rating"].tolist()[1:3] == [5, 2]
    (note,) = log_of(returns, "decided")
    assert (note["found"], note["used"]) == ("2", "5")


def test_undoing_brings_back_what_was(unclear):
    before = load_returns(unclear)
    decision = record_decision(unclear, file="ash.xlsx", cell="B5", answer=4, **LEAD)
    undo_decision(unclear, decision.decision_id, by="A. Other", why="wrong form")
    after = load_returns(unclear)
    assert all(getattr(before, name).equals(getattr(after, name)) for name in STORED)
    (row,) = list_decisions(unclear).to_dict("records")
    assert (row["state"], row["undone_by"], row["undone_why"]) == (
        "undone", "A. Other", "wrong form",
    )  # fmt: skip
    record_decision(unclear, file="ash.xlsx", cell="B5", answer=3, **LEAD)
    assert first(unclear)["rating"] == 3
    with pytest.raises(DecisionError, match="undone already"):
        undo_decision(unclear, decision.decision_id, **LEAD)


def test_importing_again_keeps_a_decision(unclear, folder):
    record_decision(unclear, file="ash.xlsx", cell="B5", answer=4, **LEAD)
    done = import_returns(folder, store=unclear)
    assert done.returns.ratings["rating"].iloc[0] == 4
    assert (done.run.new, done.run.renewed) == (0, 0)


@pytest.mark.slow_but(1)
@pytest.mark.parametrize("name", ["ash.xlsx", "ash v2.xlsx"])
def test_a_corrected_return_is_not_overruled(name, unclear, folder, write_return, march):
    record_decision(unclear, file="ash.xlsx", cell="B5", answer=4, **LEAD)
    write_return(folder / "2025" / name, {"Team": "Ash Ward", "Date": march}, [1, *[2] * 7])
    returns = import_returns(folder, store=unclear).returns
    assert returns.ratings["rating"].tolist() == [1, *[2] * 7]
    (note,) = log_of(returns, "decision-lapsed")
    assert (note["severity"], note["source_file"], note["cell"]) == ("note", "2025/ash.xlsx", "B5")
    assert "J. Lead" in note["what_to_do"]
    assert log_of(returns, "decided") == []
    assert list_decisions(unclear)["state"].tolist() == ["lapsed"]


def test_the_same_form_of_two_teams_is_two_returns(folder, write_return, march, store):
    write_return(folder / "Ash Ward.xlsx", {"Date": march}, ["?", *[2] * 7])
    content = (folder / "Ash Ward.xlsx").read_bytes()
    (folder / "Elm Team.xlsx").write_bytes(content)
    import_returns(folder, store=store)
    record_decision(store, file="Elm Team.xlsx", cell="B4", answer=4, **LEAD)
    states = load_returns(store).ratings.groupby("team")["state"].first().to_dict()
    assert states == {"Ash Ward": "unclear", "Elm Team": "rated"}


def test_a_copy_of_a_form_does_not_overrule_a_decision(unclear, folder):
    (folder / "copies").mkdir()
    copy = folder / "copies" / "zz.xlsx"
    copy.write_bytes((folder / "2025" / "ash.xlsx").read_bytes())
    import_returns(folder, store=unclear)
    record_decision(unclear, file="ash.xlsx", cell="B5", answer=4, **LEAD)
    returns = load_returns(unclear)
    assert returns.returns.set_index("source_file")["status"].to_dict() == {
        "2025/ash.xlsx": "current", "copies/zz.xlsx": "duplicate",
    }  # fmt: skip
    assert returns.ratings["rating"].iloc[0] == 4
    with pytest.raises(DecisionError, match="not the return that counts"):
        record_decision(unclear, file="zz.xlsx", cell="B5", answer=3, **LEAD)
    assert len(list_decisions(unclear)) == 1


def test_whose_return_it_is(nobodys):
    before = load_returns(nobodys)
    assert set(before.ratings["team"]) == {"Ahs Wrad"}
    record_decision(nobodys, file="1.xlsx", team="elm team", **LEAD)
    record_decision(nobodys, file="2.xlsx", team="Ash Ward", **LEAD)
    returns = load_returns(nobodys)
    assert dict(zip(returns.ratings["team"], returns.ratings["rating"], strict=True)) == {
        "Ash Ward": 2, "Elm Team": 4,
    }  # fmt: skip
    assert set(returns.ratings["team_id"]) == {"T01", "T02"}
    assert log_of(returns, "no-team") == log_of(returns, "unknown-team") == []
    notes = {
        note["source_file"]: (note["found"], note["used"]) for note in log_of(returns, "decided")
    }
    assert notes["2.xlsx"] == ("Ahs Wrad", "Ash Ward")
    undo_decision(nobodys, 1, **LEAD)
    assert len(log_of(load_returns(nobodys), "no-team")) == 1


def test_which_year_it_is(folder, write_return, store):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward"})
    write_return(folder / "2023" / "elm.xlsx", {"Team": "Elm Team", "Year": 2024}, [2] * 8)
    import_returns(folder, store=store)
    before = load_returns(store)
    assert len(log_of(before, "no-year")) == len(log_of(before, "year-disagrees")) == 1
    for file in ("ash.xlsx", "elm.xlsx"):
        record_decision(store, file=file, year=2023, **LEAD)
    returns = load_returns(store)
    assert set(returns.returns["year"]) == {2023}
    assert len(returns.ratings) == 16
    assert log_of(returns, "no-year") == log_of(returns, "year-disagrees") == []


def test_what_was_decided_is_not_doubted_again(folder, write_return, store):
    write_return(folder / "2023" / "Elm Team.xlsx", {"Team": "Elm Team", "Year": 2023})
    import_returns(folder, store=store)
    record_decision(store, file="Elm Team.xlsx", year=2022, **LEAD)
    record_decision(store, file="Elm Team.xlsx", team="Ash Ward", **LEAD)
    returns = load_returns(store)
    assert returns.returns[["team", "year"]].values.tolist() == [["Ash Ward", 2022]]
    assert log_of(returns, "year-disagrees") == log_of(returns, "team-disagrees") == []
    undo_decision(store, 1, **LEAD)
    undo_decision(store, 2, **LEAD)
    assert load_returns(store).returns["team"].tolist() == ["Elm Team"]


def test_a_return_set_aside_does_not_count(folder, write_return, march, store):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march}, ["?", *[2] * 7])
    later = {"Team": "Ash Ward", "Date": march + dt.timedelta(days=5)}
    write_return(folder / "ash practice run.xlsx", later, [5] * 8)
    import_returns(folder, store=store)
    assert set(load_returns(store).ratings["rating"]) == {5}
    record_decision(store, file="ash practice run.xlsx", set_aside=True, **LEAD)
    returns = load_returns(store)
    assert returns.ratings["rating"].dropna().tolist() == [2] * 7
    assert returns.returns.set_index("source_file")["status"].to_dict() == {
        "ash.xlsx": "current", "ash practice run.xlsx": "superseded",
    }  # fmt: skip
    assert list_decisions(store)["state"].tolist() == ["applies"]
    assert len(log_of(returns, "decided")) == 1


REFUSED = {
    "an unknown file": {"file": "elm.xlsx", "cell": "B5", "answer": 4},
    "an unknown sheet": {"file": "ash.xlsx", "sheet": "Form", "cell": "B5", "answer": 4},
    "a cell without an answer": {"file": "ash.xlsx", "cell": "A5", "answer": 4},
    "a cell that is none": {"file": "ash.xlsx", "cell": "the first", "answer": 4},
    "an answer off the scale": {"file": "ash.xlsx", "cell": "B5", "answer": 6},
    "a half": {"file": "ash.xlsx", "cell": "B5", "answer": "3.5"},
    "an answer without a cell": {"file": "ash.xlsx", "answer": 4},
    "a cell without what to do": {"file": "ash.xlsx", "cell": "B5"},
    "nothing": {"file": "ash.xlsx"},
    "two things": {"file": "ash.xlsx", "team": "Ash Ward", "year": 2024},
    "a team not in the register": {"file": "ash.xlsx", "team": "Ahs Ward"},
    "no team": {"file": "ash.xlsx", "team": " "},
    "a year that is none": {"file": "ash.xlsx", "year": 20255},
    "nobody": {"file": "ash.xlsx", "cell": "B5", "answer": 4, "by": " "},
    "no reason": {"file": "ash.xlsx", "cell": "B5", "answer": 4, "why": ""},
}


def test_several_returns_of_a_file_are_not_decided_at_once(folder, write_return, march, store):
    for team in ("Ash Ward", "Elm Team"):
        write_return(folder / f"{team}.xlsx", {"Date": march})
    book = openpyxl.load_workbook(folder / "Ash Ward.xlsx")
    book.active.title = "Ash"
    sheet = book.create_sheet("Elm")
    for row in openpyxl.load_workbook(folder / "Elm Team.xlsx").active.iter_rows(values_only=True):
        sheet.append(row)
    book.save(folder / "both.xlsx")
    import_returns(folder / "both.xlsx", store=store, teams=folder / "teams.csv")
    with pytest.raises(DecisionError, match="Ash, Elm"):
        record_decision(store, file="both.xlsx", year=2024, **LEAD)
    record_decision(store, file="both.xlsx", sheet="Elm", year=2024, **LEAD)
    years = load_returns(store).returns.set_index("sheet")["year"].to_dict()
    assert years == {"Ash": 2025, "Elm": 2024}


@pytest.mark.slow_but(4)
@pytest.mark.parametrize("what", REFUSED)
def test_what_is_mistyped_is_one_sentence_and_changes_nothing(what, unclear):
    before = unclear.read_bytes()
    with pytest.raises(DecisionError) as refusal:
        record_decision(unclear, **{**LEAD, **REFUSED[what]})
    assert "\n" not in str(refusal.value)
    assert unclear.read_bytes() == before


def test_a_team_much_like_one_in_the_register_is_proposed(unclear):
    with pytest.raises(DecisionError, match="is it Ash Ward"):
        record_decision(unclear, file="ash.xlsx", team="Ahs Ward", **LEAD)


def test_what_was_decided_is_undone_before_it_is_decided_again(unclear):
    record_decision(unclear, file="ash.xlsx", cell="B5", answer=4, **LEAD)
    with pytest.raises(DecisionError, match="decision 1"):
        record_decision(unclear, file="ash.xlsx", cell="B5", answer=3, **LEAD)
    with pytest.raises(DecisionError, match="no decision 7"):
        undo_decision(unclear, 7, **LEAD)


def test_no_store_is_made_by_deciding(store):
    with pytest.raises(StoreError, match="no store called"):
        record_decision(store, file="ash.xlsx", cell="B5", answer=4, **LEAD)
    assert not store.exists()


@pytest.fixture
def wanted(folder, march, store):
    """A store whose returns of two teams name three priorities, of which one cannot be told."""
    for team, lines in {
        "Ash": ["Zumba on Zoom", "Carers' group"],
        "Elm": ["Zumba by Zoom"],
    }.items():
        book = openpyxl.Workbook()
        sheet = book.active
        for row in [["Team:", team], ["Date:", march], [], ["Statement", "Rating"]]:
            sheet.append(row)
        for statement in STATEMENTS:
            sheet.append([statement, 3])
        for row in [
            [],
            ["Priority", "Action", "By when", "Lead"],
            *([line, "Start", None, "A"] for line in lines),
        ]:
            sheet.append(row)
        book.save(folder / f"{team}.xlsx")
    import_returns(folder, store=store)
    return store


def themes(store):
    told = load_returns(store).priorities.set_index("priority")[["item_id", "matched_by"]]
    return {text: tuple(row) for text, row in told.fillna("").iterrows()}


def test_what_a_priority_is_about_is_decided_for_it_and_for_those_like_it(wanted):
    assert themes(wanted)["Zumba on Zoom"] == ("", "")
    place = load_returns(wanted).priorities.set_index("priority").loc["Zumba on Zoom"]
    where = {"file": place["source_file"], "cell": place["cell"]}
    decision = record_decision(
        wanted, **where, about="roles, relationships and connections", **LEAD
    )
    assert (decision.kind, decision.value) == ("about", "roles-and-connections")
    assert themes(wanted) == {
        "Zumba on Zoom": ("roles-and-connections", "decision"),
        "Carers' group": ("family-and-friends", "examples"),
        "Zumba by Zoom": ("roles-and-connections", "examples"),
    }
    (note,) = log_of(load_returns(wanted), "decided")
    assert (note["cell"], note["used"]) == (place["cell"], "roles-and-connections")
    with pytest.raises(DecisionError, match="decided before"):
        record_decision(wanted, **where, about="choices", **LEAD)
    undo_decision(wanted, decision.decision_id, **LEAD)
    assert themes(wanted)["Zumba by Zoom"] == ("", "")


def test_a_priority_can_be_said_to_be_about_none(wanted):
    place = load_returns(wanted).priorities.set_index("priority").loc["Carers' group"]
    where = {"file": place["source_file"], "cell": place["cell"]}
    record_decision(wanted, **where, about="none", **LEAD)
    assert themes(wanted)["Carers' group"] == ("", "")


def test_an_answer_is_found_by_team_year_and_question(unclear):
    asked = open_questions(load_returns(unclear))
    assert asked[["team", "year", "question"]].to_numpy().tolist() == [
        ["Ash Ward", 2025, "Roles, relationships and connections"]
    ]
    for question in ("roles-and-connections", "ROLES, relationships and connections", 1, "1"):
        decision = record_decision(
            unclear, team="ash ward", year=2025, question=question, answer=4, **LEAD
        )
        assert (decision.source_file, decision.cell) == ("2025/ash.xlsx", "B5")
        assert first(unclear)["rating"] == 4
        undo_decision(unclear, decision.decision_id, **LEAD)


@pytest.mark.slow_but(2)
@pytest.mark.parametrize(
    ("asked", "says"),
    [({"team": "Ash Ward", "year": 2025, "question": "parking", "answer": 4}, "no practice"),
     ({"team": "Ash Ward", "year": 2025, "question": 99, "answer": 4}, "number 99"),
     ({"team": "Elm Team", "year": 2025, "question": 1, "answer": 4}, "No return of Elm Team"),
     ({"team": "Ash Ward", "year": 2024, "question": 1, "answer": 4}, "for 2024 counts"),
     ({"team": "Ash Ward", "question": 1, "answer": 4}, "give the team, the year and the answer"),
     ({"answer": 4}, "its file, or its team, year and question")],
)  # fmt: skip
def test_a_question_that_is_not_there_is_refused_in_a_sentence(unclear, asked, says):
    with pytest.raises(DecisionError, match=says):
        record_decision(unclear, **asked, **LEAD)
    assert list_decisions(unclear).empty


@pytest.mark.slow_but(2)
@pytest.mark.parametrize(
    "file", ["2025\\ash.xlsx", ".\\2025\\ASH.xlsx", "Ash.XLSX", "./2025/ash.xlsx"]
)
def test_a_file_is_found_as_windows_writes_it_and_a_cell_in_small_letters(unclear, file):
    decision = record_decision(unclear, file=file, cell="b5", answer=4, **LEAD)
    assert (decision.source_file, decision.cell) == ("2025/ash.xlsx", "B5")


def test_what_was_asked_of_a_form_that_was_corrected_is_settled(folder, write_return, march, store):
    marks = ["?", *[2] * 7]
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march}, marks)
    later = march + dt.timedelta(days=7)
    write_return(folder / "ash v2.xlsx", {"Team": "Ash Ward", "Date": later}, [2] * 8)
    import_returns(folder, store=store)
    returns = load_returns(store)
    assert len(log_of(returns, "unclear-mark")) == 1
    assert open_questions(returns).empty


@pytest.mark.parametrize("written", ["hope-stories", "Hope stories", "STORIES THAT INSPIRE HOPE"])
def test_a_question_is_named_as_people_write_it(written):
    assert item_meant(written, [load_instrument("trip")]) == "hope-stories"


def test_a_question_that_there_is_not_is_answered_with_the_nearest():
    with pytest.raises(DecisionError, match=r"nearest are 'Stories that inspire hope'.*or none\."):
        item_meant("Stories of hope", [load_instrument("trip")])
