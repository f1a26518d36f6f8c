"""A team's pack holds its own answers and its own past, and nothing of anybody else."""

import re
from dataclasses import replace
from io import BytesIO

import docx
import pandas as pd
import pytest

from trip_analytics import Returns, audit_files, practice_profile, release, write_packs
from trip_analytics.cli import main
from trip_analytics.disclosure.published_figures import as_text
from trip_analytics.errors import DisclosureError, SourceError
from trip_analytics.instruments import load_instrument
from trip_analytics.reports.packs import own_returns, team_pack
from trip_analytics.reports.packs.ratings import average_in_words, averages
from trip_analytics.returns import PublishedYear
from trip_analytics.words import one_decimal

TRIP = load_instrument("trip")
PRACTICES = TRIP.item_ids
# Ten marks of 2023 and 23 of 2025 over six practices: 1.67 and 3.83.
ASH = {2023: (1, 2, 1, 2, 2, 2), 2025: (4, 4, 4, 4, 4, 3)}
ELM = {2023: (5, 5, 5, 5, 5, 5), 2024: (5, 5, 5, 5, 5, 5)}


def ratings_of(team_id, team, by_year, **more):
    return [
        {
            "team_id": team_id, "team": team, "year": year, "item_id": practice,
            "rating": rating, "return_id": f"{team_id}-{year}", "state": "rated",
            "perspective": "team",
        } | more
        for year, ratings in by_year.items()
        for practice, rating in zip(PRACTICES, ratings, strict=False)
    ]  # fmt: skip


def trust(*, others=True, extra=()):
    """Ash Ward, and Elm Team unless left out; a third team became part of Ash Ward."""
    rows = ratings_of("A", "Ash Ward", ASH, comment="We did it with the peer group")
    rows += ratings_of("E", "Elm Team", ELM, comment="Elm says otherwise") if others else []
    chosen = {"number": 1, "priority": "Garden group", "progress": "achieved"}
    priorities = [
        {"team_id": "A", "team": "Ash Ward", "year": 2023, "return_id": "A-2023"} | chosen
    ]
    assets = [{"team_id": "A", "team": "Ash Ward", "year": 2025, "return_id": "A-2025"}]
    register = pd.DataFrame(
        {
            "team_id": ["A", "E", "B", "N"],
            "team": ["Ash Ward", "Elm Team", "Beech Ward", "New Team"],
            "aliases": ["Ward 3", None, None, None],
            "closed": ["", "", "2022-12-31", ""],
            "merged_into": [None, None, "A", None],
        }
    )
    register["closed"] = pd.to_datetime(register["closed"]).astype("datetime64[s]")
    return Returns.from_tables(
        ratings=pd.DataFrame([*rows, *extra]),
        priorities=pd.DataFrame(priorities),
        assets=pd.DataFrame(assets).assign(category="Places", asset="A garden"),
        teams=register,
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("packs")
    return folder, write_packs(trust(), out=folder, team="Ash Ward")


def shown(path):
    """All that a reader of a Word pack sees."""
    document = docx.Document(path)
    texts = [paragraph.text for paragraph in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(texts)


def test_a_pack_is_a_web_page_a_word_document_and_the_next_form(written):
    _, done = written
    assert [path.name for path in done.documents] == [
        "Ash Ward - team pack 2025.html",
        "Ash Ward - team pack 2025.docx",
        "Ash Ward - Team Recovery Implementation Plan 2026.xlsx",
    ]


def test_a_teams_average_is_over_the_practices_that_it_rated_every_year():
    own = own_returns(trust(), "A")
    assert average_in_words(own, TRIP) == (
        "Your own average over the six practices that you rated every year went from 1.7 in 2023 "
        "to 3.8 in 2025."
    )
    of_2024 = own_returns(trust(extra=ratings_of("A", "Ash Ward", {2024: (2, 4)})), "A")
    means = averages(of_2024, TRIP)["mean_always"]
    assert average_in_words(of_2024, TRIP) == (
        "Your own average over the two practices that you rated every year went from "
        f"{one_decimal(means[2023])} in 2023 to {one_decimal(means[2025])} in 2025."
    )


def test_where_other_practices_were_rated_those_always_rated_are_given_as_well():
    of_2024 = ratings_of("A", "Ash Ward", {2024: (2, 4)})
    table = averages(own_returns(trust(extra=of_2024), "A"), TRIP)
    assert table["rated"].tolist() == [6, 2, 6]
    assert table["rated_always"].tolist() == [2, 2, 2]
    assert table["mean_always"].tolist() == [1.5, 3.0, 4.0]


def test_reverse_worded_items_are_turned_round_in_the_average():
    items = tuple(
        type(item)(item.item_id, item.number, item.label, item.wordings, None, at == 0)
        for at, item in enumerate(TRIP.items)
    )
    reverse = type(TRIP)(
        **{name: getattr(TRIP, name) for name in TRIP.__slots__} | {"items": items}
    )
    own = own_returns(trust(), "A")
    # Of 2023 the first 1 counts as 5: (5 + 2 + 1 + 2 + 2 + 2) / 6.
    assert averages(own, reverse)["mean"].iloc[0] == pytest.approx(14 / 6)


def test_nothing_of_another_team_is_in_a_pack(written, tmp_path):
    _, done = written
    alone = write_packs(trust(others=False), out=tmp_path, team="Ash Ward")
    for with_others, without in zip(done.documents, alone.documents, strict=True):
        assert with_others.read_bytes() == without.read_bytes()
    assert "Elm" not in done.documents[0].read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_pack_has_the_name_that_the_trust_has_set(tmp_path):
    settings = tmp_path / "trip-analytics.toml"
    settings.write_text('[organisation]\nname = "Larkrise NHS Trust"\n', encoding="utf-8")
    done = write_packs(trust(), out=tmp_path, team="Ash Ward", settings=settings)
    assert "Larkrise NHS Trust" in shown(done.documents[1])


def test_every_page_says_whose_it_is(written):
    page, document = written[1].documents[:2]
    says = "For Ash Ward alone: these are its own answers. Not to be passed on."
    assert says in page.read_text(encoding="utf-8")
    pages = docx.Document(document)
    assert pages.sections[0].header.paragraphs[0].text == says
    assert says not in [line.text for line in pages.paragraphs]


def test_a_pack_says_what_was_chosen_what_became_of_it_and_where_years_are_missing(written):
    text = shown(written[1].documents[1])
    assert "We have your returns of 2023 and 2025." in text
    assert "We have none of 2024." in text
    assert re.search(r"Garden group(.|\n)*Achieved", text)
    assert "A garden" in text
    assert "We did it with the peer group" in text
    assert "interval" not in text


def test_the_picture_is_in_words_too(written):
    document = docx.Document(written[1].documents[1])
    (alternative,) = (shape._inline.docPr.get("descr") for shape in document.inline_shapes)
    assert "Own choices and decisions: 2 in 2023 and 4 in 2025" in alternative.replace(
        ", ", " and "
    )


def test_individual_answers_are_collated_without_who_gave_them():
    individual = [
        row
        for name, rating in (("Respondent 1", 4), ("Respondent 2", 2), ("Respondent 3", 3))
        for row in ratings_of(
            "A", "Ash Ward", {2025: (rating,)}, respondent=name, perspective="staff"
        )
    ]
    pack = team_pack(own_returns(trust(extra=individual), "A"))
    (views,) = (table for table in pack.tables if "side by side" in table.title)
    assert views.rows[0] == ("Roles, relationships and connections", "4", "2, 3, 4")
    assert "Respondent" not in str(pack)


def test_what_may_show_who_somebody_is_is_left_out():
    said = "Call Jane on 07700 900123"
    extra = ratings_of("A", "Ash Ward", {2026: (3, 3)}, comment=said)
    pack = team_pack(own_returns(trust(extra=extra), "A"))
    assert said not in str(pack)
    assert "that may show who somebody is" in str(pack)


@pytest.mark.slow
def test_signs_that_no_document_holds_are_left_out(tmp_path):
    extra = ratings_of("A", "Ash Ward", {2026: (3, 3)}, comment="Peer\x0bworker\ud800 came")
    done = write_packs(trust(extra=extra), out=tmp_path, team="Ash Ward")
    assert "Peer worker  came" in shown(done.documents[1])


@pytest.mark.slow
def test_a_team_may_be_asked_for_by_any_of_its_names_and_by_one_that_it_took_over(tmp_path):
    for name in ("Ward 3", "ash", "Beech Ward"):
        done = write_packs(trust(), out=tmp_path / name, team=name)
        assert done.documents[0].name == "Ash Ward - team pack 2025.html"


@pytest.mark.parametrize(
    ("team", "says"),
    [
        ("Asch Ward", "no team called 'Asch Ward': if you mean Ash Ward, write it in full"),
        ("New Team", "New Team has no return to give back"),
    ],
)
def test_a_team_that_cannot_be_given_a_pack_is_said_in_a_sentence(team, says, tmp_path):
    with pytest.raises(SourceError, match=says):
        write_packs(trust(), out=tmp_path, team=team)
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("undrawn")
def test_all_teams_have_a_pack_and_those_without_a_return_are_named(tmp_path):
    done = write_packs(trust(), out=tmp_path)
    packs = [path.stem for path in done.documents if path.suffix == ".html"]
    assert packs == ["Ash Ward - team pack 2025", "Elm Team - team pack 2024"]
    assert done.without_returns == ("New Team",)
    # Elm Team returned in 2024 last, others in 2025: the next form is of the year that comes.
    assert done.documents[-1].name == "Elm Team - Team Recovery Implementation Plan 2026.xlsx"
    of_2024 = write_packs(trust(), out=tmp_path, team="Elm Team", year=2024)
    assert of_2024.documents[-1].name.endswith("Plan 2025.xlsx")


@pytest.mark.slow
def test_a_team_that_has_closed_has_a_pack_only_if_it_is_asked_for(tmp_path):
    extra = ratings_of("B", "Beech Ward", {2022: (3, 3, 3, 3, 3, 3)})
    returns = trust(extra=extra)
    packs = [path.name for path in write_packs(returns, out=tmp_path / "all").documents]
    assert not any(name.startswith("Beech Ward") for name in packs)
    assert "Elm Team - team pack 2024.html" in packs
    one = write_packs(returns, out=tmp_path / "one", team="Beech Ward").documents
    assert one[0].name == "Beech Ward - team pack 2022.html"


@pytest.mark.usefixtures("undrawn")
def test_a_form_that_is_there_is_left_as_it_is(tmp_path):
    form = tmp_path / "Ash Ward - Team Recovery Implementation Plan 2026.xlsx"
    form.write_bytes(b"filled in")
    done = write_packs(trust(), out=tmp_path, team="Ash Ward")
    assert done.kept == (form,)
    assert form.read_bytes() == b"filled in"


def test_figures_of_the_trust_are_those_that_were_published_and_no_others(tmp_path):
    with pytest.raises(DisclosureError, match="No figures of 2025 are published"):
        write_packs(trust(), out=tmp_path, team="Ash Ward", trust_figures=True)


@pytest.mark.usefixtures("undrawn")
def test_a_pack_of_an_older_year_has_no_figures_that_were_not_published(tmp_path, make_returns):
    returns = make_returns(teams=13, years=(2024, 2025), stages=0, priorities=False)
    figures = as_text({"practice_profile": release(practice_profile(returns, year=2025), returns)})
    late = returns.ratings["team"].eq("Kestrel Ward 01") & returns.ratings["year"].eq(2025)
    forms = returns.returns["team"].eq("Kestrel Ward 01") & returns.returns["year"].eq(2025)
    returns = replace(
        returns,
        ratings=returns.ratings.loc[~late],
        returns=returns.returns.loc[~forms],
        published=(PublishedYear(2025, "2026-01-05 09:00", figures),),
    )
    done = write_packs(returns, out=tmp_path, team="Kestrel Ward 01", trust_figures=True)
    assert "Published averages" not in shown(done.documents[1])


@pytest.mark.slow
def test_published_figures_are_in_a_pack_as_they_were_published(make_returns, tmp_path):
    returns = make_returns(teams=13, years=(2025,), stages=0, priorities=False)
    profile = release(practice_profile(returns, year=2025), returns)
    figures = as_text({"practice_profile": profile})
    returns = replace(returns, published=(PublishedYear(2025, "2026-01-05 09:00", figures),))
    team = "Kestrel Ward 01"
    without = write_packs(returns, out=tmp_path / "without", team=team)
    done = write_packs(returns, out=tmp_path, team=team, trust_figures=True)
    assert "Published averages" not in shown(without.documents[1])
    text = shown(done.documents[1])
    assert "Published averages, 2025" in text
    mean = profile.table.set_index("practice")["mean"]["Involving family and friends"]
    assert f"Involving family and friends\n{mean:.1f}" in text


def test_an_audit_says_what_a_pack_is_and_finds_another_teams_name_in_it(written, tmp_path):
    folder, _ = written
    register = tmp_path / "teams.csv"
    register.write_text("team_id,team\nA,Ash Ward\nE,Elm Team\n", encoding="utf-8")
    found = audit_files(folder, teams=register)
    assert sorted(found["kind"]) == ["form", "team-pack", "team-pack"]

    document = docx.Document(folder / "Ash Ward - team pack 2025.docx")
    document.add_paragraph("Elm Team did better")
    saved = BytesIO()
    document.save(saved)
    (tmp_path / "pack.docx").write_bytes(saved.getvalue())
    found = audit_files(tmp_path / "pack.docx", teams=register)
    assert set(found["kind"]) == {"team-pack", "team-named"}


@pytest.mark.usefixtures("undrawn")
def test_the_command_writes_packs(tmp_path, capsys):
    (tmp_path / "returns").mkdir()
    ratings = "\n".join(f'"{item.wordings[0].text}",4' for item in TRIP.items)
    text = f"Team,Ash Ward\nYear,2025\nStatement,Rating\n{ratings}\n"
    (tmp_path / "returns" / "ash.csv").write_text(text, encoding="utf-8")
    out = tmp_path / "packs"
    command = ["packs", str(tmp_path / "returns"), "--workers", "0", "--out", str(out)]
    template = docx.Document()
    template.sections[0].footer.paragraphs[0].text = "www.harbour.example"
    template.save(tmp_path / "trust.docx")
    styled = ["--template", str(tmp_path / "trust.docx")]
    assert main([*command, "--team", "Ash Ward", *styled]) == 0
    assert f"Wrote 1 pack to {out}." in capsys.readouterr().out
    (pack,) = out.glob("*.docx")
    assert docx.Document(pack).sections[0].footer.paragraphs[0].text == "www.harbour.example"
    with pytest.raises(SystemExit):
        main(command)  # neither --team nor --all
