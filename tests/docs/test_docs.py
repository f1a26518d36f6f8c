"""The documentation says what the code does."""

from __future__ import annotations

import dataclasses
import json
import re
import shlex
from functools import partial
from pathlib import Path

import pandas as pd
import pytest

import trip_analytics as ta
from tools.forms.cells import form_rows, write_rows
from trip_analytics import cli
from trip_analytics.desk.export_tables import export_tables
from trip_analytics.disclosure import rules
from trip_analytics.tables.columns import (
    BOOLEAN,
    DATE,
    FLOAT,
    OWN_TABLES,
    TABLES,
    TEAM_REGISTER,
    TEXT,
)
from trip_analytics.teams.load_register import load_register

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))

LINK = re.compile(r"\]\((?!https?://|mailto:|#)([^)#\s]+)")
COMMAND = re.compile(r"(?:trip-analytics|-m trip_analytics)((?: +[^\s`&|]+)+)")
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE_OF_A_FOLDER = re.compile(r"^`our-list/([\w.]+)`.*?^```\w+\n(.*?)^```$", re.M | re.S)


def text_of(name):
    return (DOCS / name).read_text(encoding="utf-8")


def rows_below(heading, text):
    """The cells of the table in one section of a page."""
    section = text.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    return [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]


@pytest.mark.parametrize("table", [*TABLES, *OWN_TABLES, "teams"])
def test_tidy_tables_describe_every_column_in_order(table):
    columns = {**TABLES, **OWN_TABLES, "teams": TEAM_REGISTER}[table]
    described = rows_below(table, text_of("tidy-tables.md"))
    assert [name for name, *_ in described] == [f"`{column.name}`" for column in columns]
    types = {TEXT: "text", BOOLEAN: "yes or no", DATE: "date", FLOAT: "number"}
    for column, (_, kind, holds) in zip(columns, described, strict=True):
        low, high = column.between or (None, None)
        whole = {"whole number", f"{low} to {high}"}
        assert kind in ({types[column.dtype]} if column.dtype in types else whole), column.name
        assert all(f"`{value}`" in holds for value in column.one_of), column.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_lead_somewhere(page):
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_page_stands_in_the_index():
    linked = set(LINK.findall(text_of("README.md")))
    assert {page.name for page in DOCS.glob("*.md")} - {"README.md"} <= linked


def commands(page):
    if page.suffix == ".ipynb":
        cells = json.loads(page.read_text(encoding="utf-8"))["cells"]
        text = "\n".join("".join(cell["source"]) for cell in cells)
    else:
        text = page.read_text(encoding="utf-8")
    return [words.split() for words in COMMAND.findall(text) if words.strip() != "..."]


@pytest.mark.parametrize("page", [*PAGES, *NOTEBOOKS], ids=lambda page: page.name)
def test_every_command_is_one_that_there_is(page):
    for words in commands(page):
        assert callable(cli._parsed(shlex.split(" ".join(words))).run)


@pytest.mark.parametrize(
    ("command", "page"), [("report", "guide.md"), ("import", "store.md"), ("decide", "store.md")]
)
def test_every_option_is_shown_in_use(command, page, capsys):
    with pytest.raises(SystemExit):
        cli.main([command, "--help"])
    options = set(re.findall(r"--[\w-]+", capsys.readouterr().out)) - {"--help"}
    shown = {word for words in commands(DOCS / page) if command in words for word in words}
    assert len(options) >= 6
    assert options <= shown


def test_numbers_of_the_rules_are_those_of_the_code():
    rows = [line for line in text_of("disclosure.md").splitlines() if line.startswith("| ")]
    named = {
        name: int(re.search(r"\d+", row)[0])
        for row in rows
        for name in re.findall(r"\(`([a-z_]+)`", row)
    }
    assert named == dataclasses.asdict(rules.PROMISED)


@pytest.mark.parametrize("page", ["architecture.md", "adding.md"])
def test_files_of_the_package_that_are_named_are_there(page):
    # A file whose lines follow is one that the page has a reader make.
    file = r"`((?:trip_analytics/)?[a-z_]+(?:/[a-z_]+)*(?:\.py|/))`(?!:\n\n```python)"
    named = re.findall(file, text_of(page))
    package = ROOT / "trip_analytics"
    assert len(named) > 4
    assert [
        name for name in named if not any((top / name).exists() for top in (ROOT, package))
    ] == []


@pytest.fixture
def our_list(tmp_path):
    """The example of an instrument, as the page tells to write it."""
    folder = tmp_path / "our-list"
    folder.mkdir()
    for name, content in FILE_OF_A_FOLDER.findall(text_of("adding.md")):
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_the_example_of_an_instrument_loads(our_list):
    ours = ta.load_instrument(our_list)
    assert ours.item_ids == ("welcome", "own-goals", "locked-doors")
    assert ours.points == (0, 1, 2, 3, 4)
    assert ours.well_developed == (3, 4)
    assert [column.perspective for column in ours.answers] == ["team", "wanted"]
    assert ours.item("own-goals").wording_for(2026).comparable_with_previous is False


def test_the_example_of_a_register_loads(tmp_path):
    block = next(
        content for kind, content in BLOCK.findall(text_of("register.md")) if kind == "csv"
    )
    (tmp_path / "teams.csv").write_text(block, encoding="utf-8")
    register = load_register(tmp_path / "teams.csv")
    assert register.find("Ward 4").team_id == "AW01"
    assert list(register.table["merged_into"].dropna()) == ["OP01"]


def write_returns(folder, statements, year=2025):
    for number in range(6):
        ratings = [1 + number % 4] * len(statements)
        fields = {"Team": f"Team {number}", "Year": year}
        headings = ("Statement", "Rating")
        rows = form_rows(fields, ratings, headings=headings, statements=statements)
        write_rows(folder / f"Team {number}.xlsx", rows)


def test_examples_in_python_run(our_list, tmp_path, monkeypatch):
    trip = ta.load_instrument("trip")
    ours = ta.load_instrument(our_list)
    write_returns(tmp_path / "data" / "sample", [item.wordings[0].text for item in trip.items])
    write_returns(tmp_path / "returns", [item.wordings[0].text for item in ours.items])
    monkeypatch.chdir(tmp_path)
    for page in ("adding.md", "disclosure.md"):
        names = {}
        # What adding a question takes is done in a copy of the package: test_adding.py.
        text = text_of(page).split("\n## A question\n")[0]
        for kind, content in BLOCK.findall(text):
            if kind == "python":
                exec(content, names)  # noqa: S102 # our own documentation
        assert len(names["returns"].ratings) == 6 * len(
            (ours if page == "adding.md" else trip).items
        )
        assert set(names["returns"].ratings["state"]) == {"rated"}
    assert names["released"].table["mean"].notna().all()


@pytest.mark.slow
def test_the_trusts_of_the_example_are_spread_over_dask(tmp_path, monkeypatch):
    distributed = pytest.importorskip("dask.distributed")
    trusts = {}
    for name, rating in (("north", 2), ("south", 4)):
        ratings = pd.DataFrame({"team": ["Ash"], "year": 2025, "item_id": "choices"})
        trusts[tmp_path / name] = rating
        export_tables(
            ta.Returns.from_tables(ratings=ratings.assign(rating=rating)),
            tmp_path / name,
            to="parquet",
        )
    small = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": None}
    monkeypatch.setattr(distributed, "Client", partial(distributed.Client, **small))
    (block,) = (code for _, code in BLOCK.findall(text_of("tidy-tables.md")) if "Client" in code)
    names = {"ta": ta, "trusts": list(trusts)}
    exec(block, names)  # noqa: S102 # our own documentation
    names["client"].close()
    means = [each.set_index("item_id").loc["choices", "mean"] for each in names["profiles"]]
    assert means == list(trusts.values())
