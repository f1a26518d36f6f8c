"""Notebooks of the user's own: on their returns, and never over what they have written."""

import json

import pytest

from trip_analytics.desk.bundled import bundled, bundled_paths, copy_notebooks
from trip_analytics.errors import OutputError

NAMES = [path.name for path in bundled_paths("notebooks", ".ipynb")]


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def source_of(path):
    (cell,) = (c for c in read(path)["cells"] if "parameters" in c["metadata"].get("tags", []))
    names = {}
    exec("".join(cell["source"]), names)  # noqa: S102 # the notebook's own cell
    return names["source"]


def test_each_notebook_is_copied_and_opens_the_source_by_its_whole_path(tmp_path):
    copied, kept = copy_notebooks(tmp_path / "own", tmp_path / 'my "returns"')
    assert (copied, kept) == (NAMES, [])
    for name in NAMES:
        assert source_of(tmp_path / "own" / name) == str((tmp_path / 'my "returns"').resolve())
        original, own = read(bundled("notebooks") / name), read(tmp_path / "own" / name)
        assert [len(cell["source"]) for cell in original["cells"]] == [
            len(cell["source"]) for cell in own["cells"]
        ]


def test_one_that_was_edited_stays_and_one_that_was_only_run_opens_another_source(tmp_path):
    copy_notebooks(tmp_path, tmp_path / "a")
    edited, run, *_ = (tmp_path / name for name in NAMES)
    notebook = read(edited)
    notebook["cells"][0]["source"].append("\nMy own words")
    edited.write_text(json.dumps(notebook), encoding="utf-8")
    before = edited.read_bytes()
    notebook = read(run)
    notebook["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "1"}]
    run.write_text(json.dumps(notebook), encoding="utf-8")
    copied, kept = copy_notebooks(tmp_path, tmp_path / "b")
    assert (kept, edited.read_bytes()) == ([edited.name], before)
    assert source_of(run).endswith("b")
    assert edited.name not in copied


def test_a_file_that_is_no_notebook_is_left_alone(tmp_path):
    (tmp_path / NAMES[0]).write_text("mine")
    assert copy_notebooks(tmp_path, tmp_path)[1] == [NAMES[0]]
    assert (tmp_path / NAMES[0]).read_text() == "mine"


def test_where_nothing_can_be_written_a_sentence_says_so(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(OutputError, match="cannot be copied"):
        copy_notebooks(tmp_path / "file", tmp_path)
