import datetime as dt

import openpyxl
import pytest

from trip_analytics.analysis.participation import expected_teams
from trip_analytics.errors import TeamRegisterError
from trip_analytics.tables.check import frame
from trip_analytics.tables.columns import TEAM_REGISTER
from trip_analytics.teams.load_register import load_register, register_of
from trip_analytics.teams.register import Team, TeamRegister

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
    for problem in ("line 2: opened is 'soon'", "'T01' is there more than once",
        "'T99'", "line 4 has",
                    "share the name 'ash ward'"):  # fmt: skip
        assert problem in message


@pytest.mark.parametrize("text", ["", "name,line\nAsh,Adult\n"])
def test_a_register_without_teams_or_columns_is_refused(tmp_path, text):
    with pytest.raises(TeamRegisterError):
        load_register(write(tmp_path, text))


def test_a_missing_register_is_one_plain_sentence(tmp_path):
    with pytest.raises(TeamRegisterError, match="There is no register of teams called"):
        load_register(tmp_path / "no.csv")


TRUST = """team_id,team,aliases,service_line,team_type,opened,closed,merged_into
T01,Ash Ward,Ash,Adult acute,ward,,,
T02,Elm Team,Elm CMHT,Older people,community,,,
T03,Ward B2,,Adult acute,ward,,,
T04,Ward B22,,Adult acute,ward,,,
T05,North CMHT,North,Adult community,community,,,
T06,Crisis Team,Crisis,Adult community,crisis,,,
T07,Ward 1 (Bassetlaw),,Adult acute,ward,,,
T08,Ward 1 (Mansfield),,Adult acute,ward,,,
T09,Birch Ward,Birch Ward (female),Adult acute,ward,,,
"""


@pytest.fixture
def trust(tmp_path):
    return load_register(write(tmp_path, TRUST))


@pytest.mark.parametrize(
    ("name", "team_id"),
    [
        ("the ASH ward", "T01"),
        ("B2", "T03"),
        ("B2 Ward", "T03"),
        ("Ward B2 (Bassetlaw)", "T03"),
        ("Ward B 2", "T03"),
        ("B22", "T04"),
        ("CMHT North", "T05"),
        ("Ward 1 - Bassetlaw", "T07"),
        ("Ash Ward, Millbrook Hospital", "T01"),
        ("Older people: Elm Team", "T02"),
        ("Ash Ward Team", "T01"),
    ],
)
def test_a_team_is_known_by_what_can_only_be_its_name(trust, name, team_id):
    assert trust.match(name).team.team_id == team_id


@pytest.mark.parametrize(
    "name",
    [
        "Ash Grove Team",
        "Ash Team",
        "Elmfield",
        "Ask Ward",
        "Ward 1",
        "Ward B3",
        "Rehab - North",
        "Home Treatment and Crisis Support",
        "Ash Ward and Elm Team",
        "Ash Ward, Elm Team",
        "Ash Ward, Oak Team",
        "Birch Ward (male)",
        "South CMHT",
        "",
    ],
)
def test_a_name_that_may_be_anothers_is_nobodys(trust, name):
    assert trust.match(name) is None


@pytest.mark.parametrize(
    ("name", "proposal"),
    [
        ("Ask Ward", "Ash Ward"),
        ("Ward 1", "Ward 1 (Bassetlaw) or Ward 1 (Mansfield)"),
        ("North Community Mental Health Team", "North CMHT"),
        ("Ash Ward and Elm Team", "Ash Ward or Elm Team"),
        ("Ward B3", None),
        ("South CMHT", None),
        ("Sunflower House", None),
    ],
)
def test_a_likely_team_is_proposed(trust, name, proposal):
    assert trust.proposal_for(name) == proposal


@pytest.mark.parametrize(
    ("text", "team_id", "doubtful"),
    [
        ("TRIP_Ash_2025_v2", "T01", False),
        ("Copy of Ash Ward (2)", "T01", False),
        ("Ward B22 TRIP 2025", "T04", False),
        ("Returns north 2025", "T05", False),
        ("Ash Ward TRIP JS edits", "T01", True),
        ("Elm Team East 2025", "T02", True),
        ("Ash Grove Team TRIP 2025", None, None),
        ("North Trust returns", None, None),
        ("Crisis plans 2025", None, None),
        ("Elmfield", None, None),
        ("Ash Ward and Elm Team", None, None),
        ("2025", None, None),
    ],
)
def test_a_team_in_a_files_name(trust, text, team_id, doubtful):
    found = trust.within(text)
    assert (found and found.team.team_id, found and found.doubtful) == (team_id, doubtful)


MERGED = """team_id,team,opened,closed,merged_into
P,Ash Ward,,2021-05-01,Q
Q,Elm Team,2021,30/09/2023,R
R,Oak House,2023-10-01,,
S,Fir Team,,2022,
"""


def test_a_return_follows_mergers_and_the_closing_year_is_still_the_teams_own(tmp_path):
    register = load_register(write(tmp_path, MERGED))
    whose = {
        (team, year): register.in_year(register.find(team), year).team_id
        for team in "PQS"
        for year in (2021, 2022, 2023, 2024)
    }
    assert [whose["P", year] for year in (2021, 2022, 2023, 2024)] == ["P", "Q", "Q", "R"]
    assert [whose["Q", year] for year in (2021, 2022, 2023, 2024)] == ["Q", "Q", "Q", "R"]
    assert {whose["S", year] for year in (2021, 2024)} == {"S"}


@pytest.mark.parametrize(
    ("rows", "problem"),
    [
        ("T1,Ash,,2024-05-01,2023-05-01,", "line 2: it closed (2023-05-01) before it opened"),
        ("T1,Ash,,,2023,T1", "line 2: 'Ash' is merged into itself"),
        (
            "T1,Ash,,,2023,T2\nT2,Elm,,,2023,T1",
            "line 2: 'Ash' and 'Elm' are merged into each other",
        ),
        ("T1,Ash,,,2023,T2\nT2,Elm,,,2021,", "line 2: 'Ash' is merged into 'Elm', which had"),
        ("T1,Ash,Elm,,,\nT2,Elm,,,,", "'Elm' and 'Ash' share the name 'elm'"),
        ("T1,Ash,,,,\nT2,The ASH,,,,", "share the name 'ash'"),
        ("T1,Ash,,,,Nobody", "merged_into 'Nobody' is no team_id"),
    ],
)
def test_a_register_that_contradicts_itself_is_refused(tmp_path, rows, problem):
    text = f"team_id,team,aliases,opened,closed,merged_into\n{rows}\n"
    with pytest.raises(TeamRegisterError) as refusal:
        load_register(write(tmp_path, text))
    assert problem in str(refusal.value)
    assert str(refusal.value).count("\n  - ") == 1


def test_a_register_in_the_trusts_own_words(tmp_path):
    text = (
        "Our teams in 2025,,,,,\n\n"
        "Ward Code , Ward name,Also known as,Directorate,Date closed,Manager\n"
        "T1 ,  Ash   Ward ,Ward Ash|Ash,Adult acute,-,J. Smith\n"
        ",,,,,\n"
        'T2,Elm Team,"Elm, Elm CMHT",Older people,n/a,\n'
    )
    register = load_register(write(tmp_path, text))
    assert register.table["team"].tolist() == ["Ash Ward", "Elm Team"]
    assert register.find("ash").service_line == "Adult acute"
    assert register.find("elm cmht").team_id == "T2"
    assert register.table["closed"].isna().all()
    assert register.remarks == ["Not used of it: 'Manager'."]


def test_pieces_between_commas_that_two_teams_share_are_nobodys(tmp_path):
    text = 'team_id,team,aliases\nT1,Ash,"Ward 1, Moorcroft"\nT2,Elm,"Ward 2, Moorcroft"\n'
    register = load_register(write(tmp_path, text))
    assert register.find("Moorcroft") is None
    assert register.find("Ward 2, Moorcroft").team_id == register.find("ward 2").team_id == "T2"


def test_a_mistyped_title_is_asked_about_and_two_columns_for_one_refused(tmp_path):
    text = "team_id,team,mergd into,closed,end date\nT1,Ash,,,\n"
    with pytest.raises(TeamRegisterError) as refusal:
        load_register(write(tmp_path, text))
    assert "the column 'mergd into' is not known: is it merged_into?" in str(refusal.value)
    assert "two columns hold closed" in str(refusal.value)


def test_a_successor_may_be_named_and_a_merger_without_a_date_is_remarked_on(tmp_path):
    text = "team_id,team,closed,merged_into\nT1,Ash Ward,,elm team\nT2,Elm Team,,\n"
    register = load_register(write(tmp_path, text))
    assert register.successor(register.find("Ash Ward")).team_id == "T2"
    assert "when is not said (closed)" in register.remarks[0]
    assert expected_teams(register.table, 2025).index.tolist() == ["T2"]


def test_titles_on_the_second_sheet_and_dates_as_excel_has_them(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["About this register"])
    sheet = book.create_sheet("Teams")
    sheet.append(["team_id", "team", "closed"])
    sheet.append(["T1", "Ash Ward", dt.date(2024, 9, 30)])
    book.save(tmp_path / "teams.xlsx")
    register = load_register(tmp_path / "teams.xlsx")
    assert register.closed(register.find("ash ward")) == 2024


@pytest.mark.parametrize(
    ("name", "likely"),
    [("Harrowgate Rd Assessment Team", "Harrowgate Road Assessment Team"),
     ("Horizon E.I.P. team", "Horizon Early Intervention in Psychosis Team"),
     ("HORIZON e.i.p", "Horizon Early Intervention in Psychosis Team"),
     ("Fenby team", "Fenby Community Mental Health Team or Fenby Crisis Team"),
     ("Fenby North team", None), ("Community team", None), ("Larch team", None)],
)  # fmt: skip
def test_abbreviations_initials_and_first_names_of_teams_are_proposed(name, likely):
    teams = ["Harrowgate Road Assessment Team", "Horizon Early Intervention in Psychosis Team",
             "Fenby Community Mental Health Team", "Fenby Crisis Team"]  # fmt: skip
    rows = [{"team_id": f"T{n}", "team": team} for n, team in enumerate(teams)]
    assert register_of(frame(TEAM_REGISTER, rows)).proposal_for(name) == likely


@pytest.mark.parametrize(
    ("typed", "team"),
    [
        ("EIP", "Early Intervention in Psychosis"),
        ("e.i.p.", "Early Intervention in Psychosis"),
        ("Memory Assessment Team", "Memory Assessment Service"),
        ("Garthby CMHT", "Garthby Community Mental Health Team"),
        ("CMHT Garthby", "Garthby Community Mental Health Team"),
        ("Kestral Ward", None),  # perhaps mistyped: for a person to look at
        ("CMHT", None),
    ],
)
def test_a_person_may_abbreviate_the_name_of_a_team(typed, team):
    names = (
        "Early Intervention in Psychosis",
        "Memory Assessment Service",
        "Garthby Community Mental Health Team",
        "Netherholm Community Mental Health Team",
        "Kestrel Ward",
    )
    register = TeamRegister(names={name: Team(name, name) for name in names})
    meant = register.meant_by(typed)
    assert (meant and meant.team) == team
    if typed == "Kestral Ward":
        assert "if you mean Kestrel Ward, write it in full" in register.not_found(typed, names)


def test_a_name_that_is_like_none_has_no_nearest_ones():
    names = ["Ash Ward", "Birch Ward", "Cedar House"]
    said = TeamRegister().not_found("Zqxv", names)
    assert said == "There is no team called 'Zqxv': give one by its name in the register."
    assert "The nearest is Cedar House." in TeamRegister().not_found("Cedar Hse", names)
