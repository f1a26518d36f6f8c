from __future__ import annotations

import re
from dataclasses import replace

import pandas as pd
import pytest

from trip_analytics.analysis.change import change_between
from trip_analytics.analysis.participation import participation
from trip_analytics.analysis.practices import practice_profile
from trip_analytics.analysis.practices_in_words import ratings_in_words
from trip_analytics.analysis.questions import describe
from trip_analytics.analysis.stages import stage_profile
from trip_analytics.analysis.strongest import strongest_practices, weakest_practices
from trip_analytics.disclosure.releasing import release
from trip_analytics.errors import AnalysisError, DisclosureError
from trip_analytics.reports.annual import annual_report
from trip_analytics.reports.annual.report_data import ReportRequest, gather_data
from trip_analytics.reports.model import Bullets, Figure, Missing, Paragraph, Subheading, Table
from trip_analytics.returns import Returns

EFFECT = "How much more the practices that teams chose improved than their others"


def words(report):
    """Everything a report says outside its tables' cells."""
    said = [report.title, report.organisation]
    for section in report.sections:
        said.append(section.heading)
        for block in section.blocks:
            match block:
                case Paragraph(text) | Subheading(text):
                    said.append(text)
                case Bullets(items):
                    said.extend(items)
                case Figure():
                    said.extend((block.title, block.alt, block.caption))
                case Table():
                    said.extend((block.title, *block.all_notes))
    return said


def section(report, heading):
    return next(each for each in report.sections if each.heading.startswith(heading))


def text_of(part):
    return " ".join(
        block.text if isinstance(block, Paragraph) else " ".join(block.items)
        for block in part.blocks
        if isinstance(block, Paragraph | Bullets)
    )


def left_out(report):
    """What the report says that it has not."""
    return [item for block in report.sections[-1].blocks for item in block.items]


def test_sections_stand_in_their_order(report):
    assert [each.heading for each in report.sections] == [
        "In brief",
        "Who took part",
        "Strongest and weakest practices",
        "Ratings of every practice",
        "Where teams differ",
        "What changed",
        "Where the organisational challenges are",
        "What teams chose as priorities",
        "What to talk over",
        "How the figures were protected",
        "How to read the figures",
        "Words that we use",
        "What is not in this report",
    ]


def test_the_made_patterns_are_told(report):
    in_full = section(report, "Strongest and weakest")
    strongest, weakest = (block for block in in_full.blocks if isinstance(block, Bullets))
    assert strongest.items[0].startswith("Involving family and friends: rated 4.")
    assert strongest.items[0].endswith(", so it is clearly among the strongest.")
    assert weakest.items[0].startswith("Collaborative plans and notes: rated 2.")
    assert weakest.items[0].endswith("It is clearly the weakest of the eight.")
    brief = section(report, "In brief")
    part, moved, strong, weak, then = brief.blocks[1].items
    assert part.endswith("of the 33 teams we asked returned a review.")
    assert re.fullmatch(r"Since 2023, shared safety planning \(\+\d\.\d\) improved\.", moved)
    two = r"Involving family and friends \(4\.\d\) and [^.(]+ \(\d\.\d\) are clearly among the "
    assert re.match(two, strong)
    assert re.match(r"Collaborative plans and notes \(2\.\d\) is clearly the weakest", weak)
    assert then.startswith("Teams most often chose ")


def test_numbers_in_sentences_are_those_of_the_table(report, returns):
    returned = section(report, "Who took part")
    (table,) = (block for block in returned.blocks if isinstance(block, Table))
    _, asked, came = table.rows[-1]
    assert asked == 33
    assert f"{came} of the 33 teams we asked returned a review." in text_of(returned)

    strongest = practice_profile(returns, year=2025).sort_values("mean").iloc[-1]
    line = text_of(section(report, "Strongest and weakest"))
    assert f"rated {strongest['mean']:.1f} on average by {strongest['teams']} teams" in line


def test_the_challenges_are_told_in_the_sentences_of_the_released_table(report, returns):
    released = release(stage_profile(returns), returns)
    assert describe(released.table) in text_of(section(report, "Where the organisational"))


def test_no_team_is_named_anywhere(report):
    cells = [str(cell) for table in report.tables for row in table.rows for cell in row]
    assert not [text for text in (*words(report), *cells) if "Kestrel" in text]


def test_alternative_text_says_what_the_table_says(report):
    brief = section(report, "In brief")
    (picture,) = (block for block in brief.blocks if isinstance(block, Figure))
    averages = next(table for table in report.tables if "teams well developed" in table.title)
    for practice, teams, mean, (low, high), *_ in averages.rows:
        assert f"{practice} {mean} ({low} to {high}), {teams} teams" in picture.alt


def test_breakdown_by_service_line_has_every_part(report):
    groups = next(table for table in report.tables if "by service line" in table.title)
    assert [row[1] for row in groups.rows[:4]] == [
        "All teams", "Adult community", "Older people", "Rehabilitation"
    ]  # fmt: skip


@pytest.mark.usefixtures("undrawn")
def test_breakdown_merges_small_service_lines(make_returns):
    lines = ("Adult", "Adult", "Older people", "Older people", "Forensic", "Rehabilitation")
    returns = make_returns(teams=42, service_lines=lines, years=(2025,))
    full = section(
        annual_report(returns, ReportRequest(by="service_line")), "Ratings of every practice"
    )
    groups = [b for b in full.blocks if isinstance(b, Table)][-1]
    assert {row[1] for row in groups.rows} == {
        "All teams", "Adult", "Older people", "Other services"
    }  # fmt: skip
    assert "Those with fewer than 10 teams are put together as “Other services”." in text_of(full)


@pytest.fixture(scope="module")
def agreed(make_returns, drawing_dots):
    """The report of a year in which all teams rate one practice alike."""
    returns = make_returns(teams=12, years=(2025,))
    ratings = returns.ratings.copy()
    ratings.loc[ratings["item_id"] == "choices", "rating"] = 4
    with drawing_dots():
        return annual_report(replace(returns, ratings=ratings))


def test_withheld_figures_are_shown_as_withheld(agreed):
    for table in agreed.tables:
        for row in table.rows:
            if row[0] == "Own choices and decisions" and "Statement" not in table.columns[1].title:
                if "chose" in table.title:
                    continue
                assert Missing.WITHHELD in row
    assert "own choices" not in text_of(section(agreed, "Strongest")).casefold()


@pytest.mark.usefixtures("undrawn")
def test_where_all_is_withheld_it_is_said_once_and_without_pictures(make_returns):
    returns = make_returns(teams=12, years=(2025,))
    alike = replace(returns, ratings=returns.ratings.assign(rating=4))
    report = annual_report(alike)
    cannot = "How practices were rated in 2025 cannot be shown."
    assert cannot in report.sections[0].blocks[1].items
    rated = section(report, "Ratings of every practice")
    assert cannot in text_of(rated)
    for part in (report.sections[0], rated):
        assert not any(isinstance(block, Figure) for block in part.blocks)
    assert any("an order would say little" in said for said in left_out(report))
    assert not any(each.heading.startswith("Strongest") for each in report.sections)


@pytest.mark.usefixtures("undrawn")
def test_report_and_results_say_the_same(returns):
    report = annual_report(returns)  # without parts, every practice that is shown has a place
    ends = text_of(section(report, "Strongest"))
    for practice in (
        *strongest_practices(returns)["practice"],
        *weakest_practices(returns)["practice"],
    ):
        assert f"{practice}: rated " in ends
    released = describe(release(change_between(returns, 2024, 2025), returns))
    assert released in text_of(section(report, "What changed"))
    for said in ratings_in_words(practice_profile(returns)):
        assert said in text_of(section(report, "Ratings of every"))
    assert describe(participation(returns)).split(". ")[0] in text_of(report.sections[0])


def what_changed(report):
    """The subheadings of what changed, and the titles of its tables."""
    changed = section(report, "What changed")
    parts = [block.text for block in changed.blocks if isinstance(block, Subheading)]
    return parts, " ".join(block.title for block in changed.blocks if isinstance(block, Table))


def test_what_the_same_teams_did_is_not_for_the_public(report):
    assert report.notice == ""
    parts, tables = what_changed(report)
    assert parts == ["Since 2023", "Year by year"]
    assert "rated in both years" not in tables
    assert EFFECT not in [table.title for table in report.tables]


@pytest.mark.slow_but(1)
@pytest.mark.usefixtures("undrawn")
@pytest.mark.parametrize(
    ("audience", "notice"),
    [
        ("board", "For Ms Rae and Mr Osei only."),
        ("desk", "For the desk: not to be passed on."),
    ],
)
def test_what_the_same_teams_did_is_for_the_board_and_the_desk(returns, audience, notice):
    request = ReportRequest(audience=audience, readers="Ms Rae and Mr Osei")
    report = annual_report(returns, request)
    assert report.notice.startswith(notice)
    parts, tables = what_changed(report)
    assert parts == ["Since 2023", "Year by year", "In the same teams", "Over the years"]
    assert "rated in both years" in tables
    assert EFFECT in [table.title for table in report.tables]


@pytest.mark.usefixtures("undrawn")
def test_at_the_desk_nothing_is_withheld(make_returns):
    returns = make_returns(teams=12, years=(2024, 2025))
    alike = replace(returns, ratings=returns.ratings.assign(rating=4))
    report = annual_report(alike, ReportRequest(audience="desk"))
    assert report.withheld == ()
    assert not [table for table in report.tables if Missing.WITHHELD in table.shorthand]


@pytest.mark.usefixtures("undrawn")
def test_missing_parts_are_said(make_returns):
    returns = make_returns(teams=12, years=(2025,), stages=0, priorities=False, register=False)
    report = annual_report(returns)
    assert {
        "What changed: there are no ratings from before 2025 to compare with.",
        "The organisational challenges: nobody returned Template A in this year.",
        "What teams chose as priorities: no team named a priority in 2025.",
        "Views of staff and of people using services: no team gave the ratings of both.",
        "Comments in teams' own words: nobody chose any to be quoted.",
    } <= set(left_out(report))
    assert "there is no register of teams" in text_of(section(report, "Who took part"))
    assert (
        "There are no ratings from before 2025 to compare with."
        in report.sections[0].blocks[1].items
    )


@pytest.mark.usefixtures("undrawn")
def test_a_year_of_template_a_alone_opens_with_it(make_returns):
    returns = make_returns(teams=12, years=(2024, 2025), priorities=False)
    only_stages = replace(
        returns,
        ratings=returns.ratings.iloc[:0],
        returns=returns.returns.loc[returns.returns["instrument"] == "template-a"],
    )
    report = annual_report(only_stages)
    assert [each.heading for each in report.sections[:3]] == [
        "In brief", "Who took part", "Where the organisational challenges are"
    ]  # fmt: skip
    assert left_out(report).count("Ratings of practices: no team rated its practices.") == 1
    (picture,) = (block for block in report.sections[0].blocks if isinstance(block, Figure))
    assert picture.title == "The stage of each challenge, 2025"


@pytest.mark.usefixtures("undrawn")
def test_a_year_is_compared_with_the_last_one_before_it(make_returns):
    returns = make_returns(teams=12, years=(2022, 2023, 2025))
    table, _ = (
        block
        for block in section(annual_report(returns), "What changed").blocks
        if isinstance(block, Table)
    )
    assert table.title == "Average ratings of two years, 2023 to 2025"
    profile = practice_profile(returns, year=2023).set_index("practice")
    for practice, before, *_ in table.rows:
        assert before == profile.loc[practice, "teams"]


def test_of_a_withheld_average_the_half_is_told(agreed):
    averages = next(table for table in agreed.tables if "teams well developed" in table.title)
    (row,) = (row for row in averages.rows if row[0] == "Own choices and decisions")
    assert row[2:] == ("above 3", *[Missing.WITHHELD] * 3)


def test_year_nobody_returned_lists_the_years_there_are(returns):
    with pytest.raises(AnalysisError, match=r"choose a year with returns \(2023, 2024, 2025\)"):
        annual_report(returns, ReportRequest(year=2019))


def test_without_returns(make_returns):
    with pytest.raises(AnalysisError, match="There are no returns to report on"):
        annual_report(make_returns(years=()))


def test_under_five_teams_is_refused(make_returns):
    with pytest.raises(DisclosureError, match="fewer than 5 teams"):
        annual_report(make_returns(teams=4, years=(2025,), stages=0))


def test_a_breakdown_by_team_is_refused(returns):
    with pytest.raises(DisclosureError, match="never shown apart"):
        annual_report(returns, ReportRequest(by="team"))


def test_organisation_without_a_name(make_returns):
    returns = make_returns(teams=12, years=(2025,), stages=0, priorities=False, organisation=None)
    assert gather_data(returns).organisation == "Our organisation"


def test_two_wordings_of_a_year_are_released_each_by_itself(make_returns):
    returns = make_returns(teams=36, years=(2025,), stages=0, priorities=False)
    trip = next(each for each in returns.instruments if each.instrument_id == "trip")
    first = trip.items[0]
    old, new = (
        replace(first.wordings[0], wording_id=name, first_year=year, comparable_with_previous=False)
        for name, year in (("old", 2013), ("new", 2024))
    )
    own = replace(trip, items=(replace(first, wordings=(old, new)), *trip.items[1:]))
    ratings = returns.ratings.copy()
    ratings = ratings.drop(index=ratings.index[ratings["item_id"] == first.item_id])
    mixed = ratings.drop_duplicates("team").head(30).assign(item_id=first.item_id)
    mixed = mixed.assign(wording_id=["old", "new"] * 15, rating=[1, 5, 2, 4, 3, 3] * 5)
    ratings = pd.concat([ratings, mixed.assign(state="rated")])
    found = gather_data(Returns.from_tables(ratings=ratings, instruments=[own]))
    table = found.tables["practice_profile"].table
    table = table.loc[table["item_id"] == first.item_id]
    assert table["teams"].tolist() == [15, 15]
    assert table["mean"].tolist() == [2.0, 4.0]
