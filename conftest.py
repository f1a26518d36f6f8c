"""What the tests and the examples in docstrings share: files are read here, and once."""

from __future__ import annotations

import gc
import os
import pickle
import time
from base64 import b64decode
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

import pytest

PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)


def pytest_collection_finish():
    """What is imported by now stays: the garbage collector need not look through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def once(tmp_path_factory):
    """Make something once for all processes that run these tests together."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent

    def once(name, make):
        made, making = folder / f"{name}.pickle", folder / f"{name}.making"
        while not made.exists():
            try:
                making.mkdir()
            except FileExistsError:  # by another process: wait for it
                time.sleep(0.05)
                continue
            try:
                half = folder / f"{name}.half"
                half.write_bytes(pickle.dumps(make()))
                half.replace(made)
            finally:
                making.rmdir()
        return pickle.loads(made.read_bytes())  # noqa: S301 # of our own

    return once


@pytest.fixture
def without_workers(monkeypatch):
    """Read in this process: quicker, where it is not the workers that are looked at."""

    def read_files(files, known, *_, done, **__):
        read, left = [], list(files)
        while left:
            file = left.pop()
            path = file.path.resolve()
            state = path.stat()
            file = replace(file, path=path)
            content = _read(file, known, state.st_mtime_ns, state.st_size)
            read.append(pickle.loads(content))  # noqa: S301 # of our own
            left += read[-1].enclosed
            done(read[-1])
        return read

    monkeypatch.setattr("trip_analytics.loading.load_returns.read_files", read_files)


@pytest.fixture(scope="session")
def drawing_dots():
    """For a while, a dot for each picture: quicker, where it is not the pictures that matter."""

    @contextmanager
    def drawing_dots():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("trip_analytics.reports.pictures._may_fork", lambda: False)
            patch.setattr("trip_analytics.reports.pictures._drawn", lambda *_: PIXEL)
            yield

    return drawing_dots


@pytest.fixture
def undrawn(drawing_dots):
    """Reports of this test have a dot for each picture."""
    with drawing_dots():
        yield


@pytest.fixture(autouse=True)
def _examples_are_quick(request):
    if not isinstance(request.node, pytest.Function):  # an example in a docstring
        request.getfixturevalue("without_workers")
        request.getfixturevalue("undrawn")


@cache
def _read(file, known, *_):
    """What a worker would send of a file in this state."""
    from trip_analytics.loading.read_file import read_file
    from trip_analytics.understanding.words import own_words

    with own_words(dict(known.words)):
        return pickle.dumps(read_file(file, _understanding(known.instruments, known.teams)))


@cache
def _understanding(instruments, teams):
    from trip_analytics.understanding import Understanding

    return Understanding(instruments, teams)
