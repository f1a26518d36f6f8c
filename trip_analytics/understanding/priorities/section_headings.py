"""The words by which forms head their priorities and their assets.

A heading is told by a word that says what it is for, and by having hardly a word
besides that headings are not made of: what a team writes speaks of gardens and groups.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

from trip_analytics.understanding.fields.field_labels import says_number
from trip_analytics.understanding.plain_text import normalise, tidy

Role = Literal[
    "number", "priority", "action", "measure", "due", "progress",
    "staff_lead", "service_user_lead", "lead", "comment", "other",
]  # fmt: skip

SERVICE_USER: Final = (
    r"service ?users?|(people|person)( who)? us(e|es|ing)|\bpeers?\b|\bpatients?\b|\bresidents?\b"
    r"|\bclients?\b|lived experience|experts? by experience|\bsu\b|\bebe\b"
)
STAFF: Final = (
    r"\bstaff\b|professional|clinician|\bnurses?\b|\bmanager\b|\bteam lead(er)?\b|\bdoctor\b"
    r"|psychologist|psychiatrist|consultant|social worker|\bmatron\b|\bdeputy\b|\bot\b|\bhca\b"
    r"|key ?worker|occupational therapist|\bsister\b"
)
_LEADING = (
    r"\bleads?\b|\bleading\b|\bwho\b|\bwhom\b|responsib|\bowners?\b|accountable"
    r"|named (person|worker)"
    r"|^persons?$|champions?\b|\bnames?\b|\binitials\b"
)
_LEADING_LAST = r"\b(owners?|leads?|responsible|who|whom)$"
# Who or when: the cells below tell.
BY_WHOM_OR_WHEN: Final = re.compile(r"(to be )?(completed|done|achieved|actioned) by|by|action by")
_OF_ROLE: Final[tuple[tuple[Role, str], ...]] = (
    (
        "number",
        r"^(rank(ing)?|order|priority (no|number|order|rank(ing)?)|item no|number|no)$",
    ),
    (
        "due",
        r"\bby when\b|\bdue\b|time ?"
        r"(scale|frame|line)s?|deadline|(target|review|completion|end|"
        r"finish) date|^when\b|^dates?$"
        r"|\bdate (by|due|to be|for (completion|review|achiev\w+)|of (completion|review))\b"
        r"|^complete by|^date of next review"
        r"|^target completion",
    ),
    (
        "measure",
        r"measur|how (will|do|would|shall|can) (we|you|it|this) (all )?(know|tell|see|be measured)"
        r"|how (we|you)( will| can| shall| would|ll)? (know|tell)"
        r"|success|evidence|outcomes?|indicators?|\bkpis?\b|what (difference|will be different)"
        r"|impact|desired result|what will (it|this|good) look like",
    ),
    (
        "progress",
        r"progress|\bstatus\b|\brag\b|\bupdates?\b|how far|^achieved|^completed?$|^done$"
        r"|where are we( now)?|review outcome|stage reached",
    ),
    (
        "comment",
        r"^((any|other|further|additional|general) )*(comments?|notes?|remarks?)\b|^barriers|"
        r"^support needed|^resources?( needed| required)?$|^cost|^budget",
    ),
    (
        "action",
        r"^how\b(?!.*\bknow\b)|what (will|shall|are|do|can|should|must) (we|you) (be )?(do|doing|"
        r"going to do|plan|need to do)|what we (will|are going to|plan to|need to) do"
        r"|what (needs|has) to (be done|happen)|what will (be done|happen)"
        r"|\bsteps?\b|^tasks?\b|^method|^to do$|what action|^what$",
    ),
    ("priority", r"priorit|\bareas?\b|^action points?"),
    ("action", r"\bactions?\b|^plan$|^plans$"),
    (
        "priority",
        r"\bgoals?\b|\bobjectives?\b|\baims?\b|what (do|would) (we|you) (want|like)"
        r"|what we want|\bissues?\b|\bstatement\b|\bpractice\b|\bthemes?\b|\bneeds? identified\b"
        r"|\bfocus\b",
    ),
)
# The words that headings of priorities are made of, beside those that say what they are for.
_HEADING_WORDS: Final = frozenset(
    """
    a about accountable achieve achieved achievement action actions actioned agreed aim aims all an
    and any are area areas as at back be been being best better big budget by can change check
    client clients co comment comments complete completed completion contribute cost could current
    date dates day deadline desired develop developed development did difference different do doing
    done due each end evidence evidenced expected experience experts facilitate far finish first
    focus for from general get give go goal goals going good happen has have help how i if
    improve improved improvement in include indicator indicators initials into involved is issue
    issues it item its joint key know kpi kpis lead leader leaders leading leads like lived look
    made make manager me measurable measure measured measures measuring member members
    method milestone milestones month more must name named names need needed needs new next
    no not note notes now number objective objectives of on one or order other our out outcome
    outcomes overall owner owners patient patients peer peers people person persons place plan
    planned plans point points practice practices priorities priority progress progressed proposed
    provider rag rank rating reach reached red amber green remarks required resident residents
    resource resources responsibility responsible result results review reviewed role s scale see
    seen service services criteria professional officer su rep representative reps problem
    baseline reason reasons outputs set shall should sign so specific staff stage start started
    statement
    status step steps success successful support supported take taken target targets task tasks team
    tell that the theme them there they things this three time timeframe timeline timescale
    timescales to top towards track two update updates us use user users uses using want wanted ways
    we week well what when where which who whom why will with work worker working would year years
    you your 1 2 3 4 5 what's we'll date/s smart action/s ward we've weve well
    """.split()  # noqa: SIM905 # a list of words reads best as words
)
_LONGEST_HEADING = 16  # words
_PRIORITY_NUMBER = re.compile(
    r"^(?:our |team |top )?priority(?: (?:area|no\.?|number))?\s*[#:]?\s*"
    r"(\d{1,2}|one|two|three|four|five)\b\s*(?:[.:)\]–—-]+\s*|$|\s(?=\())",
    re.IGNORECASE,
)
_NUMBERS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}

_SECTION_NUMBER = re.compile(
    r"^\W*((part|section|step|table|box)\s*)?(\d{1,2}|[a-h]|i{1,3}|iv|v)?\s*[.):–—-]+\s+"
    r"|^(part|section|step)\s+\w{1,3}\s+",
    re.IGNORECASE,
)
_PRIORITIES_TITLE = re.compile(
    r"^(please (list|write|give|name|state|record|identify) )?"
    r"((what|which|here) (are|is|were) )?((the|our|your|team|teams|ward|agreed|identified|main|key)"
    r" )*((top|first|main|highest) )?((three|3|five|5|two|2|four|4|six|6) )?"
    r"(main |key |top )?(recovery )?"
    r"(priorit(y|ies)( areas?)?|action points|areas? for (action|improvement|development)"
    r"|action plan( priorities)?|actions? and priorities|priority actions)"
    r"( (for|in|over|during|this|next|to|from|of|we|that|are|is|as|and|action|actions|improvement"
    r"|development|plan|planning|the|our|your|team|ward|year|years|coming|work|on|agreed|have|has"
    r"|chosen|identified|selected|set|20\d\d|\d\d|12|months|trip|recovery|review|target|targets"
    r"|leads|with|by|everyone|everybody|all|together|us|people|staff))*$"
)
_ASSET_NOUN = (
    r"assets?|strengths?|resources?|talents?|skills?|interests?|hobbies|gifts|expertise|contacts?"
    r"|connections|links|knowledge|passions|qualities|experience"
)
_ASSETS_TITLE = re.compile(
    rf"^((identifying|identified|identify|mapping|map|listing|list|list of|recognising|knowing"
    rf"|using) )?((the|our|your|team|teams|ward|local|hidden|key|existing|existing team|available"
    rf"|community|personal|staff|special|recovery|untapped|different|these|all|peoples|people s) )*"
    rf"({_ASSET_NOUN})(( (and|or|of|in|within|the|our|your|team|ward|service|community|to|we|have"
    rf"|can|draw|on|use|that|which|for|staff|people|who|identified|available|local|map|mapping"
    rf"|list|hidden"
    rf"|wider|us|with|from|across|around|members|register|know|already|recovery|services|using"
    rf"|other|build|upon|brought|bring)| ({_ASSET_NOUN})))*$"
    r"|^(who and |the )?(what|things|people|places|who)( and \w+)?( that| which)?( else)?"
    r" (we|can we|do we|you|could we)( already| all)?( have| can| could)?"
    r"( to)?( draw on| draw upon| build on| have)( \w+){0,4}$"
    r"|^what have we got( to \w+ on)?$|^what (do )?we( already| all)? (have|bring)( \w+){0,3}$"
)
# Headings that title a list only where they stand alone below each other: a word too common.
_ASSET_WORD = re.compile(rf"\b({_ASSET_NOUN})\b", re.IGNORECASE)
_ASSET_STRONG = re.compile(r"\bassets?\b|draw (up)?on|talents?\b|strengths?\b|resources?\b")
_CATEGORY_HEADING = re.compile(
    r"^(categor(y|ies)|types?|kinds?|area|theme|heading|group|source|where|domain)"
    r"( of (the )?(assets?|resources?|strengths?))?$"
)
_ASSET_HEADING = re.compile(
    r"\bassets?\b|draw on|\bresources?\b|\bskills?\b|\bstrengths?\b|\bdetails?\b|\bdescriptions?\b"
    r"|what (do )?we have|what (is|s) (there|available)|\bexamples?\b|\bitems?\b|\btalents?\b"
)
_CATEGORY_WORDS: Final = frozenset(
    """
    staff team people person service services user users using who use patients residents clients
    peer peers carers carer family families friends community communities local neighbourhood
    skills skill interests interest hobbies talents talent strengths strength gifts knowledge
    experience experiences expertise lived training qualifications education learning places place
    spaces space buildings building equipment materials physical environment facilities resources
    resource assets asset links link contacts contact connections networks partners partnerships
    organisations groups group voluntary sector volunteers volunteering money funding financial time
    other others of and the our in with from we have hidden personal professional social natural
    cultural creative practical wider external internal things activities individual individuals
    members member ward trust human informal formal economic institutional associations college s
    their for within around us special to on that can draw
    """.split()  # noqa: SIM905 # a list of words reads best as words
)
_QUESTION = re.compile(r"^(what|who|which|where|how|do|does|are|is|have|has|can)\b.*\?$")
_OTHER_QUESTION = re.compile(
    r"^how\b|\b(needs?|lack\w*|missing|requires?d?|would help|improve\w*|rat(e|ing))\b",
    re.IGNORECASE,
)
_GUIDANCE = re.compile(
    r"^(please|list|think|consider|use this|write|identify|note|record|describe|include|agree"
    r"|for example|e\.?g\.?|example|this (section|part|box|table|page)|in this|together|as a team"
    r"|remember|you (may|can|might|should|will)|the team should|these (are|can|might|may)|choose"
    r"|add|complete|fill|select|discuss|decide|having|once|when you|try to|ask|tick|look|up to)\b",
    re.IGNORECASE,
)
_SHORTEST_GUIDANCE = 5  # words


def _plain(heading: str) -> str:
    line = re.sub(r"\b(\w+)\((s|es|ies)\)", r"\1\2", tidy(heading))
    return normalise(re.sub(r"\([^)]*\)", " ", line) or line)


@lru_cache(maxsize=20_000)
def role_of(heading: str) -> Role | None:
    """What a heading of priorities says that its column is for.

    Examples
    --------
    >>> role_of("Lead(s)"), role_of("Peer lead"), role_of("How will we know?"), role_of("Kitchen")
    ('lead', 'service_user_lead', 'measure', None)
    """
    if says_number(tidy(heading)):
        return "number"
    text = _plain(heading)
    if not text or len(text.split()) > _LONGEST_HEADING:
        return None
    whole = normalise(heading)
    user, staff = re.search(SERVICE_USER, whole), re.search(STAFF, whole)
    of_other = re.match(r"(what|actions?|how|by when|when)\b", text)
    if re.search(_LEADING, text) and (not of_other or re.search(_LEADING_LAST, text)):
        if user and staff:
            return "lead"
        return "service_user_lead" if user else "staff_lead" if staff else "lead"
    if re.fullmatch(
        rf"(the )?({SERVICE_USER})( (workers?|reps?|representatives?|members?))?", text
    ):
        return "service_user_lead"
    if re.fullmatch(r"staff( members?)?|professionals?", text):
        return "staff_lead"
    return next((role for role, pattern in _OF_ROLE if re.search(pattern, text)), None)


def is_heading(text: str) -> bool:
    """Whether a text has hardly a word that headings of priorities are not made of."""
    words = _plain(text).split()
    strange = sum(word not in _HEADING_WORDS for word in words)
    return bool(words) and strange <= len(words) // 4


def names_both_leads(heading: str) -> bool:
    """Whether a heading asks for a lead among staff and for one among people using services."""
    text = _plain(heading)
    return bool(re.search(SERVICE_USER, text) and re.search(STAFF, text))


def priority_number(text: str) -> tuple[int, str] | None:
    """``Priority 1: Garden`` as its number and what follows; None where a text begins otherwise.

    Examples
    --------
    >>> priority_number("Priority two - Hope stories"), priority_number("Priority areas")
    ((2, 'Hope stories'), None)
    """
    line = text.strip()
    found = _PRIORITY_NUMBER.match(line)
    if found is None:
        return None
    word = found.group(1).casefold()
    return (_NUMBERS[word] if word in _NUMBERS else int(word)), line[found.end() :].strip()


def titles_priorities(text: str) -> bool:
    """Whether a text is the title of a section of priorities, and nothing else.

    Examples
    --------
    >>> titles_priorities("3. Our top three priorities for the year:")
    True
    >>> titles_priorities("Priorities were hard to agree")
    False
    """
    return bool(_PRIORITIES_TITLE.match(_without_section_number(text)))


def titles_assets(text: str) -> bool:
    """Whether a text is the title of a section of assets, and nothing else.

    Examples
    --------
    >>> titles_assets("Identifying our team's assets"), titles_assets("Assets were discussed")
    (True, False)
    """
    line = _without_section_number(text)
    return bool(_ASSETS_TITLE.match(line)) and bool(
        _ASSET_STRONG.search(line) or len(line.split()) > 1 or line == "assets"
    )


def asks_for_assets(text: str) -> bool:
    """Whether a text is a question about a team's assets."""
    line = tidy(text)
    return (
        bool(_QUESTION.match(line.casefold()) and _ASSET_WORD.search(line))
        and _OTHER_QUESTION.search(line) is None
    )


def is_question(text: str) -> bool:
    """Whether a text is a question, as a form prints them."""
    return bool(_QUESTION.match(tidy(text).casefold()))


def heads_categories(text: str) -> bool:
    """Whether a heading is one of a column for the categories of assets."""
    return bool(_CATEGORY_HEADING.match(_plain(text)))


def heads_assets(text: str) -> bool:
    """Whether a heading is one of a column for assets."""
    return len(_plain(text).split()) <= _LONGEST_HEADING and bool(
        _ASSET_HEADING.search(_plain(text))
    )


def is_category(text: str) -> bool:
    """Whether a text is made of the words that categories of assets are made of.

    Examples
    --------
    >>> is_category("Skills and interests of staff"), is_category("Two keen gardeners")
    (True, False)
    """
    words = _plain(text).split()
    return bool(words) and set(words) <= _CATEGORY_WORDS


def is_guidance(text: str) -> bool:
    """Whether a text tells people how to fill in a form."""
    line = tidy(text)
    if line.startswith("(") and line.endswith(")"):
        return True
    return bool(_GUIDANCE.match(line)) and (
        len(line.split()) >= _SHORTEST_GUIDANCE and line[-1] in ".:?!)"
    )


def _without_section_number(text: str) -> str:
    line = tidy(text)
    return _plain(_SECTION_NUMBER.sub("", line, count=1) or line)
