"""Each question of the analysis, asked of returns by its name.

What a question must be asked is here; all else is told by its signature, so that a new question is
held to what all of them keep to by being public.
"""

from trip_analytics.analysis.questions import questions

YEARS = {"from_year": 2024, "to_year": 2025}
MUST_BE_ASKED = {
    "change_between": YEARS,
    "stage_change": YEARS,
    "control_chart": {"indicator": "Incidents"},
    "innovation_link": {"innovation": "peer workers", **YEARS},
}
QUESTIONS = sorted(questions())


def ask(name, returns, **options):
    return questions()[name].function(returns, **{**MUST_BE_ASKED.get(name, {}), **options})
