"""Where the package installs from wheels alone: which systems, which Pythons.

``python -m tools.wheels`` writes the table in ``docs/it.md`` again, in a minute or two. It asks the
package index about each library once, and takes the newest version of it that has a wheel there.
"""

from __future__ import annotations

import io
import json
import sys
import tomllib
import zipfile
from collections import defaultdict
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from email.parser import HeaderParser
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import urljoin
from urllib.request import urlopen

from packaging.requirements import Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename
from packaging.version import InvalidVersion, Version
from tqdm import tqdm

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "it.md"
MARK: Final = "<!-- made by tools.wheels -->\n"
INDEX: Final = "https://pypi.org/pypi"
SECONDS, TRIES, AT_ONCE = 30, 3, 16  # a request may take so long, is made so often, with others
OWN: Final = "trip-analytics"
EXTRAS: Final = ("", "pdf", "lab", "scale", "field", "docs")
PYTHONS: Final = ("3.11", "3.12", "3.13", "3.14")


class System(NamedTuple):
    """What requirements call a system, and which wheels it takes."""

    sys_platform: str
    platform_system: str
    os_name: str
    platform_machine: str
    platforms: tuple[str, ...]


class Wheel(NamedTuple):
    """One file of the index."""

    tags: frozenset[Tag]
    pythons: SpecifierSet
    url: str
    size: int


class Library(NamedTuple):
    """What the index has of a library: its wheels, and what its latest version needs."""

    wheels: dict[Version, list[Wheel]]
    latest: Version
    needs: list[Requirement]


def _windows(machine: str, platform: str) -> System:
    return System("win32", "Windows", "nt", machine, (platform,))


def _mac(machine: str) -> System:
    return System("darwin", "Darwin", "posix", machine, tuple(mac_platforms((14, 0), machine)))


def _linux(machine: str) -> System:
    platforms = (*(f"manylinux_2_{minor}" for minor in range(28, 4, -1)), "manylinux2014")
    return System("linux", "Linux", "posix", machine, tuple(f"{p}_{machine}" for p in platforms))


SYSTEMS: Final = {
    "Windows (x64)": _windows("AMD64", "win_amd64"),
    "Windows (Arm)": _windows("ARM64", "win_arm64"),
    "macOS (Apple)": _mac("arm64"),
    "macOS (Intel)": _mac("x86_64"),
    "Linux (x64)": _linux("x86_64"),
    "Linux (Arm)": _linux("aarch64"),
}


class Index:
    """The package index, asked about several libraries at once and about none twice."""

    def __init__(self, own: Library) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE)
        self._asked: dict[str, Future[Library]] = {OWN: Future()}
        self._asked[OWN].set_result(own)

    def ask(self, name: str) -> Future[Library]:
        """Ask for a library without waiting for the answer."""
        if name not in self._asked:
            self._asked[name] = self._pool.submit(_library, name)
        return self._asked[name]

    def missing(self, extra: str, system: System, python: str) -> str:
        """The library without a wheel there; nothing where all have one."""
        full = f"{python}.9"
        here = {**system._asdict(), "python_version": python, "python_full_version": full}
        waiting = [Requirement(f"{OWN}[{extra}]" if extra else OWN)]
        allowed: dict[str, SpecifierSet] = defaultdict(SpecifierSet)
        taken: set[tuple[str, Version, str]] = set()
        while waiting:
            need = waiting.pop()
            name = canonicalize_name(need.name)
            allowed[name] &= need.specifier
            library = self.ask(name).result()
            version = _newest(library, allowed[name], _tags(system, python), full)
            if version is None:
                return name
            for part in {"", *need.extras}:
                if (name, version, part) not in taken:
                    taken.add((name, version, part))
                    for further in _needs(library, version):
                        if not further.marker or further.marker.evaluate({**here, "extra": part}):
                            self.ask(canonicalize_name(further.name))
                            waiting.append(further)
        return ""


def main() -> None:
    """Ask, and put the table into the page."""
    index = Index(_own())
    heads = [f"| installed | {' | '.join(SYSTEMS)} |", "| --- " * (1 + len(SYSTEMS)) + "|"]
    rows = []
    try:
        for extra in tqdm(EXTRAS, "asking the package index"):
            answers = [_answer(index, extra, system) for system in SYSTEMS.values()]
            name = f"with `[{extra}]`" if extra else "the package"
            rows.append(f"| {name} | {' | '.join(answers)} |")
    except OSError as error:
        sys.exit(f"The package index does not answer; try again later ({error}).")
    before, _, after = PAGE.read_text(encoding="utf-8").split(MARK)
    page = "\n".join([before + MARK + "\n".join([*heads, *rows]), MARK + after])
    PAGE.write_text(page, encoding="utf-8", newline="\n")


def _answer(index: Index, extra: str, system: System) -> str:
    """Yes, or the Pythons for which it is and what lacks a wheel."""
    missing = {python: index.missing(extra, system, python) for python in PYTHONS}
    if not any(missing.values()):
        return "yes"
    with_all = [python for python, library in missing.items() if not library]
    lacking = ", ".join(sorted({f"no {library}" for library in missing.values() if library}))
    return f"{', '.join(with_all)}; {lacking}" if with_all else lacking


def _own() -> Library:
    """The package itself, as the index would have it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needs = [Requirement(line) for line in project["dependencies"]]
    for extra, lines in project["optional-dependencies"].items():
        needs += [Requirement(f'{line}; extra == "{extra}"') for line in lines]
    version = Version(project["version"])
    anywhere = Wheel(frozenset({Tag("py3", "none", "any")}), SpecifierSet(), "", 0)
    return Library({version: [anywhere]}, version, needs)


def _library(name: str) -> Library:
    address = f"{INDEX}/{name}/json"
    page = json.loads(_read(address))
    wheels: dict[Version, list[Wheel]] = {}
    for number, files in page["releases"].items():
        usable = [
            file for file in files if file["filename"].endswith(".whl") and not file["yanked"]
        ]
        with suppress(InvalidVersion, InvalidWheelFilename, InvalidSpecifier):
            wheels[Version(number)] = [
                Wheel(
                    parse_wheel_filename(file["filename"])[3],
                    SpecifierSet(file["requires_python"] or ""),
                    urljoin(address, file["url"]),
                    file["size"],
                )
                for file in usable
            ]
    needs = [Requirement(line) for line in page["info"]["requires_dist"] or ()]
    return Library(wheels, Version(page["info"]["version"]), needs)


def _newest(
    library: Library, allowed: SpecifierSet, tags: frozenset[Tag], python: str
) -> Version | None:
    for version in sorted(allowed.filter(library.wheels), reverse=True):
        for wheel in library.wheels[version]:
            if wheel.pythons.contains(python) and not tags.isdisjoint(wheel.tags):
                return version
    return None


def _needs(library: Library, version: Version) -> list[Requirement]:
    if version == library.latest:
        return library.needs
    return _needs_of(min(library.wheels[version], key=lambda wheel: wheel.size).url)


@cache
def _needs_of(wheel: str) -> list[Requirement]:
    """What an earlier version needs: its wheel alone has it."""
    with zipfile.ZipFile(io.BytesIO(_read(wheel))) as archive:
        names = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        metadata = HeaderParser().parsestr(archive.read(names[0]).decode())
    return [Requirement(line) for line in metadata.get_all("Requires-Dist", [])]


def _read(address: str) -> bytes:
    for _ in range(TRIES - 1):
        with suppress(OSError), urlopen(address, timeout=SECONDS) as page:  # noqa: S310 # https
            return bytes(page.read())
    with urlopen(address, timeout=SECONDS) as page:  # noqa: S310 # https
        return bytes(page.read())


@cache
def _tags(system: System, python: str) -> frozenset[Tag]:
    """What a wheel may be called to be installed there."""
    major, minor = map(int, python.split("."))
    interpreter = f"cp{major}{minor}"
    own = cpython_tags((major, minor), platforms=system.platforms)
    return frozenset((*own, *compatible_tags((major, minor), interpreter, system.platforms)))


if __name__ == "__main__":
    main()
