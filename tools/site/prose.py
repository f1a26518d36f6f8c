"""The pages that people wrote: those of docs/, a few from the top, and the site's own."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Final

from tools.package_page import HOME

ROOT: Final = Path(__file__).parents[2]
FROM_THE_TOP: Final = ("CHANGELOG.md", "CODE_OF_CONDUCT.md", "CONTRIBUTING.md", "SECURITY.md")
_LINK: Final = re.compile(r"\[(?P<words>[^]]*)\]\((?P<to>(?![a-z]+:|#)[^)#\s]+)(?P<part>#[^)]*)?\)")


def write_prose(source: Path) -> None:
    """Put every page into the folder from which the site is made."""
    shutil.copytree(ROOT / "docs", source, dirs_exist_ok=True, ignore=_not_of_the_site)
    for name in FROM_THE_TOP:
        shutil.copy(ROOT / name, source)
    pages = {page.name for page in source.glob("*.md")}
    for page in source.glob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(_LINK.sub(lambda link: _led(link, pages), text), encoding="utf-8")
    shutil.copytree(Path(__file__).parent / "pages", source, dirs_exist_ok=True)


def _not_of_the_site(_: str, names: list[str]) -> list[str]:
    """What the folder of the documentation has for people who read the files themselves."""
    return [name for name in names if name == "README.md" or name.endswith(".py")]


def _led(link: re.Match[str], pages: set[str]) -> str:
    """A link within the site; a file that is on no page of it is named, or linked at its home."""
    to, part, words = Path(link["to"]), link["part"] or "", link["words"]
    if to.name in pages:
        return f"[{words}]({to.name}{part})"
    if to.name == "README.md":
        return f"[{words}](start.md)"
    if (ROOT / "docs" / to).is_file() and ".." not in to.parts:
        return link[0]
    home = os.environ.get(HOME, "").rstrip("/")
    path = to.as_posix().removeprefix("../")
    return f"[{words}]({home}/blob/HEAD/{path}{part})" if home else words
