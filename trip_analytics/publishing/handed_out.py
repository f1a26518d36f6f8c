"""That a release never left the desk, as a person states it."""

from __future__ import annotations

from trip_analytics.errors import DecisionError
from trip_analytics.loading.deciding import now, stated
from trip_analytics.loading.files import Source
from trip_analytics.store import Release, Statement, add_statement, read_releases, writing


def state_handed_out(
    store: Source, release: int, *, handed_out: bool, by: str, why: str
) -> Release:
    """State that a release never left the desk, or take that back.

    A release counts as being in readers' hands. One that nobody but whoever made it has seen
    may be stated never to have been handed out: it stays on the register, and is no longer
    taken into account. All that was stated is kept.

    Parameters
    ----------
    store : path
    release : int
        Its number, as :func:`list_releases` gives it.
    handed_out : bool
        False if nobody has seen it, true to take that back.
    by, why : str
        Who states it, and the reason.

    Returns
    -------
    Release
        As it now stands on the register.

    Raises
    ------
    DecisionError
        There is no such release, or it counts so already.
    StoreError
        The store cannot be written.

    Examples
    --------
    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from trip_analytics import import_returns, list_releases, publish_report
    >>> with TemporaryDirectory() as folder:
    ...     store = Path(folder, "returns.store")
    ...     returns = import_returns("data/sample/2025", store=store).returns
    ...     done = publish_report(returns, store=store, out=folder)
    ...     reason = {"by": "J. Lead", "why": "an answer was read wrongly; nobody has seen it"}
    ...     one = state_handed_out(store, 1, handed_out=False, **reason)
    ...     list_releases(store)["handed_out"].tolist()
    [False]
    """
    by, why = stated(by, "who states it"), stated(why, "why")
    with writing(store, make=False) as connection:
        known = {one.release_id: one for one in read_releases(connection)}
        if release not in known:
            numbers = ", ".join(map(str, known)) or "none yet"
            raise DecisionError(f"There is no release {release}: there are {numbers}.")
        if known[release].is_out == handed_out:
            counts = "handed out" if handed_out else "never handed out"
            raise DecisionError(f"Release {release} counts as {counts} already: nothing changed.")
        add_statement(connection, Statement(release, handed_out, by, now(), why))
        return next(one for one in read_releases(connection) if one.release_id == release)
