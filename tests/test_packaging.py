"""What is said of versions in several places is the same in all of them; what the index shows."""

import re
import tomllib
from datetime import datetime
from pathlib import Path

from tools.package_page import for_the_index, urls
from tools.wheels import PYTHONS

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8")


def pins(name):
    lines = text_of(name).splitlines()
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


def test_the_version_and_its_date_are_said_alike():
    released = re.search(r"^## (\S+) \((.+)\)$", text_of("CHANGELOG.md"), re.MULTILINE)
    cited = dict(re.findall(r"^(version|date-released): (\S+)$", text_of("CITATION.cff"), re.M))
    day = datetime.strptime(released[2], "%d %B %Y").date()  # noqa: DTZ007 # a day has no zone
    assert PROJECT["version"] == released[1] == cited["version"]
    assert cited["date-released"] == day.isoformat()
    pages = text_of("README.md") + text_of("docs/start.md") + text_of("docs/it.md")
    said = re.findall(r"trip_analytics-([\d.]+)-py3|· version ([\d.]+)", pages)
    assert len(said) > 4
    assert {"".join(each) for each in said} == {PROJECT["version"]}


def test_the_pythons_that_are_named_are_those_that_are_classified():
    named = re.findall(r"Python :: (3\.\d+)", " ".join(PROJECT["classifiers"]))
    assert PROJECT["requires-python"] == f">={named[0]}"
    assert f"Python {named[0]} to {named[-1]} " in text_of("README.md")
    assert tuple(named) == PYTHONS


def test_on_the_package_index_every_link_of_the_readme_leads_somewhere():
    links = re.findall(r"\]\(([^)]+)\)", text_of("README.md"))
    shown = for_the_index(text_of("README.md"), "https://code.example.org/it", "v9")
    relative = [to for to in links if not to.startswith("https://")]
    assert len(relative) > 8
    for to in relative:
        kind = "raw" if to.endswith(".png") else "blob"
        assert f"](https://code.example.org/it/{kind}/v9/{to})" in shown
    assert len(re.findall(r"\]\(https://", shown)) == len(links)


def test_without_an_address_the_readme_has_no_links_that_lead_nowhere():
    shown = for_the_index(text_of("README.md"), "", "v9")
    assert not re.search(r"\]\((?!https://)", shown)
    assert "The guide for recovery leads" in shown


def test_what_the_index_shows_leads_to_files_that_there_are():
    for page in urls("", "v9").values():
        if page.startswith("/blob/v9/"):
            assert (ROOT / page.removeprefix("/blob/v9/")).is_file()
