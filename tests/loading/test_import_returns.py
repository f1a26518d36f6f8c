import datetime as dt
import json
import shutil
import sqlite3
from pathlib import Path

import pytest

from trip_analytics.errors import SourceError, StoreError
from trip_analytics.instruments import load_instrument
from trip_analytics.loading.import_returns import import_returns
from trip_analytics.loading.load_returns import load_returns
from trip_analytics.store.tidy_tables import STORED

pytestmark = pytest.mark.usefixtures("without_workers")

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data" / "sample"


def same(one, other):
    """Whether two sets of returns hold the same, row by row."""
    return [name for name in STORED if not getattr(one, name).equals(getattr(other, name))] == []


def rows(store):
    """How many rows each table of a store has."""
    connection = sqlite3.connect(store)
    tables = [
        name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE sql > ''")
    ]
    tables = [name for name in tables if not name.startswith("files_")]
    counts = {}
    for table in tables:
        (counts[table],) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608 # the store's own names
    connection.close()
    return counts


def log_of(returns, kind):
    return returns.import_log[returns.import_log["kind"] == kind]


def statuses(returns):
    table = returns.returns
    return sorted(zip(table["source_file"], table["status"], strict=True))


@pytest.mark.slow
def test_a_store_holds_the_sample_as_its_folder_does(store, sample):
    check_same(store, SAMPLE, sample)


@pytest.mark.slow
def test_a_store_holds_a_year_of_the_sample_as_its_folder_does(store):
    check_same(store, SAMPLE / "2022", load_returns(SAMPLE / "2022"))


def check_same(store, folder, from_files):
    done = import_returns(folder, store=store)
    from_store = load_returns(store)
    assert same(from_files, from_store)
    assert same(from_files, done.returns)
    assert from_store.instruments == from_files.instruments
    assert len(from_store.ratings) > 200
    assert done.run.new == len(from_files.returns)
    assert [path.name for path in store.parent.iterdir()] == [store.name]


def test_what_stands_around_an_unclear_mark_is_kept(
    folder, write_return, march, store, monkeypatch
):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march}, ["?", *[2] * 7])
    from trip_analytics.import_log import Entry

    made = Entry.of.__func__
    around = classmethod(lambda cls, *a, **k: made(cls, *a, **{**k, "around": "1 | ?\n2 | 2"}))
    monkeypatch.setattr(Entry, "of", around)
    import_returns(folder, store=store)
    assert load_returns(store).surroundings["around"].tolist() == ["1 | ?\n2 | 2"] * 2
    assert same(load_returns(folder), load_returns(store))


def test_teams_that_merged_and_remarks_on_the_register_are_kept(folder, write_return, store):
    register = (folder / "teams.csv").read_text()
    text = register.replace("2024-09-30,T02", ",T02")
    (folder / "teams.csv").write_text(text)
    for year, team in ((2023, "Oak House"), (2025, "Elm Team"), (2025, "Ash Ward")):
        write_return(folder / f"{team} {year}.xlsx", {"Team": team, "Year": year})
    import_returns(folder, store=store)
    returns = load_returns(store)
    assert same(load_returns(folder), returns)
    assert len(log_of(returns, "register-remark")) == 1
    (folder / "teams.csv").write_text(register)
    again = import_returns(folder, store=store).returns
    assert same(load_returns(folder), again)
    assert log_of(again, "register-remark").empty
    other = load_returns(store, teams=folder / "teams.csv")
    assert other.ratings.equals(again.ratings)


def test_the_same_files_again_change_nothing_but_the_list_of_imports(store):
    first = import_returns(SAMPLE / "2022", store=store)
    before = rows(store)
    again = import_returns(SAMPLE / "2022", store=store)
    assert rows(store) == {**before, "runs": 2}
    assert same(first.returns, again.returns)
    run = again.run
    assert (run.new, run.superseded, run.renewed) == (0, 0, 0)
    assert run.unchanged == len(first.returns.returns)


def test_an_import_says_when_by_what_and_from_where(folder, write_return, march, store):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march})
    import_returns(folder, store=store)
    connection = sqlite3.connect(store)
    connection.row_factory = sqlite3.Row
    run = dict(connection.execute("SELECT * FROM runs").fetchone())
    connection.close()
    assert dt.datetime.fromisoformat(run["at"]).tzinfo is not None
    assert run["program"]
    assert json.loads(run["sources"]) == [folder.as_posix()]
    assert (run["files"], run["new"], run["unchanged"]) == (1, 1, 0)


def test_another_source_is_added(folder, write_return, march, store, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    write_return(folder / "return.xlsx", {"Team": "Ash Ward", "Date": march})
    write_return(other / "return.xlsx", {"Team": "Elm Team", "Date": march}, [2] * 8)
    import_returns(folder, store=store)
    import_returns(other, store=store)
    returns = load_returns(store)
    assert sorted(returns.returns["team"]) == ["Ash Ward", "Elm Team"]
    assert statuses(returns) == [("return.xlsx", "current")] * 2
    assert returns.teams["team_id"].tolist() == ["T01", "T02", "T03"]  # of the first source


def test_a_corrected_file_of_another_name_supersedes(folder, write_return, march, store):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march}, ["?", *[2] * 7])
    import_returns(folder, store=store)
    later = march + dt.timedelta(days=9)
    write_return(folder / "ash again.xlsx", {"Team": "Ash Ward", "Date": later}, [5] * 8)
    done = import_returns(folder, store=store)
    assert (done.run.new, done.run.superseded) == (1, 1)
    assert statuses(done.returns) == [("ash again.xlsx", "current"), ("ash.xlsx", "superseded")]
    assert set(load_returns(store).ratings["rating"]) == {5}
    assert same(load_returns(folder), load_returns(store))


def test_a_file_corrected_in_its_place_supersedes_and_the_old_one_is_kept(
    folder, write_return, march, store
):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march}, ["?", *[2] * 7])
    first = import_returns(folder, store=store)
    assert len(log_of(first.returns, "unclear-mark")) == 1
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march}, [3, *[2] * 7])
    done = import_returns(folder, store=store)
    assert statuses(done.returns) == [("ash.xlsx", "current"), ("ash.xlsx", "superseded")]
    assert done.returns.ratings["rating"].tolist() == [3, *[2] * 7]
    assert log_of(done.returns, "unclear-mark").empty  # it was answered
    assert len(log_of(done.returns, "superseded-return")) == 1
    assert rows(store)["forms"] == 2
    again = import_returns(folder, store=store)
    assert same(again.returns, done.returns)


def test_the_first_content_put_back_counts_again(folder, write_return, march, store):
    path = folder / "ash.xlsx"
    write_return(path, {"Team": "Ash Ward", "Date": march}, [2] * 8)
    first = path.read_bytes()
    import_returns(folder, store=store)
    write_return(path, {"Team": "Ash Ward", "Date": march}, [3] * 8)
    import_returns(folder, store=store)
    path.write_bytes(first)
    assert set(import_returns(folder, store=store).returns.ratings["rating"]) == {2}


def test_saving_a_form_again_changes_no_answer_and_warns_of_none(
    folder, write_return, march, store
):
    fields = {"Team": "Ash Ward", "Date": march}
    write_return(folder / "ash.xlsx", fields, [2] * 8)
    import_returns(folder, store=store)
    write_return(folder / "ash.xlsx", {**fields, "Completed by": "somebody"}, [2] * 8)
    done = import_returns(folder, store=store)
    assert statuses(done.returns) == [("ash.xlsx", "current"), ("ash.xlsx", "superseded")]
    assert "warning" not in set(done.returns.import_log["severity"])


def test_another_teams_form_under_the_same_name_supersedes_nothing(
    folder, write_return, march, store
):
    path = folder / "download.xlsx"
    write_return(path, {"Team": "Ash Ward", "Date": march}, [2] * 8)
    import_returns(path, store=store, teams=folder / "teams.csv")
    write_return(path, {"Team": "Elm Team", "Date": march}, [4] * 8)
    returns = import_returns(path, store=store).returns
    assert statuses(returns) == [("download.xlsx", "current")] * 2
    assert sorted(set(returns.ratings["team"])) == ["Ash Ward", "Elm Team"]
    assert log_of(returns, "former-content")["team"].tolist() == ["Ash Ward"]


def test_a_name_corrected_in_the_form_leaves_no_second_team(folder, write_return, march, store):
    write_return(folder / "x.xlsx", {"Team": "The Hollies", "Date": march}, [2] * 8)
    import_returns(folder, store=store)
    write_return(folder / "x.xlsx", {"Team": "Ash Ward", "Date": march}, [2] * 8)
    returns = import_returns(folder, store=store).returns
    assert set(returns.ratings["team"]) == {"Ash Ward"}
    assert log_of(returns, "unknown-team").empty


def test_what_could_not_be_read_is_asked_for_until_it_is_replaced(
    folder, write_return, march, store
):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march})
    (folder / "elm.pdf").write_bytes(b"%PDF-1.7")
    (folder / "oak.xlsx").write_bytes(b"PK\x03\x04 cut short")
    returns = import_returns(folder, store=store).returns
    errors = returns.import_log[returns.import_log["severity"] == "error"]
    assert sorted(errors["source_file"]) == ["elm.pdf", "oak.xlsx"]
    (folder / "elm.pdf").unlink()
    write_return(folder / "oak.xlsx", {"Team": "Elm Team", "Date": march}, [1] * 8)
    returns = import_returns(folder, store=store).returns
    assert "error" not in set(returns.import_log["severity"])
    assert same(load_returns(folder), load_returns(store))


def test_an_imported_file_may_be_put_away_or_renamed(folder, write_return, march, store):
    for team in ("Ash Ward", "Elm Team"):
        write_return(folder / f"{team}.xlsx", {"Team": team, "Date": march})
    import_returns(folder, store=store)
    (folder / "Ash Ward.xlsx").unlink()
    (folder / "Elm Team.xlsx").rename(folder / "Elm 2025.xlsx")
    returns = import_returns(folder, store=store).returns
    assert set(returns.ratings["team"]) == {"Ash Ward", "Elm Team"}
    current = returns.returns[returns.returns["status"] == "current"]
    assert sorted(current["source_file"]) == ["Ash Ward.xlsx", "Elm 2025.xlsx"]
    assert log_of(returns, "duplicate-return").empty


def test_a_new_register_is_used_for_what_was_imported_before(folder, write_return, march, store):
    write_return(folder / "x.xlsx", {"Team": "The Hollies", "Date": march})
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march})
    first = import_returns(folder, store=store).returns
    assert len(log_of(first, "unknown-team")) == 1
    text = (folder / "teams.csv").read_text().replace("Elm Team,,", "Elm Team,The Hollies,")
    (folder / "teams.csv").write_text(text)
    done = import_returns(folder / "ash.xlsx", store=store, teams=folder / "teams.csv")
    assert sorted(set(done.returns.ratings["team_id"])) == ["T01", "T02"]
    assert log_of(done.returns, "unknown-team").empty
    assert (done.run.new, done.run.unchanged, done.run.renewed) == (0, 2, 1)
    assert load_returns(store).teams.loc[1, "aliases"] == "The Hollies"


def test_what_an_option_changes_is_renewed_and_counted(folder, write_return, store):
    write_return(folder / "x.xlsx", {"Team": "Ash Ward"})
    first = import_returns(folder, store=store)
    assert first.returns.ratings.empty
    assert len(log_of(first.returns, "no-year")) == 1
    done = import_returns(folder, store=store, year=2024)
    assert set(done.returns.ratings["year"]) == {2024}
    assert (done.run.renewed, done.run.new) == (1, 1)
    assert import_returns(folder, store=store).run.unchanged == 1  # the year stays


def test_other_options_of_one_load_leave_the_store_alone(
    folder, write_return, march, store, tmp_path
):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march})
    write_return(folder / "elm.xlsx", {"Team": "Elm Team"}, [2] * 8)
    import_returns(folder, store=store)
    before = store.read_bytes()
    other = tmp_path / "other.csv"
    other.write_text("team_id,team\nA1,Ash Ward\n")
    returns = load_returns(store, teams=other, year=2023)
    assert set(returns.returns["year"]) == {2025, 2023}
    assert set(returns.returns["team_id"]) == {"A1", "elm-team"}
    assert returns.teams["team_id"].tolist() == ["A1"]
    assert store.read_bytes() == before


@pytest.mark.slow
def test_a_trusts_own_instrument_is_found_again(tmp_path, store):
    own = tmp_path / "ours"
    shutil.copytree(ROOT / "trip_analytics" / "instruments" / "trip", own)
    text = (own / "instrument.toml").read_text(encoding="utf-8")
    (own / "instrument.toml").write_text(text.replace('"trip"', '"ours"', 1), encoding="utf-8")
    ours = load_instrument(own)
    (tmp_path / "in").mkdir()
    shutil.copy(next((SAMPLE / "2022").glob("*.xlsx")), tmp_path / "in")
    import_returns(tmp_path / "in", store=store, instruments=[ours])
    assert load_returns(store).instruments[0] == ours
    import_returns(tmp_path / "in", store=store)  # without naming it again
    assert load_returns(store).instruments[0] == ours


@pytest.mark.slow
def test_a_store_among_the_returns_is_no_return(folder, write_return, march):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march})
    store = folder / "returns.store"
    first = import_returns(folder, store=store).returns
    again = import_returns(folder, store=store).returns
    assert len(again.ratings) == len(first.ratings) == 8
    (note,) = log_of(load_returns(folder), "returns-store").to_dict("records")
    assert (note["severity"], note["source_file"]) == ("note", "returns.store")


def test_a_text_that_is_no_text_does_not_stop_an_import(
    folder, write_return, march, store, monkeypatch
):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march}, ["?", *[2] * 7])
    from trip_analytics.import_log import Entry

    about = Entry.about
    monkeypatch.setattr(Entry, "about", lambda e, *w: about(e._replace(found="half a \ud83d"), *w))
    import_returns(folder, store=store)
    assert set(load_returns(store).import_log["found"].dropna()) == {"half a \ufffd"}


@pytest.mark.parametrize(
    ("source", "error"), [("nowhere", SourceError), ("empty", SourceError), ("notes", SourceError)]
)
def test_where_there_is_nothing_to_import_no_store_is_made(source, error, tmp_path, store):
    (tmp_path / "empty").mkdir()
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "notes.txt").write_text("milk, eggs")
    with pytest.raises(error) as refusal:
        import_returns(tmp_path / source, store=store)
    assert "\n" not in str(refusal.value)
    assert not store.exists()


def test_a_store_is_not_imported_nor_mixed(folder, write_return, march, store):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march})
    import_returns(folder, store=store)
    with pytest.raises(SourceError, match="store already"):
        import_returns(store, store=store)
    with pytest.raises(SourceError, match="used by itself"):
        load_returns([store, folder])


def test_a_store_that_cannot_be_written_is_refused_before_anything_is_read(
    folder, write_return, march, store, monkeypatch
):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march})
    store.write_text("team,rating\n" * 100)
    monkeypatch.setattr("trip_analytics.loading.import_returns.read_all", None)
    with pytest.raises(StoreError, match="not a returns store"):
        import_returns(folder, store=store)
