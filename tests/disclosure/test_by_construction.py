"""No public function or file puts a team beside an answer, or repeats anybody's words.

Teams, people and what they wrote are made of words that stand nowhere else, and looked for
in everything that comes out. What notebooks show is looked at where they are run.
"""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from inspect import isfunction, signature

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

import trip_analytics as ta
from tests.asking import MUST_BE_ASKED, QUESTIONS, ask
from tests.own_lists import trip_in_domains
from trip_analytics import plots
from trip_analytics.analysis.questions import questions
from trip_analytics.disclosure.rules import AUDIENCES
from trip_analytics.disclosure.small_groups import merge_small_groups
from trip_analytics.errors import DisclosureError, TripAnalyticsError
from trip_analytics.returns import Returns
from trip_analytics.store.opening import writing

TEAM = "Quillfeather"  # in the name of every team
TEAM_ID = "qft-"
WROTE = "Zibbleword"  # in everything that anybody wrote
PERSON = "Wimbrel"  # in every person's name
YEARS = (2023, 2024, 2025)

# What lists teams, to see who returned: no answers in it.
NAMES_TEAMS = {"participation", "reviews_due", "plot_participation_grid"}
# In people's own words; for the desk, and no release has them.
OWN_WORDS = {"assets_by_category"}
# A team's own monthly figures, which are no answers, decisions about its returns, and its pack,
# which holds its own answers alone.
TAKES_A_TEAM = {"control_chart", "record_decision", "write_packs"}

DRAWS = {
    "plot_practices_ratings": "practice_profile",
    "plot_practices": "practice_profile",
    "plot_practices_ranks": "practice_profile",
    "plot_practices_agreement": "practice_profile",
    "plot_practices_well": "practice_profile",
    "plot_domains": "domain_profile",
    "plot_change": "change_between",
    "plot_change_averages": "change_between",
    "plot_change_parts": "change_between",
    "plot_history": "practice_history",
    "plot_trend": "trend",
    "plot_perspectives": "perspective_gap",
    "plot_indicators": "control_chart",
    "plot_outcomes": "outcomes",
    "plot_innovations": "innovation_link",
    "plot_stages": "stage_profile",
    "plot_stage_change": "stage_change",
    "plot_challenge_priorities": "challenge_priorities",
    "plot_plans": "plans",
    "plot_priorities": "priority_themes",
    "plot_progress": "priority_progress",
    "plot_participation": "participation",
    "plot_participation_grid": "participation",
}
# What no release has, and what only the board's has; all else draws what is public too.
FOR_THE_DESK = {"plot_participation_grid", "plot_innovations"}
FOR_THE_BOARD = {"plot_change_parts", "plot_trend", "plot_stage_change"}
PUBLIC = {name: getattr(ta, name) for name in ta.__all__ if isfunction(getattr(ta, name))}


@pytest.fixture(scope="module")
def trust():
    """24 teams in two service lines, each of a type of its own, listed in no order."""
    random = np.random.default_rng(4)
    teams = pd.DataFrame({"number": random.permutation(24)})
    teams["team_id"] = TEAM_ID + teams["number"].astype(str).str.zfill(2)
    teams["team"] = TEAM + " Ward " + teams["number"].astype(str).str.zfill(2)
    teams["service_line"] = np.where(teams["number"] % 2, "Adult", "Older people")
    teams["team_type"] = "type " + teams["number"].astype(str)
    asked = teams.merge(pd.DataFrame({"year": YEARS}), how="cross")
    wrote = WROTE + " " + asked["number"].astype(str)
    practices, challenges = (
        pd.DataFrame({"item_id": ta.load_instrument(name).item_ids})
        for name in ("trip", "template-a")
    )
    of_practices = asked.assign(comment=wrote).merge(practices, how="cross")
    of_challenges = asked.assign(comment=wrote).merge(challenges, how="cross")
    ratings = [
        of_practices.assign(
            rating=random.integers(1, 6, len(of_practices)),
            perspective=perspective,
            respondent=f"{PERSON} Jones",
        )
        for perspective in ("team", "staff", "people-using-services")
    ]
    chosen = asked.assign(
        number=1,
        priority=wrote,
        action=wrote,
        measure=wrote,
        item_id=random.choice(practices["item_id"], len(asked)),
        progress=random.choice(["started", "achieved"], len(asked)),
        staff_lead=random.random(len(asked)) < 0.5,
        service_user_lead=random.random(len(asked)) < 0.5,
    )
    month = pd.DataFrame({"month": pd.date_range("2024-01-01", periods=14, freq="MS")})
    log = {"severity": "warning", "kind": "personal-data", "found": WROTE, "used": PERSON}
    return Returns.from_tables(
        ratings=pd.concat(ratings),
        stages=of_challenges.assign(
            stage=random.integers(1, 4, len(of_challenges)),
            priority=[*range(1, 11)] * len(asked),
        ),
        priorities=chosen,
        assets=asked.assign(category="Community", asset=wrote),
        action_plans=asked.assign(text=wrote, kind="goal", item_id="challenge-1"),
        import_log=asked.assign(**log),
        teams=teams,
        innovations=teams.head(12).assign(innovation="peer workers", introduced="2024-06-01"),
        outcomes=pd.DataFrame(
            {"measure": "Hope", "month": "2024-04", "timing": ["before", "after"]}
        ).assign(n=[40, 36], mean=[2.1, 2.6], sd=[0.9, 0.8], lowest=0, highest=4),
        indicators=teams.merge(month, how="cross").assign(
            indicator="Incidents", unit="count", value=lambda table: table.index % 7
        ),
        instruments=[trip_in_domains({"choices": "Hope", "hope-stories": "Hope"})],
    )


@pytest.fixture(scope="module")
def answer(trust):
    """What the trust's returns say, worked out once for each question and its options."""
    known = {}

    def answer(name, **options):
        key = name, *options.items()
        if key not in known:
            known[key] = ask(name, trust, **options)
        return known[key]

    return answer


def named_in(text):
    """The words that should stand nowhere, as far as they do."""
    return {word for word in (TEAM, TEAM_ID, WROTE, PERSON) if word.lower() in text.lower()}


def cells_of(table):
    return " ".join(map(str, [*table.columns, *table.to_numpy(object).ravel(), table.attrs]))


def asked_for(name):
    """All that a function of the analysis may be asked for."""
    takes = signature(questions()[name].function).parameters
    yield {}
    if "by" in takes:
        yield {"by": "service_line"}
    if "perspective" in takes:
        yield {"perspective": "staff"}
        yield {"perspective": "people-using-services", "by": "service_line"}


@pytest.mark.slow_but(6)
@pytest.mark.parametrize("name", sorted(set(QUESTIONS) - NAMES_TEAMS - OWN_WORDS))
def test_no_result_names_a_team_or_repeats_its_words(answer, name):
    for options in asked_for(name):
        result = answer(name, **options)
        assert len(result)
        said = cells_of(result) + ta.describe(result) + result._repr_html_()
        assert not named_in(said), options
        assert not {"team", "team_id", "return_id", "respondent"} & set(result.columns)


def test_who_returned_is_listed_by_name_alone_and_without_an_answer(trust):
    listed = ask("participation", trust)
    assert listed["team"].tolist() == sorted(listed["team"])
    assert not [column for column in listed if re.search("rat|stage|mean|share", column)]
    assert named_in(cells_of(listed)) == {TEAM}
    figure = plots.plot_participation_grid(listed)
    drawn = [label.get_text() for ax in figure.axes for label in ax.get_yticklabels()]
    assert drawn == sorted(drawn)


@pytest.mark.slow_but(9)
@pytest.mark.parametrize("audience", ["public", "board"])
@pytest.mark.parametrize("name", QUESTIONS)
def test_no_release_names_a_team_or_repeats_its_words(trust, answer, name, audience):
    for options in asked_for(name):
        try:
            released = ta.release(answer(name, **options), trust, audience=audience)
        except DisclosureError as refused:
            assert not named_in(str(refused))  # noqa: PT017 # some are released
            continue
        said = cells_of(released.table) + cells_of(released.withheld) + " ".join(released.notes)
        assert not named_in(said + ta.describe(released) + released._repr_html_())


@pytest.mark.slow_but(1)
@pytest.mark.parametrize("by", ["team", "team_id", "return_id", "source_file", "ward"])
def test_nothing_takes_a_breakdown_as_fine_as_teams(trust, tmp_path, by):
    named = {name: list(signature(each).parameters) for name, each in PUBLIC.items()}
    # Blank forms take teams first, and say nothing of their answers.
    takes = [name for name, asked in named.items() if asked[:1] == ["returns"] and "by" in asked]
    assert {"practice_profile", "write_report"} <= set(takes)
    store, out = tmp_path / "returns.store", tmp_path / "report"
    with writing(store):
        pass
    asked = {
        **MUST_BE_ASKED,
        "write_report": {"out": out},
        "publish_report": {"store": store, "out": out},
    }
    for name in takes:
        more = asked.get(name, {})
        for column in (by, "team_type"):  # of which each team has one of its own
            with pytest.raises(TripAnalyticsError) as refused:
                PUBLIC[name](trust, **more, by=column)
            assert not named_in(str(refused.value))
    assert list(tmp_path.iterdir()) == [store]
    with pytest.raises(DisclosureError):
        merge_small_groups(trust, by, year=2025)


def test_nothing_is_asked_for_by_team():
    takes = {name for name, each in PUBLIC.items() if "team" in signature(each).parameters}
    assert takes == TAKES_A_TEAM
    other = {"order", "rank", "sort", "sort_by", "teams_by", "minimum", "maximum"}
    for name, each in PUBLIC.items():
        assert not other & set(signature(each).parameters), name


def test_every_plot_is_looked_at():
    assert set(DRAWS) == {name for name in plots.__all__ if name.startswith("plot_")}


@pytest.mark.slow_but(5)
@pytest.mark.parametrize("name", sorted(DRAWS))
def test_no_picture_names_a_team_or_repeats_its_words(trust, answer, name):
    if DRAWS[name] == "control_chart":
        own = trust.indicators.groupby(["indicator", "month"], as_index=False)["value"].sum()
        trust = Returns.from_tables(indicators=own)
        result = ask(DRAWS[name], trust)
    else:
        result = answer(DRAWS[name])
    tables = [] if name == "plot_participation" else [result]
    if name not in FOR_THE_DESK:
        audience = "board" if name in FOR_THE_BOARD else "public"
        tables.append(ta.release(result, trust, audience=audience))
    for table in tables:
        drawn = getattr(plots, name)(table)
        figure = drawn if isinstance(drawn, Figure) else drawn.figure
        texts = " ".join(text.get_text() for text in figure.findobj(Text))
        alt_text = getattr(plots, name).in_words(table)
        allowed = {TEAM} if name in NAMES_TEAMS else set()
        assert named_in(texts) == allowed
        assert named_in(alt_text) <= allowed


def test_a_picture_says_nothing_besides(answer):
    drawn = plots.plot_participation_grid(answer("participation"))
    assert not named_in(drawn_metadata(plots.to_png(drawn)))


def drawn_metadata(png):
    """What a PNG says beside its picture."""
    return " ".join(re.findall(r"[\x20-\x7e]{6,}", png.decode("latin-1")))


def inside(path):
    """All text in a document, its properties and what it hides too."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        words = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout
        return (words + content).decode("latin-1")
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return " ".join(
                f"{part} {parts.read(part).decode('utf-8', 'replace')}" for part in parts.namelist()
            )
    return content.decode("utf-8", "replace")


def read_back(written):
    """The name and the text of each document of a report; of a PDF where it can be read."""
    assert {".html", ".docx", ".xlsx"} <= {path.suffix for path in written}
    for path in written:
        if path.suffix == ".pdf" and not shutil.which("pdftotext"):
            continue
        text = inside(path)
        assert re.search("recovery (report|reviews)", text.lower()), path.name
        yield path.name, text


# Each is written, with its pictures, in every format; the one with quotes, below, in every run.
@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_file_of_a_report_names_a_team_or_repeats_its_words(trust, tmp_path, audience):
    written = ta.write_report(trust, by="service_line", audience=audience, out=tmp_path)
    for name, text in read_back(written):
        assert not named_in(text), name


@pytest.mark.usefixtures("undrawn")
def test_of_comments_a_report_holds_those_that_were_chosen_and_nothing_else(trust, tmp_path):
    listed = ta.list_comments(trust)
    chosen = listed.groupby("item_id").nth([2]).head(3)
    assert chosen["item_id"].nunique() == 3
    listed.loc[chosen.index, "quote"] = "yes"
    written = ta.write_report(trust, by="service_line", quotes=listed, out=tmp_path)
    for name, text in read_back(written):
        quoted = set() if name.startswith("summary-") else set(chosen["comment"])
        assert set(re.findall(rf"{WROTE} \d+", text)) == quoted, name
        assert named_in(text) == ({WROTE} if quoted else set()), name


def test_the_list_of_comments_is_in_no_order_of_teams_and_says_nothing_of_them(trust):
    listed = ta.list_comments(trust)
    assert named_in(cells_of(listed)) == {WROTE}
    for _, comments in listed.groupby("item_id")["comment"]:
        assert comments.tolist() == sorted(comments)
