"""What is kept of a form is all of it."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from trip_analytics.import_log import Entry, Place
from trip_analytics.instruments import built_in_instruments
from trip_analytics.reading import Cell, read_document
from trip_analytics.store.serialise import (
    _PARTS_OF_FORMS,
    _PARTS_OF_INSTRUMENTS,
    form_as_text,
    form_from_text,
    instrument_as_text,
    instrument_from_text,
    log_as_text,
    log_from_text,
)
from trip_analytics.understanding import Field, Fields, Form, ReadYear, Understanding
from trip_analytics.understanding.dates import ReadDate

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
INSTRUMENTS = {each.instrument_id: each for each in built_in_instruments()}


@pytest.mark.parametrize("instrument", built_in_instruments(), ids=lambda each: each.instrument_id)
def test_an_instrument_comes_back_equal(instrument):
    again = instrument_from_text(instrument_as_text(instrument))
    assert again == instrument
    assert hash(again) == hash(instrument)


def test_an_instrument_of_an_earlier_version_comes_back_without_what_is_used_no_more():
    kept = instrument_as_text(INSTRUMENTS["template-b"])
    phrase = '{"is a":"key-word","item_id":"challenge-5","phrase":"direct payments"}'
    older = kept.replace('"examples":[]', f'"key_words":[{phrase}]')
    assert older != kept
    assert instrument_from_text(older) == INSTRUMENTS["template-b"]


def test_every_form_of_the_sample_comes_back_equal():
    understanding = Understanding(built_in_instruments())
    files = [
        path for path in sorted(SAMPLE.rglob("*")) if path.is_file() and path.name != "teams.csv"
    ]
    forms = []
    for path in files[::9]:
        forms += understanding.understand(read_document(path), path.name)[0]
    assert len(forms) > 15
    for form in forms:
        again = form_from_text(form_as_text(form), INSTRUMENTS)
        for part in dataclasses.fields(Form):
            if part.name != "fields":
                assert getattr(again, part.name) == getattr(form, part.name), part.name
        for part in dataclasses.fields(Fields):
            one, other = getattr(form.fields, part.name), getattr(again.fields, part.name)
            if isinstance(one, Field):  # of whose cell only the place is kept
                assert (other.text, other.cell.address) == (one.text, one.cell.address)
            else:
                assert other == one


def test_dates_fields_and_entries_come_back():
    cell = Cell(2, 3, "C2", "Ash Ward", "Ash Ward", "text")
    fields = Fields(team=Field("Ash Ward", cell), year=ReadYear(2024, financial=True))
    fields.date = ReadDate(dt.date(2025, 3, 31), month_only=True)
    entry = Entry.of(
        "unclear-mark", Place("a.xlsx", "Form", "B5"), found="?", scale="1 to 5", why="x"
    )
    rows = {"priorities": [{"due": dt.date(2025, 1, 2), "staff_lead": True, "number": 1}]}
    form = Form(INSTRUMENTS["trip"], "Form", fields, rows, [entry._replace(around="1 | 2")])
    again = form_from_text(form_as_text(form), INSTRUMENTS)
    assert (again.rows, again.log) == (form.rows, form.log)
    assert (again.fields.year, again.fields.date) == (fields.year, fields.date)
    assert again.fields.team.cell.address == "C2"
    assert log_from_text(log_as_text(form.log)) == form.log


# What stores hold by name. A field that is called otherwise from now on is lost from every store
# there is: then let `form_from_text` take the earlier name for it, and add the new one here.
KEPT_FIELDS = {
    "form": "instrument sheet fields rows log years_ago answerable unlike earlier columns",
    "fields": "team year date service_line organisation team_type title purpose service "
    "review_on took_part_staff took_part_service_users",
    "field": "text cell",
    "year": "year financial",
    "date": "date month_only",
    "instrument": "instrument_id title version kind item_word items scale source printed examples "
    "suggested_early stage_definitions indicators well_developed_from not_known answers",
    "item": "item_id number label wordings domain reverse",
    "wording": "item_id wording_id text first_year last_year comparable_with_previous "
    "printed_numbers source",
    "scale-point": "value label meaning",
    "stage-definition": "item_id stage definition",
    "indicator": "item_id kind example",
    "example": "item_id text",
    "answer-column": "perspective label printed",
}


def test_tags_and_fields_are_those_of_the_stores_there_are():
    parts = _PARTS_OF_FORMS | _PARTS_OF_INSTRUMENTS
    known = {tag: {each.name for each in dataclasses.fields(kind)} for tag, kind in parts.items()}
    assert {tag: set(names.split()) for tag, names in KEPT_FIELDS.items()} == known


def test_a_class_may_be_renamed():
    form = Form(INSTRUMENTS["trip"], "Form", Fields(year=ReadYear(2024, financial=True)))
    kept = form_as_text(form)
    ReadYear.__name__ = "WrittenYear"
    try:
        assert form_as_text(form) == kept
        assert form_from_text(kept, INSTRUMENTS).fields.year == ReadYear(2024, financial=True)
    finally:
        ReadYear.__name__ = "ReadYear"


def test_what_the_store_does_not_know_is_refused_without_its_content():
    form = Form(INSTRUMENTS["trip"], "Form", Fields(), {"ratings": [{"comment": Secret("Mr Ash")}]})
    with pytest.raises(TypeError) as refusal:
        form_as_text(form)
    assert "Ash" not in str(refusal.value)


class Secret(bytes):
    def __new__(cls, text):
        return super().__new__(cls, text.encode())
