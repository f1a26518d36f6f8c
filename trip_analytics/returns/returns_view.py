"""How returns show themselves in a notebook: what there is, what to ask, and what to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd

from trip_analytics.tables.columns import TABLES
from trip_analytics.words import counted, listed

_NEXT = (
    "Next: <code>returns.import_log</code> has what to ask; "
    "<code>ta.strongest_practices(returns)</code>, <code>ta.weakest_practices(returns)</code> and "
    "<code>ta.plot_practices(returns)</code> are a start."
)


def as_html(
    tables: Mapping[str, pd.DataFrame], years: Sequence[int], titles: Mapping[str, str]
) -> str:
    """A summary of the tidy tables: returns by list and year, rows of each table, what to ask.

    ``titles`` has the title of each instrument, by its id.
    """
    returns = tables["returns"]
    current = returns.loc[returns["status"].eq("current").fillna(False)]
    teams = counted(int(current["team_id"].nunique()), "team")
    when = listed(map(str, years)) if years else "no year"
    rows = [
        (titles.get(str(name), str(name)), *(int(of_list["year"].eq(year).sum()) for year in years))
        for name, of_list in current.groupby("instrument")
    ]
    held = [f"<code>{name}</code> {len(tables[name]):,}" for name in TABLES]
    return (
        f"<p><b>{counted(len(current), 'return')} of {teams}, {when}</b></p>"
        f"{_table(('Returns', *years), rows) if rows else ''}"
        f"<p>Rows of the tables: {listed(held)}.</p>"
        f"<p>{_to_ask(tables['import_log'])} {_NEXT}</p>"
    )


def _to_ask(log: pd.DataFrame) -> str:
    errors, warnings = (int(log["severity"].eq(each).sum()) for each in ("error", "warning"))
    return (
        f"The import log has {counted(errors, 'error')} to ask teams about and "
        f"{counted(warnings, 'warning')} to look over."
    )


def _table(head: Sequence[object], rows: Sequence[Sequence[object]]) -> str:
    titles = "".join(f'<th scope="col">{escape(str(cell))}</th>' for cell in head)
    body = "".join(
        f'<tr><th scope="row">{escape(str(first))}</th>'
        + "".join(f"<td>{escape(str(cell))}</td>" for cell in others)
        + "</tr>"
        for first, *others in rows
    )
    return f"<table><thead><tr>{titles}</tr></thead><tbody>{body}</tbody></table>"
