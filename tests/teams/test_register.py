import openpyxl
import pytest

from trip_analytics.errors import TeamRegisterError
from trip_analytics.teams import load_register

GOOD = (
    "Team ID;Team;Aliases;Service line;opened;closed;merged_into\n"
    'T01;Ash Ward;"Ward Ash;Ash (Acute)";Adult acute;2020;;\n'
    "T02;Elm Team;;Older people;01/06/2023;30/09/2024;T01\n"
)


def write(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "teams.csv"
    path.write_text(text, encoding=encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_register_as_excel_saves_it(tmp_path, encoding):
    register = load_register(write(tmp_path, GOOD.replace("Elm", "Élan"), encoding))
    assert register.find("ward ASH").team_id == "T01"
    assert register.find("élan team").service_line == "Older people"
    assert register.table["opened"].dt.strftime("%Y-%m-%d").tolist() == ["2020-01-01", "2023-06-01"]
    assert register.table["closed"].isna().tolist() == [True, False]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("name", ["teams.csv", "teams.tsv", "teams.txt"])
def test_a_register_between_any_delimiters(tmp_path, delimiter, encoding, name):
    titles = ["team_id", "team", "aliases"]
    rows = [titles, ["T01", '"Ash, Elm; and Oak"', '"Ward Ash;\nAsh (Acute)"'], ["T02", "Fir", ""]]
    path = tmp_path / name
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding=encoding)
    register = load_register(path)
    assert register.table["team"].tolist() == ["Ash, Elm; and Oak", "Fir"]
    assert register.find("ash acute").team_id == "T01"


def test_a_problem_is_told_by_the_row_that_a_person_sees(tmp_path):
    text = 'team_id,team\nT01,"Ash\nWard"\n\nT02,\n'
    with pytest.raises(TeamRegisterError, match="line 4 has no team_id or no team"):
        load_register(write(tmp_path, text))


def test_a_register_as_a_workbook(tmp_path):
    book = openpyxl.Workbook()
    for row in [["team_id", "team", "opened"], ["T01", "Ash Ward", 2020], [7, "Elm Team"]]:
        book.active.append(row)
    book.save(tmp_path / "teams.xlsx")
    register = load_register(tmp_path / "teams.xlsx")
    assert register.table["team_id"].tolist() == ["T01", "7"]
    assert register.table["opened"].dt.year.tolist()[0] == 2020


def test_the_longest_name_in_a_text_counts(tmp_path):
    register = load_register(write(tmp_path, "team_id,team\n1a,North\n2b,North East\n"))
    assert register.within("TRIP_North_East_2025").team.team == "North East"
    assert register.within("TRIP north 2025").team.team == "North"
    assert register.within("Northern") is None
    assert register.within("Returns of the north") is None


def test_every_problem_is_said_at_once(tmp_path):
    text = (
        "team_id,team,aliases,opened,merged_into\n"
        "T01,Ash Ward,,soon,\nT01,Elm,,,T99\n,Oak,,,\nT04,Fir,ASH ward,,\n"
    )
    with pytest.raises(TeamRegisterError) as refusal:
        load_register(write(tmp_path, text))
    message = str(refusal.value)
    for problem in ("line 2: opened is 'soon'", "'T01' stands more than once",
        "'T99'", "line 4 has",
                    "share the name 'ash ward'"):  # fmt: skip
        assert problem in message


@pytest.mark.parametrize("text", ["", "name,line\nAsh,Adult\n"])
def test_a_register_without_teams_or_columns_is_refused(tmp_path, text):
    with pytest.raises(TeamRegisterError):
        load_register(write(tmp_path, text))


def test_a_missing_register_is_one_plain_sentence(tmp_path):
    with pytest.raises(TeamRegisterError, match="cannot be opened"):
        load_register(tmp_path / "no.csv")
