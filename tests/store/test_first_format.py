"""A store that an early version wrote, with types named after its classes, is read for ever.

``first_format/returns.store.xz`` was written by version 0.1.0 in November 2026 from fifteen
forms: practices, challenges and plans, a list and challenges of a trust's own, a corrected
return, six decisions of five kinds, and a published year. It is never written again.
"""

import lzma
import sqlite3
from contextlib import closing
from pathlib import Path
from shutil import copy

import pytest

import trip_analytics as ta
from trip_analytics.loading.stored_returns import assemble_contents
from trip_analytics.store.contents import read_contents
from trip_analytics.store.opening import reading
from trip_analytics.store.tidy_tables import read_table
from trip_analytics.teams.load_register import register_of

KEPT = Path(__file__).parent / "first_format"
OF_ANSWERS = ("returns", "ratings", "stages", "priorities", "action_plans", "assets")


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "returns.store"
    path.write_bytes(lzma.decompress((KEPT / "returns.store.xz").read_bytes()))
    return path


@pytest.fixture
def as_written(store):
    """The tables of answers as the early version wrote them: rows, each by column."""
    with closing(sqlite3.connect(store)) as connection:
        connection.row_factory = sqlite3.Row
        return {
            name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")]  # noqa: S608
            for name in OF_ANSWERS
        }


def same(returns, as_written):
    for name, before in as_written.items():
        table = getattr(returns, name)[list(before[0])]
        now = table.astype(object).where(table.notna(), None).to_dict("records")
        assert sorted(map(as_text, now)) == sorted(map(as_text, before)), name


def as_text(row):
    dates = {name: value.date() for name, value in row.items() if hasattr(value, "date")}
    flags = {name: int(value) for name, value in row.items() if isinstance(value, bool)}
    return str({name: str(value) for name, value in {**row, **dates, **flags}.items()})


def test_what_was_imported_is_there(store, as_written):
    returns = ta.load_returns(store)
    assert returns.years == (2023, 2024, 2025)
    same(returns, as_written)
    assert {each.instrument_id for each in returns.instruments} >= {"our-list", "our-stages"}
    assert [each.year for each in returns.published] == [2024]


def test_tables_that_another_version_worked_out_are_worked_out_anew(store, as_written):
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("ALTER TABLE ratings DROP COLUMN comment")
        connection.execute("DELETE FROM assets")
        connection.commit()
    same(ta.load_returns(store), as_written)
    assert ta.list_decisions(store)["state"].tolist() == ["applies"] * 5 + ["undone"]
    ta.undo_decision(store, 5, by="J. Lead", why="it counts after all")
    with closing(sqlite3.connect(store)) as connection:
        assert connection.execute("SELECT count(comment) FROM ratings").fetchone() != (0,)
        assert connection.execute("SELECT count(*) FROM assets").fetchone() == (38,)


def test_what_the_forms_said_gives_the_same_tables_again(store, as_written):
    with reading(store) as connection:
        contents = read_contents(connection)
        register = register_of(read_table(connection, "teams"))
    returns = assemble_contents(contents, register)
    same(returns, as_written)
    assert len(returns.innovations) == 1
    assert len(returns.indicators) == 4


@pytest.mark.slow
def test_decisions_apply_and_more_can_be_made(store):
    decisions = ta.list_decisions(store)
    kinds = ["answer", "team", "year", "about", "set-aside", "set-aside"]
    assert decisions["kind"].tolist() == kinds
    assert decisions["state"].tolist() == ["applies"] * 5 + ["undone"]
    ta.undo_decision(store, 1, by="J. Lead", why="it was a slip")
    log = ta.load_returns(store).import_log
    unclear = log[(log["source_file"] == "Hut.xlsx") & (log["kind"] == "unclear-mark")]
    assert unclear["severity"].tolist() == ["error"]


@pytest.mark.slow
def test_more_is_imported_into_it(store, tmp_path):
    folder = tmp_path / "more"
    folder.mkdir()
    for path in KEPT.glob("*.xlsx"):
        copy(path, folder)
    done = ta.import_returns(folder, store=store, workers=0)
    assert (done.run.files, done.run.new) == (2, 0)
    # Where both stood is unknown to the store, so nothing it holds is replaced.
    assert len(done.returns.returns) == len(ta.load_returns(store).returns) == 16
    current = done.returns.returns.query("source_file == 'Corrected later.xlsx'")
    assert sorted(current["status"]) == ["current", "superseded"]


@pytest.mark.usefixtures("undrawn")
def test_a_report_is_written_from_it(store, tmp_path):
    ta.write_report(ta.load_returns(store), year=2024, out=tmp_path / "report")
    written = {path.suffix for path in (tmp_path / "report").iterdir()}
    assert {".html", ".docx", ".xlsx"} <= written
