"""Names that the log proposes, accepted in one step: a register to be looked over and used."""

import openpyxl
import pytest

import trip_analytics as ta
from tools.forms.cells import form_rows, write_rows
from trip_analytics.cli import main
from trip_analytics.desk.proposed_register import proposed_names, write_proposed_register
from trip_analytics.documents import OWN_MARK

pytestmark = pytest.mark.usefixtures("without_workers")

REGISTER = """team_id,team,aliases,service_line,opened
007,Harrowgate Road Assessment Team,HRAT;Road,Acute,2019-04-01
T02,Horizon Early Intervention in Psychosis Team,,Community,
T03,Fenby Community Mental Health Team,,Community,
T04,Fenby Crisis Team,,Community,
"""
WRITTEN = ("Harrowgate Rd Assessment Team", "Horizon E.I.P. team", "Fenby team", "Larch")


@pytest.fixture
def folder(tmp_path):
    source = tmp_path / "returns"
    source.mkdir()
    (source / "teams.csv").write_text(REGISTER, encoding="utf-8")
    for number, team in enumerate(WRITTEN):
        marks = [1 + (number + at) % 5 for at in range(8)]
        write_rows(source / f"{number}.xlsx", form_rows({"Team": team, "Year": 2025}, marks))
    return source


def test_each_name_that_the_register_lacks_has_the_team_it_may_mean(folder):
    names = proposed_names(ta.load_returns(folder, workers=0))
    assert [(each.name, each.likely, each.team is not None) for each in names] == [
        ("Fenby team", "Fenby Community Mental Health Team or Fenby Crisis Team", False),
        ("Harrowgate Rd Assessment Team", "Harrowgate Road Assessment Team", True),
        ("Horizon E.I.P. team", "Horizon Early Intervention in Psychosis Team", True),
        ("Larch", None, False),
    ]


def test_a_register_with_marked_aliases_is_written_looked_over_and_used(folder, capsys):
    out = folder.parent / "teams.xlsx"
    assert main(["check", str(folder), "--register", str(out)]) == 1
    assert "the register with 2 new aliases, marked" in capsys.readouterr().out
    book = openpyxl.load_workbook(out)
    assert book.properties.category == OWN_MARK
    sheet = book["Teams"]
    marked = {cell.value for row in sheet.iter_rows() for cell in row
              if cell.fill.fgColor.rgb == "FFFFF2CC"}  # fmt: skip
    assert marked == {"HRAT;Road; Harrowgate Rd Assessment Team", "Horizon E.I.P. team"}
    found = [row[:3] for row in book["Names"].iter_rows(min_row=4, values_only=True)]
    assert found[0] == (
        "Fenby team", "Fenby Community Mental Health Team or Fenby Crisis Team", "no: choose"
    )  # fmt: skip
    (folder / "teams.csv").unlink()
    out.rename(folder / "teams.xlsx")
    returns = ta.load_returns(folder, workers=0)
    assert set(returns.returns["team_id"]) == {"007", "T02", "fenby-team", "larch"}
    assert returns.teams["opened"].notna().sum() == 1
    assert not returns.import_log["kind"].eq("register-remark").any()


def test_without_a_register_the_teams_that_returned_are_the_start_of_one(folder):
    (folder / "teams.csv").unlink()
    out = folder / "teams.xlsx"
    assert write_proposed_register(ta.load_returns(folder, workers=0), out) == (out, 0)
    again = ta.load_returns(folder, workers=0)
    assert again.teams["team"].tolist() == sorted(WRITTEN)
    assert not again.import_log["kind"].eq("unknown-team").any()


def test_a_register_one_folder_up_and_beside_a_file_is_found(folder, capsys):
    year = folder / "2025"
    year.mkdir()
    (folder / "0.xlsx").rename(year / "0.xlsx")
    for source in (year, year / "0.xlsx"):
        assert len(ta.load_returns(year, workers=0).teams) == 4
        assert main(["import", "--explain", str(year / "0.xlsx"), "--workers", "0"]) == 0
        assert "Is it Harrowgate Road Assessment Team?" in capsys.readouterr().out
        assert source.exists()
