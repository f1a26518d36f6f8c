"""Forms that are no team's return, and teams' returns that look like one of those."""

import openpyxl
import pytest

from tools.forms.cells import form_rows, write_rows
from trip_analytics.desk.export_tables import export_tables
from trip_analytics.errors import SourceError
from trip_analytics.instruments import load_instrument
from trip_analytics.loading.load_returns import load_returns
from trip_analytics.returns import Returns

STATEMENTS = [item.wordings[0].text for item in load_instrument("trip").items]
TEN = (4, 3, 2, 5, 1, 3, 4, 2)
MEANS = (3.67, 2.5, 4.25, 3.1, 2.75, 3.5, 4.4, 1.9)
BLANK = (None,) * 8

pytestmark = pytest.mark.usefixtures("without_workers")


@pytest.fixture
def kept(tmp_path):
    """Write forms, a sheet each, beside Zed Ward's; the teams that came of it, and the log."""

    def of(sheets, name="2025/form.xlsx", register=None):
        made = {name: sheets, "2025/zed ward.xlsx": {"TRIP": ("Zed Ward", (3,) * 8)}}
        for file, forms in made.items():
            rows = {
                sheet: [*([line] for line in above), *form_rows({"Team": team}, marks, above=[[]])]
                for sheet, (team, marks, *above) in forms.items()
            }
            write_rows(tmp_path / file, rows)
        if register:
            lines = "\n".join(f"T{n},{team}" for n, team in enumerate(register))
            (tmp_path / "teams.csv").write_text(f"team_id,team\n{lines}\n")
        returns = load_returns(tmp_path)
        log = returns.import_log
        teams = set(returns.returns["team"]) - {"Zed Ward"}
        return teams, log[log["source_file"] == name].to_dict("records")

    return of


@pytest.mark.parametrize(
    ("sheets", "kind"),
    [
        ({"Example": ("Your team", TEN)}, "worked-example"),
        ({"TRIP": ("Sunnyside Ward (made up)", TEN)}, "worked-example"),
        ({"TRIP": ("Example", TEN)}, "worked-example"),
        ({"TRIP": (None, TEN, "WORKED EXAMPLE - do not write on this sheet")}, "worked-example"),
        ({"TRIP": ("<team name here>", BLANK)}, "empty-template"),
        ({"TRIP": ("Blank template", BLANK)}, "empty-template"),
        ({"TRIP": (None, BLANK)}, "empty-template"),
        ({"TRIP": ("TEST - please ignore", TEN)}, "test-form"),
        ({"Board summary": (None, TEN)}, "made-of-returns"),
        ({"TRIP": ("Trust average", TEN)}, "made-of-returns"),
        ({"TRIP": ("National benchmark", TEN)}, "made-of-returns"),
        ({"TRIP": (None, MEANS)}, "made-of-returns"),
    ],
)
def test_a_form_that_is_no_teams_is_one_row_of_the_log(kept, sheets, kind):
    teams, log = kept(sheets)
    assert teams == set()
    told = [entry for entry in log if entry["kind"] != "other-text"]
    assert [entry["kind"] for entry in told] == [kind]
    marks = [mark for mark in next(iter(sheets.values()))[1] if mark is not None]
    for mark in marks:  # nothing is lost
        assert str(mark) in told[0]["found"]


@pytest.mark.parametrize("heading", ["How to fill in the form", "Worked example", "Guidance"])
def test_what_a_cover_sheet_is_for_the_teams_sheets_are_not(kept, tmp_path, heading):
    teams = {"Ash Ward": (None, TEN), "Oak Ward": (None, TEN[::-1])}
    kept(teams)
    path = tmp_path / "2025/form.xlsx"
    book = openpyxl.load_workbook(path)
    book.create_sheet("Cover", 0)["A1"] = heading
    book.save(path)
    assert {"Ash Ward", "Oak Ward"} <= set(load_returns(tmp_path).returns["team"])


def test_a_sheet_named_as_a_part_of_the_form_is_no_benchmark(kept):
    teams, log = kept({"Benchmarking": (None, TEN)})
    assert (teams, {row["kind"] for row in log}) == (set(), {"no-team"})


def test_an_example_beside_a_teams_own_form_is_none(kept):
    forms = {"How to fill in": ("Sunny Ward", TEN), "Our TRIP": ("Ash Ward", TEN)}
    teams, log = kept(forms)
    assert teams == {"Ash Ward"}
    assert "worked-example" in [entry["kind"] for entry in log]


@pytest.mark.parametrize(
    ("sheets", "register"),
    [
        ({"Example": ("Ash Ward", TEN)}, ["Ash Ward", "Zed Ward"]),
        ({"Example": ("Ash Ward", TEN)}, None),
        ({"Template": ("Ash Ward", TEN)}, None),
        ({"Board summary": ("Ash Ward", TEN)}, None),
        ({"TRIP": ("Target House", TEN)}, None),
        ({"TRIP": ("Consensus", TEN)}, ["Consensus", "Zed Ward"]),
        ({"TRIP": ("Ash Ward", BLANK)}, None),
        ({"TRIP": ("Test Valley CMHT", TEN)}, None),
    ],
)
def test_a_teams_own_return_is_one_wherever_it_stands(kept, sheets, register):
    teams, _ = kept(sheets, register=register)
    assert teams == {next(iter(sheets.values()))[0]}


def test_a_filled_template_that_names_nobody_is_asked_about(kept):
    teams, log = kept({"Template": (None, TEN)}, "2025/TRIP template.xlsx")
    assert teams == set()
    assert ("error", "no-team") in [(entry["severity"], entry["kind"]) for entry in log]


def test_a_blank_form_under_a_wards_name_is_that_wards(kept):
    teams, _ = kept({"TRIP": (None, BLANK)}, "2025/Ash Ward.xlsx")
    assert teams == {"Ash Ward"}


def test_guidance_with_the_statements_alone_is_asked_about_in_one_row(kept, tmp_path):
    path = tmp_path / "2025" / "guide.csv"
    path.parent.mkdir()
    path.write_text("\n".join(["How to use it", *(f'"{text}"' for text in STATEMENTS)]))
    kept({"TRIP": ("Ash Ward", TEN)})
    returns = load_returns(tmp_path)
    assert set(returns.returns["team"]) == {"Ash Ward", "Zed Ward"}
    log = returns.import_log
    about = log[(log["source_file"] == "2025/guide.csv") & (log["severity"] != "note")]
    assert about["kind"].tolist() == ["guidance"]


def test_the_refusal_says_which_files_lack_a_year(tmp_path, write_return):
    for name in ("ash", "oak"):
        write_return(tmp_path / f"{name}.xlsx", {"Team": f"{name} Ward"})
    with pytest.raises(SourceError, match=r"ash.xlsx, oak.xlsx \(Ask which year's review"):
        load_returns(tmp_path)


def test_an_export_alone_is_refused_with_what_to_name_instead(tmp_path):
    export_tables(Returns(), tmp_path)
    with pytest.raises(
        SourceError, match=r"wrote this .*: name the folder or file that the returns"
    ):
        load_returns(tmp_path)


def test_the_refusal_says_that_there_is_no_form(tmp_path):
    (tmp_path / "Thumbs.db").write_bytes(b"\x00")
    with pytest.raises(SourceError, match="there is no form yet"):
        load_returns(tmp_path)


def test_another_list_is_refused_as_a_whole_and_says_how_to_give_it(tmp_path, write_return):
    book = openpyxl.Workbook()
    own = [f"Line number {n} of the list that we made" for n in range(9)]
    for row in [["Team:", "Ash Ward"], ["Year:", 2025], ["Statement", "Rating"]]:
        book.active.append(row)
    for line in [*STATEMENTS[:4], *own]:
        book.active.append([line, 5])
    book.save(tmp_path / "own list.xlsx")
    with pytest.raises(
        SourceError, match=r"own list.xlsx .*a list of your own\? Give it with --inst"
    ):
        load_returns(tmp_path)
    write_return(tmp_path / "zed.xlsx", {"Team": "Zed Ward", "Year": 2025})
    returns = load_returns(tmp_path)
    assert returns.returns["team"].tolist() == ["Zed Ward"]
    log = returns.import_log
    asked = log[log["severity"] != "note"]
    assert asked["kind"].tolist() == ["another-list"]
    assert "B4 5" in asked["found"].item()
    assert log["found"].str.contains("Line number 8").any()


def test_answers_that_cannot_be_told_are_no_blank_form(kept):
    book_of_two = {"TRIP": (None, (7, 9, 8, 9, 7, 8, 9, 10))}  # on another scale
    teams, log = kept(book_of_two, "2025/Larches.xlsx")
    assert teams <= {"Larches"}
    assert "error" in {entry["severity"] for entry in log}
    assert "empty-template" not in {entry["kind"] for entry in log}


@pytest.mark.parametrize("sheet", ["Results", "Summary", "Example", "Sheet1", "Guidance"])
@pytest.mark.parametrize("register", [None, ["Larches", "Zed Ward"]])
def test_the_only_answers_in_a_teams_file_are_its_own_whatever_their_sheet_is_called(
    kept, sheet, register
):
    teams, _ = kept({sheet: (None, TEN)}, "2025/Larches.xlsx", register)
    assert teams == {"Larches"}


@pytest.mark.parametrize("register", [None, ["Larches", "Zed Ward"]])
def test_an_example_beside_the_own_form_of_a_file_named_after_its_team_is_none(kept, register):
    forms = {"Example": (None, TEN), "Our TRIP": (None, (1,) * 8)}
    teams, log = kept(forms, "2025/Larches TRIP.xlsx", register)
    assert teams == {"Larches"}
    assert "worked-example" in {entry["kind"] for entry in log}
