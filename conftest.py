"""What the tests and the examples in docstrings share: files are read here, and once."""

from __future__ import annotations

import pickle
from functools import cache

import pytest


@pytest.fixture
def without_workers(monkeypatch):
    """Read in this process: quicker, where it is not the workers that are looked at."""

    def read_files(files, instruments, *_, done, **__):
        read, left = [], list(files)
        while left:
            file = left.pop()
            state = file.path.stat()
            content = _read(file, instruments, state.st_mtime_ns, state.st_size)
            read.append(pickle.loads(content))  # noqa: S301 # of our own
            left += read[-1].enclosed
            done(read[-1])
        return read

    monkeypatch.setattr("trip_analytics.loading.returns.read_files", read_files)


@pytest.fixture(autouse=True)
def _examples_without_workers(request):
    if not isinstance(request.node, pytest.Function):  # an example in a docstring
        request.getfixturevalue("without_workers")


@cache
def _read(file, instruments, *_):
    """What a worker would send of a file in this state."""
    from trip_analytics.loading.one_file import read_file

    return pickle.dumps(read_file(file, _understanding(instruments)))


@cache
def _understanding(instruments):
    from trip_analytics.understanding import Understanding

    return Understanding(instruments)
