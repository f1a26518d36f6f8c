"""Words that tell a person's name from the name of a place or a role."""

from __future__ import annotations

import re
from typing import Final

from trip_analytics.understanding.wording import tidy

_TITLES: Final = ("mr", "mrs", "ms", "miss", "dr", "prof")
_SHAPE: Final = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s+)?[A-Z][a-z'’-]+(?:\s+[A-Z][\w'’.-]*){1,2}$"
    r"|[A-Z][a-z]+(?:\s+[A-Z]\.?)?$"
)
# First names that are usual in Britain and mean little else. Grace, Hope, Joy, May, Rose, Holly,
# Ivy, Heather, Daisy, Iris, Mark, Will and the like are left out: wards and sentences have them.
_GIVEN_NAMES = """
aaron abdul abdullah abigail adam adrian agnes ahmed aidan aisha alan albert alex alexandra
alfie alice alison amanda amelia amina amir amy andrea andrew angela ann anna anne annette
anthony anita anwar arthur asha ashley asif audrey barbara barry beatrice becky ben benjamin
bernadette bernard beryl beth bethany betty bilal brenda brian bridget bronwen bryan callum
cameron carl carla carol caroline carolyn catherine cathy ceri charlie charlotte chloe chris
christina christine christopher claire clare clive colin connor craig cynthia daniel danielle
darren dave david dawn deborah debbie debra declan deepak denise dennis derek diana diane donna
doreen doris dorothy dylan eamon eddie edith edward eileen elaine eleanor elizabeth ella ellen
ellie elsie emily emma eric erica esther ethan evelyn farah farida fatima fiona frances fraser
freda gareth garry gary gavin gemma geoff geoffrey george georgina gerald geraldine gillian
gladys glenn gordon graham gwen gwyneth hamza hannah harold harriet harry hasan hassan helen
henry hilary howard hugh hussain ian ibrahim imran isaac isabel isabella ismail jack jackie
jacqueline jacob jade jake james jamie jan jane janet janice jason jean jeff jeffrey jennifer
jenny jeremy jessica jill jim joan joanna joanne joe john jonathan jordan joseph josephine
joshua joyce judith judy julia julian julie justin karen kate katherine kathleen kathryn katie
keith kelly ken kenneth kerry kevin khadija khalid kieran kim kirsty kumar laura lauren lee
leanne leonard leslie lesley lewis liam linda lisa lorraine louis louise lucy luke lynn lynne
malcolm mandy margaret maria marian marie marilyn marion marjorie martha martin mary matthew
maureen maurice maxine megan melanie melissa michael michelle miriam mohamed mohammad mohammed
moira molly monica muhammad muriel mustafa nadia naomi natalie natasha nathan neil nicholas
nicola nicole nigel nisha norma norman oliver olivia omar oscar owen pamela parveen patricia
patrick paul paula pauline peggy penelope penny peter philip phillip phyllis priya priyanka
rachael rachel rahul raj rajesh ralph ravi rebecca reginald rhys richard rita robert roger
ronald rosemary roy ruth ryan sadia sajid sally sam samantha samuel sandra sanjay sara sarah
sean shannon sharon sheila shirley simon sofia sophia sophie stacey stanley stella stephanie
stephen steve steven stewart stuart sue sunita susan suzanne sylvia tariq teresa terence terry
thelma theresa thomas tim timothy tina toby tom tony tracey tracy trevor usman valerie vanessa
vera vijay vincent wayne wendy william winifred yasmin yusuf yvonne zainab zoe
"""

# A word with a capital behind a first name that makes both the name of a place or a thing.
_NO_SURNAMES = """
academy act and arms association avenue award awards building care centre charity church
clinic close club college company community cottage court crescent cross day days drive
festival foundation fund gallery gardens garden gate green grove hall health hill home hospice
hospital house institute lane library lodge memorial museum office park pathway place
programme project report review ring road room rooms row school scheme service services
society square station street suite surgery team teams terrace theatre therapy tower trust
unit union university view villa walk ward way wing works
"""

# Words behind a title that are a role, a thing or a sentence that goes on, not a name.
_NOT_BEHIND_A_TITLE = """
a act adviser advisor and apprentice appointment appointments appraisal are as assessor
associate associates at bank by call christmas class consultant consultants cover day days did
director does do education excel for forms from had has have helpline home hospital in is
lead leads led manager managers meeting meetings men mentor mentors not note notes nurse
nurses of office on or organisation outlook practitioner practitioners prescriber prescribers
prescribing project representative round rounds rota said scan scans school service services
sharepoint site sites specialist specialists staff station surgery surgeries team teams that
the therapist time to training trainee trust tutor unit units visit visits ward wards was we
were when who will with word world
"""

GIVEN_NAMES: Final = frozenset(_GIVEN_NAMES.split())
NO_SURNAMES: Final = frozenset(_NO_SURNAMES.split())
NOT_BEHIND_A_TITLE: Final = frozenset(_NOT_BEHIND_A_TITLE.split())


def is_like_a_person(text: str) -> bool:
    """Whether a text has the shape of a person's name.

    Examples
    --------
    >>> is_like_a_person("Priya S"), is_like_a_person("Effort"), is_like_a_person("Our view")
    (True, True, False)
    """
    return bool(_SHAPE.match(tidy(text)))


def begins_with_a_given_name(text: str) -> bool:
    """Whether a text begins as names of people do.

    Examples
    --------
    >>> begins_with_a_given_name("Julie H"), begins_with_a_given_name("Effort")
    (True, False)
    """
    first = tidy(text).casefold().replace(".", "").split()[:1]
    return bool(first) and (first[0].partition("-")[0] in GIVEN_NAMES or first[0] in _TITLES)
