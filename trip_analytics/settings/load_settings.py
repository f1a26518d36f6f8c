"""A trust's own settings: the file ``trip-analytics.toml``, read and checked.

Every mistake in it is one sentence, with its line and what to write instead; all are said at once.
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from os import PathLike
from pathlib import Path
from typing import Any, Final

from trip_analytics.errors import SettingsError
from trip_analytics.settings.look_of_reports import (
    Logo,
    MistakeError,
    WordTemplate,
    usable_colour,
    usable_picture,
    usable_template,
)

SETTINGS_NAME: Final = "trip-analytics.toml"
# What a trust may name in words of its own, beside those that are known of all forms.
NAMEABLE: Final = (
    "team", "service_line", "organisation", "team_type", "year", "date", "rating", "comment",
    "staff", "people_using_services", "family_and_friends",
)  # fmt: skip

LARGEST_FILE: Final = 100_000  # characters
YEARS: Final = range(2000, 2101)
LONGEST_WORDS: Final = 60  # characters

_TABLE: Final = re.compile(r"\s*\[\s*([\w-]+)\s*\]")
_AT: Final = re.compile(r"^(.*?) \(at line (\d+), column \d+\)$")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a trust has set; what it has not is None or empty."""

    path: Path | None = None
    """The file; None where there is none."""
    organisation: str | None = None
    contact: str | None = None
    logo: Logo | None = None
    template: WordTemplate | None = None
    """The Word file that reports take styles, margins, header and footer from."""
    colour: str | None = None
    """As ``#005EB8``, dark enough for white text."""
    # Of the report: see :func:`trip_analytics.write_report`.
    audience: str | None = None
    readers: str | None = None
    date: dt.date | None = None
    """The date on the report."""
    sections: tuple[str, ...] = ()
    """The parts that the report has; all if empty."""
    thresholds: Mapping[str, int] = field(default_factory=dict)
    """Numbers of the rule of disclosure that are raised."""
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What the trust's forms call things, by the names in ``NAMEABLE``."""
    lines: Mapping[str, int] = field(default_factory=dict, repr=False)
    """The line of each setting, as ``report.sections``."""

    @property
    def files(self) -> frozenset[Path]:
        """The file itself, the logo and the template: none is a return."""
        named = (self.path, *(each and each.path for each in (self.logo, self.template)))
        return frozenset(path.resolve() for path in named if path)

    @property
    def read_by(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The trust's own words, by which forms are read."""
        return tuple(self.words.items())

    def refuse(self, mistakes: Mapping[str, str]) -> None:
        """Say what is wrong with settings, by their names, where only their user can tell.

        Raises SettingsError: there are mistakes.
        """
        lines = sorted((self.lines.get(name, 0), what) for name, what in mistakes.items())
        if lines:
            raise _refusal(self.path, [_at_line(line, what) for line, what in lines])


NO_SETTINGS: Final = Settings()


def load_settings(path: str | Path) -> Settings:
    r"""Read and check a file of settings.

    Raises SettingsError: it cannot be read, or something in it is wrong: every mistake with its
    line.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "trip-analytics.toml")
    ...     _ = file.write_text('[words]\nservice_line = ["Locality", "Hub"]', encoding="utf-8")
    ...     load_settings(file).words
    {'service_line': ('Locality', 'Hub')}
    """
    path = Path(path)
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refusal(
            path, ["it is not in UTF-8; save it so (in Notepad: Encoding, UTF-8)"]
        ) from None
    except OSError as error:
        raise SettingsError(
            f"The settings {str(path)!r} cannot be read ({error.strerror}): check the name."
        ) from error
    if len(text) > LARGEST_FILE:
        raise _refusal(path, ["it is longer than settings ever are: name the file you mean"])
    try:
        tables = tomllib.loads(text)
    except RecursionError:
        raise _refusal(path, ["it has brackets within brackets: leave them out"]) from None
    except tomllib.TOMLDecodeError as error:
        raise _refusal(path, [_not_toml(str(error), text)]) from None
    reader = _Reader(path, text)
    found = reader.read(tables)
    if reader.problems:
        raise _refusal(path, [said for _, said in sorted(reader.problems)])
    return Settings(path=path, lines=reader.lines, **found)


def settings_given(given: Settings | str | PathLike[str] | None) -> Settings:
    """Settings as they are given: read, to be read from their file, or none."""
    if given is None or isinstance(given, Settings):
        return given or NO_SETTINGS
    return load_settings(Path(given))


def settings_in(folder: Path) -> Path | None:
    """The file of settings at the top of a folder, if there is one."""
    path = folder / SETTINGS_NAME
    return path if path.is_file() else None


def nearest(name: str, known: Sequence[str]) -> str:
    """A hint at what was meant: the nearest of the known names, or all of them."""
    near = get_close_matches(name.casefold().replace("-", "_").replace(" ", "_"), known, 1, 0.6)
    return f"is it {near[0]!r}?" if near else f"there are {', '.join(known)}"


class _Reader:
    """Reads the tables of one file, and collects what is wrong with them."""

    def __init__(self, path: Path, text: str) -> None:
        self.path = path
        self.problems: list[tuple[int, str]] = []
        self.lines = _lines_of(text)

    def read(self, tables: Mapping[str, Any]) -> dict[str, Any]:
        """The settings by their names in :class:`Settings`."""
        found: dict[str, Any] = {}
        for table, values in tables.items():
            if table not in _SETTINGS:
                self._note(table, _unknown_table(table))
            elif not isinstance(values, dict):
                self._note(
                    table, f"[{table}] is a heading in square brackets, with its settings below"
                )
            else:
                self._read_table(table, values, found)
        self._compare(found)
        logo, alt = found.pop("logo", None), found.pop("logo_text", None)
        if logo is not None:
            content, media_type, place = logo
            named = found.get("organisation") or "the organisation"
            found["logo"] = Logo(content, media_type, alt or f"Logo of {named}", place)
        return found

    def _read_table(self, table: str, values: Mapping[str, Any], found: dict[str, Any]) -> None:
        known = _SETTINGS[table]
        for key, value in values.items():
            name = f"{table}.{key}"
            if key not in known:
                other = next((each for each in _SETTINGS if key in _SETTINGS[each]), None)
                hint = f"it belongs below [{other}]" if other else nearest(key, tuple(known))
                self._note(name, f"there is no setting {key!r} in [{table}]: {hint}")
                continue
            try:
                read = known[key](self, value)
            except MistakeError as mistake:
                self._note(name, f"{key}: {mistake}")
                continue
            if table in _GROUPED:
                found.setdefault(_GROUPED[table], {})[key] = read
            else:
                found["organisation" if name == "organisation.name" else key] = read

    def _compare(self, found: Mapping[str, Any]) -> None:
        """Refuse a word that means two things."""
        means: dict[str, str] = {}
        for key, words in found.get("words", {}).items():
            for word in words:
                before = means.setdefault(word.casefold(), key)
                if before != key:
                    said = f"{word!r} is a word for {before} as well: leave it out of one of them"
                    self._note(f"words.{key}", said)

    def _note(self, name: str, what: str) -> None:
        line = self.lines.get(name, self.lines.get(name.partition(".")[0]))
        self.problems.append((line or 0, _at_line(line, what)))

    # --- kinds of value ------------------------------------------------------------------

    def text(self, value: object) -> str:
        if not isinstance(value, str):
            raise MistakeError(f'write it as text in quotation marks: "{_shown(value)}"')
        if not value.strip():
            raise MistakeError("it is empty: write something, or leave the line out")
        text = " ".join(value.split())
        if not text.isprintable():
            raise MistakeError("it has signs that cannot be printed: type it anew")
        return text

    def texts(self, value: object) -> tuple[str, ...]:
        if isinstance(value, str):
            raise MistakeError(f'put it in square brackets: ["{value}"]')
        if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
            raise MistakeError('write a list of texts, such as ["one", "another"]')
        return tuple(dict.fromkeys(self.text(one) for one in value))

    def words(self, value: object) -> tuple[str, ...]:
        words = self.texts(value)
        for word in words:
            if len(word) > LONGEST_WORDS or not re.search(r"[^\W\d_]", word):
                raise MistakeError(f"{word!r} is no word that heads a field: leave it out")
        return words

    def number(self, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise MistakeError("write a whole number without quotation marks, such as 6")
        return value

    def date(self, value: object) -> dt.date:
        try:
            found = dt.date.fromisoformat(str(value))
        except ValueError:
            found = dt.date.min
        if found.year not in YEARS:
            raise MistakeError("write it as year, month, day: 2026-03-31")
        return found

    def colour(self, value: object) -> str:
        return usable_colour(self.text(value))

    def template(self, value: object) -> WordTemplate:
        return usable_template(self.path.parent / self.text(value))

    def logo(self, value: object) -> tuple[bytes, str, Path]:
        place = self.path.parent / self.text(value)
        return (*usable_picture(place), place)


_Reads = Callable[[_Reader, object], Any]
# What may be set, by the heading it is below.
_SETTINGS: Final[Mapping[str, Mapping[str, _Reads]]] = {
    "organisation": {
        "name": _Reader.text,
        "contact": _Reader.text,
        "logo": _Reader.logo,
        "logo_text": _Reader.text,
        "template": _Reader.template,
        "colour": _Reader.colour,
    },
    "report": {
        "audience": _Reader.text,
        "readers": _Reader.text,
        "date": _Reader.date,
        "sections": _Reader.texts,
    },
    "disclosure": dict.fromkeys(("minimum_teams", "minimum_group", "insiders"), _Reader.number),
    "words": dict.fromkeys(NAMEABLE, _Reader.words),
}
_GROUPED: Final = {"disclosure": "thresholds", "words": "words"}


def _lines_of(text: str) -> dict[str, int]:
    """The line of each table and each key, as they are usually written: one a line."""
    lines: dict[str, int] = {}
    table = ""
    for number, line in enumerate(text.splitlines(), start=1):
        if heading := _TABLE.match(line):
            table = heading[1]
            lines.setdefault(table, number)
        elif key := re.match(r"""\s*["']?([\w-]+)["']?\s*(?:\.\s*([\w-]+)\s*)?=""", line):
            names = [part for part in (table, *key.groups()) if part]
            lines.setdefault(".".join(names), number)
            lines.setdefault(names[0], number)
    return lines


def _unknown_table(table: str) -> str:
    for known, keys in _SETTINGS.items():
        if table in keys:
            return f"{table!r} belongs below the heading [{known}]"
    return f"there is no heading [{table}]: {nearest(table, tuple(_SETTINGS))}"


def _not_toml(message: str, text: str) -> str:
    """What is most likely wrong with a line that cannot be read at all."""
    found = _AT.match(message)
    lines = text.splitlines()
    number = int(found[2]) if found else len(lines)
    written = lines[number - 1] if 0 < number <= len(lines) else ""
    if set(written) & set("“”„‘’"):
        what = 'type straight quotation marks (") instead of curly ones'
    elif "\\" in written:
        what = "write / instead of \\ between folders"
    elif written.lstrip().startswith((";", "//")):
        what = "begin a remark with #"
    elif re.match(r"\s*[\w-]+\s*:", written):
        what = "write = instead of the colon"
    elif re.match(r"\s*[\w-]+ +[\w-]+\s*=", written):
        what = "write _ instead of the space, as in service_line"
    elif re.search(r"=\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b", written):
        what = "write a date as year, month, day: 2026-03-31"
    elif "Cannot overwrite" in message or "Cannot declare" in message:
        what = "this is there twice: leave one of them out"
    elif re.search(r"""=\s*[^\s"'\[\d{]""", written):
        what = 'write text in quotation marks, as in name = "Harbour Trust"'
    else:
        what = "this cannot be read: check its quotation marks, brackets and commas"
    return _at_line(number, what)


def _at_line(line: int | None, what: str) -> str:
    return f"line {line}: {what}" if line else what


def _refusal(path: Path | None, problems: Sequence[str]) -> SettingsError:
    heading = f"The settings {str(path)!r} cannot be used until this is put right:"
    return SettingsError.from_problems(heading, problems)


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
