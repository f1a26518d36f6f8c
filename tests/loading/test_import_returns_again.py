"""What is read again when a folder is imported again, and what is not."""

import subprocess
import sys
import zipfile
from contextlib import closing
from shutil import copytree
from sqlite3 import connect

import pytest

from trip_analytics.instruments import load_instrument
from trip_analytics.loading import find_files
from trip_analytics.loading import import_returns as importing
from trip_analytics.loading.import_returns import import_returns
from trip_analytics.loading.load_returns import load_returns
from trip_analytics.loading.record_decision import record_decision
from trip_analytics.store.tidy_tables import STORED

FORMS = ["Ash.xlsx", "Elm.xlsx"]


@pytest.fixture
def trust(folder, write_return, march):
    write_return(folder / "Ash.xlsx", {"Team": "Ash Ward", "Date": march})
    write_return(folder / "Elm.xlsx", {"Team": "Elm Team"}, [1, 2, "?", 4, 5, 1, 2, 3])
    return folder


@pytest.fixture
def again(trust, store, monkeypatch):
    """Import the folder, then again; what was read then, and the import."""
    import_returns(trust, store=store, workers=0)
    names = []
    read_all = importing.read_all

    def noted(files, *more, **options):
        names.extend(file.name for file in files)
        return read_all(files, *more, **options)

    monkeypatch.setattr(importing, "read_all", noted)

    def run(source=trust, **options):
        names.clear()
        done = import_returns(source, store=store, workers=0, **options)
        return sorted(names), done

    return run


def test_an_unchanged_folder_is_not_read(again, store):
    before = load_returns(store)
    names, done = again()
    assert names == []
    assert (done.run.files, done.run.new, done.run.unchanged, done.run.renewed) == (2, 0, 1, 0)
    assert all(getattr(before, name).equals(getattr(done.returns, name)) for name in STORED)


def test_a_changed_and_a_new_file_are_read(again, trust, write_return, march):
    write_return(trust / "Ash.xlsx", {"Team": "Ash Ward", "Date": march}, [5] * 8)
    write_return(trust / "Oak.xlsx", {"Team": "Oak House", "Year": 2023})
    names, done = again()
    assert names == ["Ash.xlsx", "Oak.xlsx"]
    assert done.returns.ratings.query("team == 'Ash Ward'")["rating"].tolist() == [5] * 8


def test_a_file_of_another_name_and_what_is_in_an_archive_are_read(again, trust, tmp_path_factory):
    packed = tmp_path_factory.mktemp("packed")
    with zipfile.ZipFile(packed / "all.zip", "w") as archive:
        archive.write(trust / "Ash.xlsx", "Ash.xlsx")
    (trust / "Ash.xlsx").rename(packed / "Ash Ward.xlsx")
    assert again(packed)[0] == ["Ash Ward.xlsx", "all.zip"]
    assert again(packed)[0] == ["all.zip"]


def test_the_same_folder_elsewhere_is_not_read(again, trust, tmp_path_factory):
    moved = tmp_path_factory.mktemp("moved") / "returns"
    copytree(trust, moved)
    names, done = again(moved)
    assert (names, done.run.unchanged) == ([], 1)


def test_what_could_not_be_read_is_tried_again(again, trust):
    (trust / "notes.xlsx").write_text("milk, eggs")
    assert again()[0] == ["notes.xlsx"]
    assert again()[0] == ["notes.xlsx"]


@pytest.mark.slow_but(1)
@pytest.mark.parametrize("how", ["at the top", "given"])
def test_with_another_register_all_is_read(again, trust, tmp_path_factory, how):
    register = trust / "teams.csv"
    text = register.read_text(encoding="utf-8").replace("Ash Ward,Ward Ash", "Alder Ward,Ash Ward")
    options = {}
    if how == "given":
        register = tmp_path_factory.mktemp("registers") / "teams.csv"
        options = {"teams": register}
    register.write_text(text, encoding="utf-8")
    names, done = again(**options)
    assert [name for name in names if name in FORMS] == FORMS
    assert set(done.returns.ratings["team"]) == {"Alder Ward"}


def test_with_a_register_in_which_no_name_changed_nothing_is_read(again, trust):
    register = trust / "teams.csv"
    text = register.read_text(encoding="utf-8").replace("Adult acute,ward", "Adult acute,unit")
    register.write_text(text, encoding="utf-8")
    names, done = again()
    assert names == []
    assert set(done.returns.ratings["team_type"]) == {"unit"}


@pytest.mark.slow
def test_with_another_instrument_all_is_read(again, tmp_path_factory):
    own = tmp_path_factory.mktemp("own") / "list"
    own.mkdir()
    about = {"instrument_id": "own", "title": "Own", "version": "1", "kind": "ratings"}
    about |= {"item_word": "practice", "source": "Made up."}
    lines = [f'{name} = "{value}"' for name, value in about.items()]
    (own / "instrument.toml").write_text("\n".join(lines))
    (own / "items.csv").write_text("item_id,number,label\ngarden,1,Garden\n")
    (own / "wordings.csv").write_text(
        "item_id,wording_id,text,first_year,last_year,comparable_with_previous,printed_numbers,"
        "source\ngarden,garden-1,People can be in the garden,2024,,yes,1,Made up\n"
    )
    points = "".join(f"{n},Point {n},meant\n" for n in range(1, 6))
    (own / "scale.csv").write_text(f"value,label,meaning\n{points}")
    assert again(instruments=[load_instrument(own)])[0] == FORMS
    assert again()[0] == []  # it is in the store now
    (own / "items.csv").write_text("item_id,number,label\ngarden,1,The garden\n")
    assert again(instruments=[load_instrument(own)])[0] == FORMS


def test_another_version_of_the_reader_reads_all(again, monkeypatch):
    monkeypatch.setattr(find_files, "_program", lambda: "another version")
    assert again()[0] == FORMS
    assert again()[0] == []


def test_decisions_and_years_apply_to_what_is_not_read_again(again, store):
    because = {"by": "J. Lead", "why": "the team said so"}
    record_decision(store, file="Ash.xlsx", year=2024, **because)
    names, done = again()
    assert names == []
    assert done.returns.years == (2024,)
    names, done = again(year=2023)
    assert (names, done.run.new) == ([], 1)
    assert done.returns.years == (2023, 2024)
    assert again()[1].returns.years == (2023, 2024)


def test_what_another_import_read_by_something_else_meanwhile_is_read(again, store, monkeypatch):
    find = importing.known_among

    def known_then_changed(*asked):
        found = find(*asked)
        with closing(connect(store)) as connection:
            connection.execute("UPDATE files SET read_by = 'another' WHERE name = 'Ash.xlsx'")
            connection.commit()
        return found

    monkeypatch.setattr(importing, "known_among", known_then_changed)
    names, done = again()
    assert (names, done.run.unchanged) == (["Ash.xlsx"], 1)


def test_all_that_reads_a_file_counts_as_its_reader():
    code = "import sys, trip_analytics.loading.read_file; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    prefix = "trip_analytics."
    loaded = [name.removeprefix(prefix) for name in run.stdout.split() if name.startswith(prefix)]
    readers = [reader.removesuffix(".py").replace("/", ".") for reader in find_files.READERS]
    rest = [name for name in loaded if not f"{name}.".startswith(tuple(f"{r}." for r in readers))]
    assert rest == ["loading"]  # the room alone
    assert all((find_files._PACKAGE / reader).exists() for reader in find_files.READERS)
