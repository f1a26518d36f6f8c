"""Reports from one store: each looked at with all before it, and none out without being noted."""

import dataclasses
import os
import sqlite3
import subprocess
import sys
from base64 import b64decode
from pathlib import Path

import pandas as pd
import pytest

import trip_analytics as ta
from trip_analytics.disclosure.audit import audit
from trip_analytics.errors import DisclosureError, OutputError, StoreError
from trip_analytics.publishing import (
    list_releases,
    publications,
    releases_in_words,
    report,
)
from trip_analytics.reports.annual.findings import find, published
from trip_analytics.store import schema, write_tables, writing

LATE = "team-12"
PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="
)


def of_year(only, returns, year):
    return only(returns, lambda table: table["year"] <= year)


def without(only, returns, team_id, year):
    return only(returns, lambda table: (table["team_id"] != team_id) | (table["year"] != year))


def shown(publication, item):
    table = publication.tables["profile"].table
    row = table.loc[table["item_id"] == item, "rated_1":]
    return bool(row.notna().any(axis=None))


def test_three_yearly_reports_are_looked_at_together(publish, store, trust, only):
    for number, year in enumerate((2023, 2024, 2025), 1):
        done = publish(of_year(only, trust, year))
        assert (done.release.release_id, done.release.year, done.is_new) == (number, year, True)
    assert list_releases(store)["name"].tolist() == [
        "annual report 2023", "annual report 2024", "annual report 2025"
    ]  # fmt: skip
    every = publications(store)
    assert [each.name.split(",")[0] for each in every] == [
        f"the report of {2022 + number} (release {number}" for number in (1, 2, 3)
    ]
    assert audit(every).empty
    assert all(any(shown(each, item) for item in trust.ratings["item_id"]) for each in every)


def test_what_is_published_is_kept_whole(publish, store, returns, found, monkeypatch):
    monkeypatch.setattr(report, "find", lambda *_, **__: found)
    done = publish(returns, by="service_line")
    (again,) = publications(store)
    assert {"profile", "groups", "participation", "stages", "themes"} <= set(again.tables)
    for name, released in published(found, returns).tables.items():
        pd.testing.assert_frame_equal(again.tables[name].table, released.table)
        pd.testing.assert_frame_equal(again.tables[name].withheld, released.withheld)
    assert list(done.release.documents) == ["annual-report-2025.html"]
    assert done.release.policy["insiders"] == 2


def test_a_late_return_gives_its_team_away_unless_the_gate_knows(publish, store, trust, only):
    before = without(only, trust, LATE, 2025)
    first = published(find(before), before)
    unknowing = dataclasses.replace(published(find(trust), trust), name="again")
    leaks = audit([first, unknowing])
    assert LATE in set(leaks["team"])  # what would happen without the register

    first_out = publish(before)
    with pytest.raises(DisclosureError, match=r"report of 2025 already \(release 1, .*leave that"):
        publish(trust)
    assert [each.name for each in first_out.documents[0].parent.iterdir()] == [
        "annual-report-2025.html"
    ]
    assert list_releases(store)["release"].tolist() == [1]
    assert not publish(before).is_new


def test_beside_a_late_answer_what_gives_nobody_away_is_shown(publish, store, trust):
    """The late team left one practice blank in the first report, and no more."""
    ratings = trust.ratings.copy()
    blank = (ratings["team_id"] == LATE) & (ratings["year"] == 2025)
    blank &= ratings["item_id"] == "hope-stories"
    ratings.loc[blank, ["rating", "state"]] = [pd.NA, "not-answered"]
    publish(dataclasses.replace(trust, ratings=ratings))
    assert publish(trust).is_new
    earlier, later = publications(store)
    assert audit([earlier, later]).empty
    assert [shown(each, "hope-stories") for each in (earlier, later)] == [True, False]
    assert shown(later, "choices")


def test_a_corrected_return_gives_its_team_away_unless_the_gate_knows(publish, store, trust):
    corrected = corrected_once(trust)
    first = published(find(trust), trust)
    unknowing = dataclasses.replace(published(find(corrected), corrected), name="again")
    leaks = audit([first, unknowing])
    assert set(leaks["item_id"]) == {"hope-stories"}

    publish(trust)
    assert publish(corrected).is_new
    assert audit(publications(store)).empty


def corrected_once(returns):
    """The same returns with one answer of one team corrected."""
    ratings = returns.ratings.copy()
    of_team = (ratings["team_id"] == LATE) & (ratings["year"] == 2025)
    of_team &= ratings["item_id"] == "hope-stories"
    ratings.loc[of_team, "rating"] = ratings.loc[of_team, "rating"] % 5 + 1
    return dataclasses.replace(returns, ratings=ratings)


def test_strict_refuses_what_would_be_withheld(publish, store, trust, tmp_path):
    publish(trust, strict=True)
    before = documents_with_content(tmp_path / "out")
    with pytest.raises(DisclosureError) as refused:
        publish(corrected_once(trust), strict=True)
    message = str(refused.value)
    assert message.startswith("No report was made, because it would give a team's answer away. ")
    assert "Anybody can work out what a team answered to 'Stories that inspire hope'" in message
    assert "the ratings of 2025 in the report of 2025 (release 1, " in message
    assert message.endswith("Leave `strict` out, and this is withheld: the practice.")
    assert LATE not in message
    assert "Kestrel" not in message
    assert "\n" not in message
    assert list_releases(store)["release"].tolist() == [1]
    assert documents_with_content(tmp_path / "out") == before
    done = publish(corrected_once(trust))
    assert "all figures of 'Stories that inspire hope'" in done.withheld


def test_a_draft_knows_what_was_published_and_is_not_noted(
    publish, store, trust, tmp_path, monkeypatch
):
    monkeypatch.setattr("trip_analytics.reports.annual.pictures.to_png", lambda _: PIXEL)
    monkeypatch.setattr("trip_analytics.reports.writing.can_write_pdf", lambda: False)
    publish(trust)
    kept = documents_with_content(tmp_path / "out")
    content = store.read_bytes()
    draft = publish(corrected_once(trust), draft=True)
    assert (draft.release, draft.is_new) == (None, False)
    assert "all figures of 'Stories that inspire hope'" in draft.withheld
    assert [path.name for path in draft.documents] == [
        "annual-report-2025-draft.html",
        "annual-report-2025-draft.docx",
        "annual-report-2025-draft-tables.xlsx",
    ]
    assert store.read_bytes() == content
    assert documents_with_content(tmp_path / "out").items() >= kept.items()
    with pytest.raises(DisclosureError, match="Leave `strict` out"):
        publish(corrected_once(trust), draft=True, strict=True)


def documents_with_content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_the_same_again_is_nothing_new(publish, store, trust):
    first, again = publish(trust), publish(trust)
    assert (again.is_new, again.release) == (False, first.release)
    assert again.documents == first.documents
    assert publish(trust, year=2024).is_new  # an earlier year was not published
    assert not publish(trust).is_new  # and this one was, though not last
    assert len(list_releases(store)) == 2


def test_another_order_of_the_same_answers_is_nothing_new(publish, trust):
    publish(trust)
    turned = dataclasses.replace(trust, ratings=trust.ratings.iloc[::-1].reset_index(drop=True))
    assert not publish(turned).is_new


def test_a_formula_that_changes_stops_no_later_report(publish, store, trust, only, monkeypatch):
    """As when a newer version works out intervals at another level."""
    publish(of_year(only, trust, 2024))
    monkeypatch.setattr("trip_analytics.disclosure.audit.published.CONFIDENCE", 0.8)
    found = audit(publications(store))
    assert "of the report of 2024 (release 1, " in found.attrs["notes"][-1]
    assert "were worked out by another version" in found.attrs["notes"][-1]
    monkeypatch.setattr("trip_analytics.analysis.intervals.CONFIDENCE", 0.8)
    assert publish(trust, year=2025).is_new


def test_a_store_from_before_the_register(publish, tmp_path, trust, monkeypatch):
    store = tmp_path / "old.store"
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:2])
        with writing(store) as connection:
            write_tables(connection, trust)
    assert releases_in_words(store) == "Nothing was published from this store yet."
    assert publish(ta.load_returns(store), store=store).is_new
    assert "release 1, annual report 2025, published on" in releases_in_words(store)


def test_a_release_whose_documents_cannot_be_written_never_was(publish, store, trust, tmp_path):
    (tmp_path / "out").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(OutputError, match="There is a file called"):
        publish(trust)
    assert list_releases(store).empty


def test_where_the_register_takes_nothing_no_document_is_written(
    publish, trust, tmp_path, monkeypatch
):
    def no_room(*_):
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(report, "add_release", no_room)
    with pytest.raises(StoreError, match="the disk is full"):
        publish(trust)
    assert not (tmp_path / "out").exists()


def test_killed_between_the_two_the_register_knows(publish, store, trust, tmp_path, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(report, "write_together", killed)
        with pytest.raises(KeyboardInterrupt):
            publish(trust)
    assert len(list_releases(store)) == 1
    done = publish(trust)  # writes what is missing
    assert not done.is_new
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["annual-report-2025.html"]


def test_what_is_published_meanwhile_is_taken_into_account(
    publish, store, trust, only, monkeypatch
):
    """As when two people publish at once: the second is looked at with the first."""
    looked_at = []

    def find_slowly(returns, *, earlier, **asked):
        looked_at.append(len(earlier))
        if len(looked_at) == 1:
            publish(of_year(only, trust, 2024))
        return find(returns, earlier=earlier, **asked)

    monkeypatch.setattr(report, "find", find_slowly)
    assert publish(trust).release.release_id == 2
    assert looked_at == [0, 0, 1]
    assert audit(publications(store)).empty


PUBLISHING = """
import sys
import trip_analytics as ta
store, year, out = sys.argv[1:]
returns = ta.load_returns(store)
print("ready", flush=True)
sys.stdin.readline()
done = ta.publish_report(returns, store=store, year=int(year), out=out)
print(done.is_new, done.release.release_id)
"""


@pytest.mark.slow
def test_two_processes_at_once_lose_neither_and_note_none_twice(store, tmp_path):
    years = (2024, 2025, 2025)
    command = [sys.executable, "-c", PUBLISHING, str(store)]
    processes = [
        subprocess.Popen(
            [*command, str(year), str(tmp_path / str(number))],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            cwd=Path(__file__).parents[2],
        )
        for number, year in enumerate(years)
    ]  # fmt: skip
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    said = []
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        out, _ = process.communicate(timeout=300)
        said.append(out.split())
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert said[0][0] == "True"
    assert sorted(new for new, _ in said[1:]) == ["False", "True"]
    assert said[1][1] == said[2][1]  # the one release of 2025
    assert sorted(list_releases(store)["year"]) == [2024, 2025]
    assert audit(publications(store)).empty
    for number, year in enumerate(years):
        assert (tmp_path / str(number) / f"annual-report-{year}.html").exists()


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 1)() != 0, reason="only root may become nobody")
def test_a_store_that_may_not_be_written_is_refused_before_anything_is(
    publish, store, trust, tmp_path
):
    for folder in (store.parent, *store.parent.parents):
        if folder.owner() == "root" and folder != folder.parent and "pytest" in str(folder):
            folder.chmod(0o755)
    out = tmp_path / "out"
    out.mkdir()
    out.chmod(0o777)
    before = store.read_bytes()
    process = os.fork()
    if process == 0:
        status = 1
        try:
            os.setgid(65534)
            os.setuid(65534)
            with pytest.raises(StoreError) as refused:
                publish(trust)
            message = str(refused.value)
            assert "may not be written here" in message
            assert "\n" not in message
            status = 0
        finally:
            os._exit(status)
    assert os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) == 0
    assert list(out.iterdir()) == []
    assert store.read_bytes() == before


def test_a_store_that_is_not_there_is_not_made(publish, trust, tmp_path):
    with pytest.raises(StoreError, match="no store called"):
        publish(trust, store=tmp_path / "none.store")
    assert not (tmp_path / "none.store").exists()
    assert not (tmp_path / "out").exists()
