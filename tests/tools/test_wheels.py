"""Which library lacks a wheel where, on an index of a few made-up libraries."""

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.tags import parse_tag
from packaging.version import Version

from tools import wheels
from tools.wheels import SYSTEMS, Index, Library, Wheel

ANYWHERE = "py3-none-any"


def library(*needs, **wheels_of_versions):
    """A library whose latest version has the needs: ``v1="cp311-cp311-win_amd64"``."""
    built = {
        Version(version): [Wheel(parse_tag(tag), SpecifierSet(">=3.11"), "", 1)]
        for version, tag in wheels_of_versions.items()
    }
    return Library(built, max(built), [Requirement(need) for need in needs])


@pytest.fixture
def missing(monkeypatch):
    def asked(extra, system, python, *needs, **libraries):
        monkeypatch.setattr(wheels, "_library", libraries.__getitem__)
        monkeypatch.setattr(wheels, "_needs_of", lambda _: [])
        index = Index(library(*needs, v1=ANYWHERE))
        return index.missing(extra, SYSTEMS[system], python)

    return asked


def test_a_wheel_of_one_system_is_missing_on_the_others(missing):
    fast = library(v1="cp311-cp311-win_amd64")
    assert not missing("", "Windows (x64)", "3.11", "fast", fast=fast)
    assert missing("", "Windows (Arm)", "3.11", "fast", fast=fast) == "fast"
    assert missing("", "Windows (x64)", "3.12", "fast", fast=fast) == "fast"


def test_a_library_is_asked_for_what_it_needs_itself(missing):
    middle, deep = (
        library("middle", "deep", v1=ANYWHERE),
        library("deep", v1="cp311-abi3-win_amd64"),
    )
    needed = {"middle": middle, "deep": deep}
    assert not missing("", "Windows (x64)", "3.14", "middle", **needed)
    assert missing("", "Linux (x64)", "3.14", "middle", **needed) == "deep"


def test_an_older_version_that_has_a_wheel_will_do_if_it_is_allowed(missing):
    fast = library(v1=ANYWHERE, v2="cp312-cp312-win_amd64")
    assert not missing("", "Windows (Arm)", "3.12", "fast", fast=fast)
    assert missing("", "Windows (Arm)", "3.12", "fast>=2", fast=fast) == "fast"


def test_what_is_needed_only_elsewhere_or_for_another_extra_is_not_asked_for(missing):
    needs = ('mac; sys_platform == "darwin"', 'pdf; extra == "pdf"')
    nowhere = {
        "mac": library("mac", v1="cp27-cp27m-win32"),
        "pdf": library("pdf", v1="cp27-cp27m-win32"),
    }
    assert not missing("", "Linux (Arm)", "3.13", *needs, **nowhere)
    assert missing("", "macOS (Intel)", "3.13", *needs, **nowhere) == "mac"
    assert missing("pdf", "Linux (Arm)", "3.13", *needs, **nowhere) == "pdf"
