import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.raw_files import outlook_mails as outlook
from trip_analytics.reading.containers import outlook_mail as module

SUBJECT, BODY, PAGE = 0x0037, 0x1000, 0x1013
SENT, DELIVERED, CHANGED = 0x0039, 0x0E06, 0x3008
NOON = 1743681600  # 3 April 2025, 12:00 UTC, in seconds since 1970
TICKS = (NOON + 11_644_473_600) * 10_000_000
SHEET = bytes(range(256)) * 20
TABLE = "<table><tr><td>Choices</td><td>4</td></tr></table>"
MARK = "\ufeff"


def test_what_is_attached_is_listed_after_the_text_and_can_be_taken_out(look):
    files = outlook.attached("ward.xlsx", SHEET), outlook.attached("Größe 病棟.csv", b"a,b")
    opened = look("outlook", outlook.saved({BODY: "Our return."}, *files))
    assert opened.covering == ["message.txt"]
    assert opened.attached == ["ward.xlsx", "Größe 病棟.csv"]
    assert opened["ward.xlsx"] == SHEET
    assert opened["Größe 病棟.csv"] == b"a,b"
    assert opened["message.txt"].decode("utf-8-sig") == "Our return."


def test_files_have_the_date_of_the_email_or_their_own(look):
    files = outlook.attached("a", b"1", {CHANGED: TICKS - 10_000_000}), outlook.attached("b", b"1")
    for numbers in ({DELIVERED: TICKS}, {SENT: TICKS}, {DELIVERED: TICKS, SENT: 1}):
        opened = look("outlook", outlook.saved({}, *files, numbers=numbers))
        assert [file.modified for file in opened.files] == [NOON - 1, NOON]
    assert [file.modified for file in look("outlook", outlook.saved({}, *files)).files] == [
        NOON - 1,
        None,
    ]


def test_an_attachment_has_its_long_name_or_its_short_one_or_what_is_shown(look):
    content = {"__substg1.0_37010102": b"1"}
    files = [
        {**outlook.stored(8, {0x3707: "long.xlsx", 0x3704: "LONG~1.XLS"}), **content},
        {**outlook.stored(8, {0x3704: "SHORT.XLS", 0x3001: "shown"}), **content},
        {**outlook.stored(8, {0x3001: "shown.xlsx", 0x3707: "a" * 3000}), **content},
        content,
    ]
    assert look("outlook", outlook.saved({}, *files)).names == [
        "long.xlsx",
        "SHORT.XLS",
        "shown.xlsx",
        "attachment 4",
    ]


def test_an_email_within_an_email_is_a_folder(look):
    innermost = outlook.message(
        {BODY: "Deep"}, outlook.attached("elm.xlsx", b"2"), inside=True, numbers={DELIVERED: TICKS}
    )
    inner = outlook.message(
        {SUBJECT: "TRIP 2024/25", BODY: "Here"},
        outlook.attached("ash.xlsx", b"1"),
        {**outlook.stored(8, {0x3001: "Elm"}), "__substg1.0_3701000D": innermost},
        inside=True,
    )
    opened = look(
        "outlook", outlook.saved({}, {**outlook.stored(8, {}), "__substg1.0_3701000D": inner})
    )
    assert opened.names == [
        "TRIP 2024-25/message.txt",
        "TRIP 2024-25/ash.xlsx",
        "TRIP 2024-25/Elm/message.txt",
        "TRIP 2024-25/Elm/elm.xlsx",
    ]
    assert opened.attached == ["TRIP 2024-25/ash.xlsx", "TRIP 2024-25/Elm/elm.xlsx"]
    assert opened["TRIP 2024-25/Elm/elm.xlsx"] == b"2"
    assert opened.files[3].modified == NOON


def test_emails_within_emails_without_end_are_left_closed(look):
    inner = outlook.message({}, outlook.attached("ash.xlsx", b"1"), inside=True)
    for _ in range(module.DEEPEST):
        within = {**outlook.stored(8, {0x3001: "m"}), "__substg1.0_3701000D": inner}
        inner = outlook.message({}, within, inside=True)
    top = outlook.saved({}, {**outlook.stored(8, {0x3001: "m"}), "__substg1.0_3701000D": inner})
    opened = look("outlook", top)
    assert opened.names == ["m/m/m/m/message"]
    assert opened.why("m/m/m/m/message") == "too-large"


@pytest.mark.parametrize(
    ("texts", "name"),
    [
        ({BODY: "Text", PAGE: TABLE}, "message.html"),
        ({BODY: "Text", PAGE: "<p>Text</p>"}, "message.txt"),
        ({PAGE: "<p>Text</p>"}, "message.html"),
        ({BODY: " \r\n", PAGE: "<p>Text</p>"}, "message.html"),
    ],
)
def test_of_two_forms_of_the_text_the_page_is_taken_if_it_has_a_table(look, texts, name):
    opened = look("outlook", outlook.saved(texts))
    assert opened.names == opened.covering == [name]


def test_text_kept_as_rich_text_alone_is_said_not_to_be_read(look):
    rich = {"__substg1.0_10090102": b"LZFu"}
    opened = look("outlook", outlook.saved({}, **rich))
    assert opened.covering == ["message.rtf"]
    assert opened.why("message.rtf") == "rich-text"
    assert look("outlook", outlook.saved({BODY: "Text"}, **rich)).names == ["message.txt"]


@pytest.mark.parametrize("number", [0x3FFD, 0x3FDE])
def test_text_of_eight_bits_is_read_in_the_code_page_that_the_email_names(look, number):
    texts = {BODY: "Отделение"}
    file = {**outlook.stored(8, {0x3707: "форма.xlsx"}, eight_bits=True)}
    file["__substg1.0_37010102"] = b"1"
    data = outlook.saved(texts, file, eight_bits=True, numbers={number: 1251})
    opened = look("outlook", data)
    assert opened.attached == ["форма.xlsx"]
    assert opened["message.txt"].decode("utf-8-sig") == "Отделение"
    unnamed = look("outlook", outlook.saved(texts, file, eight_bits=True))
    assert unnamed.attached == ["форма.xlsx".encode("cp1251").decode("cp1252")]


def test_a_page_is_put_into_utf8_if_the_email_names_its_code_page(look):
    stored = "Отделение".encode("cp1251")
    page = {"__substg1.0_10130102": stored}
    named = look("outlook", outlook.saved({}, numbers={0x3FDE: 1251}, **page))
    assert named["message.html"].decode("utf-8-sig") == "Отделение"
    assert look("outlook", outlook.saved({}, **page))["message.html"] == stored


@pytest.mark.parametrize(
    ("numbers", "texts", "page", "shown"),
    [
        ({}, {}, "", False),
        ({0x7FFE: 1}, {}, "", True),
        ({0x3714: 4}, {}, "", True),
        ({}, {"x3712": "logo@x"}, '<img src="cid:logo@x">', True),
        ({}, {"x3712": "logo@x"}, '<img src="cid:other@x">', False),
    ],
)
def test_pictures_that_the_text_shows_are_part_of_it(look, numbers, texts, page, shown):
    for name, about in (("logo.PNG", {}), ("logo", {"x370E": "image/png"})):
        file = outlook.attached(name, b"1", numbers, **texts, **about)
        opened = look("outlook", outlook.saved({PAGE: page}, file))
        assert (name in opened.covering) is shown
    workbook = outlook.attached("ward.xlsx", SHEET, numbers, **texts)
    assert look("outlook", outlook.saved({PAGE: page}, workbook)).attached == ["ward.xlsx"]


def test_a_file_that_is_only_linked_to_is_said_to_be(look):
    for method in (2, 3, 4, 7):
        linked = outlook.stored(8, {0x3707: "ward.xlsx"}, numbers={0x3705: method})
        assert look("outlook", outlook.saved({}, linked)).why("ward.xlsx") == "shortcut"
    nothing = outlook.stored(8, {0x3707: "ward.xlsx"}, numbers={0x3705: 1})
    assert look("outlook", outlook.saved({}, nothing)).why("ward.xlsx") == "damaged"


def test_a_workbook_shown_as_an_object_is_read_and_others_are_said_not_to_be(look):
    def shown(**inside):
        return {**outlook.stored(8, {0x3001: "object"}), "__substg1.0_3701000D": inside}

    assert look("outlook", outlook.saved({}, shown(Package=SHEET)))["object"] == SHEET
    assert (
        look("outlook", outlook.saved({}, shown(CONTENTS=b"1"))).why("object") == "not-a-workbook"
    )


def test_a_file_larger_than_any_form_is_left_closed(look, monkeypatch):
    data = outlook.saved({}, outlook.attached("ward.xlsx", SHEET), outlook.attached("b", b"1"))
    monkeypatch.setattr(module, "LARGEST", len(SHEET))
    assert look("outlook", data)["ward.xlsx"] == SHEET
    monkeypatch.setattr(module, "LARGEST", len(SHEET) - 1)
    opened = look("outlook", data)
    assert opened.why("ward.xlsx") == "too-large"
    assert opened["b"] == b"1"


@pytest.mark.parametrize("limit", ["MOST_FILES", "LARGEST_MAIL"])
def test_an_email_larger_than_any_is_left_closed(look, refused, monkeypatch, limit):
    data = outlook.saved({BODY: "Text"}, outlook.attached("a", b"1"), outlook.attached("b", b"1"))
    enough = {"MOST_FILES": 3, "LARGEST_MAIL": len(data)}[limit]
    monkeypatch.setattr(module, limit, enough)
    assert len(look("outlook", data).files) == 3
    monkeypatch.setattr(module, limit, enough - 1)
    assert refused("outlook", data) == "too-large"


@given(st.data())
@settings(deadline=None)
def test_an_email_altered_anywhere_is_read_or_refused(outcomes, data):
    inner = outlook.message({BODY: "Here"}, outlook.attached("a.png", b"1"), inside=True)
    within = {**outlook.stored(8, {0x3001: "m"}), "__substg1.0_3701000D": inner}
    altered = bytearray(
        outlook.saved({BODY: "Text", PAGE: TABLE}, within, numbers={0x3FFD: 1251, DELIVERED: TICKS})
    )
    for _ in range(data.draw(st.integers(1, 5))):
        at = data.draw(st.integers(24, len(altered) - 4))
        number = data.draw(st.integers(0, 99) | st.sampled_from([0xFFFF, 0xFFFFFFFE, 0x80000000]))
        altered[at : at + 4] = struct.pack("<L", number)
    assert outcomes("outlook", bytes(altered)) <= {
        "read",
        "damaged",
        "too-large",
        "shortcut",
        "not-a-workbook",
    }
