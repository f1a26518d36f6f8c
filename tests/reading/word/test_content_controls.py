"""What people choose in the controls of a form."""

import datetime as dt

import pytest

from tests.raw_files import word_parts as word

PLACEHOLDER = '<w:placeholder><w:docPart w:val="x"/></w:placeholder><w:showingPlcHdr/>'


@pytest.mark.parametrize("ticked", [True, False])
def test_a_check_box_is_what_its_state_says(ticked):
    for shown in ("☐", "☒", "whatever"):
        box = word.check_box(ticked, word.run(shown, '<w:rFonts w:ascii="Wingdings"/>'))
        sheet = word.read(word.table(word.row(word.cell(box))))
        assert word.texts(sheet) == {"table 1 row 1 column 1": "☒" if ticked else "☐"}


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ('<w14:checked w14:val="true"/><w14:checkedState w14:val="2611"/>', "☑"),
        ('<w14:checked w14:val="1"/><w14:checkedState w14:val="00FE" w14:font="Wingdings"/>', "☒"),
        ('<w14:checked w14:val="1"/><w14:checkedState w14:val="zzz"/>', "☒"),
        ('<w14:checked w14:val="false"/><w14:checkedState w14:val="2611"/>', "☐"),
        ("", "☐"),
    ],
)
def test_a_check_box_may_have_a_tick_of_its_own(state, text):
    box = word.control(f"<w14:checkbox>{state}</w14:checkbox>", word.run("☐"))
    assert word.texts(word.read(word.paragraph(box))) == {"paragraph 1": text}


def test_a_check_box_without_text_is_read_too():
    body = word.paragraph("Yes ", word.check_box(True, "")) + word.check_box(True, "<w:p/>")
    assert word.texts(word.read(body)) == {"paragraph 1": "Yes ☒", "paragraph 2": "☒"}


def test_controls_may_be_wrapped_around_anything():
    choice = '<w:dropDownList w:lastValue="4"><w:listItem w:value="4"/></w:dropDownList>'
    body = (
        word.paragraph("Rating: ", word.control(choice, word.run("4")))
        + word.control("", word.paragraph("a whole paragraph"))
        + word.control(
            "",
            word.table(
                word.row("a", word.control("<w:comboBox/>", word.cell("b"))),
                word.control("", word.row(word.check_box(True, word.cell("☐")), "d")),
                word.control("", word.control("<w:text/>", word.row("e"))),
            ),
        )
        + word.paragraph("after")
    )
    assert word.texts(word.read(body)) == {
        "paragraph 1": "Rating: 4",
        "paragraph 2": "a whole paragraph",
        "table 1 row 1 column 1": "a",
        "table 1 row 1 column 2": "b",
        "table 1 row 2 column 1": "☒",
        "table 1 row 2 column 2": "d",
        "table 1 row 3 column 1": "e",
        "paragraph 3": "after",
    }


def test_a_text_that_asks_to_be_replaced_is_no_answer():
    asking = word.control(PLACEHOLDER, word.run("Choose an item."))
    body = word.paragraph("Rating: ", asking) + word.table(
        word.row(word.cell(asking), word.control(PLACEHOLDER, word.cell("Click here")))
    )
    assert word.texts(word.read(body)) == {"paragraph 1": "Rating: "}


def test_answers_within_a_control_that_asks_are_kept():
    inner = word.control("<w:text/>", word.run("4"))
    assert word.texts(word.read(word.paragraph(word.control(PLACEHOLDER, inner)))) == {
        "paragraph 1": "4"
    }


def test_a_picked_date_is_the_one_stored_however_it_is_shown():
    def picked(shown, stored="2025-04-03T00:00:00Z"):
        return word.control(f'<w:date w:fullDate="{stored}"/>', word.run(shown))

    sheet = word.read(
        word.table(word.row(word.cell(picked("4/3/2025")), word.cell("by ", picked("4/3/2025"))))
        + word.paragraph("Date:", "<w:r><w:tab/></w:r>", picked("3 April", "2025-04-03"))
        + word.paragraph(picked("soon", "no date"))
    )
    first, beside, label, third, fourth = sheet.cells.values()
    assert (first.text, first.value, first.kind) == ("4/3/2025", dt.date(2025, 4, 3), "date")
    assert (beside.text, beside.value, beside.kind) == ("by 4/3/2025", "by 4/3/2025", "text")
    assert (label.text, third.text, third.value) == ("Date:", "3 April", dt.date(2025, 4, 3))
    assert (fourth.text, fourth.kind) == ("soon", "text")


def form_field(settings, result="", kind="x"):
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{settings}</w:ffData></w:fldChar></w:r>'
        f"<w:r><w:instrText> {kind} </w:instrText></w:r>"
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("box", "text"),
    [
        ('<w:default w:val="0"/><w:checked/>', "☒"),
        ('<w:default w:val="1"/><w:checked w:val="0"/>', "☐"),
        ('<w:sizeAuto/><w:default w:val="1"/>', "☒"),
        ('<w:sizeAuto/><w:default w:val="0"/>', "☐"),
        ("", "☐"),
    ],
)
def test_an_old_check_box_is_ticked_or_not(box, text):
    field = form_field(f"<w:checkBox>{box}</w:checkBox>", word.run("stale"))
    assert word.texts(word.read(word.paragraph(field, " yes"))) == {"paragraph 1": f"{text} yes"}


@pytest.mark.parametrize(
    ("chosen", "text"),
    [("", "1"), ('<w:result w:val="2"/>', "3"), ('<w:default w:val="1"/>', "2")],
)
def test_an_old_list_shows_the_entry_chosen(chosen, text):
    entries = "".join(f'<w:listEntry w:val="{n}"/>' for n in (1, 2, 3))
    field = form_field(f"<w:ddList>{chosen}{entries}</w:ddList>", word.run("stale"))
    assert word.texts(word.read(word.paragraph(field))) == {"paragraph 1": text}


def test_an_old_list_without_such_an_entry_is_empty():
    field = form_field('<w:ddList><w:result w:val="7"/><w:listEntry w:val="1"/></w:ddList>')
    assert word.texts(word.read(word.paragraph(field, "after"))) == {"paragraph 1": "after"}


def test_an_old_text_field_is_its_result_and_empty_until_filled_in():
    body = word.table(
        word.row(
            word.cell(form_field("<w:textInput/>", word.run("4 of us"))),
            word.cell(form_field("<w:textInput/>", word.run("\u2002" * 5))),
        )
    )
    assert word.texts(word.read(body)) == {"table 1 row 1 column 1": "4 of us"}


def test_nothing_is_lost_behind_a_field_that_never_ends():
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox/></w:ffData></w:fldChar></w:r>'
    )
    body = word.paragraph(begin, " yes") + word.paragraph("and more")
    assert word.texts(word.read(body)) == {"paragraph 1": "☐ yes", "paragraph 2": "and more"}
