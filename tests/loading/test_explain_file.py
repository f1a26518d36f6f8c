"""``import --explain`` says of one file what was found, what it was taken for, and why."""

from pathlib import Path

import openpyxl
import pytest

from tools.forms.cells import write_rows
from trip_analytics.cli import main
from trip_analytics.instruments import load_instrument
from trip_analytics.loading.explain_file import explain_file

STATEMENTS = [item.wordings[0].text for item in load_instrument("trip").items]


@pytest.fixture
def in_this_process(monkeypatch):
    """Read without a worker: what is told is looked at, not how it is read."""
    from trip_analytics.instruments import built_in_instruments
    from trip_analytics.loading.read_file import read_file
    from trip_analytics.understanding import Understanding

    understanding = Understanding(built_in_instruments())
    monkeypatch.setattr(
        "trip_analytics.loading.explain_file.read_files",
        lambda files, *_, **__: [read_file(file, understanding) for file in files],
    )


@pytest.fixture
def write(tmp_path):
    """A form with these rows above its statements and these columns beside them."""

    def write(heads, *columns, above=()):
        at = heads.index("Statement")
        lines = zip(*columns[:at], STATEMENTS, *columns[at:], strict=True)
        rows = [["Team:", "Ash Ward"], ["Year:", 2025], *above, heads, *lines]
        return write_rows(tmp_path / "ash.xlsx", rows)

    return write


@pytest.mark.usefixtures("in_this_process")
def test_each_column_is_told_with_the_evidence_for_it(write):
    heads = ["Level", "Statement", "Answer", "Risk", "Comments"]
    path = write(heads, [1, 2, 3] * 2 + [1, 2], [4] * 8, [3] * 8, ["well"] * 8)
    text = "\n".join(explain_file(path))
    assert "B4:B11: statements of trip, in rows\n      - 8 of 8 word for word" in text
    assert "A3 'Level': another matter than how well it is done" in text
    assert "- it stands before the statements (-2)" in text
    assert "C3 'Answer': answers on the whole scale\n      - its heading speaks" in text
    assert "D3 'Risk': another matter" in text
    assert "E3 'Comments': comments" in text
    assert "Return of Ash Ward, 2025 (trip)" in text


@pytest.mark.usefixtures("in_this_process")
def test_the_forms_scale_is_told_with_its_key(write):
    key = "1 = fully, 5 = not at all"
    text = "\n".join(explain_file(write(["Statement", "Rating"], [4] * 8, above=[[key]])))
    assert f"A3 '{key}': scale from 1 to 5: the instrument's, turned round" in text
    assert "In the import log: 0 errors, 1 warning" in text
    assert "warning Sheet, A3: By its own words" in text


@pytest.mark.usefixtures("in_this_process")
def test_columns_that_could_not_be_told_are_named(write):
    text = "\n".join(explain_file(write(["Statement", "Quality", "Depth"], [4] * 8, [3] * 8)))
    assert text.count("not told: it may hold the answers, and so may another") == 2
    assert "error Sheet, B3:C3" in text


@pytest.mark.usefixtures("in_this_process")
def test_names_of_people_are_not_told(write):
    lines = explain_file(write(["Statement", "Julie Hargreaves", "Raj Nair"], [4] * 8, [3] * 8))
    assert not any("Hargreaves" in line or "Nair" in line for line in lines)
    assert any("answers on the whole scale, by one person (1)" in line for line in lines)


@pytest.mark.usefixtures("in_this_process")
def test_a_file_without_a_form_says_so(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["who are we?"])
    book.save(tmp_path / "nobody.xlsx")
    assert "    no form that is known" in explain_file(tmp_path / "nobody.xlsx")


def test_the_command_explains_a_file_and_stores_nothing(write, tmp_path, capsys):
    path = write(["Statement", "Rating"], [4] * 8)
    assert main(["import", "--explain", str(path)]) == 0
    assert "B3 'Rating': answers on the whole scale" in capsys.readouterr().out
    assert [each.name for each in tmp_path.iterdir()] == ["ash.xlsx"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "which store"),
        (["returns"], "which store"),
        (["returns", "--explain", "ash.xlsx"], "--explain takes one file"),
        (["--explain", "there-is-none.xlsx"], "There is no file"),
    ],
)
def test_what_does_not_go_together_is_said_in_a_sentence(arguments, said, capsys):
    assert main(["import", *arguments]) == 2
    assert said in capsys.readouterr().err


def test_a_form_that_is_no_teams_return_is_said_to_be_none():
    case = Path("tests/understanding/cases/95a-example-sheet/TRIP form 2025 - Ash Ward.xlsx")
    lines = explain_file(case)
    assert [line for line in lines if line.startswith("  Return of")] == [
        "  Return of Ash Ward, 2025 (trip)"
    ]
    (why,) = [line for line in lines if line.startswith("  No team's return")]
    assert "Example - how to fill in" in why
