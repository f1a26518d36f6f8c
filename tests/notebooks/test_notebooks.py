"""Every notebook runs, says its pictures in words, and is stored without outputs."""

from __future__ import annotations

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
    "02_strong_and_weak_practices": 9,
    "03_change_over_time": 8,
    "04_priorities_and_challenges": 5,
}


def read(path):
    import nbformat  # which takes a second to import

    return nbformat.read(path, as_version=4)


def code_of(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def stored(request):
    return request.param


def test_is_stored_without_outputs(stored):
    for cell in code_of(read(stored)):
        assert cell.outputs == []
        assert cell.execution_count is None


def test_takes_parameters(stored):
    tagged = [
        cell for cell in code_of(read(stored)) if "parameters" in cell.metadata.get("tags", [])
    ]
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


def test_each_step_has_a_question_to_ask(stored):
    steps = [cell.source for cell in read(stored).cells if cell.id.endswith("-text")]
    assert len(steps) >= 6
    assert sum("*Worth asking" in step for step in steps) >= len(steps) - 4


@pytest.mark.slow
def test_runs_without_a_word_of_complaint(stored, outputs_of):
    outputs = [output for outputs in outputs_of(stored).values() for output in outputs]
    assert [output.text for output in outputs if output.output_type == "stream"] == []


@pytest.mark.slow
def test_every_picture_is_there_in_words(stored, outputs_of):
    outputs = [output for of_cell in outputs_of(stored).values() for output in of_cell]
    shown = [output for output in outputs if "data" in output]
    pictures = [output for output in shown if "image/png" in output.data]
    assert len(pictures) == PICTURES[stored.stem]
    below = "".join(output.data.get("text/markdown", "") for output in shown)
    for picture in pictures:
        words = picture.metadata["image/png"]["alt"]
        assert len(words) > 100
        assert words in below


@pytest.mark.slow
def test_no_team_stands_beside_a_rating(stored, outputs_of):
    elsewhere = {
        cell: outputs
        for cell, outputs in outputs_of(stored).items()
        if cell not in ("errors", "teams")  # what to ask, and who returned: no figures
    }
    names = pd.read_csv(ROOT / "data" / "sample" / "teams.csv")["team"]
    assert len(names) > 40
    assert [team for team in names if team in str(elsewhere)] == []


@pytest.mark.parametrize("name", ["02_strong_and_weak_practices", "03_change_over_time"])
@pytest.mark.parametrize("instrument", [None, "own-list"])
def test_a_notebook_is_of_the_list_that_is_chosen(run, monkeypatch, name, instrument):
    """Also of a list on another scale than TRIP's, 0 to 4."""
    trust = two_lists()
    monkeypatch.setattr(ta, "load_returns", lambda _: trust)
    shown = run(next(each for each in NOTEBOOKS if each.stem == name), instrument=instrument)
    pictures = [each for cell in shown for each in shown.others(cell) if hasattr(each, "figure")]
    texts = [{text.get_text() for text in each.figure.findobj(Text)} for each in pictures]
    own = [any("of own-list" in text for text in of_one) for of_one in texts]
    trips = [any("Staff wellbeing" in text for text in of_one) for of_one in texts]
    assert sum(own if instrument else trips) >= 5
    assert not any(trips[:5] if instrument else own)
