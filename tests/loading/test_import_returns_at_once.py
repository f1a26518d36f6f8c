"""Imports that are killed, that meet, and that are looked at meanwhile: real processes."""

import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from trip_analytics.loading.import_returns import import_returns
from trip_analytics.loading.load_returns import load_returns
from trip_analytics.store.opening import reading
from trip_analytics.store.tidy_tables import STORED, read_table

pytestmark = pytest.mark.slow

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
KILLS = 6

# Reads two folders once, then imports the one and the other into a store, over and over.
IMPORTING = """
import sys
from pathlib import Path
from trip_analytics.loading import import_returns as importing
read = importing.read_all
known = {}
def read_once(files, *arguments, **options):
    key = tuple(file.path for file in files)
    if key not in known:
        known[key] = read(files, *arguments, **options)
    return known[key]
importing.read_all = read_once
store, times, *sources = sys.argv[1:]
for source in sources:
    importing.import_returns(source, store=store + ".first", workers=1)
print("ready", flush=True)
for turn in range(int(times)):
    importing.import_returns(sources[turn % len(sources)], store=store, workers=1)
    print(turn, flush=True)
"""


@pytest.fixture
def importing():
    """Start a process that imports; it is there when it has read the files."""
    started = []

    def start(store, times, *sources):
        command = [sys.executable, "-c", IMPORTING, *map(str, (store, times, *sources))]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
def two_versions(tmp_path, write_return, march):
    """The same forms as teams sent them first, and corrected."""
    folders = []
    for mark in (2, 5):
        folder = tmp_path / f"sent {mark}"
        for number in range(20):
            fields = {"Team": f"Team {number}", "Date": march}
            write_return(folder / f"{number}.xlsx", fields, [mark] * 8)
        folders.append(folder)
    return folders


def contents(store):
    with reading(store) as connection:
        return {name: read_table(connection, name) for name in STORED}


def alike(one, other):
    return all(one[name].equals(other[name]) for name in STORED)


def test_a_killed_import_leaves_the_store_as_before_or_after(importing, store, two_versions):
    first, corrected = two_versions
    import_returns(first, store=store, workers=1)
    before = contents(store)
    import_returns(corrected, store=store, workers=1)
    after = contents(store)
    assert not alike(before, after)
    chance = random.Random(4)
    for _ in range(KILLS):
        for path in store.parent.iterdir():
            path.unlink()
        import_returns(first, store=store, workers=1)
        process = importing(store, 1, corrected)
        assert process.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.15))
        process.kill()
        process.wait()
        connection = sqlite3.connect(store)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
        now = contents(store)
        assert alike(now, before) or alike(now, after)
    import_returns(corrected, store=store, workers=1)
    assert alike(contents(store), after)


def test_two_imports_at_once_lose_nothing_and_a_reader_waits_for_neither(importing, store):
    years = [SAMPLE / "2022", SAMPLE / "2025"]
    import_returns(years[0], store=store, workers=1)
    processes = [importing(store, 4, *years), importing(store, 4, *reversed(years))]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    longest = 0.0
    with reading(store) as notebook:  # open from the first import to the last
        counted = notebook.execute("SELECT count(*) FROM ratings").fetchone()
        while any(process.poll() is None for process in processes):
            began = time.monotonic()
            load_returns(store)
            longest = max(longest, time.monotonic() - began)
        assert notebook.execute("SELECT count(*) FROM ratings").fetchone() == counted
    assert [process.wait() for process in processes] == [0, 0]
    assert longest < 5
    expected = load_returns([*sorted(years)])
    assert sorted(load_returns(store).returns["sha256"]) == sorted(expected.returns["sha256"])
    assert len(load_returns(store).ratings) == len(expected.ratings)
