"""Where the package installs from wheels alone: which systems, which Pythons.

``python -m tools.wheels`` writes the table in ``docs/it.md`` again. uv (of the extra ``docs``) asks
the package index for versions of all libraries, and of theirs, that have wheels there.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "it.md"
MARK: Final = "<!-- made by tools.wheels -->\n"
INSTALLS: Final = {
    "the package": "",
    "with `[pdf]`": "pdf",
    "with `[lab]`": "lab",
    "with `[scale]`": "scale",
}
PYTHONS: Final = ("3.11", "3.12", "3.13", "3.14")
SYSTEMS: Final = {
    "Windows (x64)": "x86_64-pc-windows-msvc",
    "Windows (Arm)": "aarch64-pc-windows-msvc",
    "macOS (Apple)": "aarch64-apple-darwin",
    "macOS (Intel)": "x86_64-apple-darwin",
    "Linux (x64)": "x86_64-manylinux_2_28",
    "Linux (Arm)": "aarch64-manylinux_2_28",
}


def main() -> None:
    """Ask, and put the table into the page."""
    before, _, after = PAGE.read_text(encoding="utf-8").split(MARK)
    heads = [f"| installed | {' | '.join(SYSTEMS)} |", "| --- " * (1 + len(SYSTEMS)) + "|"]
    rows = [
        f"| {name} | {' | '.join(_answer(extra, system) for system in SYSTEMS.values())} |"
        for name, extra in INSTALLS.items()
    ]
    page = "\n".join([before + MARK + "\n".join([*heads, *rows]), MARK + after])
    PAGE.write_text(page, encoding="utf-8", newline="\n")


def _answer(extra: str, system: str) -> str:
    """Yes, or the Pythons for which it is and what lacks a wheel."""
    missing = {python: _missing(extra, system, python) for python in PYTHONS}
    if not any(missing.values()):
        return "yes"
    with_all = [python for python, library in missing.items() if not library]
    lacking = ", ".join(sorted({f"no {library}" for library in missing.values() if library}))
    return f"{', '.join(with_all)}; {lacking}" if with_all else lacking


def _missing(extra: str, system: str, python: str) -> str:
    """The library without a wheel there; nothing where all have one."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["dependencies"], *project["optional-dependencies"].get(extra, [])]
    words = ["--only-binary", ":all:", "--python-platform", system, "--python-version", python]
    asked = subprocess.run(  # noqa: S603 # our own words
        [sys.executable, "-m", "uv", "pip", "compile", "--quiet", *words, "-"],
        input="\n".join(needed),
        capture_output=True,
        text=True,
        check=False,
    )
    without = re.search(r"([\w-]+)\S* ha(?:s|ve) no usable wheels", asked.stderr)
    if asked.returncode and not without:
        sys.exit(asked.stderr)
    return without[1] if without else ""


if __name__ == "__main__":
    main()
