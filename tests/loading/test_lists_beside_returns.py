"""A trust with TRIP, a list of its own and Template A: one folder, and one list in instruments/."""

from __future__ import annotations

import re
import shutil

import openpyxl
import pytest

from trip_analytics.cli import main
from trip_analytics.errors import InstrumentError
from trip_analytics.instruments import load_instrument
from trip_analytics.loading.import_returns import import_returns
from trip_analytics.loading.load_returns import load_returns
from trip_analytics.publishing.report import write_report

TEAMS = ("Ash Ward", "Elm Ward", "Oak Ward", "Yew Ward", "Fir Ward", "Lime Ward")
DOMAINS = ("Welcome", "Working together", "Own choices", "Life outside")
ABOUT = (
    "People are greeted by name {}",
    "Everybody has a copy of their own plan {}",
    "Families are asked what would help {}",
    "Staff tell stories of people who got better {}",
    "Doors are locked without a reason {}",
    "A peer worker may be asked for {}",
)
WHERE = ("when they arrive", "in the week's review", "in the evening", "on leaving the ward")
STATEMENTS = [sentence.format(where) + "." for where in WHERE for sentence in ABOUT]
SCALE = ("Not at all", "A little", "Partly", "Mostly", "Fully")


def save(path, rows, **sheets):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)


def answer(team, line, points):
    return (team * 7 + line * 3 + line // 4) % points


@pytest.fixture(scope="module")
def trust(tmp_path_factory):
    """The forms of six teams, filled in by hand, and the workbook of the list."""
    folder = tmp_path_factory.mktemp("trust")
    listed = [[DOMAINS[n // 6], text, "yes" if n % 6 == 4 else None]
              for n, text in enumerate(STATEMENTS)]  # fmt: skip
    save(
        folder / "instruments" / "list.xlsx",
        [["Standards of our trust"], [], ["Domain", "Statement", "Reverse"], *listed],
        Scale=[["Points", "Label"], *enumerate(SCALE), [None, "D/K"]],
    )
    trip = [item.wordings[-1].text for item in load_instrument("trip").items]
    challenges = [item.wordings[-1].text for item in load_instrument("template-a").items]
    for number, team in enumerate(TEAMS):
        head = [["Team:", team], ["Date:", "05/04/2025"], []]
        ours = [[text, answer(number, n, 5)] for n, text in enumerate(STATEMENTS)]
        ours[number][1] = "D/K"
        save(folder / team / "standards.xlsx", [*head, ["Statement", "Score 0-4"], *ours])
        rated = [[text, 1 + answer(number, n, 5)] for n, text in enumerate(trip)]
        save(folder / team / "TRIP.xlsx", [*head, ["Statement", "Rating"], *rated])
        ticks = [
            [text, *("x" if stage == answer(number, n, 3) else None for stage in range(3))]
            for n, text in enumerate(challenges)
        ]
        stages = ["Challenge", "Stage 1", "Stage 2", "Stage 3"]
        save(folder / team / "template A.xlsx", [*head, stages, *ticks])
    return folder


@pytest.fixture(scope="module")
def returns(trust):
    return load_returns(trust, workers=0)


def test_every_form_is_read_and_nothing_has_to_be_asked(returns):
    counts = returns.returns["instrument"].value_counts().to_dict()
    assert counts == {"list": 6, "trip": 6, "template-a": 6}
    log = returns.import_log
    assert log.loc[log["severity"] != "note"].empty
    of_list = log.loc[log["kind"] == "own-list", "source_file"]
    assert of_list.tolist() == ["instruments/list.xlsx"]


def test_every_answer_is_the_one_that_was_given(returns):
    ours = next(one for one in returns.instruments if one.instrument_id == "list")
    assert ours.points == (0, 1, 2, 3, 4)
    assert ours.domains == DOMAINS
    ratings = returns.ratings[returns.ratings["item_id"].isin(ours.item_ids)]
    given = {
        (team, item_id): answer(number, n, 5) if n != number else None
        for number, team in enumerate(TEAMS)
        for n, item_id in enumerate(ours.item_ids)
    }
    found = ratings.set_index(["team", "item_id"])["rating"].astype(object)
    assert found.where(found.notna(), None).to_dict() == given


def test_a_store_takes_the_lists_of_its_source(trust, tmp_path):
    done = import_returns(trust, store=tmp_path / "returns.store", workers=0)
    assert "list" in [one.instrument_id for one in done.returns.instruments]
    assert done.returns.returns["instrument"].eq("list").sum() == 6


def test_a_list_beside_the_returns_is_named_by_its_id(trust, tmp_path, capsys):
    store = str(tmp_path / "returns.store")
    named = ["--instrument", "list", "--workers", "0"]
    assert main(["import", str(trust), "--store", store, *named]) == 0
    assert "6 not known, which the form offers, 0 unclear, 0 not" in capsys.readouterr().out
    assert main(["check", store, *named]) == 0
    assert main(["check", store, "--instrument", "lists"]) == 2
    assert "no instrument called 'lists'" in capsys.readouterr().err


def test_a_list_that_is_wrong_is_said_in_a_sentence(trust, tmp_path, capsys):
    folder = shutil.copytree(trust, tmp_path / "trust")
    (folder / "instruments" / "form.pdf").write_bytes(b"%PDF-1.4\n")
    assert main(["check", str(folder), "--workers", "0"]) == 2
    said = capsys.readouterr().err
    assert said.startswith("'form.pdf' cannot be read as a list of statements: save it as")
    assert said.count("\n") == 1


def test_a_list_given_twice_is_one_and_two_with_one_id_are_refused(trust, tmp_path):
    from trip_analytics import load_instrument as load

    ours = load(trust / "instruments" / "list.xlsx")
    again = load_returns(trust / TEAMS[0], instruments=[ours], workers=0)
    assert again.returns["instrument"].eq("list").sum() == 1
    save(tmp_path / "list.xlsx", [["Statement"], *([text] for text in STATEMENTS[:8])])
    with pytest.raises(InstrumentError, match="two lists with the id 'list'"):
        load_returns(trust, instruments=[load(tmp_path / "list.xlsx")], workers=0)


def test_the_command_shows_what_was_understood_and_writes_it(trust, tmp_path, capsys):
    listed = trust / "instruments" / "list.xlsx"
    assert main(["instrument", str(listed), "--out", str(tmp_path / "list")]) == 0
    said = capsys.readouterr().out
    assert "24 statements" in said
    assert "Scale, from the sheet Scale:\n  0  Not at all" in said
    assert "people-are-greeted" not in said  # small words are not in ids
    assert said.index("Welcome") < said.index("people-greeted-name-when-arrive")
    assert main(["instrument", str(tmp_path / "list")]) == 0
    assert main(["instrument", str(listed), "--out", str(tmp_path / "list")]) == 2
    assert "name another folder" in capsys.readouterr().err


@pytest.mark.slow
def test_the_report_has_a_section_for_each_list(returns, tmp_path):
    write_report(returns, out=tmp_path)
    report = (tmp_path / "annual-report-2025.html").read_text(encoding="utf-8")
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", report)
    for of in ("Team Recovery Implementation Plan", "Standards of our trust"):
        assert any(f"Ratings of every practice: {of}" in heading for heading in headings)
    assert any("organisational challenges" in heading for heading in headings)
