"""The summary in plain words: short, large, easy to read, and of the same figures."""

from __future__ import annotations

import io
import re
from dataclasses import replace

import docx
import pandas as pd
import pytest
from lxml import html
from pyphen import Pyphen

from tests.own_lists import own_list
from trip_analytics.reports.annual import annual_report
from trip_analytics.reports.annual.report_data import ReportRequest, gather_data
from trip_analytics.reports.annual.summary import plain_summary
from trip_analytics.reports.html import to_html
from trip_analytics.reports.model import Bullets, Figure, Look, Paragraph
from trip_analytics.reports.pdf import can_write_pdf, to_pdf
from trip_analytics.reports.word import to_word
from trip_analytics.reports.writing import documents_of
from trip_analytics.returns import Returns

# A reader's age is five years above the grade of an American school.
AGE_OF_FIRST_GRADE = 5


def sentences_of(summary):
    """All that is read in running text."""
    for block in summary.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        if isinstance(block, Bullets):
            yield from (f"{item.removesuffix('.')}." for item in block.items)


def in_all(summary):
    return " ".join(sentences_of(summary))


def section(summary, heading):
    return next(each for each in summary.sections if each.heading == heading)


@pytest.fixture(scope="module")
def of_sample(sample):
    """The summary alone, of which the two pictures are drawn."""
    return plain_summary(gather_data(sample), title="Our recovery reviews in 2025", notice="")


@pytest.fixture(scope="module")
def alike(drawing_dots):
    """Ten teams that gave every practice the same mixed ratings."""
    rows = [
        {"team": f"Team {n}", "year": 2025, "item_id": item, "rating": 1 + n % 5}
        for n in range(10)
        for item in ("choices", "hope-stories", "shared-safety", "staff-wellbeing")
    ]
    with drawing_dots():
        return annual_report(Returns.from_tables(ratings=pd.DataFrame(rows))).summary


@pytest.mark.parametrize("made", ["of_sample", "alike", "report"])
def test_a_reader_of_13_can_read_it(made, request):
    made = request.getfixturevalue(made)
    text = in_all(made.summary if made.summary else made)
    words, sentences = re.findall(r"[\w'’-]+", text), re.split(r"[.:]\s+", text)
    a_sentence = len(words) / len(sentences)
    # Flesch-Kincaid (1975), and the Automated Readability Index (1967), which counts letters.
    syllables = sum(len(Pyphen(lang="en_GB").positions(word)) + 1 for word in words)
    by_syllables = 0.39 * a_sentence + 11.8 * syllables / len(words) - 15.59
    by_letters = 4.71 * len("".join(words)) / len(words) + 0.5 * a_sentence - 21.43
    assert max(by_syllables, by_letters) + AGE_OF_FIRST_GRADE <= 13
    assert max(len(sentence.split()) for sentence in sentences) <= 25


def test_it_says_who_took_part_what_is_strong_and_weak_and_what_comes_next(of_sample):
    assert "40 of our 44 teams took part" in in_all(of_sample)
    best = section(of_sample, "What teams do best")
    assert "one stands out: involving family and friends" in best.blocks[0].text
    work = section(of_sample, "What teams will work on")
    assert work.blocks[1].items[0] == "Collaborative plans and notes (24 teams)"


def test_its_pictures_say_so_many_in_ten(of_sample):
    best, hardest = (block for block in of_sample.blocks if isinstance(block, Figure))
    assert "Involving family and friends 9 in 10; Own choices and decisions 5 in 10" in best.alt
    assert "Collaborative plans and notes none" in hardest.alt


@pytest.mark.usefixtures("undrawn")
def test_it_draws_as_many_practices_as_it_names():
    """Five with long names did not fit beside the words, and made four pages of two."""
    ours = own_list(range(5), items=20)
    rows = [
        {"team": f"Team {n}", "year": 2025, "item_id": item, "rating": (at + n % 5) // 5}
        for n in range(30)
        for at, item in enumerate(ours.item_ids)
    ]
    made = annual_report(Returns.from_tables(ratings=pd.DataFrame(rows), instruments=[ours]))
    drawn = [block.alt for block in made.summary.blocks if isinstance(block, Figure)]
    assert [alt.count("Statement ") for alt in drawn] == [3, 3]


def test_where_nothing_stands_out_it_says_so(alike):
    assert (
        "No single thing stands out as the best"
        in section(alike, "What teams do best").blocks[0].text
    )


@pytest.mark.usefixtures("undrawn")
def test_what_stands_out_is_said_of_the_practices_that_can_be_shown():
    rows = [
        {"team": f"Team {n}", "year": 2025, "item_id": item, "rating": rating}
        for n in range(30)
        for item, rating in (
            ("choices", 1 + n % 3),
            ("hope-stories", 3 + n % 3),
            ("shared-safety", 3),  # by every team, and so withheld
        )
    ]
    data = gather_data(Returns.from_tables(ratings=pd.DataFrame(rows)))
    summary = plain_summary(data, title="Our recovery reviews in 2025", notice="")
    shown = data.tables["practice_profile"].table["mean"].count()
    assert (shown, len(data.practices.items)) == (2, 8)
    assert section(summary, "What teams do best").blocks[0].text == (
        "Of the two things we can show, one stands out: stories that inspire hope."
    )


@pytest.mark.usefixtures("undrawn")
def test_a_change_is_told_only_where_it_is_sure(of_sample):
    rows = [
        {"team": f"Team {n}", "year": year, "item_id": item, "rating": 1 + n % 3 + rise}
        for n in range(30)
        for year, item, rise in (
            (2024, "choices", 0),
            (2025, "choices", 2),
            (2024, "hope-stories", 1),
            (2025, "hope-stories", 1),
        )
    ]
    changed = annual_report(Returns.from_tables(ratings=pd.DataFrame(rows))).summary
    assert section(changed, "What has changed").blocks[0].text == (
        "We looked at the scores of 2024 too. Scores went up for own choices and decisions. The "
        "rest may be just chance."
    )
    small = section(of_sample, "What has changed").blocks[0].text
    assert small.startswith("Since 2024, some scores went up a little and some went down a little.")


@pytest.mark.usefixtures("undrawn")
def test_the_public_alone_has_one(make_returns):
    made = make_returns(teams=12, years=(2025,))
    assert annual_report(made, ReportRequest(audience="board")).summary is None


@pytest.mark.usefixtures("undrawn")
def test_a_year_without_ratings_has_none(make_returns):
    made = make_returns(teams=12, years=(2025,))
    assert annual_report(replace(made, ratings=made.ratings.iloc[:0])).summary is None


def test_its_documents_are_beside_the_reports(of_sample):
    names = list(documents_of(of_sample))
    assert names[:2] == ["summary-2025.html", "summary-2025.docx"]
    assert not any(name.endswith("xlsx") for name in names)


def test_letters_are_of_14_points_or_more(of_sample):
    document = docx.Document(io.BytesIO(to_word(of_sample)))
    sizes = {
        paragraph.style.font.size.pt
        for paragraph in document.paragraphs
        if paragraph.text and paragraph.style.name != "Notice"
    }
    assert min(sizes) >= 14
    page = html.fromstring(to_html(of_sample).decode())
    assert page.find("body").get("class") == "large"
    assert not page.xpath("//nav")


@pytest.mark.skipif(not can_write_pdf(), reason="typst is not installed")
@pytest.mark.parametrize("made", ["of_sample", "report"])
def test_it_is_two_pages(made, request):
    made = request.getfixturevalue(made)
    summary = replace(
        made.summary or made,
        look=Look(contact="The recovery team, recovery@trust.example, 0300 123 4567"),
        notice="Draft, not published and not to be passed on.",
    )
    assert re.search(rb"/Type\s*/Pages\s*/Count 2\b", to_pdf(summary))
