import os

import pytest

from trip_analytics.errors import SourceError
from trip_analytics.loading.find_files import find_files
from trip_analytics.loading.load_returns import load_returns

pytestmark = pytest.mark.usefixtures("without_workers")


@pytest.fixture
def ash(folder, write_return, march):
    write_return(folder / "ash.xlsx", {"Team": "Ash Ward", "Date": march})
    return folder


def told(entries, kind):
    return [entry.source_file for entry in entries if entry.kind == kind]


def test_a_folder_that_may_not_be_opened_is_a_row_of_the_log(ash, monkeypatch):
    (ash / "2024").mkdir()
    (ash / "2024" / "elm.xlsx").write_bytes(b"")
    real = os.scandir

    def scandir(path):
        if str(path).endswith("2024"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    found = find_files(ash)
    assert told(found.log, "folder-not-opened") == ["2024"]
    assert "2024/elm.xlsx" not in found.files
    assert "ash.xlsx" in found.files


def test_a_source_that_may_not_be_opened_is_one_plain_sentence(ash, monkeypatch):
    def refused(path):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(os, "scandir", refused)
    monkeypatch.setattr(os, "listdir", refused)
    with pytest.raises(SourceError, match="no files that may be opened in"):
        find_files(ash)


def test_a_link_to_a_folder_is_not_followed_but_told(ash, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "elm.xlsx").write_bytes(b"")
    (ash / "linked").symlink_to(elsewhere, target_is_directory=True)
    (ash / "round").symlink_to(ash, target_is_directory=True)
    found = find_files(ash)
    assert sorted(told(found.log, "linked-folder")) == ["linked", "round"]
    assert sorted(found.files) == ["ash.xlsx", "teams.csv"]


def test_a_link_to_a_file_is_that_file(ash):
    (ash / "also.xlsx").symlink_to(ash / "ash.xlsx")
    assert "also.xlsx" in find_files(ash).files


@pytest.mark.parametrize(
    "name", ["Ward Šárka.xlsx", "病棟.xlsx", "قسم.xlsx", "wing\U0001f3e5.xlsx"]
)
def test_names_in_any_script_are_kept(ash, name):
    (ash / "ash.xlsx").rename(ash / name)
    assert load_returns(ash, workers=1).returns["source_file"].tolist() == [name]


def test_a_name_that_is_no_text_can_still_be_written_down(ash):
    name = os.fsdecode(b"ward \xff.xlsx")
    try:
        (ash / "ash.xlsx").rename(ash / name)
    except OSError:
        pytest.skip("this system takes names that are text alone")
    returns = load_returns(ash, workers=1)
    assert returns.returns["source_file"].str.encode("utf-8").notna().all()
    assert returns.returns["source_file"].tolist() == ["ward \ufffd.xlsx"]
