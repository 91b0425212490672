"""The typed model of the content, and the one source of the editors' JSON Schema.

Every class is one thing an editor writes. Only facts are stored; whatever
follows from them (a result, an aggregate, a total) is worked out in `archive`.
Absent means unknown. Knows nothing of files, checks or pages.
"""

import datetime
import re
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Strict,
    StringConstraints,
    Tag,
    TypeAdapter,
    WithJsonSchema,
)
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticKnownError

_record = dataclass(frozen=True, slots=True, kw_only=True, config=ConfigDict(extra="forbid"))

# Strict, so that the text "5" is no number and the number 0 no date.
Bool = Annotated[bool, Strict()]
Int = Annotated[int, Strict()]
Date = Annotated[datetime.date, Strict()]

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]
Season = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=r"^\S[^\n]*$")]
WebAddress = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=2000)]
Count = Annotated[Int, Field(ge=0, le=1_000_000)]


def _is_time(value: str) -> str:
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        raise ValueError('should be a time of day such as "21:00"')
    return value


def _by_language(value: Any) -> Any:
    if not isinstance(value, str | dict):
        raise PydanticKnownError("string_type")  # an editor who writes 5 means a text, and not one by language
    return {"": value} if isinstance(value, str) else value


def _is_written(value: dict[str, str]) -> dict[str, str]:
    if not value or not all(text.strip() for text in value.values()):
        raise ValueError("is empty; write it or leave the key out")
    return value


Time = Annotated[str, AfterValidator(_is_time)]

# Text in the default language, or one text for each language (`en:`, `it:`).
# In memory always a mapping; the key "" stands for the default language.
Text = Annotated[
    dict[str, str],
    BeforeValidator(_by_language),
    AfterValidator(_is_written),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]}),
]

FieldName = Literal[
    "date", "kick_off", "ground", "attendance", "referee", "score", "half_time", "goals", "assists",
    "missed_penalties", "shoot_out", "cards", "line_ups", "shirt_numbers", "formations", "captains",
    "substitutions", "coaches", "story",
]  # fmt: skip
FIELDS: tuple[str, ...] = get_args(FieldName)

Stage = Literal["qualifying", "group-stage", "league-phase", "knockout"]
Round = Literal[
    "first-qualifying-round", "second-qualifying-round", "third-qualifying-round", "play-off-round",
    "first-round", "second-round", "third-round", "knockout-phase-play-offs", "round-of-32", "round-of-16",
    "quarter-finals", "semi-finals", "final",
]  # fmt: skip
# Python takes `true` and 2.0 for 1 and 2; an editor who writes them is mistaken.
Leg = Annotated[Literal[1, 2, 3], BeforeValidator(lambda value: value if type(value) is int else str(value).lower())]
Status = Literal["played", "scheduled", "unrecorded"]
Side = Literal["home", "away"]
SIDES: tuple[Side, Side] = ("home", "away")


class Minute(NamedTuple):
    """A minute of play; `Minute(45, 2)` is the second minute added to the first half.

    Sorts in the order of play: 45+2 comes before 46.
    """

    minute: int
    stoppage: int = 0

    def __str__(self) -> str:
        return f"{self.minute}+{self.stoppage}" if self.stoppage else str(self.minute)


# What an editor writes for the moment of an event.
_MinuteField = Annotated[
    Int | None, Field(ge=1, le=120, description="Minute of play, 1 to 120. Leave out when unknown.")
]
_StoppageField = Annotated[
    Int | None, Field(ge=1, le=30, description="Minutes into stoppage time: 45+2 is minute 45, stoppage 2.")
]


def _when(event: Any) -> Minute | None:
    return None if event.minute is None else Minute(event.minute, event.stoppage or 0)


@_record
class Score:
    """The score in layers, each `[home, away]`; the shoot-out is not part of the result."""

    half_time: tuple[Count, Count] | None = None
    full_time: tuple[Count, Count]
    extra_time: Annotated[tuple[Count, Count] | None, Field(description="The score after 120 minutes.")] = None
    penalties: Annotated[tuple[Count, Count] | None, Field(description="The penalty shoot-out alone.")] = None


@_record
class Goal:
    """A goal, credited to the side that gains; an own goal names the scorer of the other side."""

    minute: _MinuteField = None
    stoppage: _StoppageField = None
    for_: Annotated[Id, Field(alias="for", description="The club that gains the goal.")]
    player: Annotated[Id | None, Field(description="The scorer. Leave out when unknown.")] = None
    kind: Literal["open-play", "penalty", "own-goal", "free-kick"] = "open-play"
    assist: Id | None = None

    when = property(_when)


@_record
class MissedPenalty:
    """A penalty in play that brought no goal."""

    minute: _MinuteField = None
    stoppage: _StoppageField = None
    club: Id
    player: Id
    outcome: Literal["saved", "wide", "over", "post", "bar"] | None = None

    when = property(_when)


@_record
class Kick:
    """A kick of a penalty shoot-out."""

    club: Id
    player: Id
    scored: Bool


@_record
class Card:
    """A booking or a sending-off; `second-yellow` is the red that follows two yellows."""

    minute: _MinuteField = None
    stoppage: _StoppageField = None
    club: Id
    player: Id
    card: Literal["yellow", "second-yellow", "red"]

    when = property(_when)


@_record
class Substitution:
    """One player for another; a change at half-time is in minute 46."""

    minute: _MinuteField = None
    stoppage: _StoppageField = None
    off: Id
    on: Id

    when = property(_when)


Shirts = Annotated[
    dict[Id, Annotated[Int, Field(ge=1, le=99)] | None],
    Field(description="Player: shirt number. Leave the number empty when it is unknown."),
]


@_record
class LineUp:
    """One side's team sheet."""

    formation: Annotated[str, StringConstraints(pattern=r"^[1-9](-[1-9]){1,4}$")] | None = None
    coach: Id | None = None
    captain: Id | None = None
    starting: Annotated[Shirts | None, Field(description="The eleven who start, keeper first.")] = None
    substitutes: Annotated[Shirts | None, Field(description="Named substitutes, at least those who came on.")] = None
    substitutions: tuple[Substitution, ...] | None = None

    def names(self, player: str) -> bool:
        """Whether the player is on the sheet."""
        return player in (self.starting or {}) or player in (self.substitutes or {})


@_record
class LineUps:
    """Both team sheets."""

    home: LineUp | None = None
    away: LineUp | None = None


@_record
class Source:
    """A page that was read, and the fields it gave."""

    url: WebAddress
    publisher: Line
    title: Annotated[str, StringConstraints(min_length=1, max_length=300)] | None = None
    language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] | None = None
    date: Annotated[Date | None, Field(description="When the page was published.")] = None
    read: Annotated[Date, Field(description="When we read it.")]
    supports: Annotated[tuple[FieldName, ...], Field(min_length=1)]
    mirror_of: Annotated[
        Line | None, Field(description="The publisher this page copies: counts as one source with it.")
    ] = None

    @property
    def origin(self) -> str:
        """Whom the page depends on; two pages of one origin are one source."""
        return (self.mirror_of or self.publisher).casefold()


@_record
class Claim:
    """What one page says on a disputed point."""

    claim: Line
    url: WebAddress


@_record
class Dispute:
    """A point on which pages differ, with our ruling."""

    field: FieldName
    about: Line
    claims: Annotated[tuple[Claim, ...], Field(min_length=2)]
    ruling: Line
    reason: Annotated[str, StringConstraints(min_length=1, max_length=600)]


@_record
class Gap:
    """A field no page gives, or gives only in part, and where we looked."""

    field: FieldName
    note: Annotated[str, StringConstraints(min_length=1, max_length=600)]
    partial: Bool = False


@_record
class Excused:
    """A check this file may fail, and why; an error once the check passes."""

    check: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    reason: Annotated[str, StringConstraints(min_length=1, max_length=600)]


@_record
class Match:
    """One match: the file `matches/<season>/<date>-<opponent>.yaml`."""

    date: Date
    kick_off: Annotated[Time | None, Field(description="Local time at the ground, quoted.", examples=["21:00"])] = None
    status: Annotated[Status, Field(description="`unrecorded`: played, but no result is recorded here yet.")] = "played"
    competition: Id
    stage: Stage
    round: Round | None = None
    matchday: Annotated[Int | None, Field(ge=1, le=20)] = None
    group: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")] | None = None
    leg: Annotated[Leg | None, Field(description="3 is the third match after two level legs.")] = None
    home: Id
    away: Id
    ground: Annotated[Id | None, Field(description="Leave out when unknown.")] = None
    neutral: Bool = False
    behind_closed_doors: Bool = False
    attendance: Annotated[Int | None, Field(ge=1, le=250_000)] = None
    referee: Id | None = None
    score: Score | None = None
    goals: tuple[Goal, ...] | None = None
    missed_penalties: tuple[MissedPenalty, ...] = ()
    shoot_out: tuple[Kick, ...] = ()
    cards: Annotated[tuple[Card, ...] | None, Field(description="`[]` says that nobody was booked.")] = None
    line_ups: LineUps = LineUps()
    milestone: Annotated[Text | None, Field(description="At most 40 characters: a debut, a farewell, a first.")] = None
    headline: Text | None = None
    story: Annotated[Text | None, Field(description="Markdown, 80 to 260 words.")] = None
    sources: tuple[Source, ...] = ()
    disputes: tuple[Dispute, ...] = ()
    gaps: tuple[Gap, ...] = ()
    exceptions: tuple[Excused, ...] = ()

    def line_up(self, side: Side) -> LineUp | None:
        """The team sheet of one side."""
        return self.line_ups.home if side == "home" else self.line_ups.away


@_record
class TableRow:
    """One club's line in a group or league table; points and differences are derived."""

    club: Id
    won: Count
    drawn: Count
    lost: Count
    goals_for: Count
    goals_against: Count

    @property
    def played(self) -> int:
        return self.won + self.drawn + self.lost

    @property
    def points(self) -> int:
        """Three for a win, one for a draw: UEFA's rule in every season with a table here."""
        return 3 * self.won + self.drawn

    @property
    def difference(self) -> int:
        return self.goals_for - self.goals_against


@_record
class Reference:
    """A page a campaign's text and tables rest on."""

    url: WebAddress
    publisher: Line
    title: Line | None = None
    read: Date


@_record
class Table:
    """A final group or league table, first place first."""

    title: Text
    through: Annotated[Int | None, Field(ge=1, description="How many of the first places went on.")] = None
    play_off: Annotated[Int | None, Field(ge=1, description="Last place that led to the play-offs.")] = None
    complete: Annotated[Bool, Field(description="`false` for a table that is still open.")] = True
    rows: Annotated[tuple[TableRow, ...], Field(min_length=2)]
    sources: Annotated[tuple[Reference, ...], Field(min_length=1)]


@_record
class Rules:
    """How a level tie was settled that season."""

    away_goals: Annotated[Bool, Field(description="Away goals counted double when the aggregate was level.")]
    then: Annotated[
        Literal["extra-time", "third-match"], Field(description="What followed when the tie was still level.")
    ] = "extra-time"


@_record
class Campaign:
    """The run in one competition."""

    competition: Id
    rules: Rules
    format: Annotated[Text | None, Field(description="The rules in force, in words (Markdown).")] = None
    qualified: Annotated[Text | None, Field(description="How the club came to take part (Markdown).")] = None
    ended: Annotated[Text | None, Field(description="How it ended (Markdown).")] = None
    table: Table | None = None


@_record
class SeasonFile:
    """One season: the file `campaigns/<season>.yaml`."""

    title: Text
    summary: Text
    campaigns: Annotated[tuple[Campaign, ...], Field(min_length=1)]
    open: Annotated[Bool, Field(description="True while the season is being played.")] = False
    sources: tuple[Reference, ...] = ()


@_record
class Era:
    """What was different up to a day: a former name, a state that is no more."""

    until: Date
    name: Line | None = None
    city: Line | None = None
    country: Line | None = None


Also = Annotated[tuple[Line, ...], Field(description="Other names people look for; only the search uses them.")]


@_record
class Club:
    """A club, under its present name; `eras` hold what it was called before."""

    name: Line
    short: Annotated[str, StringConstraints(min_length=1, max_length=14)] | None = None
    city: Line
    country: Line
    time_zone: Annotated[
        Line | None,
        Field(
            description="The time its city keeps, such as Europe/Rome: fixtures at home have their hour in calendars."
        ),
    ] = None
    also: Also = ()
    eras: tuple[Era, ...] = ()


Coordinates = Annotated[
    tuple[
        Annotated[float, Strict(), Field(ge=-90, le=90)],
        Annotated[float, Strict(), Field(ge=-180, le=180)],
    ],
    Field(description="Latitude and longitude, in degrees."),
]


@_record
class Ground:
    """A ground, under its present name; `eras` hold what it was called before."""

    name: Line
    city: Line
    country: Line
    coordinates: Coordinates | None = None
    source: Annotated[WebAddress | None, Field(description="The page that gives the coordinates.")] = None
    also: Also = ()
    eras: tuple[Era, ...] = ()


@_record
class Person:
    """A player or a head coach, by the name he is known by."""

    name: Line
    also: Also = ()
    born: Date | None = None
    source: Annotated[WebAddress | None, Field(description="The page that gives the date of birth.")] = None


@_record
class Referee:
    """A referee, with the country of his association."""

    name: Line
    country: Line


@_record
class Competition:
    """A competition, under its present name."""

    name: Line
    short: Line
    history: Annotated[Text | None, Field(description="What it is and how it changed (Markdown).")] = None
    sources: Annotated[tuple[Reference, ...], Field(description="The pages the history rests on.")] = ()
    eras: tuple[Era, ...] = ()


@_record
class Language:
    """A language of the site; the first one is the default and lives at the root."""

    code: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]
    name: Line


Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$")]


@_record
class Site:
    """The site itself: `site.yaml`."""

    title: Line
    tagline: Text
    description: Text
    club: Annotated[Id, Field(description="Whose European nights these are.")]
    base_url: Annotated[WebAddress, Field(description="Where the site will live; ends with a slash.")]
    repository: WebAddress
    author: Line
    languages: Annotated[tuple[Language, ...], Field(min_length=1)]
    colours: Annotated[
        dict[Literal["primary", "ink", "glow"], Colour],
        Field(min_length=3, description="The club's colours, all three."),
    ]


# A language's words of the interface: a text, or its plural forms.
Catalogue = dict[
    str,
    Annotated[
        Annotated[str, Tag("[text]")] | Annotated[dict[str, str], Tag("[forms]")],
        Discriminator(lambda value: "[forms]" if isinstance(value, dict) else "[text]"),
    ],
]


@_record
class PageHead:
    """The front matter of a page of text, such as `pages/about.md`."""

    title: Line


@_record
class ArticleHead:
    """The front matter of `articles/<date>-<slug>.md`."""

    title: Line
    date: Annotated[Date, Field(description="When it was published here, or reported there.")]
    kind: Literal["preview", "report", "reaction", "interview", "feature", "essay"]
    summary: Annotated[str, StringConstraints(min_length=20, max_length=300)]
    nights: Annotated[tuple[Id, ...], Field(description="Ids of the matches it belongs to.")] = ()
    season: Season | None = None
    people: tuple[Id, ...] = ()
    publisher: Annotated[Line | None, Field(description="Who reported it; leave out for a piece of our own.")] = None
    source_date: Annotated[Date | None, Field(description="When the source was published.")] = None
    source_language: Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")] | None = None
    source_url: WebAddress | None = None
    sources: tuple[Reference, ...] = ()
    hindsight: Annotated[str | None, Field(description="What happened when a prediction was wrong.")] = None
    draft: Bool = False


@cache
def adapter(kind: Any) -> TypeAdapter:
    """The validator of a content type; building one is slow, so once each."""
    return TypeAdapter(kind)


def json_schema(kind: Any) -> dict[str, Any]:
    """The JSON Schema of a content type, for editors' tools."""
    return adapter(kind).json_schema(by_alias=True)
