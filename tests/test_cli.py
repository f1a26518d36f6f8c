"""The commands as people type them: what is written, said and answered."""

import io
import shutil
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from tools.forms.cells import form_rows, write_rows
from trip_analytics.cli import main
from trip_analytics.desk.bundled import bundled
from trip_analytics.errors import OutputError
from trip_analytics.reports.model import Report

ROOT = Path(__file__).parents[1]

pytestmark = pytest.mark.usefixtures("without_workers")


def write_return(path, team, year, marks):
    write_rows(path, form_rows({"Team": team, "Review year": year}, marks))


@pytest.fixture(scope="module")
def twelve_returns(tmp_path_factory):
    folder = tmp_path_factory.mktemp("twelve")
    for number in range(12):
        marks = [(number * place) % 5 + 1 for place in range(1, 9)]
        write_return(folder / f"{number}.xlsx", f"Team {'ABCDEFGHIJKL'[number]}", 2025, marks)
    return folder


@pytest.fixture
def source(twelve_returns, tmp_path):
    return shutil.copytree(twelve_returns, tmp_path / "returns")


@pytest.fixture
def unwritten(monkeypatch):
    """A short page instead of the documents, where it is not they that are looked at."""

    def in_short(data):
        return Report("", "", data.year, ())

    def page(report):
        return {f"annual-report-{report.year}.html": b"figures"}

    monkeypatch.setattr("trip_analytics.publishing.report.compose", in_short)
    monkeypatch.setattr("trip_analytics.publishing.report.documents_of", page)


def documents(folder):
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


@pytest.mark.usefixtures("undrawn")
def test_report_writes_the_three_documents_and_says_so(source, tmp_path, capsys):
    out = tmp_path / "report"
    assert main(["report", str(source), "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert {
        "annual-report-2025.html",
        "annual-report-2025.docx",
        "annual-report-2025-tables.xlsx",
    } <= set(documents(out))
    assert "Read 12 returns of 12 teams" in said.out
    assert all(name in said.out for name in documents(out))
    lines = said.out.splitlines()
    heading = lines.index("Withheld, so that nobody can work out what a team answered:")
    assert lines[heading + 1] == "  the ratings of 'Involving family and friends' in 2025"
    assert lines[-1] == f"{bundled('docs') / 'disclosure.md'} says why."
    assert len(said.err.splitlines()) == 1
    assert said.err.startswith("A folder keeps nothing of what was published.")


def run(*arguments, **options):
    return subprocess.run(
        [sys.executable, "-m", "trip_analytics", *map(str, arguments)],
        capture_output=True, text=True, check=False, cwd=ROOT, **options,
    )  # fmt: skip


BAD = {
    "an empty folder": ["{folder}/empty"],
    "no such folder": ["{folder}/nowhere"],
    "a folder without returns": ["{folder}/other"],
    "a file that is no return": ["{folder}/other/notes.txt"],
    "a year nobody returned": ["{source}", "--year", "2019"],
    "a year that is no year": ["{source}", "--year", "last"],
    "a column that is no group": ["{source}", "--by", "team"],
    "an unknown column": ["{source}", "--by", "colour"],
    "no such register": ["{source}", "--teams", "{folder}/no.csv"],
    "no such instrument": ["{source}", "--instrument", "{folder}/no"],
    "fewer processes than none": ["{source}", "--workers", "-1"],
    "a file where the folder should be": ["{source}", "--out", "{folder}/other/notes.txt"],
    "a folder that may not be written": ["{source}", "--out", "/proc/self/report"],
}


@pytest.mark.slow_but(4)
@pytest.mark.usefixtures("unwritten")
@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_one_plain_sentence_and_status_2(what, source, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "notes.txt").write_text("milk, eggs", encoding="utf-8")
    if "/proc" in str(BAD[what]) and not Path("/proc/self").exists():
        pytest.skip("needs a folder that nobody may write to")
    arguments = [argument.format(source=source, folder=tmp_path) for argument in BAD[what]]
    if "--out" not in arguments:
        arguments += ["--out", str(tmp_path / "report")]
    before = documents(tmp_path)
    try:
        status = main(["report", *arguments])
    except SystemExit as stop:  # argparse leaves by itself
        status = stop.code
    said = capsys.readouterr()
    assert status == 2
    assert len(said.err.strip().splitlines()) == 1
    assert "Traceback" not in said.err
    assert documents(tmp_path) == before  # nothing half-written is left behind
    assert (tmp_path / "other" / "notes.txt").read_text(encoding="utf-8") == "milk, eggs"


def test_a_wrong_argument_says_where_to_look(capsys):
    with pytest.raises(SystemExit) as stop:
        main(["report"])
    assert stop.value.code == 2
    assert "--help" in capsys.readouterr().err


def test_the_module_is_the_same_command():
    result = run("report", "--help")
    assert result.returncode == 0
    assert "--by COLUMN" in result.stdout


@pytest.mark.slow
@pytest.mark.usefixtures("undrawn")
def test_a_library_that_is_missing_is_one_plain_sentence(source):
    without = "import sys; sys.modules['rapidfuzz'] = None; from trip_analytics.cli import main"
    command = f"{without}; sys.exit(main(['check', {str(source)!r}, '--workers', '0']))"
    result = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True)
    assert result.returncode == 2
    assert result.stderr.startswith("The library rapidfuzz is missing: install trip-analytics ")
    assert result.stderr.count("\n") == 1


def test_a_trusts_own_instrument_and_register(tmp_path, capsys):
    own = tmp_path / "ours"
    own.mkdir()
    (own / "instrument.toml").write_text(
        'instrument_id = "ours"\ntitle = "Our list"\nversion = "1"\nkind = "ratings"\n'
        'item_word = "practice"\nsource = "our trust"\n',
        encoding="utf-8",
    )
    lines = ["We grow vegetables together", "We eat together every day", "We walk the dog daily"]
    (own / "items.csv").write_text(
        "item_id,number,label\n" + "".join(f"i{n},{n},{t}\n" for n, t in enumerate(lines, 1)),
        encoding="utf-8",
    )
    (own / "wordings.csv").write_text(
        "item_id,wording_id,text,first_year,last_year,comparable_with_previous,printed_numbers,"
        "source\n" + "".join(f"i{n},w{n},{t},2020,,yes,{n},us\n" for n, t in enumerate(lines, 1)),
        encoding="utf-8",
    )
    (own / "scale.csv").write_text(
        "value,label,meaning\n" + "".join(f"{n},Point {n},\n" for n in range(1, 6)),
        encoding="utf-8",
    )
    register = "team_id,team,service_line\n"
    for number in range(12):
        book = openpyxl.Workbook()
        name = f"Team {'ABCDEFGHIJKL'[number]}"
        register += f"T{number},{name},Adult\n"
        for row in [["Team:", name], ["Review year:", 2025], ["Statement", "Rating"]]:
            book.active.append(row)
        for place, line in enumerate(lines):
            book.active.append([line, (number + place) % 5 + 1])
        (tmp_path / "in").mkdir(exist_ok=True)
        book.save(tmp_path / "in" / f"{number}.xlsx")
    (tmp_path / "register.csv").write_text(register, encoding="utf-8")
    arguments = ["report", str(tmp_path / "in"), "--instrument", str(own)]
    arguments += ["--teams", str(tmp_path / "register.csv"), "--out", str(tmp_path / "out")]
    assert main(arguments) == 0, capsys.readouterr().err
    page = (tmp_path / "out" / "annual-report-2025.html").read_text(encoding="utf-8")
    assert all(line in page for line in lines)


@pytest.fixture
def unclear(tmp_path):
    """A folder with one return, in which a mark is unclear."""
    folder = tmp_path / "returns"
    write_return(folder / "ash.xlsx", "Ash Ward", 2025, ["?", *[2] * 7])
    return folder


def test_import_says_what_was_read_what_to_ask_and_the_account(unclear, tmp_path, capsys):
    store, log = tmp_path / "r.store", tmp_path / "log.xlsx"
    assert main(["import", str(unclear), "--store", str(store), "--log", str(log)]) == 1
    said = capsys.readouterr()
    lines = said.out.splitlines()
    assert f"Read 1 file into {store}: 1 return new, 0 as before, 0 superseded." in lines
    assert "  Ask the team for one answer" in said.out
    assert "    ash.xlsx, Sheet, B4" in lines
    assert lines[-1] == (
        "In all 1 form with 8 answer cells: 7 taken, 0 not applicable, 1 unclear, 0 not understood."
    )
    assert said.err == ""
    assert openpyxl.load_workbook(log).active["H2"].value == "?"
    write_return(unclear / "ash.xlsx", "Ash Ward", 2025, [4, *[2] * 7])
    assert main(["import", str(unclear), "--store", str(store)]) == 0
    assert "1 return new, 0 as before, 1 superseded" in capsys.readouterr().out


def test_import_says_when_the_log_alone_could_not_be_written(
    unclear, tmp_path, capsys, monkeypatch
):
    def no_room(*_):
        raise OutputError("The log is open in Excel.")

    monkeypatch.setattr("trip_analytics.desk.export_tables.write_log", no_room)
    arguments = ["import", str(unclear), "--store", str(tmp_path / "r.store")]
    assert main([*arguments, "--log", str(tmp_path / "log.csv")]) == 2
    assert "The returns are in" in capsys.readouterr().err
    assert main(["decide", str(tmp_path / "r.store")]) == 0


@pytest.mark.slow
@pytest.mark.usefixtures("unwritten")
def test_a_report_from_a_store_is_a_draft_until_it_is_published(source, tmp_path, capsys):
    store, out = str(tmp_path / "r.store"), tmp_path / "report"
    assert main(["import", str(source), "--store", store]) == 0
    capsys.readouterr()
    assert main(["report", store, "--out", str(out)]) == 0
    said = capsys.readouterr()
    assert "Read 12 returns of 12 teams, 2025." in said.out
    assert said.out.splitlines()[-1].startswith("This is a draft, not to be passed on.")
    assert said.err == ""
    assert documents(out) == ["annual-report-2025.html"]
    assert main(["audit", store]) == 0
    assert capsys.readouterr().out == "Nothing has been published from this store.\n"

    assert main(["report", store, "--publish", "--out", str(out)]) == 0
    assert "Published: the report of 2025, published on" in capsys.readouterr().out
    assert main(["report", store, "--publish", "--out", str(out)]) == 0
    assert "The same was published before: the report of 2025," in capsys.readouterr().out
    assert main(["audit", store]) == 0
    assert "  the report of 2025, published on" in capsys.readouterr().out


@pytest.mark.usefixtures("unwritten")
def test_a_published_year_is_withdrawn_by_name_with_a_reason(source, tmp_path, capsys):
    store = str(tmp_path / "r.store")
    main(["import", str(source), "--store", store])
    main(["report", store, "--publish", "--out", str(tmp_path / "report")])
    write_return(source / "12.xlsx", "Team M", 2025, [3] * 8)
    main(["import", str(source), "--store", store])
    capsys.readouterr()
    assert main(["report", store, "--publish", "--out", str(tmp_path / "report")]) == 2
    (refused,) = capsys.readouterr().err.splitlines()
    assert "2025 is public already" in refused
    assert "decide STORE --withdraw 2025 --by NAME --why TEXT" in refused

    who = ["--by", "J. Lead", "--why", "nobody has it yet"]
    assert main(["decide", store, "--withdraw", "2025", *who]) == 0
    assert capsys.readouterr().out == (
        "The report of 2025 is withdrawn, and may be published again. Delete its documents: "
        "annual-report-2025.html.\n"
    )
    assert main(["decide", store, "--withdraw", "2025", *who]) == 2
    assert "2025 is not published" in capsys.readouterr().err
    assert main(["report", store, "--publish", "--out", str(tmp_path / "report")]) == 0
    capsys.readouterr()
    assert main(["audit", store]) == 0
    first, second = capsys.readouterr().out.splitlines()[1:]
    assert "withdrawn by J. Lead on" in first
    assert "withdrawn" not in second


@pytest.mark.usefixtures("undrawn")
def test_audit_compares_files_with_what_was_published(source, tmp_path, capsys):
    store, out = tmp_path / "r.store", tmp_path / "report"
    assert main(["import", str(source), "--store", str(store)]) == 0
    assert main(["report", str(store), "--publish", "--out", str(out)]) == 0
    capsys.readouterr()
    assert main(["audit", str(store), str(out)]) == 0
    said = capsys.readouterr().out
    assert "the report of 2025, published on" in said
    assert "Nothing was found. That is no proof that there is nothing." in said
    (out / "annual-report-2025.html").write_text("<html><p>Another page.</html>", encoding="utf-8")
    assert main(["audit", str(store), str(out)]) == 2
    assert "It is not the document of the report of 2025" in capsys.readouterr().out


@pytest.mark.slow
@pytest.mark.usefixtures("unwritten")
@pytest.mark.parametrize("audience", ["board", "desk"])
def test_whom_a_report_is_for(source, tmp_path, capsys, audience):
    out = str(tmp_path / "report")
    assert main(["report", str(source), "--audience", audience, "--out", out]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert ("These are exact figures for your desk" in said.out) == (audience == "desk")


def test_a_store_of_forms_that_nobody_could_place_makes_no_report(tmp_path, capsys):
    write_return(tmp_path / "in" / "x.xlsx", "Ash Ward", None, [2] * 8)
    store = str(tmp_path / "r.store")
    assert main(["import", str(tmp_path / "in"), "--store", store]) == 1
    assert main(["report", store, "--out", str(tmp_path / "report")]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_decide_lists_records_and_undoes(unclear, tmp_path, capsys):
    store = str(tmp_path / "r.store")
    main(["import", str(unclear), "--store", store])
    capsys.readouterr()
    who = ["--by", "J. Lead", "--why", "team confirmed"]
    assert main(["decide", store]) == 0
    asked = (
        "Ash Ward, 2025, Roles, relationships and connections (ash.xlsx, Sheet, B4): Ask the team"
    )
    assert asked in capsys.readouterr().out
    about = ["--file", "ASH.xlsx", "--sheet", "sheet", "--cell", "b4", "--answer", "4"]
    assert main(["decide", store, *about, *who]) == 0
    assert "Recorded as decision 1: 4 instead of '?' (ash.xlsx, Sheet, B4)." in (
        capsys.readouterr().out
    )
    assert main(["decide", store]) == 0
    said = capsys.readouterr().out
    assert "Nothing is open." in said
    assert "1 (applies) ash.xlsx, Sheet, B4: answer 4, by J. Lead" in said
    assert main(["import", str(unclear), "--store", store]) == 0  # nothing is left to ask
    assert main(["decide", store, "--undo", "1", *who]) == 0
    capsys.readouterr()
    assert main(["decide", store]) == 0
    assert "1 (undone)" in capsys.readouterr().out


NOT_DONE = {
    "import without a store": ["import", "{folder}"],
    "import of nothing": ["import", "{tmp}/nowhere", "--store", "{tmp}/new.store"],
    "import into no folder": ["import", "{folder}", "--store", "{tmp}/no/new.store"],
    "import into a form": ["import", "{folder}", "--store", "{folder}/ash.xlsx"],
    "import of a store": ["import", "{store}", "--store", "{tmp}/new.store"],
    "a log of another kind": ["import", "{folder}", "--store", "{tmp}/x.store", "--log", "l.pdf"],
    "a store that is none": ["decide", "{folder}/ash.xlsx"],
    "a store that is not there": ["decide", "{tmp}/new.store"],
    "a decision of nobody": ["decide", "{store}", "--file", "ash.xlsx", "--year", "2024"],
    "a decision about nothing": ["decide", "{store}", "--year", "2024", "{who}"],
    "a cell alone": ["decide", "{store}", "--file", "ash.xlsx", "--cell", "B4", "{who}"],
    "a name alone": ["decide", "{store}", "{who}"],
    "an unknown file": ["decide", "{store}", "--file", "elm", "--year", "2024", "{who}"],
    "undoing what is not there": ["decide", "{store}", "--undo", "7", "{who}"],
    "undoing a file": ["decide", "{store}", "--undo", "1", "--file", "ash.xlsx", "{who}"],
    "a report that is not published": ["decide", "{store}", "--withdraw", "2025", "{who}"],
    "a report of nobody": ["decide", "{store}", "--withdraw", "2025"],
    "a report and a file": ["decide", "{store}", "--withdraw", "2025", "--file", "a", "{who}"],
    "a report and a decision": ["decide", "{store}", "--withdraw", "2025", "--undo", "1", "{who}"],
    "publishing from a folder": ["report", "{folder}", "--publish", "--out", "{tmp}/o"],
    "publishing for the board": [
        "report",
        "{store}",
        "--publish",
        "--audience",
        "board",
        "--out",
        "{tmp}/o",
    ],
    "an audience that is none": ["report", "{folder}", "--audience", "all", "--out", "{tmp}/o"],
    "undoing a word": ["decide", "{store}", "--undo", "one", "{who}"],
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """A folder with one return, in which a mark is unclear, beside a store of it."""
    folder = tmp_path_factory.mktemp("imported")
    write_return(folder / "returns" / "ash.xlsx", "Ash Ward", 2025, ["?", *[2] * 7])
    main(["import", str(folder / "returns"), "--store", str(folder / "r.store")])
    return folder


@pytest.mark.parametrize("what", NOT_DONE)
def test_what_is_not_done_with_a_store_is_one_plain_sentence(what, imported, tmp_path, capsys):
    shutil.copytree(imported, tmp_path, dirs_exist_ok=True)
    unclear, store = tmp_path / "returns", tmp_path / "r.store"
    before = store.read_bytes()
    arguments = []
    for word in NOT_DONE[what]:
        if word == "{who}":
            arguments += ["--by", "J. Lead", "--why", "asked"]
        else:
            arguments.append(word.format(folder=unclear, tmp=tmp_path, store=store))
    try:
        status = main(arguments)
    except SystemExit as stop:  # argparse leaves by itself
        status = stop.code
    said = capsys.readouterr()
    assert status == 2
    assert len(said.err.strip().splitlines()) == 1
    assert store.read_bytes() == before
    assert documents(tmp_path) == ["r.store", "returns"]


def test_importing_the_package_loads_nothing_slow():
    slow = ["pandas", "numpy", "scipy", "matplotlib", "seaborn", "docx", "openpyxl", "lxml"]
    code = f"import sys, trip_analytics; print([m for m in {slow!r} if m in sys.modules])"
    assert run_python(code) == "[]"


@pytest.mark.slow
def test_a_report_loads_only_what_it_draws_with(tmp_path):
    slow = ["scipy.stats", "scipy.optimize", "seaborn", "statsmodels", "duckdb"]
    words = ["report", "data/sample", "--workers", "0", "--out", str(tmp_path)]
    code = f"import sys; from trip_analytics.cli import main; main({words!r})"
    said = run_python(f"{code}; print([m for m in {slow!r} if m in sys.modules])")
    assert said.splitlines()[-1] == "[]"


def run_python(code):
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return result.stdout.strip()


def check(capsys, *arguments):
    status = main(["check", *map(str, arguments)])
    said = capsys.readouterr()
    assert said.err == ""
    return status, said.out


def test_check_with_nothing_to_chase(source, capsys):
    status, said = check(capsys, source)
    assert status == 0
    assert "There is nothing to chase for 2025." in said


def test_check_says_what_to_ask_and_writes_it(source, tmp_path, capsys):
    write_return(source / "0.xlsx", "Team A", 2025, ["3-4", None, 3, 4, 5, 1, 2, 3])
    write_return(source / "old.xlsx", "Team Z", 2024, [3] * 8)
    out = tmp_path / "out" / "to-chase.xlsx"
    status, said = check(capsys, source, "--out", out)
    assert status == 1
    assert 'cell B4 (Roles, relationships and connections): you wrote "3-4"' in " ".join(
        said.split()
    )
    assert "Team Z, 2025\n------------\n\n1. We have not had a return" in said
    assert f"Wrote {out}" in said
    assert "Team A" in [cell.value for cell in openpyxl.load_workbook(out)["To chase"]["A"]]


def test_check_of_a_year_leaves_the_others(source, capsys):
    write_return(source / "old.xlsx", "Team A", 2024, ["3-4", 2, 3, 4, 5, 1, 2, 3])
    assert check(capsys, source, "--year", 2025)[0] == 0
    status, said = check(capsys, source)
    assert status == 1
    assert "Errors of other years are not listed here: 1 of 2024" in said
    assert check(capsys, source, "--year", 2024)[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [["--out", "{folder}/out.csv"], ["--year", "2019"], ["--out", "{source}/0.xlsx/x.xlsx"]],
)
def test_check_refuses_in_one_sentence(arguments, source, tmp_path, capsys):
    try:
        status = main(["check", str(source)] + [
            argument.format(source=source, folder=tmp_path) for argument in arguments
        ])  # fmt: skip
    except SystemExit as stop:
        status = stop.code
    said = capsys.readouterr()
    assert status == 2
    assert len(said.err.strip().splitlines()) == 1


def test_check_prints_ticks_where_the_output_knows_none(source, monkeypatch):
    write_return(source / "0.xlsx", "Team A", 2025, ["✓?", 2, 3, 4, 5, 1, 2, 3])
    said = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(said, encoding="cp1252"))
    assert main(["check", str(source)]) == 1
    assert b'you wrote "??"' in said.getvalue()
