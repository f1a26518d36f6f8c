"""The log as a lead reads it."""

from trip_analytics.import_log import Entry, Place
from trip_analytics.loading.readable_log import readable


def at(kind, cell, file="ash.xlsx", found=None):
    return Entry.of(kind, Place(file, "TRIP", cell), found=found)


def test_errors_come_first_then_warnings_then_notes_each_in_their_order():
    log = [at("other-text", "A1"), at("unknown-column", "B1"), at("not-a-return", None)]
    log += [at("other-text", "A2"), at("not-a-return", None, "b.xlsx")]
    told = [(entry.severity, entry.source_file, entry.cell) for entry in readable(log)]
    assert told == [
        ("error", "ash.xlsx", None),
        ("error", "b.xlsx", None),
        ("warning", "ash.xlsx", "B1"),
        ("note", "ash.xlsx", "A1"),
        ("note", "ash.xlsx", "A2"),
    ]


def test_names_that_are_not_kept_are_one_row_a_form_with_every_cell():
    log = [at("name-not-kept", cell) for cell in ("F20", "F19", "G19", "F21", "F30")]
    log += [at("name-not-kept", "A1", "oak.xlsx"), at("other-text", "A9", found="kept as it is")]
    told = [(entry.kind, entry.source_file, entry.cell) for entry in readable(log)]
    assert told == [
        ("other-text", "ash.xlsx", "A9"),
        ("name-not-kept", "ash.xlsx", "F19:F21, F30, G19"),
        ("name-not-kept", "oak.xlsx", "A1"),
    ]


def test_what_was_found_stays_in_a_row_that_stands_for_several():
    (entry,) = readable([at("computed", "K2", found="3.6"), at("computed", "K3", found="4.1")])
    assert (entry.cell, entry.found) == ("K2:K3", "3.6 | 4.1")


def test_places_in_word_documents_are_listed():
    cells = ("table 2 row 5 column 3", "paragraph 12")
    (entry,) = readable([at("name-not-kept", cell) for cell in cells])
    assert entry.cell == "table 2 row 5 column 3, paragraph 12"
