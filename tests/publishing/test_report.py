"""A year has one public version, which later reports compare with."""

import dataclasses
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

import trip_analytics as ta
from tests.old_stores import write_store_without_publications
from trip_analytics.disclosure.published_figures import tables_in
from trip_analytics.errors import DisclosureError, OutputError, StoreError
from trip_analytics.loading.stored_returns import with_published
from trip_analytics.publishing import report
from trip_analytics.publishing.publications import list_publications, withdraw_publication
from trip_analytics.reports.annual import annual_report
from trip_analytics.reports.annual.report_data import ReportRequest, gather_data
from trip_analytics.store.opening import reading
from trip_analytics.store.records import read_publications

LATE = "team-12"


def of_year(only, returns, year):
    return only(returns, lambda table: table["year"] <= year)


def without(only, returns, team_id, year):
    return only(returns, lambda table: (table["team_id"] != team_id) | (table["year"] != year))


def corrected(returns, year=2025):
    """The same returns with one answer of one team corrected."""
    ratings = returns.ratings.copy()
    of_team = (ratings["team_id"] == LATE) & (ratings["year"] == year)
    of_team &= ratings["item_id"] == "hope-stories"
    ratings.loc[of_team, "rating"] = ratings.loc[of_team, "rating"] % 5 + 1
    return dataclasses.replace(returns, ratings=ratings)


def publications(store):
    with reading(store) as connection:
        return read_publications(connection)


@pytest.mark.slow
def test_yearly_reports_are_kept_one_after_another(publish, store, trust, only):
    for number, year in enumerate((2023, 2024, 2025), 1):
        done = publish(of_year(only, trust, year))
        assert (done.publication.number, done.publication.year, done.is_new) == (number, year, True)
    assert list_publications(store)["year"].tolist() == [2023, 2024, 2025]
    assert list_publications(store)["stands"].all()


def test_what_is_published_is_kept_whole(publish, trust):
    done = publish(trust)
    kept = tables_in(done.publication.figures)
    found = gather_data(trust, ReportRequest(year=2025)).tables
    assert {"practice_profile", "change_between", "participation", "practice_profile 2023"} <= set(
        kept
    )
    for name, released in found.items():
        pd.testing.assert_frame_equal(kept[name].table, released.table, check_frame_type=False)
        pd.testing.assert_frame_equal(kept[name].withheld, released.withheld)
        assert kept[name].notes == released.notes
    assert list(done.publication.documents) == ["annual-report-2025.html"]
    assert done.publication.policy == {"minimum_teams": 5, "minimum_group": 10, "insiders": 2}


def test_which_files_are_behind_it_is_kept_and_no_answer_is(publish, trust):
    done = publish(trust)
    behind = trust.returns.loc[trust.returns["year"] == 2025]
    assert done.publication.returns == dict(
        zip(behind["source_file"], behind["sha256"], strict=True)
    )
    assert LATE not in done.publication.figures


@pytest.mark.slow_but(1)
@pytest.mark.parametrize("change", ["late", "corrected"])
def test_a_second_version_of_a_year_is_refused_with_what_to_do(
    publish, store, trust, only, tmp_path, change
):
    first = without(only, trust, LATE, 2025) if change == "late" else corrected(trust)
    publish(first)
    before = publications(store)
    documents = {path: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    with pytest.raises(DisclosureError) as refused:
        publish(trust)
    message = str(refused.value)
    assert message.startswith("2025 is public already (the report of 2025, published on ")
    assert "other figures, from returns that came in or were corrected since" in message
    assert "trip-analytics decide STORE --withdraw 2025 --by NAME --why TEXT" in message
    assert "\n" not in message
    assert LATE not in message
    assert publications(store) == before
    assert {path: path.read_bytes() for path in (tmp_path / "out").iterdir()} == documents


@pytest.mark.slow
def test_a_breakdown_is_another_version(publish, make_returns):
    returns = make_returns(teams=36, years=(2025,), stages=0, priorities=False)
    publish(returns)
    with pytest.raises(DisclosureError, match=r"has other tables \(a breakdown"):
        publish(returns, by="service_line")


def test_once_withdrawn_it_may_be_published_anew(publish, store, trust):
    publish(corrected(trust))
    withdraw_publication(store, 2025, by="J. Lead", why="an answer was read wrongly")
    assert publish(trust).is_new
    assert list_publications(store)["stands"].tolist() == [False, True]


def test_later_reports_compare_with_a_year_as_it_was_published(publish, store, trust, only):
    first = without(only, trust, LATE, 2024)
    publish(of_year(only, first, 2024))
    published = tables_in(publications(store)[0].figures)["practice_profile"].table
    done = publish(corrected(trust, 2024))  # one came in late, and was corrected besides
    kept = tables_in(done.publication.figures)
    pd.testing.assert_frame_equal(kept["practice_profile 2024"].table, published)
    assert kept["change_between"].table["teams_before"].tolist() == published["teams"].tolist()
    assert kept["change_between"].table["mean_before"].tolist() == published["mean"].tolist()


def test_a_change_that_was_published_is_released_as_it_was_published(publish, store, trust, only):
    publish(without(only, trust, LATE, 2025))
    with reading(store) as connection:
        returns = with_published(connection, trust)
    released = ta.release(ta.change_between(returns, 2024, 2025), returns)
    assert released.table.attrs["teams_both"] == 12
    # Of other years, too, no more teams are in both than were in the published one.
    of_others = ta.release(ta.change_between(returns, 2023, 2025), returns)
    assert of_others.table.attrs["teams_both"] == 12


@pytest.mark.slow
def test_the_boards_report_is_a_draft_until_the_year_is_published(publish, store, trust):
    def is_draft(audience):
        with reading(store) as connection:
            returns = with_published(connection, trust)
        return gather_data(returns, ReportRequest(year=2025, audience=audience)).is_draft

    assert is_draft("board")
    publish(trust)
    assert not is_draft("board")
    assert is_draft("public")


@pytest.mark.slow
def test_a_year_that_a_later_report_has_shown_has_these_figures(publish, trust):
    publish(trust)
    with pytest.raises(DisclosureError, match=r"2024 are public already, in the report of 2025"):
        publish(corrected(trust, 2024), year=2024)
    assert publish(trust, year=2024).is_new


def test_the_same_again_is_nothing_new(publish, store, trust):
    first, again = publish(trust), publish(trust)
    assert (again.is_new, again.publication) == (False, first.publication)
    assert again.documents == first.documents
    assert publish(trust, year=2024).is_new  # an earlier year was not published
    assert not publish(trust).is_new  # and this one was, though not last
    assert len(list_publications(store)) == 2


def test_another_order_of_the_same_answers_is_nothing_new(publish, trust):
    publish(trust)
    turned = dataclasses.replace(trust, ratings=trust.ratings.iloc[::-1].reset_index(drop=True))
    assert not publish(turned).is_new


@pytest.mark.slow
def test_a_report_that_is_not_published_leaves_the_store_as_it_is(
    publish, store, trust, gather_once, tmp_path, monkeypatch
):
    publish(trust, year=2024)
    content = publications(store)
    monkeypatch.setattr(report, "annual_report", lambda *asked: report.compose(gather_once(*asked)))
    ta.write_report(ta.load_returns(store), out=tmp_path / "draft")
    assert publications(store) == content


@pytest.mark.usefixtures("undrawn")
def test_a_report_that_is_not_published_says_so(store):
    draft = annual_report(ta.load_returns(store))
    assert draft.title == "Draft: annual recovery report 2025"
    assert draft.notice == "Draft, not published and not to be passed on."


def test_a_draft_is_not_written_over_a_published_report(
    publish, store, gather_once, tmp_path, monkeypatch
):
    def in_short(returns, request):
        return report.compose(gather_once(returns, request))

    monkeypatch.setattr(report, "annual_report", in_short)
    monkeypatch.setattr(
        report, "documents_of", lambda made: {"annual-report-2025.html": made.title.encode()}
    )
    out = tmp_path / "out"
    publish(ta.load_returns(store))
    with pytest.raises(OutputError, match=r"html is part of a published report, and would be gone"):
        ta.write_report(ta.load_returns(store), out=out)
    page = out / "annual-report-2025.html"
    assert page.read_bytes() == b"Published"
    page.write_bytes(b"somebody wrote over it")
    ta.write_report(ta.load_returns(store), out=out)
    assert page.read_bytes() == b"A draft"


@pytest.mark.slow
def test_a_store_from_before_publications(publish, tmp_path, trust, monkeypatch):
    store = tmp_path / "old.store"
    write_store_without_publications(store, trust, monkeypatch)
    assert list_publications(store).empty
    assert publish(ta.load_returns(store), store=store).is_new


def test_a_report_whose_documents_cannot_be_written_was_never_published(
    publish, store, trust, tmp_path
):
    (tmp_path / "out").write_text("a file in the way", encoding="utf-8")
    with pytest.raises(OutputError, match="There is a file called"):
        publish(trust)
    assert list_publications(store).empty


def test_where_the_store_takes_nothing_no_document_is_written(
    publish, trust, tmp_path, monkeypatch
):
    def no_room(*_):
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr(report, "add_publication", no_room)
    with pytest.raises(StoreError, match="the disk is full"):
        publish(trust)
    assert not (tmp_path / "out").exists()


def test_killed_between_the_two_the_store_knows(publish, store, trust, tmp_path, monkeypatch):
    def killed(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(report, "write_together", killed)
        with pytest.raises(KeyboardInterrupt):
            publish(trust)
    assert len(list_publications(store)) == 1
    assert not publish(trust).is_new  # writes what is missing
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["annual-report-2025.html"]


@pytest.mark.slow
def test_what_is_published_meanwhile_is_what_is_compared_with(publish, trust, only, monkeypatch):
    """As when two people publish at once: the second looks again."""
    looked_at = []

    def gather_slowly(returns, request):
        looked_at.append(len(returns.published))
        if len(looked_at) == 1:
            publish(of_year(only, trust, 2024))
        return gather_data(returns, request)

    monkeypatch.setattr(report, "gather_data", gather_slowly)
    assert publish(trust).publication.number == 2
    assert looked_at == [0, 0, 1]


PUBLISHING = """
import sys
import trip_analytics as ta
from tests.old_stores import write_store_without_publications
store, year, out = sys.argv[1:]
returns = ta.load_returns(store)
print("ready", flush=True)
sys.stdin.readline()
done = ta.publish_report(returns, store=store, year=int(year), out=out)
print(done.is_new, done.publication.number)
"""


@pytest.mark.slow
def test_two_processes_at_once_lose_neither_and_publish_none_twice(store, tmp_path):
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
    assert said[1][1] == said[2][1]  # the one version of 2025
    assert sorted(list_publications(store)["year"]) == [2024, 2025]
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


def test_the_boards_public_figures_are_those_that_were_published(publish, store, trust, only):
    publish(without(only, trust, LATE, 2025))
    kept = tables_in(publications(store)[0].figures)
    late = dataclasses.replace(trust, **published_in(store))
    board = gather_data(late, ReportRequest(audience="board"))
    for name, released in kept.items():
        pd.testing.assert_frame_equal(
            board.tables[name].table, released.table, check_frame_type=False
        )
    assert board.tables["same_teams"].table["teams"].max() == 13  # of the returns as they are now
    with pytest.raises(DisclosureError, match="published without a breakdown by service_line"):
        gather_data(late, ReportRequest(audience="board", by="service_line"))


def published_in(store):
    """What a store adds to the returns that are loaded from it."""
    loaded = ta.load_returns(store)
    return {"published": loaded.published, "secret": loaded.secret}
