"""The notebooks run, say what they cannot show, and are stored without outputs."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

import nbformat
import openpyxl
import pandas as pd
import pytest
from IPython.display import Markdown
from nbclient import NotebookClient

import trip_analytics as ta

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PRACTICES = ROOT / "notebooks" / "02_strong_and_weak_practices.ipynb"


def read(path):
    return nbformat.read(path, as_version=4)


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def is_for_parameters(cell):
    return "parameters" in cell.metadata.get("tags", [])


def table_of(outputs):
    return pd.read_html(StringIO(outputs[-1].data["text/html"]))[0]


@pytest.fixture(params=NOTEBOOKS, ids=lambda path: path.stem)
def stored(request):
    return request.param


def test_is_stored_without_outputs(stored):
    for cell in code_of(read(stored)):
        assert cell.outputs == []
        assert cell.execution_count is None


def test_takes_parameters(stored):
    tagged = [cell for cell in code_of(read(stored)) if is_for_parameters(cell)]
    assert len(tagged) == 1
    given = {}
    exec(tagged[0].source, given)  # noqa: S102 # two assignments of our own
    assert given["source"] == "../data/sample"
    assert given["year"] is None


def test_belongs_to_no_machine(stored):
    notebook = read(stored)
    assert notebook.metadata.kernelspec.name == "python3"
    assert set(notebook.metadata) <= {"kernelspec", "language_info"}
    assert not re.search(r"[A-Za-z]:\\\\|/(home|root|tmp|Users|work)/", stored.read_text("utf-8"))


@pytest.fixture(scope="module")
def executed():
    """The notebook run by a kernel of its own, from the repository's top folder."""
    notebook = read(PRACTICES)
    NotebookClient(notebook, timeout=60, resources={"metadata": {"path": str(ROOT)}}).execute()
    return {cell.id: cell.outputs for cell in code_of(notebook)}


def test_runs_without_a_word_of_complaint(executed):
    outputs = [output for outputs in executed.values() for output in outputs]
    said = [output.text for output in outputs if output.output_type == "stream"]
    assert said == []


def test_every_picture_is_there_in_words(executed):
    outputs = [output for outputs in executed.values() for output in outputs if "data" in output]
    pictures = [output for output in outputs if "image/png" in output.data]
    assert len(pictures) == 9
    below = "".join(output.data.get("text/markdown", "") for output in outputs)
    for picture in pictures:
        words = picture.metadata["image/png"]["alt"]
        assert len(words) > 100
        assert words in below


def test_finds_what_is_true_of_the_sample(executed):
    strongest, weakest = (table_of(executed[cell]).iloc[0] for cell in ("strongest", "weakest"))
    assert strongest[["practice", "standing"]].tolist() == ["Involving family and friends", "clear"]
    assert weakest[["practice", "standing"]].tolist() == ["Collaborative plans and notes", "clear"]
    since_the_first_year = table_of(executed["change-table"]).set_index("practice")["mean_change"]
    since_the_first_year = since_the_first_year.str.replace("−", "-").astype(float)
    assert since_the_first_year.idxmax() == "Shared safety planning"
    assert since_the_first_year.idxmin() == "Staff wellbeing"


def test_no_team_stands_beside_a_rating(executed):
    by_name = table_of(executed["teams"])
    assert len(by_name) > 40
    assert by_name["team"].str.casefold().is_monotonic_increasing
    assert not {"rating", "mean", "stage"} & set(by_name)
    # What a team wrote stays in its form: the place is enough to ask.
    to_ask = table_of(executed["errors"])
    assert list(to_ask) == ["team", "source_file", "sheet", "cell", "what_to_do"]
    elsewhere = str({cell: executed[cell] for cell in executed if cell not in ("errors", "teams")})
    assert [team for team in by_name["team"] if team in elsewhere] == []


def run(monkeypatch, **parameters):
    """What each cell displays, run here from the notebooks' folder, with other parameters."""
    monkeypatch.chdir(PRACTICES.parent)
    shown, names = {}, {}
    for cell in code_of(read(PRACTICES)):
        displayed = shown[cell.id] = []
        names["display"] = lambda *objects, to=displayed, **_: to.extend(objects)
        exec(cell.source, names)  # noqa: S102 # the notebook's own cell
        if is_for_parameters(cell):
            names.update(parameters)
    return shown


def words_of(displayed):
    return " ".join(each.data for each in displayed if isinstance(each, Markdown))


def pictures_of(displayed):
    return [each for each in displayed if not isinstance(each, Markdown)]


def test_another_year(monkeypatch):
    shown = run(monkeypatch, year=2022)
    assert "2022" in words_of(shown["profile"])
    assert "Nobody returned a form for 2021" in words_of(shown["change"])
    assert pictures_of(shown["change"]) == []
    assert len(pictures_of(shown["profile"])) == 1


@pytest.fixture
def few_teams(tmp_path):
    """The returns of three teams in one year, with ratings alone."""
    statements = [item.wordings[0].text for item in ta.load_instrument("trip").items]
    for first, team in enumerate(("Ash Ward", "Elm Team", "Oak House"), start=1):
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.append(["Team:", team])
        sheet.append(["Year:", 2025])
        sheet.append(["Statement", "Rating (1-5)", "Comments"])
        for statement in statements:
            sheet.append([statement, first])
        book.save(tmp_path / f"{team}.xlsx")
    return tmp_path


def test_few_teams_of_a_single_year(few_teams, monkeypatch):
    shown = run(monkeypatch, source=str(few_teams))
    said = words_of(shown["profile"])
    assert "Withheld: Roles, relationships and connections" in said
    assert "fewer than 5 teams rated it" in said
    assert "Nobody returned a form for 2024" in words_of(shown["change"])
    assert "No return of 2025 asks for the stages" in words_of(shown["stages"])
    assert "No team named a priority" in words_of(shown["themes"])
    assert shown["ranks"] == shown["strongest"] == []
