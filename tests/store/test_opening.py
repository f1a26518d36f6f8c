"""What keeps a store from being opened is one plain sentence."""

import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from trip_analytics.errors import StoreError
from trip_analytics.store import opening
from trip_analytics.store.opening import reading, writing

FULL_DISK = pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no file's size")
INSERT = "INSERT INTO teams (team_id, team) VALUES (?, ?)"


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "returns.store"
    with writing(path) as connection:
        connection.execute(INSERT, ("T1", "Ash Ward"))
    return path


def refusal(way, path):
    with pytest.raises(StoreError) as refused, way(path):
        pass
    message = str(refused.value)
    assert "\n" not in message
    assert message.endswith(".")
    return message


def teams(store):
    with reading(store) as connection:
        return connection.execute("SELECT count(*) FROM teams").fetchone()[0]


def test_places_where_no_store_can_be(tmp_path):
    assert "no folder" in refusal(writing, tmp_path / "nowhere" / "returns.store")
    assert "is a folder" in refusal(writing, tmp_path)
    assert "no store called" in refusal(reading, tmp_path / "returns.store")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("way", [reading, writing])
@pytest.mark.parametrize("content", [b"team,rating\n" * 200, b"SQLite format 3\x00 cut short"])
def test_a_file_that_is_no_store_is_left_alone(way, content, tmp_path):
    path = tmp_path / "returns.store"
    path.write_bytes(content)
    assert "not a returns store" in refusal(way, path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("way", [reading, writing])
def test_another_programs_database_is_left_alone(way, tmp_path):
    path = tmp_path / "birds.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE birds (name)")
    connection.close()
    before = path.read_bytes()
    assert "not a returns store" in refusal(way, path)
    assert path.read_bytes() == before


def test_a_damaged_store_says_so(store):
    content = bytearray(store.read_bytes())
    content[100:4096] = os.urandom(3996)
    store.write_bytes(content)
    assert "damaged" in refusal(reading, store)


def test_nothing_imported_yet(tmp_path):
    path = tmp_path / "returns.store"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id = {0x54524950}")
    connection.close()
    assert "Nothing has been imported" in refusal(reading, path)


def test_what_fails_half_way_is_undone(store):
    rows = [("T2", "Elm Team"), ("T3", object())]
    with pytest.raises(sqlite3.Error), writing(store) as connection:
        connection.executemany(INSERT, rows)
    assert teams(store) == 1


def test_a_store_in_use_is_waited_for_and_then_refused(store, monkeypatch):
    monkeypatch.setattr(opening, "PATIENCE", 0.05)
    with writing(store):
        assert "another program is using it" in refusal(writing, store)
        assert teams(store) == 1  # readers go on


def in_another_process(work):
    """Do something in a process of its own; 0 where nothing failed."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def full_from(size):
    """From now on no file of this process may grow beyond these bytes, as on a full disk."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


@FULL_DISK
def test_a_full_disk_leaves_the_store_as_it_was(store):
    def work():
        full_from(400_000)
        with pytest.raises(StoreError, match="the disk is full"), writing(store) as connection:
            connection.executemany(INSERT, ((str(n), "x" * 1000) for n in range(20_000)))

    assert in_another_process(work) == 0
    assert teams(store) == 1


@FULL_DISK
def test_a_store_that_never_was_leaves_nothing_behind(tmp_path):
    def work():
        full_from(100)
        assert "the disk is full" in refusal(writing, tmp_path / "returns.store")

    assert in_another_process(work) == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root may become nobody")
def test_where_nothing_may_be_written_a_store_can_be_read(store):
    for folder in (store.parent, *store.parent.parents):
        if folder.owner() == "root" and folder != folder.parent and "pytest" in str(folder):
            folder.chmod(0o755)

    def work():
        os.setgid(65534)  # nobody, who may write what is everybody's alone
        os.setuid(65534)
        assert teams(store) == 1
        assert "may not be written" in refusal(writing, store)
        assert "may not be written" in refusal(writing, store.with_name("new.store"))

    assert in_another_process(work) == 0
    assert [path.name for path in store.parent.iterdir()] == [store.name]


def test_without_a_log_beside_it_a_store_is_written_all_the_same(store, monkeypatch):
    """On a drive where SQLite cannot keep a write-ahead log."""
    connection = sqlite3.connect(store)
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("BEGIN")
    connection.execute("SELECT * FROM teams").fetchone()  # whose reader keeps the mode as it is
    monkeypatch.setattr(opening, "PATIENCE", 0.05)
    with pytest.raises(StoreError, match="another program"), writing(store) as writer:
        writer.execute(INSERT, ("T2", "Elm Team"))
    connection.close()
    with writing(store) as writer:
        writer.execute(INSERT, ("T2", "Elm Team"))
    assert teams(store) == 2


def test_a_copy_of_the_file_is_a_backup(store):
    copy = shutil.copy(store, store.with_name("copy.store"))
    assert teams(copy) == 1


WRITING = """
import sys
from trip_analytics.store.opening import writing
with writing(sys.argv[1]) as connection:
    connection.execute("INSERT INTO teams (team_id, team) VALUES ('T2', 'Beech Ward')")
"""


def test_asking_whether_it_is_a_store_does_not_take_it_from_who_reads_it(store):
    with reading(store) as connection:
        assert opening.is_store(store)
        subprocess.run([sys.executable, "-c", WRITING, store], check=True)
        # Had the import thought itself alone, it would have moved what it wrote into the file.
        assert store.with_name("returns.store-wal").exists()
        assert connection.execute("SELECT count(*) FROM teams").fetchone()[0] == 1
    assert teams(store) == 2


@pytest.mark.parametrize("content", [b"", b"team,rating\n" * 200, b"SQLite format 3\x00 cut short"])
def test_what_is_no_store_is_known(content, tmp_path):
    path = tmp_path / "50% of what? #2.store"
    path.write_bytes(content)
    assert not opening.is_store(path)
    assert not opening.is_store(tmp_path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]
