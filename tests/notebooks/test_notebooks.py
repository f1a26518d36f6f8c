"""Every notebook runs, says its pictures in words, and is stored without outputs."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.text import Text

import trip_analytics as ta
from tests.own_lists import two_lists

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
PICTURES = {
    "01_import_and_check": 1,
    "02_strong_and_weak_practices": 8,
    "03_change_over_time": 8,
    "04_priorities_and_challenges": 6,
    "05_annual_report": 1,
}
FOR_CHASING = ("teams", "ask-whom", "log-list")  # by name: no figures
OWN = "own-picture"  # drawn with seaborn, of the table above it
LONGEST = 12  # lines of a cell


def cells_of(notebook):
    """Its cells, each with its source as one text."""
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    return [{**cell, "source": "".join(cell["source"])} for cell in cells]


def code_of(notebook):
    return [cell for cell in cells_of(notebook) if cell["cell_type"] == "code"]


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def stored(request):
    return request.param


def test_is_stored_without_outputs(stored):
    for cell in code_of(stored):
        assert cell["outputs"] == []
        assert cell["execution_count"] is None


def test_takes_parameters(stored):
    tagged = [cell for cell in code_of(stored) if "parameters" in cell["metadata"].get("tags", [])]
    assert len(tagged) == 1
    given = {}
    exec(tagged[0]["source"], given)  # noqa: S102 # two assignments of our own
    assert given["source"] is None
    assert given["year"] is None


def test_no_cell_is_long_and_none_defines_a_function(stored):
    for cell in code_of(stored):
        assert len(cell["source"].splitlines()) <= LONGEST
        assert not re.search(r"^\s*(def|class) ", cell["source"], re.MULTILINE)


def test_belongs_to_no_machine(stored):
    written = stored.read_text("utf-8")
    about = json.loads(written)["metadata"]
    assert about["kernelspec"]["name"] == "python3"
    assert set(about) <= {"kernelspec", "language_info"}
    assert not re.search(r"[A-Za-z]:\\\\|/(home|root|tmp|Users|work)/", written)


def test_each_step_has_a_question_to_ask(stored):
    steps = [cell["source"] for cell in cells_of(stored) if cell["id"].endswith("-text")]
    assert len(steps) >= 6
    assert sum("*Worth asking" in step for step in steps) >= len(steps) - 4


@pytest.mark.slow
def test_runs_without_a_word_of_complaint(stored, outputs_of):
    outputs = [output for outputs in outputs_of(stored).values() for output in outputs]
    assert [output.text for output in outputs if output.output_type == "stream"] == []


@pytest.mark.slow
def test_every_picture_is_there_in_words(stored, outputs_of):
    shown = [
        output.data
        for cell, outputs in outputs_of(stored).items()
        for output in outputs
        if "data" in output and cell != OWN
    ]
    pictures = [data["text/html"] for data in shown if "image/png" in data]
    pictures = [page for page in pictures if "<img" in page]
    assert len(pictures) == PICTURES[stored.stem]
    for picture in pictures:
        (words,) = re.findall(r'alt="([^"]{100,})"', picture)
        assert f"<p>{words}</p></details>" in picture


@pytest.mark.slow
def test_no_team_stands_beside_a_rating(stored, outputs_of):
    elsewhere = {
        cell: outputs for cell, outputs in outputs_of(stored).items() if cell not in FOR_CHASING
    }
    names = pd.read_csv(ROOT / "data" / "sample" / "teams.csv")["team"]
    assert len(names) > 40
    assert [team for team in names if team in str(elsewhere)] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["02_strong_and_weak_practices", "03_change_over_time"])
@pytest.mark.parametrize("instrument", [None, "own-list"])
def test_a_notebook_is_of_the_list_that_is_chosen(run, monkeypatch, name, instrument):
    """Also of a list on another scale than TRIP's, 0 to 4."""
    trust = two_lists()
    monkeypatch.setattr(ta, "load_returns", lambda _: trust)
    shown = run(next(each for each in NOTEBOOKS if each.stem == name), instrument=instrument)
    pictures = [each for cell in shown for each in shown[cell] if hasattr(each, "figure")]
    texts = [{text.get_text() for text in each.figure.findobj(Text)} for each in pictures]
    own = [any("of own-list" in text for text in of_one) for of_one in texts]
    trips = [any("Staff wellbeing" in text for text in of_one) for of_one in texts]
    assert sum(own if instrument else trips) >= 5
    assert not any(trips[:5] if instrument else own)


@pytest.mark.slow
@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_on_a_trust_of_nine_teams(run, monkeypatch, nine_teams, path):
    monkeypatch.setattr(ta, "load_returns", lambda _: nine_teams)
    shown = run(path)
    assert any(shown.pictures(cell) for cell in shown)
    names = nine_teams.teams["team"].tolist()
    others = {cell: shown.words(cell) for cell in shown if cell not in FOR_CHASING}
    assert [name for name in names if name in str(others)] == []
