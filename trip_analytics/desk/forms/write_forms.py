"""Write the blank forms of a year, one for each team, under names that every system takes."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import pandas as pd
from tqdm import tqdm

from trip_analytics.analysis.participation import expected_teams
from trip_analytics.desk.forms.contents import Addressee, LastPriority, Request, blank_form
from trip_analytics.documents import write_together
from trip_analytics.errors import OutputError, SourceError
from trip_analytics.instruments import Instrument, load_instrument
from trip_analytics.returns import Returns
from trip_analytics.settings.load_settings import Settings, settings_given
from trip_analytics.tables.check import check
from trip_analytics.tables.columns import PERSPECTIVES
from trip_analytics.teams.load_register import load_register
from trip_analytics.words import listed

Format = Literal["xlsx", "docx"]
FORMATS: Final = ("xlsx", "docx")
FOR: Final = ("team", "service_line")
_LONGEST_TITLE: Final = 40


@dataclass(frozen=True, slots=True)
class FormsWritten:
    """The forms that were written, and those that were there already and were left alone."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]


def write_forms(
    teams: str | Path | pd.DataFrame,
    *,
    year: int,
    out: str | Path,
    instruments: Iterable[Instrument | str] = ("trip",),
    file_format: Format = "xlsx",
    views: Sequence[str] = (),
    by: str = "team",
    returns: Returns | None = None,
    settings: Settings | str | Path | None = None,
) -> FormsWritten:
    """Write blank return forms for a year: one for each team that is open in it.

    A form holds the instrument's statements as that year words them, with room for all that a
    team is asked; what it is about is filled in, everything else but the answers is locked. It is
    never read as a return before somebody fills it in. A file that is there already, and is not
    the same, is left as it is: somebody may have filled it in.

    Parameters
    ----------
    teams : path or DataFrame
        The register of teams, or its table (``returns.teams``).
    year : int
        The review year.
    out : path
        The folder to write to.
    instruments : iterable of Instrument or str, default ("trip",)
        Whose forms: a team gets a file for each. A list of your own is given loaded:
        ``ta.load_instrument("list.xlsx")``.
    file_format : {"xlsx", "docx"}, default "xlsx"
    views : sequence of str, default ()
        Whose views to ask for beside the agreed answer: any of ``staff``,
        ``people-using-services`` and ``family-and-friends``.
    by : {"team", "service_line"}, default "team"
        A form for each team, or for each service line that has an open team: as Template A and B
        are filled in by many trusts.
    returns : Returns, optional
        Returns of earlier years: each team's priorities of the year before are put on its form,
        to say what became of them.
    settings : str, Path or Settings, optional
        A trust's settings (``trip-analytics.toml``): of them, its own words for the columns of
        the register.

    Returns
    -------
    FormsWritten
        ``written`` and ``kept``, the paths of the forms that were written, and of those that
        were there and may have been filled in.

    Raises
    ------
    SourceError
        No team of the register is open in the year, or an option is not allowed.
    InstrumentError, TeamRegisterError
        The instrument or the register cannot be used.
    OutputError
        The forms cannot be written. Then none of them is.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     forms = write_forms("data/sample/teams.csv", year=2026, out=folder, by="service_line")
    >>> len(forms.written), forms.written[0].name
    (6, 'Adult acute wards - Team Recovery Implementation Plan 2026.xlsx')
    """
    _check_options(file_format, views, by)
    if isinstance(teams, pd.DataFrame):
        register = check("teams", teams)
    else:
        register = load_register(teams, own_words=settings_given(settings).words).table
    expected = expected_teams(register, year)
    if expected.empty:
        raise SourceError(
            f"No team of the register is open in {year}: check the year, and the dates in its "
            "columns opened and closed."
        )
    whose = _addressees(expected, by)
    chosen = [one if isinstance(one, Instrument) else load_instrument(one) for one in instruments]
    _check_views(chosen, views)
    last = _last_priorities(returns, year)
    documents: dict[str, bytes] = {}
    made = tqdm(
        total=len(chosen) * len(whose), desc="Writing forms", unit="form",
        disable=not sys.stderr.isatty(),
    )  # fmt: skip
    with made:
        for instrument in chosen:
            end = _file_end(instrument, year, file_format)
            names = file_names([each.name for _, each in whose], [code for code, _ in whose], end)
            for name, (code, each) in zip(names, whose, strict=True):
                request = Request(each, year, tuple(views), last.get(code, ()))
                documents[name] = _drawn(instrument, request, file_format)
                made.update()
    return _put(documents, Path(out))


def form_for(
    returns: Returns, instrument: Instrument, team_id: str, team: str, *, year: int, name: str
) -> tuple[str, bytes]:
    """The blank form of one team as a workbook, with its last priorities, and the file's name."""
    lines = returns.returns.loc[returns.returns["team_id"] == team_id, "service_line"].dropna()
    whose = Addressee(team, str(lines.iloc[-1]) if len(lines) else None)
    last = _last_priorities(returns, year).get(team_id, ())
    request = Request(whose, year, last=last)
    return f"{name}{_file_end(instrument, year, 'xlsx')}", _drawn(instrument, request, "xlsx")


def _check_options(file_format: str, views: Sequence[str], by: str) -> None:
    for given, known in (
        ((file_format,), FORMATS),
        (views, PERSPECTIVES),
        ((by,), FOR),
    ):
        for one in given:
            if one not in known:
                raise SourceError(f"{one!r} is not known: give one of {', '.join(known)}.")


def _check_views(instruments: Sequence[Instrument], views: Sequence[str]) -> None:
    for instrument in instruments:
        if views and instrument.answers:
            own = listed(each.label for each in instrument.answers)
            raise SourceError(
                f"{instrument.title} has columns of its own for answers ({own}), so that no views "
                "are asked for beside them: leave the views out."
            )


def _addressees(expected: pd.DataFrame, by: str) -> list[tuple[str, Addressee]]:
    """Whose forms to write, each with what tells two of one name apart."""
    rows = expected.astype(object).where(expected.notna(), None).sort_values("team")
    if by == "team":
        return [
            (str(code), Addressee(row["team"], row["service_line"]))
            for code, row in rows.iterrows()
        ]
    lines = sorted({line for line in rows["service_line"] if line})
    if not lines:
        raise SourceError(
            "The register names no service lines: fill in its column service_line, or write a form "
            "for each team."
        )
    return [(line, Addressee(None, line)) for line in lines]


def _file_end(instrument: Instrument, year: int, file_format: Format) -> str:
    title = plain_name(instrument.title.partition(":")[0])[:_LONGEST_TITLE].strip()
    return f" - {title} {year}.{file_format}"


def _last_priorities(returns: Returns | None, year: int) -> dict[str, tuple[LastPriority, ...]]:
    """What each team chose in the year before, by its team_id."""
    if returns is None:
        return {}
    of_last = returns.priorities.loc[returns.priorities["year"] == year - 1]
    said = of_last.loc[of_last["priority"].notna() & of_last["team_id"].notna()]
    found: dict[str, tuple[LastPriority, ...]] = {}
    for code, own in said.sort_values("number").groupby("team_id"):
        found[str(code)] = tuple(
            LastPriority(
                at,
                str(row["priority"]),
                "" if pd.isna(row["action"]) else str(row["action"]),
                "" if pd.isna(row["due"]) else f"{row['due']:%d/%m/%Y}",
            )
            for at, row in enumerate(own.to_dict("records"), 1)
        )
    return found


def _drawn(instrument: Instrument, request: Request, file_format: Format) -> bytes:
    form = blank_form(instrument, request)
    if file_format == "docx":
        from trip_analytics.desk.forms.word import to_word

        return to_word(form)
    from trip_analytics.desk.forms.workbook import to_workbook

    return to_workbook(form)


def _put(documents: dict[str, bytes], folder: Path) -> FormsWritten:
    kept = [name for name, content in documents.items() if _differs(folder / name, content)]
    new = {name: content for name, content in documents.items() if name not in kept}
    written = write_together(new, folder, what="the forms") if new else ()
    return FormsWritten(tuple(written), tuple(folder / name for name in kept))


def _differs(path: Path, content: bytes) -> bool:
    """Whether there is a file that is not the form as it would be written now."""
    try:
        return path.read_bytes() != content
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        raise OutputError(
            f"{path.name} in {path.parent} cannot be looked at: close it where it is open, or "
            "choose another folder."
        ) from error


_LONGEST_NAME: Final = 80  # characters of a team's name; a path on Windows may have 260
_NOT_IN_NAMES: Final = re.compile(r'[<>:"/\\|?*.%]+')


def file_names(whose: Sequence[str], codes: Sequence[str], end: str) -> list[str]:
    """A file's name for each team, in their order, with its code where two would share one.

    ``end`` is what follows the name in all of them, the extension included.

    Examples
    --------
    >>> file_names(["Ward 3/4", "Ward 3-4", "CON."], ["A1", "A2", "A3"], " - TRIP 2025.xlsx")
    ['Ward 3-4 (A1) - TRIP 2025.xlsx', 'Ward 3-4 (A2) - TRIP 2025.xlsx', 'CON - TRIP 2025.xlsx']
    """
    plain = [plain_name(name) or plain_name(code) for name, code in zip(whose, codes, strict=True)]
    shared = _shared(plain)
    named = [
        f"{name} ({plain_name(code)})" if name.casefold() in shared else name
        for name, code in zip(plain, codes, strict=True)
    ]
    again = _shared(named)  # codes may differ in signs alone
    counted = [
        f"{name} {number}" if name.casefold() in again else name
        for number, name in enumerate(named, 1)
    ]
    return [f"{name}{end}" for name in counted]


def plain_name(name: str) -> str:
    """A name without what a file's name may not hold, and not too long."""
    text = unicodedata.normalize("NFC", name)
    text = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in text)
    text = _NOT_IN_NAMES.sub("-", text)
    return " ".join(text.split())[:_LONGEST_NAME].strip(" -")


def _shared(names: Sequence[str]) -> Mapping[str, int]:
    """The names that more than one has; Windows and macOS take no notice of capitals."""
    times: dict[str, int] = {}
    for name in names:
        times[name.casefold()] = times.get(name.casefold(), 0) + 1
    return {name: count for name, count in times.items() if count > 1}
