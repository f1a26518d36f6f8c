"""The commands that begin and end the year: sample, export, lab."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import trip_analytics as ta
from tools.forms.cells import form_rows, write_rows
from trip_analytics.cli import main
from trip_analytics.desk.bundled import bundled, bundled_paths

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.usefixtures("without_workers")


@pytest.fixture
def returns(tmp_path):
    marks = ["-", 2, 3, 4, 5, 1, 2, 3]
    write_rows(tmp_path / "returns" / "ash.xlsx", form_rows({"Team": "Ash", "Year": 2025}, marks))
    return tmp_path / "returns"


def test_sample_writes_the_trust_that_does_not_exist_once_and_again(tmp_path, capsys):
    out = tmp_path / "sample"
    assert main(["sample", "--out", str(out)]) == main(["sample", "--out", str(out)]) == 0
    written = sorted(path.relative_to(out) for path in out.rglob("*") if path.is_file())
    assert written == bundled_paths("sample")
    assert (out / "teams.csv").read_bytes() == (bundled("sample") / "teams.csv").read_bytes()
    assert f"trip-analytics check {out}" in capsys.readouterr().out


def test_sample_never_replaces_a_file_of_the_users_own(tmp_path, capsys):
    own = tmp_path / "teams.csv"
    own.write_text("mine")
    assert main(["sample", "--out", str(tmp_path)]) == 2
    assert own.read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["teams.csv"]
    assert capsys.readouterr().err.startswith("There is a file of another content at")


def test_export_writes_a_file_for_each_table_and_says_what_excel_would_do(returns, capsys):
    out = returns.parent / "tables"
    assert main(["export", str(returns), "--out", str(out)]) == 0
    assert (out / "ratings.csv").read_text(encoding="utf-8-sig").startswith("return_id,")
    said = capsys.readouterr().out
    assert "Wrote returns.csv, ratings.csv, stages.csv" in said
    assert "begin with = + - or @" in said
    assert main(["export", str(returns), "--out", str(out), "--format", "xlsx"]) == 0
    assert "begin with" not in capsys.readouterr().out


def test_export_for_commissioners_is_one_workbook(returns):
    out = returns.parent / "shared"
    assert main(["export", str(returns), "--for-commissioners", "--out", str(out)]) == 0
    assert [path.name for path in out.iterdir()] == ["priorities-and-plans-2025.xlsx"]


def test_lab_copies_the_notebooks_for_a_source(returns):
    own = returns.parent / "own"
    assert main(["lab", str(returns), "--dir", str(own), "--no-open"]) == 0
    assert sorted(path.name for path in own.iterdir()) == [
        path.name for path in bundled_paths("notebooks", ".ipynb")
    ]
    notebook = json.loads(next(own.iterdir()).read_text(encoding="utf-8"))
    assert json.dumps(str(returns)) in json.dumps(notebook).replace('\\"', '"')


def test_lab_without_jupyterlab_or_without_a_source_says_what_to_do(
    returns, capsys, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    assert main(["lab", "nowhere"]) == 2
    assert capsys.readouterr().err == (
        "There is no file or folder called 'nowhere': give the folder of your returns or your "
        "store, or nothing for the sample.\n"
    )
    monkeypatch.setattr("trip_analytics.commands.lab.find_spec", lambda _: None)
    assert main(["lab", str(returns)]) == 2
    assert "python -m pip install jupyterlab" in capsys.readouterr().err
    assert not (tmp_path / "notebooks").exists()


def test_lab_opens_jupyterlab_on_the_folder(returns, monkeypatch):
    asked = []
    monkeypatch.setattr("trip_analytics.commands.lab.find_spec", lambda _: True)
    monkeypatch.setattr(
        "trip_analytics.commands.lab.subprocess.run",
        lambda command, **_: asked.append(command) or subprocess.CompletedProcess(command, 0),
    )
    assert main(["lab", str(returns), "--dir", str(returns.parent / "own")]) == 0
    assert asked == [[sys.executable, "-m", "jupyterlab", str(returns.parent / "own")]]


def test_before_any_form_is_back_every_team_of_the_register_is_chased(tmp_path, capsys):
    folder = tmp_path / "returns"
    folder.mkdir()
    (folder / "teams.csv").write_text("code,name\nA,Ash Ward\nB,Beech Ward\n", encoding="utf-8")
    assert main(["check", str(folder)]) == 2
    assert "name the year" in capsys.readouterr().err
    assert main(["check", str(folder), "--year", "2026"]) == 1
    said = capsys.readouterr().out
    assert "No form has come back yet; the register has 2 teams." in said
    assert "To chase for 2026: 2 returns missing." in said
    assert main(["forms", str(folder), "--year", "2026", "--out", str(tmp_path / "forms")]) == 0
    assert len(list((tmp_path / "forms").iterdir())) == 2


def test_a_year_that_has_only_begun_is_chased_by_the_register(returns, capsys):
    (returns / "teams.csv").write_text("code,name\nA,Ash\nB,Beech\n", encoding="utf-8")
    assert main(["check", str(returns), "--year", "2026"]) == 1
    assert "To chase for 2026: 2 returns missing" in capsys.readouterr().out


def test_decide_takes_a_team_by_any_of_its_names_and_says_how_to_record_an_answer(
    returns, tmp_path, capsys
):
    (returns / "teams.csv").write_text("code,name,aliases\nA,Ash,Ward 4\n", encoding="utf-8")
    store = str(tmp_path / "s.store")
    main(["import", str(returns), "--store", store])
    capsys.readouterr()
    assert main(["decide", store, "--team", "ward 4"]) == 0
    command = capsys.readouterr().out.split("To record the answer to the first: ")[1].split("\n")[0]
    _, *words = shlex.split(command.replace("--answer A", "--answer 3"))
    assert main(words) == 0
    assert "Recorded as decision 1: 3 instead of '-'" in capsys.readouterr().out
    assert main(["decide", store, "--team", "Ashe"]) == 2
    assert "There is no team called 'Ashe'" in capsys.readouterr().err


COMMANDS = (
    "sample", "forms", "import", "check", "decide", "comments", "report", "audit", "packs",
    "export", "instrument", "lab",
)  # fmt: skip


def said_by(capsys, *arguments):
    with pytest.raises(SystemExit) as stop:
        main(list(arguments))
    said = capsys.readouterr()
    return stop.value.code, said.out, said.err


def test_help_lists_the_commands_in_the_order_of_the_year(capsys):
    _, said, _ = said_by(capsys, "--help")
    listed = re.findall(r"^    (\w+)\b", said, re.MULTILINE)
    assert tuple(listed) == ("COMMAND", *COMMANDS)[-len(listed) :]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_an_example(capsys, command):
    _, said, _ = said_by(capsys, command, "--help")
    assert f"trip-analytics {command} " in " ".join(said.partition("xample")[2].split())


def test_the_version_is_that_of_the_package(capsys):
    assert said_by(capsys, "--version")[:2] == (0, f"trip-analytics {ta.__version__}\n")


def test_a_mistyped_option_shows_that_commands_options_in_one_sentence(capsys):
    status, _, said = said_by(capsys, "check", "returns", "--yaer", "2025")
    assert status == 2
    assert said.startswith(
        "trip-analytics check: there is no --yaer: is it --year? It takes --help, --teams,"
    )
    assert "--out" in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(("text", "year"), [("2025", 2025), ("2024/25", 2024), ("FY24-25", 2024)])
def test_a_year_is_written_as_people_write_it(returns, capsys, text, year):
    assert main(["check", str(returns), "--year", text]) == (1 if year == 2025 else 2)
    said = capsys.readouterr()
    assert f"{year}" in said.out if year == 2025 else f"for {year}" in said.err


@pytest.mark.parametrize("text", ["next year", "2025/27", "25", "2025.5"])
def test_what_is_no_year_is_refused_in_a_sentence(capsys, text):
    status, _, said = said_by(capsys, "check", "returns", "--year", text)
    assert status == 2
    assert "is not a year; write it as 2025 or 2024/25" in said


@pytest.mark.slow_but(1)
@pytest.mark.skipif(os.name == "nt", reason="a pipe that nobody reads is said otherwise there")
@pytest.mark.parametrize(
    ("python", "command", "asked"),
    [
        (["-u"], "check", ["--out", "{}/x.xlsx"]),
        (["-u"], "import", ["--store", "{}/r.store", "--log", "{}/x.xlsx"]),
        ([], "check", ["--out", "{}/x.xlsx"]),  # what is said is sent at the end alone
    ],
)
def test_a_closed_pipe_loses_nothing(returns, python, command, asked):
    """``check --out X | head``: X is written, though nobody reads what is said of it."""
    reader, writer = os.pipe()
    os.close(reader)
    asked = [each.format(returns.parent) for each in ("--workers", "0", *asked)]
    program = [sys.executable, *python, "-m", "trip_analytics", command, str(returns), *asked]
    done = subprocess.run(program, stdout=writer, stderr=subprocess.PIPE, cwd=ROOT, text=True)
    os.close(writer)
    assert done.stderr == ""
    assert (returns.parent / "x.xlsx").exists()


def test_the_same_sentence_is_said_once_for_all_its_places(tmp_path, capsys):
    marks = ["?", "?", "?", 4, 5, 1, 2, 3]
    write_rows(tmp_path / "in" / "ash.xlsx", form_rows({"Team": "Ash", "Year": 2025}, marks))
    assert main(["import", str(tmp_path / "in"), "--store", str(tmp_path / "r.store")]) == 1
    said = capsys.readouterr().out
    assert said.count("Ask the team for one answer from 1 to 5") == 1
    assert said.count("ash.xlsx, Sheet, B") == 3


def test_a_register_in_a_trusts_own_words_is_read_with_the_settings_beside_it(tmp_path, capsys):
    (tmp_path / "trip-analytics.toml").write_text('[words]\nteam = ["Clinical hub"]\n', "utf-8")
    register = tmp_path / "hubs.csv"
    register.write_text("team_id,Clinical hub\nA,Alder Ward\n", encoding="utf-8")
    folder = tmp_path / "forms"
    assert main(["forms", "--teams", str(register), "--year", "2026", "--out", str(folder)]) == 0
    assert "Wrote 1 form" in capsys.readouterr().out
    assert [path.name[:10] for path in folder.iterdir()] == ["Alder Ward"]
