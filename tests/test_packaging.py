"""What is said of versions in several places is the same in all of them."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def pins(name):
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if line and not line.startswith("#"))
    return {library.lower().replace("_", "-"): version for library, version in pinned.items()}


def lower_bounds():
    extras = PROJECT["optional-dependencies"]
    used = [*PROJECT["dependencies"], *extras["lab"], *extras["pdf"], *extras["scale"]]
    return dict(re.fullmatch(r"([\w-]+)>=([\d.]+)", one).groups() for one in used)


def as_numbers(version):
    return [int(part) for part in re.findall(r"\d+", version)[:3]]


def test_the_oldest_versions_tested_are_the_lower_bounds():
    lowest = pins("constraints-lowest.txt")
    for library, bound in lower_bounds().items():
        tested = as_numbers(lowest[library])
        assert tested[: len(as_numbers(bound))] == as_numbers(bound), library
        assert not any(tested[len(as_numbers(bound)) :]), library


def test_every_library_used_is_pinned_above_its_lower_bound():
    newest = pins("constraints.txt")
    for library, bound in lower_bounds().items():
        assert as_numbers(newest[library]) >= as_numbers(bound), library
