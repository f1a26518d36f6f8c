"""Publish the annual report from a store."""

from __future__ import annotations

import contextlib
import datetime as dt
import getpass
import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from trip_analytics.disclosure import Policy
from trip_analytics.disclosure.audit import Publication
from trip_analytics.disclosure.publications import as_text
from trip_analytics.disclosure.rules import PROMISED
from trip_analytics.errors import DisclosureError, OutputError, StoreError
from trip_analytics.loading.files import Source
from trip_analytics.publishing.identity import returns_behind
from trip_analytics.publishing.register import out_of, publications, publications_of, same_as
from trip_analytics.quoting import Choice
from trip_analytics.reports.annual import annual_report, compose
from trip_analytics.reports.annual.findings import Findings, find, published
from trip_analytics.reports.writing import documents_of, write_documents, write_together
from trip_analytics.store import (
    Release,
    add_release,
    take_back,
    writable,
    writing,
)
from trip_analytics.tables import Returns


class PublishedReport(NamedTuple):
    """What was written, and the release on the store's register.

    Attributes
    ----------
    documents : tuple of Path
    release : Release or None
        As it stands on the register; None of a draft.
    is_new : bool
        Whether it was noted now: false of a draft, and where the same was published before.
    withheld : tuple of str
        What of its figures is withheld, in words.
    """

    documents: tuple[Path, ...]
    release: Release | None
    is_new: bool
    withheld: tuple[str, ...]


def publish_report(
    returns: Returns,
    *,
    store: Source,
    year: int | None = None,
    by: str | None = None,
    policy: Policy = PROMISED,
    quotes: Choice | None = None,
    strict: bool = False,
    draft: bool = False,
    out: str | Path,
) -> PublishedReport:
    """Write the annual trust report, and note on a store's register that it was published.

    What was published from the store before is taken into account: what this report
    would give away together with it is withheld.

    Parameters
    ----------
    returns : Returns
        As loaded from the store.
    store : path
    year, by, policy, quotes, strict, draft, out
        As for :func:`trip_analytics.write_report`. A draft is written with what was published
        before in mind, and not noted: it does not count as published.

    Returns
    -------
    PublishedReport
        ``documents``, the files written; ``release``, as it stands on the register, None of a
        draft; ``is_new``, false of a draft and where the same was published before;
        ``withheld``, what of its figures is withheld, a clause for each kind.

    Raises
    ------
    StoreError
        The store cannot be written. Then no document is.
    DisclosureError
        As for :func:`trip_analytics.write_report`; or the year's report was published before,
        and one from the returns of now could show no practice beside it.
    AnalysisError, QuoteError, OutputError
        As for :func:`trip_analytics.write_report`. With each of these the register stays as
        it was.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from trip_analytics import import_returns
    >>> with TemporaryDirectory() as folder:
    ...     store = Path(folder, "returns.store")
    ...     returns = import_returns("data/sample/2025", store=store).returns
    ...     done = publish_report(returns, store=store, out=folder)
    >>> done.release.name, done.is_new
    ('annual report 2025', True)
    """
    if draft:
        earlier = publications(store, returns)
        report = annual_report(
            returns,
            year=year,
            by=by,
            policy=policy,
            earlier=earlier,
            quotes=quotes,
            strict=strict,
            draft=True,
        )
        return PublishedReport(write_documents(report, out), None, False, report.withheld)
    with writing(store, make=False) as connection:  # refused at once where it may not be written
        known = out_of(connection)
    while True:
        earlier = publications_of(known, returns)
        found = find(
            returns, year=year, by=by, policy=policy, earlier=earlier, quotes=quotes, strict=strict
        )
        new = _everything(found, returns)
        report = compose(found)
        documents = documents_of(report)
        same = same_as(new, earlier)
        if same is not None:
            written = write_together(documents, Path(out))
            return PublishedReport(written, known[same], False, report.withheld)
        _refuse_an_empty_second(new, found.year, known, earlier)
        with writing(store, make=False) as connection:
            since = out_of(connection)
            if since == known:
                release = add_release(connection, _release(found, new, returns, documents))
                break
        known = since  # another was published meanwhile: what this one may say is looked at anew
    # Registered first: whatever happens from here, nothing is out that the register does not know.
    try:
        written = write_together(documents, Path(out))
        return PublishedReport(written, release, True, report.withheld)
    except OutputError:
        with contextlib.suppress(StoreError), writing(store, make=False) as connection:
            take_back(connection, release)
        raise


def _refuse_an_empty_second(
    new: Publication, year: int, known: Sequence[Release], earlier: Sequence[Publication]
) -> None:
    """Keep a report from being replaced by one that can show nothing beside it."""
    if new.tables["profile"].table.empty or _shows_practices(new):
        return
    for release, publication in zip(known, earlier, strict=True):
        if release.year == year and _shows_practices(publication):
            raise DisclosureError(
                f"There is a report of {year} already ({release.in_words}), and beside it this one "
                "could show no practice without telling what teams answered whose returns came in "
                "or changed since: leave that report as it is. If it never left your desk, state "
                f"so first: trip-analytics decide STORE --not-handed-out {release.release_id} "
                "--by NAME --why TEXT"
            )


def _shows_practices(publication: Publication) -> bool:
    return bool(publication.tables["profile"].table["mean"].notna().any())


def _everything(found: Findings, returns: Returns) -> Publication:
    """All tables of a report, those too that say nothing of ratings."""
    publication = published(found, returns)
    others = {name: getattr(found, name) for name in ("participation", "stages", "themes")}
    return replace(publication, tables={**publication.tables, **others})


def _release(
    found: Findings, new: Publication, returns: Returns, documents: dict[str, bytes]
) -> Release:
    return Release(
        0,
        f"annual report {found.year}",
        found.year,
        dt.datetime.now().astimezone().isoformat(timespec="seconds"),
        writable(_account()),
        asdict(found.policy),
        as_text(new),
        writable(json.dumps(returns_behind(returns))),
        {name: sha256(content).hexdigest() for name, content in documents.items()},
    )


def _account() -> str:
    """The account of whoever publishes, where the system tells it."""
    try:
        return getpass.getuser()
    except (ImportError, KeyError, OSError):
        return ""
