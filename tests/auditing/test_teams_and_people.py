import openpyxl
import pytest

from trip_analytics.auditing.audit import audit_files

TEAMS = ["Kestrel Ward", "Merlin", "North Moor Crisis Team"]


@pytest.fixture
def register(tmp_path):
    path = tmp_path / "teams.csv"
    lines = ["team_id,team,aliases,service_line"]
    lines += [f"t{at},{team},,Adult" for at, team in enumerate(TEAMS)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def kinds(found):
    return sorted(set(found["kind"]))


BY_TEAM = [["Team", "Choices", "Hope"], *([team, 3, 4] for team in TEAMS)]
UNTITLED = [["", "Choices", "Hope"], ["Kestrel Ward", 3, 4], ["Heron Ward", 2, 5]]
ACROSS = [["Practice", "Kestrel Ward", "Heron Ward"], ["Choices", 3, 4], ["Hope", 2, 5]]
BY_NAME = [["Place", "Mean rating"], ["Merlin", 3.5], ["Heron", 4.0]]


@pytest.mark.parametrize("rows", [BY_TEAM, UNTITLED, ACROSS])
def test_a_table_by_team_is_caught_without_a_register(rows, folder, workbook):
    found = audit_files(workbook(folder / "r.xlsx", rows))
    assert kinds(found) == ["team-named"]


def test_a_name_that_only_the_register_knows(folder, workbook, register):
    path = workbook(folder / "r.xlsx", BY_NAME)
    assert audit_files(path).empty
    found = audit_files(path, teams=register)
    assert kinds(found) == ["team-named"]
    assert "the name of a team" in found["finding"][0]
    assert "Merlin" not in found["finding"][0]


def test_a_sheet_of_its_own_for_each_team(folder, workbook, register):
    path = workbook(folder / "r.xlsx", [["Practice", "Rating"], ["Choices", 3]], name="Merlin")
    assert kinds(audit_files(path, teams=register)) == ["team-named"]


def test_what_a_worksheet_prints_at_the_head_of_each_page(folder, workbook, register):
    path = workbook(folder / "r.xlsx", [["Practice", "Mean"], ["Choices", 3.5]])
    assert audit_files(path, teams=register).empty
    book = openpyxl.load_workbook(path)
    book.active.oddHeader.center.text = "Merlin: 3.5 on average"
    book.save(path)
    assert kinds(audit_files(path, teams=register)) == ["team-named"]


def test_a_team_in_a_sentence_with_figures(folder, register):
    page = folder / "r.html"
    page.write_text("<html><p>Merlin rose by 1.2 points.<p>Our trust thanks Kestrel Ward.</html>")
    found = audit_files(page, teams=register)
    assert kinds(found) == ["team-named"]
    assert "has the name of a team beside figures" in found["finding"][0]


def test_a_team_that_is_called_by_an_ordinary_word(folder, tmp_path):
    path = tmp_path / "teams.csv"
    path.write_text("team_id,team,aliases,service_line\nt1,Team,,Adult\n", encoding="utf-8")
    page = folder / "r.html"
    page.write_text("<html><p>One team in 3 rated it 4.</html>", encoding="utf-8")
    assert audit_files(page, teams=path).empty


def test_who_returned_is_no_answer(folder, workbook, register):
    rows = [["Team", "Asked", "Returned", "Complete"], *([team, 1, 1, 0] for team in TEAMS)]
    assert audit_files(workbook(folder / "r.xlsx", rows), teams=register).empty


def test_service_lines_and_types_of_team_are_no_teams(folder, workbook):
    rows = [["Team type", "Average"], ["Acute ward", 3.4], ["Crisis team", 3.1]]
    by_size = [["Service", "Teams", "Average"], ["Acute ward", 14, 3.4], ["Crisis team", 12, 3.1]]
    assert audit_files(workbook(folder / "r.xlsx", rows)).empty
    assert audit_files(workbook(folder / "s.xlsx", by_size)).empty


def test_what_looks_like_a_persons_identifier(folder):
    page = folder / "r.html"
    page.write_text(
        "<html><p>Ring Mrs Ada Grey on 07700 900123 about NHS number 943 476 5870.</html>"
    )
    found = audit_files(page)
    assert kinds(found) == ["personal-data"]
    assert "an NHS number, a telephone number and a person's name" in found["finding"][0]
    assert "Grey" not in found["finding"][0]


def test_a_comment_quoted_in_a_table_too(folder, workbook):
    rows = [["Practice", "What teams said"], ["Choices", "Dr Ada Grey helped"]]
    assert kinds(audit_files(workbook(folder / "r.xlsx", rows))) == ["personal-data"]
