"""Real workers, made to misbehave by a module that Python loads when they start."""

import io
import subprocess
import sys
import time
import zipfile
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from trip_analytics.errors import SourceError
from trip_analytics.instruments import built_in_instruments
from trip_analytics.loading import workers
from trip_analytics.loading.find_files import find_files
from trip_analytics.loading.load_returns import load_returns
from trip_analytics.loading.read_file import ReadBy
from trip_analytics.loading.workers import Limits, read_files
from trip_analytics.tables.columns import TABLES

NAMES = ("Ash Ward", "Elm Team", "Oak House")
HOSTILE = """
import os, sys, time
if "read_file import serve" in " ".join(sys.orig_argv):
    import trip_analytics.loading.read_file as one
    read = one.read_document

    def hostile(path, inside, **how):
        if "hangs" in path.name:
            time.sleep(1000)
        if "crashes" in path.name:
            os.abort()
        if "eats" in path.name:
            hoard = []
            while True:
                hoard.append(bytearray(b"x" * 10_000_000))
                time.sleep(0.005)
        if "prints" in path.name:
            print("a library's chatter")
            os.write(1, b"and more of it")
        return read(path, inside, **how)

    one.read_document = hostile
"""


@pytest.fixture
def three(folder, write_return, march):
    for name in NAMES:
        marks = [3, "?", *[2] * 6]
        write_return(folder / f"{name}.xlsx", {"Team": name, "Date": march}, marks)
    return folder


@pytest.fixture
def misbehave(three, tmp_path_factory, monkeypatch):
    """Copy a return under a name that makes a worker misbehave, and say how loading went."""
    hook = tmp_path_factory.mktemp("hook")
    (hook / "sitecustomize.py").write_text(HOSTILE)
    monkeypatch.setenv("PYTHONPATH", str(hook))

    def load(*names, **options):
        for name in names:
            (three / name).write_bytes((three / "Ash Ward.xlsx").read_bytes())
        return load_returns(three, **options)

    return load


def kinds(returns, name):
    log = returns.import_log
    return log.loc[log["source_file"] == name, ["kind", "severity"]].values.tolist()


def current_teams(returns):
    frame = returns.returns
    return sorted(frame.loc[frame["status"] == "current", "team"])


@pytest.mark.parametrize("how_many", [1, pytest.param(2, marks=pytest.mark.slow)])
def test_a_file_that_hangs_costs_itself_alone(misbehave, monkeypatch, how_many):
    monkeypatch.setattr(workers, "FILES_A_WORKER", 1)
    returns = misbehave("A hangs.xlsx", time_limit=1.5, workers=how_many)
    assert kinds(returns, "A hangs.xlsx") == [["took-too-long", "error"]]
    assert current_teams(returns) == sorted(NAMES)
    told = returns.import_log.set_index("source_file").loc["A hangs.xlsx", "what_to_do"]
    assert "1.5 seconds" in told


def test_a_file_that_ends_the_process_costs_itself_alone(misbehave):
    returns = misbehave("A crashes.xlsx", "B crashes.xlsx", workers=1)
    for name in ("A crashes.xlsx", "B crashes.xlsx"):
        assert kinds(returns, name) == [["stopped-the-reader", "error"]]
    assert current_teams(returns) == sorted(NAMES)


@pytest.mark.slow
def test_a_file_that_fills_the_memory_costs_itself_alone(misbehave):
    returns = misbehave("A eats.xlsx", memory_limit=200, workers=1)
    assert kinds(returns, "A eats.xlsx") == [["took-too-much-memory", "error"]]
    assert current_teams(returns) == sorted(NAMES)


@pytest.mark.slow
def test_what_a_library_prints_does_not_come_between(misbehave, capfd):
    returns = misbehave("A prints.xlsx", workers=1)
    assert "A prints.xlsx" in set(returns.returns["source_file"])
    assert "chatter" not in "".join(capfd.readouterr())


def test_one_worker_or_several_read_the_same(three, monkeypatch):
    monkeypatch.setattr(workers, "FILES_A_WORKER", 1)
    here, together = load_returns(three, workers=0), load_returns(three, workers=2)
    for name in TABLES:
        assert getattr(here, name).equals(getattr(together, name))


def test_without_workers_the_same_is_read_and_no_process_started(three, monkeypatch):
    with zipfile.ZipFile(three / "more.zip", "w") as packed:
        packed.write(three / "Oak House.xlsx", "inside/Oak House 2.xlsx")
    by_workers = load_returns(three, workers=1)
    monkeypatch.setattr(subprocess, "Popen", None)
    here = load_returns(three, workers=0)
    assert "more.zip/inside/Oak House 2.xlsx" in set(here.returns["source_file"])
    for name in TABLES:
        assert getattr(here, name).equals(getattr(by_workers, name))


def test_a_number_of_workers_below_none_is_refused(three):
    with pytest.raises(SourceError, match="1 or more, or 0"):
        load_returns(three, workers=-1)


@pytest.mark.parametrize("how_many", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_files_without_end_in_one_archive_are_not_all_read(three, monkeypatch, how_many):
    monkeypatch.setattr(workers, "MOST_ENCLOSED", 5)
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as packed:
        for number in range(3):
            packed.writestr(f"{number}.csv", "a;b")
    with zipfile.ZipFile(three / "z.zip", "w") as packed:
        packed.writestr("a.zip", inner.getvalue())
        packed.writestr("b.zip", inner.getvalue())
    log = load_returns(three, workers=how_many).import_log
    (named,) = log.loc[log["kind"] == "too-many-files", "source_file"]
    assert named in ("z.zip/a.zip", "z.zip/b.zip")
    assert (log["kind"] == "not-a-return").sum() == 3


@pytest.mark.slow
def test_no_worker_outlives_the_reading(three):
    load_returns(three, workers=1)
    deadline = time.monotonic() + 5
    import psutil

    while any(
        "read_file import serve" in " ".join(c.cmdline()) for c in psutil.Process().children()
    ):
        assert time.monotonic() < deadline


def test_stopping_midway_stops_the_workers(three):
    def interrupt(_):
        raise KeyboardInterrupt

    files, known = list(find_files(three).files.values()), ReadBy(built_in_instruments())
    began = time.monotonic()
    with pytest.raises(KeyboardInterrupt):
        read_files(files, known, workers=1, limits=Limits(1000, 20), done=interrupt)
    assert time.monotonic() - began < 10


def test_a_fault_in_waiting_for_a_worker_is_raised_and_not_waited_for(three, monkeypatch):
    monkeypatch.setattr(workers, "_receive", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load_returns(three)


def test_a_computer_that_lets_no_process_start_is_told_so_plainly(three, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(three / "no-such-program"))
    with pytest.raises(SourceError, match="did not let a second Python process start"):
        load_returns(three)
    assert len(load_returns(three, workers=0).returns) == 3


def test_on_windows_python_itself_is_started_and_not_what_launches_it(monkeypatch):
    assert workers._python() == (sys.executable, {})
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "_base_executable", "C:/Python/python.exe", raising=False)
    assert workers._python() == (
        "C:/Python/python.exe",
        {"__PYVENV_LAUNCHER__": sys.executable},
    )


@pytest.mark.slow
def test_a_script_needs_no_guard_and_a_folder_no_trust(three, tmp_path_factory):
    place = tmp_path_factory.mktemp("script")
    (place / "lxml.py").write_text("raise SystemExit('code from the folder was run')")
    (place / "explore.py").write_text(
        "import sys; sys.path.remove(sys.path[0])\n"
        "import trip_analytics as ta\n"
        f"print(len(ta.load_returns({str(three)!r}, workers=1).returns))\n"
    )
    run = subprocess.run(
        [sys.executable, "explore.py"], cwd=place, capture_output=True, text=True, check=False
    )
    assert (run.stdout.strip(), run.returncode) == ("3", 0), run.stderr


def test_a_worker_loads_nothing_slow():
    code = "import sys, trip_analytics.loading.read_file; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    slow = {"numpy", "pandas", "openpyxl", "docx", "python_calamine", "matplotlib", "email"}
    assert slow.isdisjoint(run.stdout.split())


def test_files_can_be_spread_over_an_executor(three, monkeypatch):
    monkeypatch.setattr(workers, "FILES_A_TASK", 2)
    with ThreadPoolExecutor(2) as executor:
        spread = load_returns(three, executor=executor)
    here = load_returns(three, workers=0)
    for name in TABLES:
        assert getattr(spread, name).equals(getattr(here, name))


@pytest.mark.slow
def test_files_can_be_spread_over_a_dask_cluster(three, monkeypatch):
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(workers, "FILES_A_TASK", 2)
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        returns = load_returns(three, executor=client.get_executor())
    assert current_teams(returns) == sorted(NAMES)


@pytest.mark.slow
def test_what_an_executor_loses_is_read_here(three, monkeypatch):
    monkeypatch.setattr(workers, "FILES_A_TASK", 1)

    class Losing(ThreadPoolExecutor):
        lost = 0

        def submit(self, *arguments):
            self.lost += 1
            if self.lost == 2:
                future = Future()
                future.set_exception(OSError("the machine went away"))
                return future
            return super().submit(*arguments)

    with Losing(1) as executor:
        returns = load_returns(three, executor=executor)
    assert executor.lost > 2
    assert current_teams(returns) == sorted(NAMES)
