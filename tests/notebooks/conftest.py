from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest
from IPython.display import Markdown

import trip_analytics as ta
from tools.forms.cells import form_rows, write_rows

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
SAMPLE = "../data/sample"

# The sample's forms are read once for all tests, and not anew by each kernel.
# One kernel runs all notebooks, each with none of the names of the one before.
READ_ALREADY = """
get_ipython().run_line_magic("reset", "-f")
import pickle
from pathlib import Path
import trip_analytics
sample = pickle.loads(Path({kept!r}).read_bytes())
def load_returns(source, read=trip_analytics.load_returns):
    return sample if Path(source).resolve() == Path({folder!r}) else read(source)
trip_analytics.load_returns = load_returns
"""


@pytest.fixture(scope="session")
def outputs_of(once, sample, tmp_path_factory):
    """What each cell of a notebook shows, run by a kernel in the repository's top folder."""
    kept = tmp_path_factory.mktemp("sample") / "sample.pickle"
    kept.write_bytes(pickle.dumps(sample))
    read_already = READ_ALREADY.format(kept=str(kept), folder=str(ROOT / "data" / "sample"))

    def execute_all():
        import nbformat
        from nbclient import NotebookClient

        shown = {}
        where = {"metadata": {"path": str(ROOT)}}
        client = NotebookClient(nbformat.v4.new_notebook(), timeout=60, resources=where)
        with client.setup_kernel():
            for path in NOTEBOOKS:
                client.nb = notebook = nbformat.read(path, as_version=4)
                notebook.cells.insert(0, nbformat.v4.new_code_cell(read_already))
                for place, cell in enumerate(notebook.cells):
                    client.execute_cell(cell, place)
                of_code = [cell for cell in notebook.cells[1:] if cell.cell_type == "code"]
                shown[path.stem] = {cell.id: cell.outputs for cell in of_code}
        return shown

    outputs = once("notebooks", execute_all)
    return lambda path: outputs[path.stem]


class Shown(dict):
    """What each cell displays."""

    def words(self, cell):
        return " ".join(each.data for each in self[cell] if isinstance(each, Markdown))

    def others(self, cell):
        return [each for each in self[cell] if not isinstance(each, Markdown)]


@pytest.fixture
def run(monkeypatch, sample):
    """Run a notebook here, from its own folder, with other parameters."""

    read = ta.load_returns
    monkeypatch.setattr(
        ta, "load_returns", lambda source: sample if source == SAMPLE else read(source)
    )

    def run_here(path, **parameters):
        monkeypatch.chdir(path.parent)
        shown, names = Shown(), {}
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] != "code":
                continue
            displayed = shown[cell["id"]] = []
            names["display"] = lambda *objects, to=displayed, **_: to.extend(objects)
            exec("".join(cell["source"]), names)  # noqa: S102 # the notebook's own cell
            if "parameters" in cell["metadata"].get("tags", []):
                names.update(parameters)
        return shown

    return run_here


@pytest.fixture
def few_teams(tmp_path):
    """The returns of three teams in one year, with ratings alone."""
    for rating, team in enumerate(("Ash Ward", "Elm Team", "Oak House"), start=1):
        rows = form_rows({"Team": team, "Year": 2025}, [rating] * 8)
        write_rows(tmp_path / f"{team}.xlsx", rows)
    return tmp_path
