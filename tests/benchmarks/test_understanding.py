"""The scorer itself can fail: what is planted is counted."""

from collections import Counter
from dataclasses import replace

import pandas as pd
import pytest

from benchmarks.compared import compared
from benchmarks.understanding import alarms, missed_goals, read_and_compared, share_taken
from tools.forms.places import meet
from tools.forms.truth import Answer, Line, Words, Written
from trip_analytics import Returns

FILE = "ash.xlsx"
ANSWERS = tuple(
    Answer("ratings", "Ash Ward", 2025, item, "rated", rating, "Form", cell)
    for item, rating, cell in (("choices", 4, "C5"), ("hope-stories", 2, "C6"))
)
UNCLEAR = replace(ANSWERS[1], state="unclear", value=None)
MARKED = {"cell": "C6", "kind": "unclear-mark"}
ROWS = {
    "choices": {"rating": 4, "state": "rated", "cell": "C5"},
    "hope-stories": {"rating": 2, "state": "rated", "cell": "C6"},
}


def read(rows=None, log=(), **tables):
    """What was read of the form: the ratings by item, and log entries."""
    about = {"return_id": "a", "team": "Ash Ward", "year": 2025, "sheet": "Form"}
    ratings = [
        {**about, "source_file": FILE, "perspective": "team", "item_id": item, **row}
        for item, row in (ROWS if rows is None else rows).items()
    ]
    entries = [
        {"severity": "error", "kind": "odd", "source_file": FILE, "sheet": "Form", **entry}
        for entry in log
    ]
    columns = ["return_id", "team", "year", "item_id", "rating", "state"]
    named = {"ratings": pd.DataFrame(ratings) if ratings else pd.DataFrame(columns=columns)}
    if entries:
        named["import_log"] = pd.DataFrame(entries)
    for name, row in tables.items():
        named[name] = pd.DataFrame([{**about, "source_file": FILE, **row}])
    return Returns.from_tables(**named)


def found(returns, answers=ANSWERS, lines=(), words=()):
    return compared([Written(FILE, "a habit", answers, lines, words)], returns)


def counted(*given, **more):
    return Counter(one.what for one in found(*given, **more))


def changed(item, **row):
    return {**ROWS, item: {**ROWS[item], **row}}


def test_what_is_read_as_meant_is_taken():
    result = found(read())
    assert Counter(one.what for one in result) == {"asked": 2, "clean": 2, "taken": 2}
    assert missed_goals(result) == []


@pytest.mark.slow_but(3)
@pytest.mark.parametrize(
    "wrong",
    [
        {"rating": 5},
        {"rating": None, "state": "not-applicable"},
        {"rating": None, "state": "not-answered", "cell": None},
        {"perspective": "staff"},
        {"item_id": "shared-safety"},
        {"year": 2024},
        {"team": "Elm Ward"},
        {"cell": "D6"},
        {"sheet": "Another"},
        {"respondent": "1"},
    ],
)
def test_a_planted_error_is_silent_and_with_an_entry_at_its_cell_logged(wrong):
    rows = changed("hope-stories", **wrong)
    result = found(read(rows))
    count = Counter(one.what for one in result)
    assert (count["silent"], count["logged"], count["taken"]) == (1, 0, 1)
    assert share_taken(result) == 0.5
    assert any("silent" in goal for goal in missed_goals(result))
    for cell in ("C6", "C5:C9", "B6, C6"):
        count = counted(read(rows, [{"cell": cell}]))
        assert (count["silent"], count["logged"]) == (0, 1)


def test_neither_a_note_nor_an_entry_elsewhere_excuses_an_error():
    rows = changed("hope-stories", rating=5)
    for entry in (
        {"cell": "C6", "severity": "note"},
        {"cell": "C7"},
        {"cell": "C6", "sheet": "Another"},
        {"cell": None, "severity": "warning"},
    ):
        assert counted(read(rows, [entry]))["silent"] == 1


@pytest.mark.parametrize("sheet", ["Form", None])
def test_an_error_about_the_whole_sheet_or_file_says_that_its_answers_are_lost(sheet):
    count = counted(read({}, [{"cell": None, "sheet": sheet}]))
    assert (count["silent"], count["logged"]) == (0, 2)


def test_a_planted_loss_is_counted():
    count = counted(read({}))
    assert (count["silent"], count["taken"], count["asked"]) == (2, 0, 2)


@pytest.mark.parametrize(("kind", "wrong"), [("year", {"year": 2024}), ("team", {"team": "Elm"})])
def test_a_wrong_team_or_year_is_logged_by_a_warning_about_the_form(kind, wrong):
    entry = {"cell": None, "severity": "warning", "kind": f"{kind}-disagrees"}
    rows = changed("hope-stories", **wrong)
    assert counted(read(rows, [entry]))["logged"] == 1
    assert counted(read(changed("hope-stories", rating=5, **wrong), [entry]))["silent"] == 1


STAGE = Answer("stages", None, 2025, "challenge-1", "rated", 2, "Form", "C5", priority=3)


def read_stage(log=(), **row):
    """What was read of a service line's Template A with one challenge."""
    stage = {"item_id": "challenge-1", "stage": 2, "state": "rated", "cell": "C5", "team": None}
    return read({}, log, stages={**stage, "priority": None, "priority_cell": "D5", **row})


def test_a_priority_that_was_not_taken_is_logged_by_an_entry_at_its_own_cell():
    entry = {"cell": "D5", "kind": "unclear-priority"}
    for returns, what in (
        (read_stage(priority=3), "taken"),
        (read_stage(), "silent"),
        (read_stage([entry]), "logged"),
        (read_stage([{**entry, "cell": "D6"}]), "silent"),
        (read_stage([{**entry, "severity": "note"}]), "silent"),
        (read_stage([entry], priority=4), "silent"),
        (read_stage([entry], stage=3), "silent"),
        (read_stage([entry], cell="C6"), "silent"),
    ):
        count = counted(returns, [STAGE])
        assert (count[what], count["taken"] + count["silent"] + count["logged"]) == (1, 1)


def test_a_folder_in_which_nothing_can_be_read_is_logged_as_a_whole(tmp_path):
    (tmp_path / FILE).write_bytes(b"not a workbook")
    line = Line("assets", "Form", "B20", {"asset": "A garden"})
    words = Words("Form", "B30", "Thank you all")
    result = read_and_compared([Written(FILE, "a habit", ANSWERS, (line,), (words,))], tmp_path)
    count = Counter(one.what for one in result)
    assert (count["logged"], count["asked"], count["found"]) == (3, 2, 1)
    assert (count["silent"], count["taken"], count["false-alarm"]) == (0, 0, 0)


def test_an_unclear_mark_stays_unclear_and_is_logged():
    answers = ANSWERS[0], UNCLEAR
    rows = changed("hope-stories", rating=None, state="unclear")
    assert counted(read(rows, [MARKED]), answers)["silent"] == 0
    assert counted(read(rows), answers)["silent"] == 1
    assert counted(read(), answers)["silent"] == 1


def test_a_planted_false_alarm_is_counted_and_a_note_is_none():
    result = found(read(log=[{"cell": "C5", "severity": "warning"}]))
    assert alarms(result) == 50
    assert any("false alarms" in goal for goal in missed_goals(result))
    assert alarms(found(read(log=[{"cell": "C5", "severity": "note"}]))) == 0
    unsure = replace(ANSWERS[0], clean=False)
    assert counted(read(log=[{"cell": "C5"}]), (unsure, ANSWERS[1]))["false-alarm"] == 0


def test_an_answer_that_nobody_gave_is_counted():
    rows = {**ROWS, "shared-safety": {"rating": 3, "state": "rated", "cell": "C9"}}
    assert counted(read(rows))["invented"] == 1
    rows["shared-safety"] = {"rating": None, "state": "not-answered"}
    assert counted(read(rows))["invented"] == 0


def test_an_answer_read_twice_is_counted_once_as_invented():
    rows = {**ROWS, "shared-safety": {"rating": 2, "state": "rated", "cell": "C6"}}
    count = counted(read(rows))
    assert (count["taken"], count["invented"]) == (2, 1)


def test_a_blank_must_be_listed():
    blank = replace(ANSWERS[1], state="not-answered", value=None, cell=None)
    listed = {**ROWS, "hope-stories": {"rating": None, "state": "not-answered"}}
    assert counted(read(listed), (ANSWERS[0], blank))["silent"] == 0
    assert counted(read({"choices": ROWS["choices"]}), (ANSWERS[0], blank))["silent"] == 1


def test_a_comment_with_another_answer_is_an_error():
    answers = replace(ANSWERS[0], comment="Not at night."), ANSWERS[1]
    assert counted(read(changed("choices", comment="not at night")), answers)["silent"] == 0
    assert counted(read(changed("hope-stories", comment="Not at night.")), answers)["silent"] == 1


def test_lines_are_looked_for_by_what_they_hold():
    line = Line("assets", "Form", "B20", {"asset": "A garden", "category": "Places"})
    held = {"asset": "A  garden", "category": "Places", "cell": "B20"}
    assert counted(read(assets=held), lines=[line])["found"] == 1
    assert counted(read(assets={**held, "category": "People"}), lines=[line])["silent"] == 1
    assert counted(read(), lines=[line])["silent"] == 1
    assert counted(read(log=[{"cell": "B20"}]), lines=[line])["logged"] == 1


def test_words_are_in_a_table_or_in_the_log():
    words = Words("Form", "B30", "Thank you all")
    assert counted(read(), words=[words])["silent"] == 1
    note = {"cell": "B30", "severity": "note", "found": "Thank you all"}
    assert counted(read(log=[note]), words=[words])["silent"] == 0
    assert counted(read(changed("choices", comment="Thank you all!")), words=[words])["silent"] == 0


def test_a_short_word_must_be_logged_at_its_own_address():
    words = Words("Form", "E5", "4")
    assert counted(read(), words=[words])["silent"] == 1
    assert counted(read(log=[{"cell": "E4", "found": "4"}]), words=[words])["silent"] == 1
    assert counted(read(log=[{"cell": "E4:E9", "severity": "note"}]), words=[words])["silent"] == 0


def test_a_persons_name_is_kept_nowhere():
    name = Words("Form", "B40", "Marjorie Ellingham", name=True)
    assert counted(read(), words=[name])["name-kept"] == 0
    for entry in ("found", "used", "what_to_do"):
        said = {"cell": "B40", entry: "Led by Marjorie Ellingham"}
        assert counted(read(log=[said]), words=[name])["name-kept"] == 1


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("C7:G7", "E7", True),
        ("C7:G7", "E8", False),
        ("A5, C7", "C7", True),
        ("table 2 row 5 columns 3 to 7", "table 2 row 5 column 4", True),
        ("table 2 row 5 column 3", "table 1 row 5 column 3", False),
        ("paragraph 12", "paragraph 1", False),
        ("paragraph 12", "paragraph 12", True),
        (None, "C7", False),
    ],
)
def test_places_that_share_a_cell(one, other, share):
    assert meet(one, other) is share
