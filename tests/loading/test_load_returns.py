import datetime as dt
import hashlib
import os
import sys
import threading
import zipfile
from email.message import EmailMessage

import pandas as pd
import pytest
from tqdm import tqdm

from trip_analytics.errors import SourceError
from trip_analytics.import_log import Entry, Place
from trip_analytics.instruments import load_instrument
from trip_analytics.loading.assemble import assemble
from trip_analytics.loading.identity import Identity
from trip_analytics.loading.load_returns import load_returns
from trip_analytics.loading.placed_return import Return
from trip_analytics.tables.check import check
from trip_analytics.tables.columns import TABLES
from trip_analytics.teams.register import TeamRegister
from trip_analytics.understanding import Fields, Form

pytestmark = pytest.mark.usefixtures("without_workers")


def log_of(returns, kind):
    return returns.import_log[returns.import_log["kind"] == kind]


def test_a_folder_becomes_tidy_tables(folder, write_return, march):
    write_return(folder / "2025" / "ash.xlsx", {"Team": "ward ash", "Date": march})
    returns = load_returns(folder)
    assert returns.years == (2025,)
    (row,) = returns.returns.to_dict("records")
    assert (row["team_id"], row["team"], row["service_line"]) == ("T01", "Ash Ward", "Adult acute")
    assert row["source_file"] == "2025/ash.xlsx"
    assert row["returned_on"].date() == march
    content = (folder / "2025" / "ash.xlsx").read_bytes()
    assert row["sha256"] == hashlib.sha256(content).hexdigest()
    assert returns.ratings["rating"].tolist() == [4] * 8
    assert set(returns.ratings["return_id"]) == {row["return_id"]}
    assert returns.teams["team_id"].tolist() == ["T01", "T02", "T03"]


def test_reading_leaves_no_thread_behind(folder, write_return, march, monkeypatch):
    monkeypatch.setattr(tqdm, "monitor", None)  # another test may have started one
    before = set(threading.enumerate())
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march})
    load_returns(folder)
    assert set(threading.enumerate()) == before


def test_every_table_is_as_its_definition_says(folder, write_return, march):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march}, [4, "?", *[2] * 6])
    returns = load_returns(folder)
    for name in TABLES:
        table = getattr(returns, name)
        assert list(table.columns) == [column.name for column in TABLES[name]]
        assert check(name, table).equals(table)


def test_every_file_is_in_the_returns_or_in_the_log(folder, write_return, march):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march})
    write_return(folder / "nobody.xlsx", {"Note": "who are we?"})
    (folder / "notes.txt").write_text("to do")
    (folder / "Thumbs.db").write_bytes(b"\x00")
    (folder / "~$ash.xlsx").write_bytes(b"\x05user")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04 cut short")
    returns = load_returns(folder)
    named = {*returns.returns["source_file"], *returns.import_log["source_file"]}
    assert named == {path.name for path in folder.iterdir()}
    severity = returns.import_log.groupby("source_file")["severity"].first()
    assert severity["notes.txt"] == severity["broken.xlsx"] == "error"
    assert severity["Thumbs.db"] == severity["~$ash.xlsx"] == severity["teams.csv"] == "note"


def test_a_return_in_a_zip_or_an_email_says_which_it_came_in(folder, write_return, march):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march})
    form = (folder / "ash.xlsx").read_bytes()
    (folder / "ash.xlsx").unlink()
    with zipfile.ZipFile(folder / "returns.zip", "w") as packed:
        packed.writestr("2025/ash.xlsx", form)
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "elm@example.org", "Our return"
    mail.set_content("Please find our form attached.")
    mail.add_attachment(form + b" ", maintype="application", subtype="xlsx", filename="elm.xlsx")
    (folder / "elm.eml").write_bytes(mail.as_bytes())
    returns = load_returns(folder, workers=1)
    assert sorted(returns.returns["source_file"]) == [
        "elm.eml/elm.xlsx",
        "returns.zip/2025/ash.xlsx",
    ]
    assert log_of(returns, "covering-message")["source_file"].tolist() == ["elm.eml/message.txt"]


def test_the_folder_is_left_as_it_was(folder, write_return, march):
    write_return(folder / "2025" / "ash.xlsx", {"Team": "Ash Ward", "Date": march})
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7")

    def state():
        found = [path for path in folder.rglob("*") if path.is_file()]
        return {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in found}

    before = state()
    load_returns(folder, workers=1)
    assert state() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="only where there are named pipes")
def test_what_is_no_ordinary_file_is_not_waited_for(folder, write_return, march):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march})
    os.mkfifo(folder / "pipe.xlsx")
    returns = load_returns(folder)
    assert log_of(returns, "not-a-file")["source_file"].tolist() == ["pipe.xlsx"]


def test_entries_say_whose_return_they_are_about(folder, write_return, march):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march}, ["?", *[2] * 7])
    (entry,) = log_of(load_returns(folder), "unclear-mark").to_dict("records")
    assert (entry["team"], entry["year"], entry["cell"], entry["found"]) == (
        "Ash Ward", 2025, "B5", "?"
    )  # fmt: skip


def test_a_later_return_supersedes_and_both_are_listed(folder, write_return, march):
    write_return(folder / "b.xlsx", {"Team": "Ash Ward", "Date": march}, [2] * 8)
    later = march + dt.timedelta(days=9)
    write_return(folder / "a.xlsx", {"Team": "Ash Ward", "Date": later}, [5] * 8)
    returns = load_returns(folder)
    status = returns.returns.set_index("source_file")["status"]
    assert status.to_dict() == {"a.xlsx": "current", "b.xlsx": "superseded"}
    assert set(returns.ratings["rating"]) == {5}
    (warning,) = log_of(returns, "superseded-return").to_dict("records")
    assert warning["severity"] == "warning"
    assert "a.xlsx" in warning["what_to_do"]
    assert "later date" in warning["what_to_do"]


def test_version_words_decide_where_dates_do_not(folder, write_return, march):
    fields = {"Team": "Ash Ward", "Date": march}
    write_return(folder / "ash v2.xlsx", fields, [5] * 8)
    write_return(folder / "ash.xlsx", fields, [2] * 8)
    write_return(folder / "elm FINAL.xlsx", {"Team": "Elm Team", "Date": march}, [4] * 8)
    write_return(folder / "elm v3.xlsx", {"Team": "Elm Team", "Date": march}, [1] * 8)
    current = load_returns(folder).ratings.groupby("team")["rating"].first()
    assert current.to_dict() == {"Ash Ward": 5, "Elm Team": 4}


def test_the_files_date_decides_last(folder, write_return, march):
    fields = {"Team": "Ash Ward", "Date": march}
    for age, name in ((100, "b.xlsx"), (900, "c.xlsx")):
        write_return(folder / name, fields, [1 if age > 500 else 5] * 8)
        os.utime(folder / name, (1_700_000_000 - age, 1_700_000_000 - age))
    assert set(load_returns(folder).ratings["rating"]) == {5}


def test_the_same_answers_twice_count_once(folder, write_return, march):
    fields = {"Team": "Ash Ward", "Date": march}
    write_return(folder / "a" / "ash.xlsx", fields)
    (folder / "b").mkdir()
    (folder / "b" / "ash.xlsx").write_bytes((folder / "a" / "ash.xlsx").read_bytes())
    returns = load_returns(folder)
    assert returns.returns["status"].tolist() == ["current", "duplicate"]
    assert returns.returns["return_id"].is_unique
    assert len(returns.ratings) == 8
    assert len(log_of(returns, "duplicate-return")) == 1


def test_one_file_and_a_list_of_files(folder, write_return, march):
    for name in ("Ash Ward", "Elm Team"):
        write_return(folder / f"{name}.xlsx", {"Team": name, "Date": march})
    one = load_returns(folder / "Ash Ward.xlsx")
    assert one.returns["team"].tolist() == ["Ash Ward"]
    both = load_returns([folder / "Ash Ward.xlsx", str(folder / "Elm Team.xlsx")])
    assert len(both.returns) == 2


def test_namesakes_among_several_files_are_all_read(folder, write_return, march):
    paths = []
    for name in ("Ash Ward", "Elm Team", "Oak House"):
        paths.append(folder / name / "return.xlsx")
        write_return(paths[-1], {"Team": name, "Date": march})
    teams = load_returns(paths).returns["team"].tolist()
    assert sorted(teams) == ["Ash Ward", "Elm Team", "Oak House"]
    folders = [path.parent for path in paths]
    assert sorted(load_returns(folders).returns["team"]) == sorted(teams)


@pytest.mark.parametrize("make", ["nothing", "empty", "only-junk", "no-returns"])
def test_nothing_to_read_is_one_plain_sentence(tmp_path, make):
    source = tmp_path / "returns"
    if make != "nothing":
        source.mkdir()
    if make == "only-junk":
        (source / "Thumbs.db").write_bytes(b"\x00")
    if make == "no-returns":
        (source / "notes.txt").write_text("to do")
    with pytest.raises(SourceError) as refusal:
        load_returns(source)
    message = str(refusal.value)
    assert "\n" not in message
    assert message.endswith(".")


def test_what_is_said_of_an_organisations_return_names_no_team():
    form = Form(load_instrument("template-a"), "A", Fields())
    one = Return(form, Identity(service_line="Older people", year=2025), "a.xlsx", "0" * 8, 0.0)
    one.log.append(Entry.of("team-register", Place("a.xlsx")))
    returns = assemble([one], [], TeamRegister(), ())
    (entry,) = returns.import_log.to_dict("records")
    assert pd.isna(entry["team"])
    assert entry["year"] == 2025


def test_a_year_for_returns_without_one_is_given_as_people_write_it(folder, write_return):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward"})
    for year in (2024, "2024", "2024/25"):
        assert load_returns(folder, year=year, workers=0).years == (2024,)
    with pytest.raises(SourceError, match="'next' is not a review year: write it as 2025"):
        load_returns(folder, year="next", workers=0)


def test_in_this_process_nothing_is_needed_that_looks_after_others(
    folder, write_return, monkeypatch
):
    monkeypatch.setitem(sys.modules, "psutil", None)
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Year": 2025})
    assert load_returns(folder, workers=0).years == (2025,)
