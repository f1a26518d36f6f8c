"""Where the ten organisational challenges stand (Template A)."""

from __future__ import annotations

from trip_analytics.plots import alt_text_stages, plot_stages
from trip_analytics.reports.annual.findings import Findings
from trip_analytics.reports.annual.pictures import picture
from trip_analytics.reports.annual.tables import Shown, as_table
from trip_analytics.reports.model import Block, Bullets, Column, Paragraph, Section
from trip_analytics.words import ended, listed, mid_sentence, number, spelled

# A picture in which fewer rows than this show anything says too little.
MOSTLY = 0.5
# More names than this are counted, not listed.
MOST_NAMED = 4


def where_challenges_stand(findings: Findings) -> Section:
    """How many returns place each challenge at each stage."""
    heading = "Where the ten challenges stand"
    if _returns(findings) == 0:
        return Section(heading, (Paragraph(_none_returned(findings)),))
    scale = findings.challenges.scale
    counts: list[Shown] = [
        (Column(f"Stage {point.value}: {point.label}", "whole"), f"stage_{point.value}")
        for point in scale
    ]
    blocks: list[Block] = [
        Paragraph(
            "Ten challenges face any organisation that wants to support recovery. Template A asks "
            "how far it has come with each: at the stage of engagement, of development or of "
            f"transformation. In {findings.year} there were "
            f"{spelled(_returns(findings), 'return')} of this form. A return may be a service "
            "line's, a team's or the whole organisation's."
        ),
        Bullets(tuple(f"{point.label}: {ended(mid_sentence(point.meaning))}" for point in scale)),
        Paragraph(challenges_in_a_sentence(findings)),
    ]
    if findings.stages.table["stage_1"].notna().mean() >= MOSTLY:
        blocks.append(
            picture(
                plot_stages,
                alt_text_stages,
                findings.stages,
                f"The stage of each challenge, {findings.year}",
            )
        )
    blocks.append(
        as_table(
            findings.stages,
            f"Number of returns that place each challenge at each stage, {findings.year}",
            (
                (Column("Challenge"), "challenge"),
                *counts,
                (Column("Returns that gave a stage", "whole"), "teams"),
                (Column("No stage given", "whole"), "not_assessed"),
                (Column("In the top five priorities of", "whole"), "prioritised"),
            ),
        )
    )
    return Section(heading, tuple(blocks))


def challenges_in_a_sentence(findings: Findings) -> str:
    """Which challenges most returns place at each stage."""
    returns = _returns(findings)
    if returns == 0:
        return _none_returned(findings)
    table = findings.stages.table
    shown = table.loc[table["share_stage_1"].notna()]
    if shown.empty:
        return (
            "How many returns stand at each stage is withheld: there are too few of them to "
            "show without showing single returns."
        )
    said = []
    for point in findings.challenges.scale:
        most = shown.loc[shown[f"share_stage_{point.value}"] > 0.5, "challenge"]
        if len(most) > MOST_NAMED:
            said.append(f"{spelled(len(most), 'challenge')} at {point.label.lower()}")
        elif len(most):
            names = listed(mid_sentence(str(name)) for name in most)
            said.append(f"{names} at {point.label.lower()}")
    withheld = len(table) - len(shown)
    sentences = []
    if said:
        place = (
            f"Most of the {number(returns)} returns place" if returns > 1 else "One return places"
        )
        sentences.append(f"{place} {'; '.join(said)}.")
    elif not withheld:
        sentences.append("There is no challenge that most returns place at the same stage.")
    if withheld:
        sentences.append(
            f"The stages of {spelled(withheld, 'challenge')} are withheld, because too few returns "
            "give a stage or nearly all give the same one."
        )
    return " ".join(sentences)


def _returns(findings: Findings) -> int:
    table = findings.stages.table
    return int((table["teams"] + table["not_assessed"]).max()) if len(table) else 0


def _none_returned(findings: Findings) -> str:
    return (
        f"Nobody returned Template A in {findings.year}, so this report does not say where the "
        "ten organisational challenges stand."
    )
