"""Read files in processes of their own, so that a hostile one costs itself alone.

Or, where no process may be started or a debugger is to follow, in this one: without limits.

A file can make a library end the whole process, or never come back; no exception can be
caught then. Each worker is a plain Python process that is watched from outside and ended
when it takes too long or too much. Pools of the standard library start a script's code
again unless it is kept behind ``if __name__ == "__main__"``, which those who explore in
Python do not write, and they cannot end one task; hence no pool.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from trip_analytics.errors import SourceError
from trip_analytics.import_log import Entry, Place
from trip_analytics.loading.read_file import FileRead, ReadBy, SourceFile, read_file
from trip_analytics.understanding import Understanding

if TYPE_CHECKING:
    import psutil

FILES_A_WORKER: Final = 16  # fewer are read before another worker has started
FILES_AT_ONCE: Final = 2  # sent to a worker: the one that it reads and the next
FILES_A_TASK: Final = 64  # given to a worker that somebody else's executor starts
MOST_ENCLOSED: Final = 10_000  # files in one archive, and in the archives in it
LOOK_EVERY: Final = 0.05  # seconds between looks at what the workers take
MEGABYTE: Final = 1 << 20

_GONE: Final = (EOFError, OSError, pickle.UnpicklingError)  # a lost process
_PACKAGE: Final = Path(__file__).parents[2]
_SERVE: Final = "from trip_analytics.loading.read_file import serve; serve()"
_ARGUMENTS: Final = ("-P", "-c", _SERVE)


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading one file may take."""

    megabytes: float
    seconds: float


def read_files(
    files: Sequence[SourceFile],
    known: ReadBy,
    *,
    workers: int,
    limits: Limits,
    done: Callable[[FileRead], None] = lambda _: None,
) -> list[FileRead]:
    """Read files, and the files in them, with so many workers at most; with none, in this process.

    In this process no limit holds, and a file that ends it ends the import. ``done`` is called
    with each result as it comes.

    Raises SourceError: this computer does not let a worker start.
    """
    if not workers:
        with known.understanding() as understanding:
            return _read_here(files, understanding, done)
    to_read: queue.SimpleQueue[SourceFile | None] = queue.SimpleQueue()
    results: queue.SimpleQueue[FileRead | Exception] = queue.SimpleQueue()
    for file in files:
        to_read.put(file)
    most = min(workers, -(-len(files) // FILES_A_WORKER))
    staff = [_Worker(known, limits, to_read, results) for _ in range(most)]
    for worker in staff:
        worker.start()
    read: list[FileRead] = []
    enclosed: Counter[Path] = Counter()
    left = len(files)
    looked = time.monotonic()
    try:
        while left:
            with contextlib.suppress(queue.Empty):
                result = results.get(timeout=LOOK_EVERY)
                if isinstance(result, Exception):
                    raise result
                _limit(result, enclosed)
                for file in result.enclosed:
                    to_read.put(file)
                left += len(result.enclosed) - 1
                read.append(result)
                done(result)
            if time.monotonic() - looked >= LOOK_EVERY:
                looked = time.monotonic()
                for worker in staff:
                    worker.look_after()
    finally:
        for worker in staff:
            worker.dismiss()
            to_read.put(None)
        for worker in staff:
            worker.join()
    return read


def _read_here(
    files: Sequence[SourceFile], understanding: Understanding, done: Callable[[FileRead], None]
) -> list[FileRead]:
    """Read files, and the files in them, one after the other in this process."""
    to_read = deque(files)
    read: list[FileRead] = []
    enclosed: Counter[Path] = Counter()
    while to_read:
        result = read_file(to_read.popleft(), understanding)
        _limit(result, enclosed)
        to_read += result.enclosed
        read.append(result)
        done(result)
    return read


def _limit(result: FileRead, enclosed: Counter[Path]) -> None:
    """Leave out what archives within archives hold beyond any folder of returns."""
    room = MOST_ENCLOSED - enclosed[result.file.path]
    if len(result.enclosed) > room:
        place = Place(result.file.name)
        result.log.append(Entry.of("too-many-files", place, most=f"{MOST_ENCLOSED:,}"))
        del result.enclosed[max(0, room) :]
    enclosed[result.file.path] += len(result.enclosed)


def spread_files(
    files: Sequence[SourceFile],
    known: ReadBy,
    executor: Executor,
    *,
    limits: Limits,
    done: Callable[[FileRead], None] = lambda _: None,
) -> list[FileRead]:
    """Read files by tasks of an executor, each with a worker of its own.

    What is lost with one of the executor's own processes is read again here.
    """
    tasks = {
        executor.submit(_read_task, files[first : first + FILES_A_TASK], known, limits): first
        for first in range(0, len(files), FILES_A_TASK)
    }
    read: list[FileRead] = []
    lost: list[SourceFile] = []
    for task in as_completed(tasks):
        try:
            results = task.result()
        except SourceError:
            raise
        except Exception:  # noqa: BLE001 # whatever happened to it, its files are read
            first = tasks[task]
            lost += files[first : first + FILES_A_TASK]
            continue
        read += results
        for result in results:
            done(result)
    if lost:
        read += read_files(lost, known, workers=1, limits=limits, done=done)
    return read


def _read_task(files: Sequence[SourceFile], known: ReadBy, limits: Limits) -> list[FileRead]:
    return read_files(files, known, workers=1, limits=limits)


class _Worker(threading.Thread):
    """A worker process and the thread that hands it one file after the other."""

    def __init__(
        self,
        known: ReadBy,
        limits: Limits,
        to_read: queue.SimpleQueue[SourceFile | None],
        results: queue.SimpleQueue[FileRead | Exception],
    ) -> None:
        super().__init__(name="reading returns", daemon=True)
        self._known = known
        self._limits = limits
        self._to_read = to_read
        self._results = results
        self._process: subprocess.Popen[bytes] | None = None
        self._watched: psutil.Process | None = None
        self._sent: deque[SourceFile] = deque()  # the one that is read, and the next
        self._dismissed = False
        self._lock = threading.Lock()  # so that a file is never stopped for the one before it
        self._began: float | None = None
        self._stopped_for = ""

    def run(self) -> None:
        """Read files until there are none, or there is nobody to read them for."""
        try:
            while self._hand_on() and not self._dismissed:
                self._results.put(self._receive())
        except Exception as error:  # noqa: BLE001 # raised where somebody waits for results
            self._results.put(error)
        finally:
            self._end_process()

    def look_after(self) -> None:
        """Stop the process if the file that it reads takes too long or too much."""
        with self._lock:
            if self._began is None or self._process is None:
                return
            if time.monotonic() - self._began > self._limits.seconds:
                self._stopped_for = "took-too-long"
            elif self._memory() > self._limits.megabytes:
                self._stopped_for = "took-too-much-memory"
            else:
                return
            self._process.kill()

    def dismiss(self) -> None:
        """Stop at once, whatever is being read."""
        with self._lock:
            self._dismissed = True
            if self._process is not None:
                self._process.kill()

    def _hand_on(self) -> bool:
        """Send the process a file, and one more so that it need not wait; or there is none."""
        while len(self._sent) < FILES_AT_ONCE:
            try:
                file = self._to_read.get(block=not self._sent)
            except queue.Empty:
                break
            if file is None or self._dismissed:
                self._to_read.put(file)
                break
            if not self._sent:
                self._start_if_none()
            with self._lock:
                if not self._sent:
                    self._began, self._stopped_for = time.monotonic(), ""
                self._sent.append(file)
            with contextlib.suppress(*_GONE):  # then no result comes
                _send(self._process, file)
        return bool(self._sent)

    def _receive(self) -> FileRead:
        """What came of the file that was sent first."""
        try:
            result = self._known.received(_receive(self._process))
        except _GONE:
            result = None
        with self._lock:
            file, stopped_for = self._sent.popleft(), self._stopped_for
            self._began = time.monotonic()  # of the next
        # The next file is not to blame for what this one did.
        if result is None or stopped_for or self._memory() > self._limits.megabytes / 2:
            self._end_process()
        seconds = f"{self._limits.seconds:g}"
        return result or FileRead.failed(file, stopped_for or "stopped-the-reader", seconds=seconds)

    def _start_if_none(self) -> None:
        """Start the process if there is none."""
        if self._process is not None and self._process.poll() is None:
            return
        self._end_process()
        python, environment = _python()
        try:
            process = subprocess.Popen(  # noqa: S603 # our own module, by our own Python
                (python, *_ARGUMENTS),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # a library's last words may hold a cell's
                env={**os.environ, "PYTHONPATH": os.pathsep.join(_search_path()), **environment},
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),  # on Windows
            )
            with self._lock:
                self._process, self._watched = process, _watched(process.pid)
                if self._dismissed:
                    process.kill()
            _send(process, self._known)
            _receive(process)  # it is ready
        except _GONE as error:
            raise SourceError(
                "This computer did not let a second Python process start, in which files are read "
                "safely: ask whoever looks after it to allow that, or read in this process with "
                "workers=0 (--workers 0), where one bad file may stop the whole import."
            ) from error

    def _memory(self) -> float:
        """Megabytes that the process holds; none once it has ended."""
        import psutil

        try:
            return self._watched.memory_info().rss / MEGABYTE if self._watched else 0.0
        except psutil.Error:
            return 0.0

    def _end_process(self) -> None:
        """End the process; what it was sent and has not read is still to be read."""
        with self._lock:
            process, self._process, self._began = self._process, None, None
            for file in self._sent:
                self._to_read.put(file)
            self._sent.clear()
        if process is None:
            return
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        process.wait()


def _watched(number: int) -> psutil.Process | None:
    """A process to look at; none where it has ended already."""
    import psutil  # here alone: whoever reads in this process can do without

    try:
        return psutil.Process(number)
    except psutil.Error:
        return None


def _send(process: subprocess.Popen[bytes] | None, what: object) -> None:
    if process is not None and process.stdin is not None:
        pickle.dump(what, process.stdin)
        process.stdin.flush()


def _receive(process: subprocess.Popen[bytes] | None) -> Any:  # noqa: ANN401 # a worker's own
    if process is None or process.stdout is None:
        raise EOFError
    return pickle.load(process.stdout)  # noqa: S301 # from our own process


def _python() -> tuple[str, dict[str, str]]:
    """The program that runs Python, and what it must be told.

    On Windows an environment's Python only launches the real one, and would be watched
    instead of it: so the real one is started, with the name of the environment.
    """
    if sys.platform == "win32" and sys._base_executable != sys.executable:
        return sys._base_executable, {"__PYVENV_LAUNCHER__": sys.executable}
    return sys.executable, {}


def _search_path() -> list[str]:
    """Where a worker finds this package, and what this process found on its path."""
    return [str(_PACKAGE), *filter(None, [os.environ.get("PYTHONPATH")])]
