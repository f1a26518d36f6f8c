"""What was found in the returns that a person should know of, cell by cell.

``error``: something a team wrote is not in the tables. ``warning``: it is, after
a judgement that a person should check. ``note``: nothing to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Self

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entry: how grave it is, and what a person should do about it."""

    kind: str
    severity: Severity
    what_to_do: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the returns something is."""

    source_file: str
    sheet: str | None = None
    cell: str | None = None


class Entry(NamedTuple):
    """One row of the import log. ``found`` is the cell's text as it stands.

    A tuple, because a large import has hundreds of thousands of them.
    """

    severity: Severity
    kind: str
    source_file: str
    sheet: str | None
    cell: str | None
    found: str | None
    used: str | None
    what_to_do: str
    team: str | None = None
    year: int | None = None
    around: str | None = None
    """The cells around an unclear one, as lines of text, for whoever asks the team."""

    @classmethod
    def of(
        cls,
        kind: Kind,
        place: Place,
        *,
        found: str | None = None,
        used: object = None,
        around: str | None = None,
        **words: object,
    ) -> Self:
        """An entry of a kind; ``words`` fill the kind's sentence."""
        return cls(
            severity=kind.severity,
            kind=kind.kind,
            source_file=place.source_file,
            sheet=place.sheet,
            cell=place.cell,
            found=found,
            used=None if used is None else str(used),
            what_to_do=kind.what_to_do.format(**words),
            around=around,
        )

    def about(self, team: str | None, year: int | None) -> Self:
        """The same entry, with the team and the year that it is about."""
        return self._replace(team=team, year=year)

    def row(self) -> dict[str, Any]:
        """The entry as a row of the table ``import_log``."""
        return self._asdict()

    def __repr__(self) -> str:
        # A cell may hold a patient's words: they stay out of tracebacks.
        return f"Entry({self.severity}: {self.kind} at {self.source_file} {self.cell or ''})"


# --- files -----------------------------------------------------------------------------------
NOT_A_RETURN = Kind(
    "not-a-return",
    "error",
    "No form that we know was found in this file: ask what it is, or move it elsewhere.",
)
DAMAGED_BUT_READ = Kind(
    "damaged-but-read",
    "warning",
    "The file is damaged or was cut short, though its cells could be read: look whether all "
    "answers are there, or ask the team to send it again.",
)
FOLDER_NOT_OPENED = Kind(
    "folder-not-opened",
    "error",
    "This folder could not be opened, so nothing in it was read: ask for the right to open it.",
)
LINKED_FOLDER = Kind(
    "linked-folder",
    "error",
    "This is a link to another folder, which is not followed: name that folder as well, or copy "
    "it here.",
)
EMPTY_FOLDER = Kind(
    "empty-archive", "error", "There is no file in it: ask the team to send the form again."
)
TOO_MANY_FILES = Kind(
    "too-many-files",
    "error",
    "It holds more than {most} files, the rest of which were not read: ask for the returns alone.",
)
COVERING_MESSAGE = Kind(
    "covering-message",
    "note",
    "This is part of the e-mail itself, its text or a picture in it, and holds no form: read it "
    "in case it says something about the return.",
)
TOOK_TOO_LONG = Kind(
    "took-too-long",
    "error",
    "Reading it was stopped after {seconds} seconds: ask the team to copy the form alone into a "
    "new workbook.",
)
TOOK_TOO_MUCH = Kind(
    "took-too-much-memory",
    "error",
    "Reading it was stopped because it filled the computer's memory: ask the team to copy the "
    "form alone into a new workbook.",
)
STOPPED_THE_READER = Kind(
    "stopped-the-reader",
    "error",
    "The file made the program stop that reads it: ask the team to open it, save it as an "
    "Excel workbook (.xlsx) and send that.",
)
FAULT = Kind(
    "fault",
    "error",
    "We failed on this file, which is a fault of ours: please report it, and enter the answers "
    "by hand into a fresh form meanwhile.",
)
TEAM_REGISTER = Kind("team-register", "note", "Nothing to do: this is the register of teams.")
OWN_TABLE = Kind("own-table", "note", "Nothing to do: this is the table of {table}.")
OWN_LIST = Kind("own-list", "note", "Nothing to do: this is a list of your own.")
UNKNOWN_TEAM_OF_TABLE = Kind(
    "unknown-team-of-table",
    "warning",
    "This team of the table of {table} is not in the register under this name.{proposal} Correct "
    "the table, or add the name as an alias to the register.",
)
SETTINGS = Kind("settings", "note", "Nothing to do: these are settings, or belong to them.")
RETURNS_STORE = Kind("returns-store", "note", "Nothing to do: this is a store of returns.")
FORMER_CONTENT = Kind(
    "former-content",
    "warning",
    "Before this file was changed it held another return, which still counts: if it should not, "
    "set it aside with a decision.",
)
REGISTER_REMARK = Kind("register-remark", "warning", "Check the register of teams. {remark}")
DUPLICATE = Kind(
    "duplicate-return",
    "warning",
    "The same answers are in {other}: they count once. Remove one of the files.",
)
SUPERSEDED = Kind(
    "superseded-return",
    "warning",
    "{other} is taken as the corrected return ({reason}): check that it is.{also}",
)
SUPERSEDED_BY_LESS = Kind(
    "superseded-by-less",
    "warning",
    "{other} is taken as the corrected return ({reason}), but says less: {less}. Check which of "
    "the two counts, or put both into one form.{also}",
)
SUPERSEDED_PART = Kind(
    "superseded-part",
    "warning",
    "It holds {views}, {other} holds {other_views} and is taken alone ({reason}): they look like "
    "parts of one return, so put both into one form.{also}",
)
BLANK_RETURN = Kind(
    "blank-return",
    "warning",
    "Nothing is filled in, and {other} is: that one is taken. Remove the blank form.",
)
YEAR_NOT_UPDATED = Kind(
    "year-not-updated",
    "warning",
    "The same answers are in {other} for {year}, but the {source} says {likely}: if this is the "
    "return for {likely}, correct its year; they count once meanwhile.",
)
SAME_AS_LAST_YEAR = Kind(
    "same-as-last-year",
    "warning",
    "{what} the same as in {other} for {year}: ask whether the team looked at them again, or sent "
    "last year's form with a new year.",
)

# --- whose return it is ----------------------------------------------------------------------
NO_TEAM = Kind(
    "no-team",
    "error",
    "Ask whose return this is: no team was found on the form, in the sheet's or the file's name.",
)
NO_YEAR = Kind(
    "no-year",
    "error",
    "Ask which year's review this is: no year or date was found. "
    "Or put the file into a folder named after the year.",
)
UNKNOWN_TEAM = Kind(
    "unknown-team",
    "warning",
    "This team is not in the register under this name.{proposal} "
    "Add the team, or the name as an alias, to the register.",
)
TEAM_DISAGREES = Kind(
    "team-disagrees", "warning", "The {source} names another team ({other}): check whose it is."
)
TEAM_TAKEN_AS = Kind("team-taken-as", "note", "Nothing to do if it is that team ({how}).")
TEAM_FROM_NAME = Kind(
    "team-from-name",
    "warning",
    "The form names no team: this one was taken from the {source}. Check whose return it is.",
)
TEAMS_ALIKE = Kind(
    "teams-alike",
    "warning",
    "This looks like the same team as {others}: if it is, write one name on all its forms, or "
    "list both in a register of teams. They count as different teams meanwhile.",
)
MERGED_TEAM = Kind(
    "merged-team",
    "warning",
    "By the register this team closed in {closed} and became part of {successor}, to which the "
    "return was given: check the team and the year.",
)
MERGED_TEAM_APART = Kind(
    "merged-team-apart",
    "warning",
    "By the register this team closed in {closed} and became part of {successor}, but {other} is "
    "there for the same year{same}, so each stays its own: check whose they are, and keep one.",
)
CLOSED_TEAM = Kind(
    "closed-team",
    "warning",
    "By the register {team} had closed in {closed}: check the team and the year, or the register.",
)
MERGED_PAST = Kind(
    "merged-past",
    "note",
    "Nothing to do: {team} became part of {successor}, so this return counts as the past of "
    "{successor}.",
)
MERGED_PAST_APART = Kind(
    "merged-past-apart",
    "note",
    "Nothing to do: {team} became part of {successor}, but the return stays that of {team}, "
    "because {why}.",
)
SERVICE_LINE_DISAGREES = Kind(
    "service-line-disagrees",
    "warning",
    "The {source} names another service line ({other}): check to which the team belongs.",
)
UNKNOWN_SERVICE_LINE = Kind(
    "unknown-service-line",
    "warning",
    "No team of the register belongs to a service line of this name, so it counts as one of its "
    "own.{proposal} Correct the form or the register.",
)
YEAR_DISAGREES = Kind(
    "year-disagrees", "warning", "{other} by the {source}: check which year's review this is."
)
UNLIKELY_YEAR = Kind("unlikely-year", "warning", "{said}: check which year's review this is.")

# --- answers ---------------------------------------------------------------------------------
UNCLEAR_MARK = Kind("unclear-mark", "error", "Ask the team for one answer from {scale}: {why}.")
PRINTED_ANSWER = Kind(
    "printed-answer",
    "note",
    "Nothing to do: the form offers this answer for what is not known. It is no rating.",
)
ANOTHER_SCALE = Kind(
    "another-scale",
    "error",
    "Ask the team for its answers from {low} to {high}: by its own words the form is rated on "
    "another scale, so none of its answers is taken.",
)
BEYOND_THE_SCALE = Kind(
    ANOTHER_SCALE.kind,
    "error",
    "Ask the team for its answers from {low} to {high}: so many of them lie beyond that the form "
    "seems to be rated on another scale, and none of its answers is taken.",
)
ON_ANOTHER_SCALE = Kind(
    "on-another-scale",
    "note",
    "Nothing to do here: the answer is not taken, because the form is rated on another scale.",
)
SCALE_TURNED = Kind(
    "scale-turned",
    "warning",
    "By its own words the form counts the other way round, {low} as the best and {high} as the "
    "least: its answers were turned round. Check with the team that it rated in this way.",
)
SCALE_IN_OWN_WORDS = Kind(
    "scale-in-own-words",
    "warning",
    "The form has names of its own for {low} to {high}: check that {high} is the best of them, as "
    "it was taken.",
)
WORDS_BESIDE_MARK = Kind(
    "words-beside-mark", "note", "Nothing to do: the answer is taken, the words are kept here."
)
NOTE_DISAGREES = Kind(
    "note-disagrees",
    "warning",
    "A note on this answer speaks of another one, or doubts it; the answer stands as it is in the "
    "cell: check which is meant.",
)
STRUCK_THROUGH = Kind(
    "struck-through", "note", "Nothing to do: what is struck through is not an answer."
)
UNKNOWN_STATEMENT = Kind(
    "unknown-statement",
    "error",
    "This line is not one of the form's statements, so its answers are not in the tables: "
    "add the wording to the instrument, or keep the team's own line here.",
)
ANOTHER_LIST = Kind(
    "another-list",
    "error",
    "More than half of its lines are not statements of {title}, so it was not read as that: a list "
    "of your own? Give it with --instrument.",
)
REPEATED_STATEMENT = Kind(
    "repeated-statement",
    "error",
    "This statement is on the form twice: ask the team which answer counts.",
)
CHALLENGE_BY_NUMBER = Kind(
    "challenge-by-number",
    "warning",
    "The challenge is given by its number alone, and later papers number them otherwise: check "
    "that this is the one that is meant.",
)
MISSING_STATEMENT = Kind(
    "missing-statement",
    "warning",
    "The statement {statement!r} was not found on the form: ask for its answer, unless it is "
    "there in other words.",
)
REWORDED_STATEMENT = Kind(
    "reworded-statement",
    "note",
    "Nothing to do if both mean the same: it was taken as {statement!r}.",
)
NO_ANSWER_COLUMN = Kind(
    "no-answer-column",
    "error",
    "The statements are there but no column of answers could be found: ask for the form with "
    "a column headed Rating, or one column for each point.",
)
LATER_TAKEN = Kind(
    "later-taken",
    "warning",
    "The columns are of several times in one year, and this one is taken, as the latest: check "
    "that it is.",
)
TAKEN_BY_COMPARISON = Kind(
    "taken-by-comparison",
    "warning",
    "Of the columns with numbers this one alone differs between the {count} forms of this layout, "
    "so it is taken as the answers and the others as printed: check that it is.",
)
UNKNOWN_COLUMN = Kind(
    "unknown-column",
    "warning",
    "This column is not part of the form as we know it: its text is kept here only.",
)
COMPUTED = Kind(
    "computed", "note", "Nothing to do: totals and averages are worked out again from the answers."
)
OTHER_TIME = Kind(
    "other-time",
    "note",
    "Nothing to do: a target, or a figure of another place or of a time that is not said, is kept "
    "here to be read.",
)
OTHER_QUESTION = Kind(
    "other-question",
    "note",
    "Nothing to do: the answer to a question that is not one of the form's statements is kept "
    "here to be read.",
)
TEST_ROW = Kind(
    "test-row",
    "note",
    "Nothing to do if somebody only tried the survey out, as the name of the team says.",
)
SHORT_TITLE = Kind(
    "short-title",
    "warning",
    "This short title was taken for the statement {statement!r}: check that it is.",
)
TEAMS_BY_HEADING = Kind(
    "teams-by-heading",
    "warning",
    "The headings of these columns were taken for names of teams: check that they are.",
)
BLANK_FORM = Kind(
    "blank-form", "note", "Nothing to do: the form on this sheet was left blank, as another is not."
)
BLANK_OWN_FORM = Kind(
    "blank-form",
    "note",
    "Nothing to do: this is a form that was sent out, and nobody has filled it in.",
)
PROGRESS_CARRIED = Kind(
    "progress-of-last-year",
    "note",
    "Nothing to do: what became of this priority is with those of {year}, when it was chosen.",
)
PROGRESS_OF_UNKNOWN = Kind(
    "progress-of-unknown-priority",
    "warning",
    "The form says what became of a priority of {year} that no return of that year names, so it is "
    "in no table: look whether that return is missing.",
)
WORKED_EXAMPLE = Kind(
    "worked-example",
    "note",
    "Nothing to do: this form shows how it is done and is no team's return.",
)
EMPTY_TEMPLATE = Kind(
    "empty-template",
    "note",
    "Nothing to do: this form names no team, and nobody has filled it in.",
)
GUIDANCE = Kind(
    "guidance",
    "warning",
    "The statements are here with no room for answers, and no team is named: it was taken for "
    "guidance. If it is a team's return, ask for the form with its answers.",
)
MADE_OF_RETURNS = Kind(
    "made-of-returns",
    "warning",
    "These are not counted, for they look like the figures of several teams, of an aim or of "
    "another place: if they are one team's answers, write its name on the form.",
)
TEST_FORM = Kind(
    "test-form",
    "note",
    "Nothing to do: somebody tried the form out, as the name of the team says.",
)
HIDDEN_CELL = Kind("hidden-cell", "note", "Nothing to do: this is in a hidden row or column.")
UNCLEAR_PRIORITY = Kind(
    "unclear-priority", "error", "Ask for one number from 1 to 10 for this challenge's priority."
)
UNCLEAR_DATE = Kind("unclear-date", "warning", "This is not a date we can read: {why}.")
UNCLEAR_PROGRESS = Kind(
    "unclear-progress",
    "warning",
    "Ask how far this is: not started, started, achieved or stopped.",
)
SERIAL_DATE = Kind(
    "serial-date",
    "note",
    "Nothing to do: this is Excel's number for the date, which lost its format.",
)
SEVERAL_DATES = Kind(
    "several-dates",
    "warning",
    "There are several dates for one priority, and the latest is used: check that it is the right "
    "one.",
)
LEAD_NOT_TOLD = Kind(
    "lead-not-told",
    "warning",
    "Somebody is named, but not whether they are staff or use the service: ask which.",
)
NO_LEAD_YET = Kind("no-lead-yet", "note", "Nothing to do: counted as no lead named yet.")

# --- what a lead decided ---------------------------------------------------------------------
DECIDED = Kind("decided", "note", "Nothing to do: {decision}.")
DECISION_LAPSED = Kind(
    "decision-lapsed",
    "note",
    "This no longer applies, because another content now counts: {decision}.",
)
ANSWERED = "Nothing to do: this was answered by a decision. {asked}"

# --- text without a table of its own ---------------------------------------------------------
UNKNOWN_SECTION = Kind(
    "unknown-section",
    "error",
    "It is not clear to which form in the file this belongs, so it is not in the tables: "
    "put it on the sheet of the form that it belongs to.",
)
UNREAD_SECTION = Kind(
    "unread-section",
    "error",
    "This is below a title for priorities or assets, but it is not clear what it is for: put a "
    "heading over each column, such as Priority, Action and By when.",
)
GENERAL_COMMENT = Kind("general-comment", "note", "Nothing to do: kept here to be read.")
TOOK_PART = Kind("who-took-part", "note", "Nothing to do: kept here to be read.")
NAME_NOT_KEPT = Kind(
    "name-not-kept", "note", "Nothing to do: people's names are not kept, only that there is one."
)
OTHER_TEXT = Kind("other-text", "note", "Nothing to do: kept here to be read.")

# --- what may identify a person --------------------------------------------------------------
PERSONAL_DATA = Kind(
    "personal-data",
    "warning",
    "This looks like {kinds}: take it out of the form together with the team before anybody else "
    "sees the words.",
)
PRINTED_CONTACT = Kind(
    "printed-contact",
    "note",
    "Nothing to do: the same words are on several teams' forms, so they were printed there.",
)
