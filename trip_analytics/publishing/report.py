"""Write the annual report, and publish it from a store."""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from trip_analytics.desk.comments_workbook import Choice, chosen_quotes
from trip_analytics.disclosure.published_figures import (
    as_text,
    profile_of,
    published_profile,
    quotes_in,
    same_figures,
    tables_in,
)
from trip_analytics.disclosure.rules import Audience, Policy
from trip_analytics.documents import write_together
from trip_analytics.errors import DisclosureError, OutputError, SettingsError, StoreError
from trip_analytics.loading.find_files import Source
from trip_analytics.loading.stored_returns import with_published
from trip_analytics.reports.annual import annual_report, compose, report_request
from trip_analytics.reports.annual.report_data import (
    ReportData,
    ReportRequest,
    chosen_year,
    gather_data,
)
from trip_analytics.reports.pictures import drawn_beside
from trip_analytics.reports.writing import documents_of
from trip_analytics.returns import Returns
from trip_analytics.settings.load_settings import Settings, settings_given
from trip_analytics.settings.look_of_reports import MistakeError, usable_template
from trip_analytics.store.opening import writing
from trip_analytics.store.records import Publication, add_publication, read_publications, take_back
from trip_analytics.store.serialise import writable


class WrittenReport(NamedTuple):
    """What was written."""

    documents: tuple[Path, ...]
    withheld: tuple[str, ...]
    """What of the report's figures is withheld, in words."""


class PublishedReport(NamedTuple):
    """What was written, and what the store now says of the year.

    Attributes
    ----------
    withheld : tuple of str
        What of the report's figures is withheld, in words.
    publication : Publication
        What the store keeps of it.
    is_new : bool
        Whether it was published now: false where the same figures were published before.
    """

    documents: tuple[Path, ...]
    withheld: tuple[str, ...]
    publication: Publication
    is_new: bool


def write_report(
    returns: Returns,
    *,
    year: int | str | None = None,
    by: str | None = None,
    audience: Audience | None = None,
    readers: str | None = None,
    policy: Policy | None = None,
    quotes: Choice | None = None,
    settings: Settings | str | Path | None = None,
    template: str | Path | None = None,
    out: str | Path,
) -> tuple[Path, ...]:
    """Write the annual trust report as HTML, Word and a workbook of its tables.

    Parameters
    ----------
    returns : Returns
        From a store, the report says at its head that it is a draft:
        :func:`trip_analytics.publish_report` publishes it.
    year : int or str, optional
        The review year; the latest in the returns by default.
    by : {"service_line", "team_type"}, optional
        One breakdown, in which groups under 10 teams are merged.
    audience : {"public", "board", "desk"}, optional
        Who is to read it: everybody by default. For the board it also says what the same teams
        did between two years; for the desk all figures are exact. Each page of these says who
        may have it.
    readers : str, optional
        Whom a report for the board is for, by name or office; the Board by default.
    policy : Policy, optional
        Higher numbers than the rule of disclosure has; lower ones are refused.
    quotes : str, Path or DataFrame, optional
        The list that :func:`trip_analytics.list_comments` gives, as a table or a file, with
        ``yes`` in its column ``quote`` beside each comment to be quoted. Without it, nobody's
        own words are in the report.
    settings : str, Path or Settings, optional
        A trust's settings (``trip-analytics.toml``): organisation, logo, contact, colour, date and
        sections of the report; audience, readers and policy where they are not given here.
    template : str or Path, optional
        The trust's own Word file (.docx or .dotx), from which the Word documents take styles,
        margins, header and footer; instead of one in the settings.
    out : str or Path
        The folder to write to; made if it does not exist. Files of an earlier
        run are replaced.

    Returns
    -------
    tuple of Path
        ``annual-report-YEAR.html``, ``annual-report-YEAR.docx``,
        ``annual-report-YEAR-tables.xlsx`` and, where the extra ``pdf`` is
        installed, ``annual-report-YEAR.pdf``; for the board and the desk with ``-board`` or
        ``-desk`` before the dot. Beside the public report are ``summary-YEAR.html``, ``.docx`` and
        ``.pdf``, two pages in plain words. The same returns give the same bytes.

    Raises
    ------
    AnalysisError
        There are no returns, or none of that year; the message lists the years there are.
    DisclosureError
        Fewer than 5 teams rated their practices, or the breakdown would show single teams.
    QuoteError
        The comments to quote cannot be read; or one of them is not in the returns in
        these words, or seems to give a person, a team or a rating.
    SettingsError
        The settings or the template cannot be used.
    OutputError
        The documents cannot be written. Then none of them is.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> import pandas as pd
    >>> ratings = pd.DataFrame(
    ...     {
    ...         "team": list("ABCDEFGH"),
    ...         "year": 2025,
    ...         "item_id": "choices",
    ...         "rating": [1, 2, 3, 4, 5, 4, 3, 2],
    ...     }
    ... )
    >>> with TemporaryDirectory() as folder:
    ...     written = write_report(Returns.from_tables(ratings=ratings), out=folder)
    >>> written[0].name
    'annual-report-2025.html'
    """
    request = report_request(
        with_template(settings_given(settings), template),
        audience=audience,
        readers=readers,
        policy=policy,
        year=year,
        by=by,
    )
    return write_requested(returns, request, quotes, out).documents


def write_requested(
    returns: Returns, request: ReportRequest, quotes: Choice | None, out: str | Path
) -> WrittenReport:
    """Write the report that is asked for, and say what is withheld.

    As :func:`write_report`, which names what may be asked one by one.
    """
    with drawn_beside():
        report = annual_report(returns, _quoting(returns, request, quotes))
        documents = documents_of(report)
    _keep_what_was_published(returns, documents, Path(out))
    return WrittenReport(write_together(documents, Path(out)), report.withheld)


def with_template(settings: Settings, template: str | Path | None) -> Settings:
    """Settings with a trust's own Word file, if one is given."""
    if template is None:
        return settings
    try:
        return replace(settings, template=usable_template(Path(template)))
    except MistakeError as mistake:
        raise SettingsError(f"The template cannot be used: {mistake}.") from None


def _quoting(returns: Returns, request: ReportRequest, quotes: Choice | None) -> ReportRequest:
    """A request with its year, and with the comments that a person chose."""
    year = chosen_year(returns, request.year)
    chosen = () if quotes is None else chosen_quotes(returns, quotes, year)
    return replace(request, year=year, quotes=chosen)


def _keep_what_was_published(returns: Returns, documents: dict[str, bytes], out: Path) -> None:
    """Refuse to write over the documents of a published year."""
    published = {
        (name, checksum) for each in returns.published for name, checksum in each.documents.items()
    }
    for name, content in documents.items():
        there = out / name
        if not there.is_file() or there.read_bytes() == content:
            continue
        if (name, sha256(there.read_bytes()).hexdigest()) in published:
            raise OutputError(
                f"{there} is part of a published report, and would be gone: choose another folder "
                "for this one."
            )


def publish_report(
    returns: Returns,
    *,
    store: Source,
    year: int | str | None = None,
    by: str | None = None,
    policy: Policy | None = None,
    quotes: Choice | None = None,
    settings: Settings | str | Path | None = None,
    template: str | Path | None = None,
    out: str | Path,
) -> PublishedReport:
    """Write the public report of a year, and freeze its figures in the store.

    From then on they are the year's figures: later reports compare with them, whatever returns
    come in late or are corrected.

    Parameters
    ----------
    returns : Returns
        As loaded from the store.
    store : path
    year, by, policy, quotes, settings, template, out
        As for :func:`trip_analytics.write_report`.

    Returns
    -------
    PublishedReport
        ``documents``, the files written; ``publication``, what the store keeps of it;
        ``is_new``, false where the same figures were published before; ``withheld``, what of
        its figures is withheld, a clause for each kind.

    Raises
    ------
    StoreError
        The store cannot be written. Then no document is.
    DisclosureError
        As for :func:`trip_analytics.write_report`; or the year is public with other figures.
    AnalysisError, QuoteError, SettingsError, OutputError
        As for :func:`trip_analytics.write_report`. With each of these the store stays as it was.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from trip_analytics import import_returns
    >>> with TemporaryDirectory() as folder:
    ...     store = Path(folder, "returns.store")
    ...     returns = import_returns("data/sample/2025", store=store).returns
    ...     done = publish_report(returns, store=store, out=folder)
    >>> done.publication.year, done.is_new
    (2025, True)
    """
    request = report_request(
        with_template(settings_given(settings), template),
        audience="public",
        policy=policy,
        year=chosen_year(returns, year),
        by=by,
        publish=True,
    )
    while True:
        with writing(store, make=False) as connection:  # refused at once if it may not be written
            returns = with_published(connection, returns)
            known = read_publications(connection)
        with drawn_beside():
            data = gather_data(returns, _quoting(returns, request, quotes))
            report = compose(data)
            documents = documents_of(report)
        figures = as_text(data.tables, data.request.quotes)
        before = next((each for each in known if each.stands and each.year == data.year), None)
        if before is not None:
            if not _same(figures, before.figures):
                raise _already_published(before, figures)
            written = write_together(documents, Path(out))
            return PublishedReport(written, report.withheld, before, is_new=False)
        _refuse_other_figures(returns, data, known)
        new = _publication(data, figures, returns, documents)
        with writing(store, make=False) as connection:
            if read_publications(connection) == known:
                new = add_publication(connection, new)
                break
        # Somebody published meanwhile: this year may now have figures, or be compared with others.
    # Kept first: whatever happens from here, nothing is out that the store does not know.
    try:
        written = write_together(documents, Path(out))
        return PublishedReport(written, report.withheld, new, is_new=True)
    except OutputError:
        with contextlib.suppress(StoreError), writing(store, make=False) as connection:
            take_back(connection, new)
        raise


def _same(one: str, other: str) -> bool:
    """Whether two texts say the same figures and quote the same comments."""
    return quotes_in(one) == quotes_in(other) and same_figures(tables_in(one), tables_in(other))


def _already_published(before: Publication, figures: str) -> DisclosureError:
    was, now = tables_in(before.figures), tables_in(figures)
    if was.keys() != now.keys():
        other = "other tables (a breakdown, or those of another version of this program)"
    elif same_figures(was, now):
        other = "other comments"
    else:
        other = "other figures, from returns that came in or were corrected since"
    return DisclosureError(
        f"{before.year} is public already ({before.in_words}), and this version has {other}. "
        "Side by side, two versions show more than one: leave the first as it is; or, if nobody "
        "outside has it, withdraw it first: trip-analytics "
        f"decide STORE --withdraw {before.year} --by NAME --why TEXT"
    )


def _refuse_other_figures(
    returns: Returns, data: ReportData, known: tuple[Publication, ...]
) -> None:
    """Refuse figures of a year that a later report has shown otherwise."""
    for instrument in data.lists["ratings"]:
        of_list = returns.select(instrument=instrument.instrument_id)
        shown = published_profile(of_list if len(data.lists["ratings"]) > 1 else returns, data.year)
        now = data.about(instrument).tables["practice_profile"]
        if shown is not None and not same_figures({"": shown}, {"": now}):
            break
    else:
        return
    later = next(
        each
        for each in known
        if each.stands
        and any(name.startswith(profile_of(data.year)) for name in tables_in(each.figures))
    )
    raise DisclosureError(
        f"The figures of {data.year} are public already, in {later.in_words}, and have changed "
        f"since: publish no other ones of {data.year}."
    )


def _publication(
    data: ReportData, figures: str, returns: Returns, documents: dict[str, bytes]
) -> Publication:
    files = returns.returns.loc[
        returns.returns["year"].eq(data.year) & returns.returns["status"].eq("current"),
        ["source_file", "sha256"],
    ].dropna()
    return Publication(
        0,
        data.year,
        dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        writable(_account()),
        asdict(data.request.policy),
        writable(figures),
        {writable(name): sha for name, sha in files.itertuples(index=False, name=None)},
        {name: sha256(content).hexdigest() for name, content in documents.items()},
    )


def _account() -> str:
    """The account of whoever publishes, if the system gives it."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return ""
