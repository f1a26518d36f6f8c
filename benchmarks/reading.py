"""What reading costs, beside what a user would do instead: ``python -m benchmarks.reading``.

Every contender reads the same files, some at a time and one contender after the other, so
that whatever else the machine does meets them alike; the best of several passes counts.
Times are milliseconds a file: on the clock, and of the processor.
"""

from __future__ import annotations

import argparse
import gc
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import docx
import openpyxl
import pandas as pd
import psutil
from python_calamine import CalamineWorkbook

import trip_analytics as ta
from benchmarks import forms
from trip_analytics.reading import read_document

PASSES: Final = 5
AT_A_TIME: Final = 125  # files
OURS: Final = "trip_analytics"

Reader = Callable[[Path], object]
Times = tuple[float, float]  # on the clock, of the processor


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0])
    parser.add_argument("--forms", type=int, default=500, help="ordinary forms (500)")
    parser.add_argument("--many", type=int, default=1000, help="files for peak memory (1000)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workbooks(Path(folder), given.forms)
        word(Path(folder), given.forms // 5 or 1)
        processes(Path(folder), given.forms)
        memory(Path(folder), given.forms // 5 or 1, given.many)


def workbooks(folder: Path, number: int) -> None:
    """Every sheet of a workbook, by our reader and by others."""
    readers = {
        OURS: read_document,
        "pandas + openpyxl": with_pandas,
        "openpyxl": with_openpyxl,
        "python-calamine": with_calamine,
    }
    half = number // 2 or 1
    kept = forms.write_folder(folder / "openpyxl", half, by_program=True)
    shared = forms.write_folder(folder / "xlsxwriter", half)
    long = [folder / f"all teams {count}.xlsx" for count in range(number // 25 or 1)]
    for path in long:
        forms.write_long_sheet(path, rows=4 * number)
    show("forms as openpyxl stores them", measured(kept, readers))
    show("forms as Excel stores them", measured(shared, readers))
    show(f"sheets of {4 * number:,} rows", measured(long, readers, passes=2, at_a_time=1))


def with_pandas(path: Path) -> object:
    """Every sheet as a frame."""
    return pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")


def with_openpyxl(path: Path) -> object:
    """Every value of every sheet."""
    return [list(sheet.values) for sheet in openpyxl.load_workbook(path).worksheets]


def with_calamine(path: Path) -> object:
    """Every value of every sheet."""
    workbook = CalamineWorkbook.from_path(str(path))
    return [workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names]


def word(folder: Path, number: int) -> None:
    """The text of every table cell and paragraph of Word documents."""
    paths = forms.write_folder(folder / "word", number, word=True)
    show("Word forms", measured(paths, {OURS: read_document, "python-docx": with_docx}, passes=3))


def with_docx(path: Path) -> object:
    """As its guide shows how to go about it."""
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return cells, [paragraph.text for paragraph in document.paragraphs]


def processes(folder: Path, number: int) -> None:
    """A folder of forms into returns, by one worker process and by two; or merely opened."""
    paths = forms.write_folder(folder / "returns", number, by_program=True)

    def seconds(workers: int) -> float:
        start = time.perf_counter()
        ta.load_returns(folder / "returns", workers=workers)
        return time.perf_counter() - start

    one, two = (min(seconds(workers) for _ in range(2)) for workers in (1, 2))
    print(f"load_returns, {number} forms: {one:.1f} s with one process, {two:.1f} s with two")
    print(f"  two are {one / two:.2f} times as fast")
    start = time.perf_counter()
    for path in paths:
        with_pandas(path)
    opened = time.perf_counter() - start
    print(f"  pandas + openpyxl merely open them in {opened:.1f} s: with two processes,")
    print(f"  load_returns is {opened / two:.2f} times as fast\n")


def memory(folder: Path, few: int, many: int) -> None:
    """The most that a worker process takes, for some files and for many."""
    peaks = []
    for number in (few, many):
        copies = folder / f"{number} files"
        forms.write_folder(copies, few)
        for count in range(few, number):
            shutil.copyfile(copies / f"ward {count % few}.xlsx", copies / f"ward {count}.xlsx")
        peak = peak_of_workers(lambda read=copies: ta.load_returns(read, workers=2))
        peaks.append(f"{peak:.0f} MB for {number} files")
    print("Peak memory of a worker: " + ", ".join(peaks))


def peak_of_workers(call: Callable[[], object]) -> float:
    """The most megabytes that one of this process's children held meanwhile."""
    done = threading.Event()
    peak = 0

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.02):
            for worker in psutil.Process().children(recursive=True):
                try:
                    peak = max(peak, worker.memory_info().rss)
                except psutil.NoSuchProcess:
                    continue

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        call()
    finally:
        done.set()
        watching.join()
    return peak / (1 << 20)


def measured(
    paths: Sequence[Path],
    readers: Mapping[str, Reader],
    passes: int = PASSES,
    at_a_time: int = AT_A_TIME,
) -> dict[str, Times]:
    """Milliseconds a file by contender."""
    best: dict[tuple[str, int], Times] = {}
    gc.freeze()  # the contenders' own code, which a process with one of them would not hold
    for _ in range(passes):
        for start in range(0, len(paths), at_a_time):
            for name, read in readers.items():
                gc.collect()  # what the one before has left
                clock, processor = time.perf_counter(), time.process_time()
                for path in paths[start : start + at_a_time]:
                    read(path)
                took = time.perf_counter() - clock, time.process_time() - processor
                before = best.get((name, start), took)
                best[name, start] = min(took[0], before[0]), min(took[1], before[1])
    gc.unfreeze()
    totals: dict[str, Times] = {}
    for name in readers:
        clock, processor = zip(*(took for (of, _), took in best.items() if of == name), strict=True)
        totals[name] = sum(clock) * 1000 / len(paths), sum(processor) * 1000 / len(paths)
    return totals


def show(what: str, times: Mapping[str, Times]) -> None:
    """Times, and how they compare with ours on the clock and of the processor."""
    print(f"{what:40}   clock    cpu   theirs / ours    ours / theirs")
    ours = times[OURS]
    for name, theirs in times.items():
        slower = "  ".join(f"{their / our:5.2f}" for our, their in zip(ours, theirs, strict=True))
        faster = "  ".join(f"{our / their:5.2f}" for our, their in zip(ours, theirs, strict=True))
        print(f"  {name:38} {theirs[0]:7.2f} {theirs[1]:6.2f}   {slower}     {faster}")
    print()


if __name__ == "__main__":
    main()
