"""Comments that a person chose, in every document and as real quotations."""

import io
import shutil
from pathlib import Path

import docx
import openpyxl
import pandas as pd
import pytest
from lxml import html

import trip_analytics as ta
from trip_analytics.cli import main
from trip_analytics.desk.comments_workbook import chosen_quotes
from trip_analytics.errors import QuoteError
from trip_analytics.reports.annual import annual_report
from trip_analytics.reports.annual.report_data import ReportRequest
from trip_analytics.reports.html import to_html
from trip_analytics.reports.model import Paragraph, Quotations, Report, Section
from trip_analytics.reports.pdf import can_write_pdf, to_pdf
from trip_analytics.reports.word import to_word
from trip_analytics.reports.workbook import to_workbook
from trip_analytics.returns import Returns

SAMPLE = Path(__file__).parents[2] / "data" / "sample" / "2025"
WORDS = ("A folder of stories.", "We ask <b>everyone</b> & all,\nevery time.")


@pytest.fixture
def quoting():
    section = Section("In teams' own words", (Quotations("Own choices", WORDS),))
    return Report("Annual recovery report 2025", "Larkrise", 2025, (section,))


@pytest.fixture(scope="module")
def commented():
    """Eight teams, of which two comment on the second practice and one on the first."""
    ratings = pd.DataFrame(
        {"team": list("ABCDEFGH") * 2, "year": 2025, "rating": [1, 2, 3, 4, 5, 4, 3, 2] * 2}
    )
    ratings["item_id"] = ["shared-safety"] * 8 + ["choices"] * 8
    ratings["comment"] = pd.Series(
        {3: "Zoe's way of planning.", 1: "All plans are shared.", 9: "Menus are ours to write."}
    )
    return Returns.from_tables(ratings=ratings)


def test_a_page_sets_quotations_apart(quoting):
    page = html.document_fromstring(to_html(quoting))
    assert [each.text_content() for each in page.iter("blockquote")] == list(WORDS)


def test_a_word_document_has_them_in_its_style_for_quotations(quoting):
    document = docx.Document(io.BytesIO(to_word(quoting)))
    quoted = [each.text for each in document.paragraphs if each.style.name == "Quote"]
    assert quoted == [f"“{words}”" for words in WORDS]


def test_the_workbook_has_a_sheet_of_them(quoting):
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(quoting)))
    assert book.sheetnames[-1] == "Quotes"
    sheet = book["Quotes"]
    _, *rows = sheet[sheet.tables["quotes"].ref]
    assert [(about.value, words.value) for about, words in rows] == [
        ("Own choices", words) for words in WORDS
    ]
    link = book["Contents"].cell(book["Contents"].max_row, 1)
    assert link.hyperlink.location == "'Quotes'!A1"


@pytest.mark.skipif(not can_write_pdf(), reason="the extra pdf is not installed")
def test_a_pdf_takes_any_words():
    words = ("#b *c* _d_ $e$ \\ @f", "Café “x” 希望 👍")
    section = Section("In teams' own words", (Quotations("Own choices", words),))
    assert to_pdf(Report("Report", "Larkrise", 2025, (section,))).startswith(b"%PDF")


@pytest.mark.skipif(not can_write_pdf(), reason="the extra pdf is not installed")
def test_what_no_font_can_show_does_not_keep_a_pdf_from_being_made(monkeypatch):
    import typst

    seen = []
    compile_it = typst.compile

    def without_emoji(path, **options):
        seen.append(Path(path).with_name("report.json").read_text(encoding="utf-8"))
        if "👍" in seen[-1]:
            raise typst.TypstError("the text could not be displayed")
        return compile_it(path, **options)

    monkeypatch.setattr(typst, "compile", without_emoji)
    section = Section("In teams' own words", (Quotations("Own choices", ("Café 👍 “x”",)),))
    assert to_pdf(Report("Report", "Larkrise", 2025, (section,))).startswith(b"%PDF")
    assert ["Café 👍 “x”" in seen[0], "Café \ufffd “x”" in seen[1]] == [True, True]


@pytest.mark.usefixtures("undrawn")
def test_they_stand_by_practice_then_by_their_words(commented):
    listed = ta.list_comments(commented).assign(quote="yes")
    report = annual_report(commented, ReportRequest(quotes=chosen_quotes(commented, listed, 2025)))
    (section,) = [each for each in report.sections if each.heading == "In teams' own words"]
    after = [each.heading for each in report.sections[report.sections.index(section) + 1 :]]
    assert after[:2] == ["How the figures were protected", "How to read the figures"]
    quotations = [block for block in section.blocks if isinstance(block, Quotations)]
    assert [(each.about, each.texts) for each in quotations] == [
        ("Own choices and decisions", ("Menus are ours to write.",)),
        ("Shared safety planning", ("All plans are shared.", "Zoe's way of planning.")),
    ]


def told(report):
    return " ".join(block.text for block in report.blocks if isinstance(block, Paragraph))


@pytest.mark.usefixtures("undrawn")
def test_what_is_said_of_peoples_own_words_is_true_with_and_without_quotes(commented):
    listed = ta.list_comments(commented)
    listed.loc[0, "quote"] = "yes"
    without, quoting = (
        annual_report(commented, ReportRequest(quotes=quotes))
        for quotes in ((), chosen_quotes(commented, listed, 2025))
    )
    assert "In teams' own words" not in [each.heading for each in without.sections]
    assert "in their own words is left out. " in told(without) + " "
    assert "left out, except for the comments that a person chose, one by one" in told(quoting)
    assert "Somebody read these comments and chose each of them" in told(quoting)


@pytest.mark.usefixtures("undrawn")
def test_the_same_words_of_two_teams_are_printed_once(commented):
    twice = commented.ratings.assign(comment=commented.ratings["comment"].notna().map(
        {True: "The same.", False: None}))  # fmt: skip
    returns = Returns.from_tables(ratings=twice)
    listed = ta.list_comments(returns).assign(quote="x")
    report = annual_report(returns, ReportRequest(quotes=chosen_quotes(returns, listed, 2025)))
    quotations = [block for block in report.blocks if isinstance(block, Quotations)]
    assert [each.texts for each in quotations] == [("The same.",)] * 2


def test_a_choice_that_is_refused_leaves_nothing(commented, tmp_path):
    listed = ta.list_comments(commented).assign(quote="perhaps")
    with pytest.raises(QuoteError):
        ta.write_report(commented, quotes=listed, out=tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("without_workers", "undrawn")
def test_the_command_quotes_what_is_marked_in_the_workbook(tmp_path, capsys):
    source, comments, out = (tmp_path / name for name in ("in", "comments.xlsx", "report"))
    source.mkdir()
    for form in sorted(SAMPLE.rglob("*.xlsx"))[:8]:
        shutil.copy(form, source)
    main(["comments", str(source), "--out", str(comments)])
    asked = ["report", str(source), "--quotes", str(comments), "--out", str(out)]
    assert main(asked) == 2
    assert "marks none with yes" in capsys.readouterr().err
    assert not out.exists()
    book = openpyxl.load_workbook(comments)
    sheet = book["Comments"]
    sheet["D9"].value = "Yes"
    book.save(comments)
    assert main(asked) == 0
    page = html.document_fromstring((out / "annual-report-2025.html").read_bytes())
    assert [each.text_content() for each in page.iter("blockquote")] == [sheet["B9"].value]
