from __future__ import annotations

import ast
import json
import pickle
import sys
from pathlib import Path

import IPython.display
import pytest
from lxml import html

import trip_analytics as ta
from tools.forms.cells import form_rows, write_rows

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

# The sample's forms are read once for all tests, and not anew by each kernel.
# One kernel runs all notebooks, each with none of the names of the one before.
READ_ALREADY = """
get_ipython().run_line_magic("reset", "-f")
import pickle
import sys
from pathlib import Path
import trip_analytics
sample = pickle.loads(Path({kept!r}).read_bytes())
def load_returns(source, read=trip_analytics.load_returns):
    return sample if source == trip_analytics.sample_folder() else read(source)
trip_analytics.load_returns = load_returns
"""


@pytest.fixture(scope="session")
def outputs_of(once, sample, tmp_path_factory):
    """What each cell of a notebook shows, run by a kernel in an empty folder."""
    folder = tmp_path_factory.mktemp("sample")
    (folder / "sample.pickle").write_bytes(pickle.dumps(sample))
    read_already = READ_ALREADY.format(kept=str(folder / "sample.pickle"))

    def execute_all():
        import nbformat
        from nbclient import NotebookClient

        shown = {}
        where = {"metadata": {"path": str(folder)}}
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
        """All that a person reads of it: tables, and pictures in words."""
        return " ".join(text_of(each) for each in self[cell])

    def pictures(self, cell):
        return [each for each in self[cell] if "<img" in shown_as(each)]


def shown_as(each):
    made = getattr(each, "_repr_html_", lambda: None)()
    return made or ""


def text_of(each):
    made = shown_as(each)
    return html.fromstring(f"<div>{made}</div>").text_content() if made else str(each)


@pytest.fixture
def run(monkeypatch, sample, tmp_path_factory):
    """Run a notebook here, with other parameters."""

    read = ta.load_returns
    monkeypatch.setattr(
        ta, "load_returns", lambda source: sample if source == ta.sample_folder() else read(source)
    )
    monkeypatch.chdir(tmp_path_factory.mktemp("desk"))
    monkeypatch.setitem(sys.modules, "itables", None)  # it shows itself to a kernel alone

    def run_here(path, **parameters):
        shown, names = Shown(), {}
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] != "code":
                continue
            displayed = shown[cell["id"]] = []
            names["display"] = lambda *objects, to=displayed, **_: to.extend(objects)
            monkeypatch.setattr(IPython.display, "display", names["display"])
            displayed += run_cell("".join(cell["source"]), names)
            if "parameters" in cell["metadata"].get("tags", []):
                names.update(parameters)
        return shown

    return run_here


def run_cell(source, names):
    """Run the notebook's own cell; what its last line is, which a notebook shows."""
    cell = ast.parse(source)
    last = cell.body.pop() if isinstance(cell.body[-1], ast.Expr) else None
    exec(compile(cell, "cell", "exec"), names)  # noqa: S102
    if last is None:
        return []
    shown = eval(compile(ast.Expression(last.value), "cell", "eval"), names)  # noqa: S307
    return [] if shown is None else [shown]


@pytest.fixture
def few_teams(tmp_path):
    """The returns of three teams in one year, with ratings alone."""
    for rating, team in enumerate(("Ash Ward", "Elm Team", "Oak House"), start=1):
        rows = form_rows({"Team": team, "Year": 2025}, [rating] * 8)
        write_rows(tmp_path / f"{team}.xlsx", rows)
    return tmp_path


@pytest.fixture(scope="session")
def nine_teams(sample):
    """A trust of nine teams, over the years of the sample."""
    by_team = sample.ratings.groupby("team_id")["year"].nunique()
    chosen = sorted(by_team[by_team >= 3].index)[:9]

    def of_these(table):
        return table.loc[table["team_id"].isin(chosen)]

    tables = ("returns", "ratings", "priorities", "assets", "teams")
    return ta.Returns.from_tables(**{name: of_these(getattr(sample, name)) for name in tables})
