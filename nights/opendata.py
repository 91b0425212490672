"""Open data as tables: what each table and column holds, and the rows of it.

The tables are told here once; the CSV files, the SQLite database, the data
package and the page of `/data/` all follow. Pure: no files, no addresses, no
language. Unknown is None in every row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from nights import model
from nights.archive import Archive, Night, Result
from nights.i18n import season_name
from nights.people import changes_known, taking_part
from nights.proof import Proof

Row = tuple[Any, ...]
Type = Literal["string", "integer", "number", "boolean", "date"]


class Column(NamedTuple):
    """A column: its values' type, what they mean, and what is true of each.

    `refers` is the table whose `id` it names, `allowed` are the only values.
    """

    name: str
    type: Type
    text: str
    required: bool = False
    refers: str = ""
    allowed: tuple[str, ...] = ()
    least: int | None = None


class Link(NamedTuple):
    """Columns that name a row of another table."""

    columns: tuple[str, ...]
    table: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table, its columns in order, and the columns that tell its rows apart."""

    name: str
    text: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("id",)
    part_of: Link | None = None

    @property
    def links(self) -> tuple[Link, ...]:
        """Everything it refers to."""
        single = tuple(Link((column.name,), column.refers, ("id",)) for column in self.columns if column.refers)
        return (*single, self.part_of) if self.part_of else single


def _id(text: str) -> Column:
    return Column("id", "string", text, required=True)


def _name(text: str) -> Column:
    return Column("name", "string", text, required=True)


def _allowed(kind: Any) -> tuple[str, ...]:
    return get_args(kind)


_MATCH = Column("match", "string", "The match.", required=True, refers="matches")
_MINUTE = Column("minute", "integer", "Minute of play, 1 to 120; 46 is the first of the second half.", least=1)
_STOPPAGE = Column("stoppage", "integer", "Minutes into stoppage time: 45+2 is minute 45, stoppage 2.", least=1)
_BORN = Column("born", "date", "Date of birth.")
_BORN_SOURCE = Column("source", "string", "The page that gives the date of birth.")
_CITY = Column("city", "string", "City.", required=True)
_COUNTRY = Column("country", "string", "Country.", required=True)


def _number(text: str) -> Column:
    return Column("number", "integer", text, required=True, least=1)


def _player(name: str, text: str, *, required: bool = False) -> Column:
    return Column(name, "string", text, required=required, refers="players")


def _club(text: str) -> Column:
    return Column("club", "string", text, required=True, refers="clubs")


def _layer(name: str, text: str) -> tuple[Column, Column]:
    home = Column(f"{name}_home", "integer", f"Home side’s goals {text}.", least=0)
    return home, Column(f"{name}_away", "integer", f"Away side’s goals {text}.", least=0)


TABLES = (
    Table(
        "competitions",
        "Competitions, by their present names.",
        (_id("The competition."), _name("Its present name."), Column("short", "string", "A short name.", True)),
    ),
    Table(
        "seasons",
        "Seasons with European football.",
        (
            _id("The season, such as 2019-20."),
            _name("The same as it is written on the site."),
            Column("open", "boolean", "Whether it is still being played.", required=True),
        ),
    ),
    Table("clubs", "Clubs, by their present names.", (_id("The club."), _name("Its present name."), _CITY, _COUNTRY)),
    Table(
        "grounds",
        "Grounds, by their present names.",
        (
            _id("The ground."),
            _name("Its present name."),
            _CITY,
            _COUNTRY,
            Column("latitude", "number", "Degrees north."),
            Column("longitude", "number", "Degrees east."),
            Column("source", "string", "The page that gives the coordinates."),
        ),
    ),
    Table(
        "players",
        "Players of every club.",
        (_id("The player."), _name("The name he is known by."), _BORN, _BORN_SOURCE),
    ),
    Table(
        "coaches",
        "Head coaches of every club.",
        (_id("The coach."), _name("The name he is known by."), _BORN, _BORN_SOURCE),
    ),
    Table(
        "referees",
        "Referees.",
        (_id("The referee."), _name("His name."), Column("country", "string", "That of his association.", True)),
    ),
    Table(
        "matches",
        "One row a match, in order of date.",
        (
            _id("The match: its date and the opponent."),
            Column("night", "integer", "Its number in the story; empty while it is to come.", least=1),
            Column("date", "date", "The day it began, local time.", required=True),
            Column("kick_off", "string", "Local time at the ground, such as 21:00."),
            Column("season", "string", "The season.", required=True, refers="seasons"),
            Column("competition", "string", "The competition.", required=True, refers="competitions"),
            Column("competition_name", "string", "What it was called that season.", required=True),
            Column("stage", "string", "The part of the competition.", required=True, allowed=_allowed(model.Stage)),
            Column("round", "string", "The round of a knockout or qualifying stage.", allowed=_allowed(model.Round)),
            Column("group_letter", "string", "The group, such as C."),
            Column("matchday", "integer", "Number in a group stage or league phase.", least=1),
            Column("leg", "integer", "1 or 2; 3 is the third match after two level legs.", least=1),
            Column("home", "string", "The club named first.", required=True, refers="clubs"),
            Column("home_name", "string", "What it was called that night.", required=True),
            Column("away", "string", "The club named second.", required=True, refers="clubs"),
            Column("away_name", "string", "What it was called that night.", required=True),
            Column("side", "string", "The side of the club of this archive.", True, allowed=model.SIDES),
            Column("ground", "string", "The ground.", refers="grounds"),
            Column("ground_name", "string", "What it was called that night."),
            Column("city", "string", "Where the ground is."),
            Column("country", "string", "The country it was in that night."),
            Column("neutral", "boolean", "Whether the ground was nobody’s home.", required=True),
            Column("behind_closed_doors", "boolean", "Whether spectators were shut out.", required=True),
            Column("attendance", "integer", "How many came.", least=1),
            Column("referee", "string", "The referee.", refers="referees"),
            Column(
                "status",
                "string",
                "played, scheduled, or unrecorded: played, but no result is recorded here yet.",
                required=True,
                allowed=_allowed(model.Status),
            ),
            *_layer("half_time", "at half-time"),
            *_layer("full_time", "after 90 minutes"),
            *_layer("extra_time", "after 120 minutes, when there was extra time"),
            *_layer("penalties", "in the penalty shoot-out, which is not part of the result"),
            Column("result", "string", "For the club of this archive, before a shoot-out.", allowed=_allowed(Result)),
            Column("home_formation", "string", "The home side’s formation, such as 4-3-3."),
            Column("away_formation", "string", "The away side’s formation."),
            Column("home_coach", "string", "The home side’s head coach that night.", refers="coaches"),
            Column("away_coach", "string", "The away side’s head coach that night.", refers="coaches"),
        ),
    ),
    Table(
        "goals",
        "Goals in order; those of a shoot-out are not goals.",
        (
            _MATCH,
            _number("Order in the match."),
            _MINUTE,
            _STOPPAGE,
            _club("The side that gains the goal."),
            _player("player", "The scorer; of an own goal, a player of the other side."),
            Column(
                "kind",
                "string",
                "How it was scored.",
                required=True,
                allowed=("open-play", "penalty", "own-goal", "free-kick"),
            ),
            _player("assist", "Who made it."),
        ),
        ("match", "number"),
    ),
    Table(
        "missed_penalties",
        "Penalties in play that brought no goal.",
        (
            _MATCH,
            _number("Order in the match."),
            _MINUTE,
            _STOPPAGE,
            _club("The side that took it."),
            _player("player", "Who took it.", required=True),
            Column("outcome", "string", "What became of it.", allowed=("saved", "wide", "over", "post", "bar")),
        ),
        ("match", "number"),
    ),
    Table(
        "shoot_out_kicks",
        "The kicks of penalty shoot-outs.",
        (
            _MATCH,
            _number("Order of the kicks."),
            _club("The side that took it."),
            _player("player", "Who took it.", required=True),
            Column("scored", "boolean", "Whether it went in.", required=True),
        ),
        ("match", "number"),
    ),
    Table(
        "cards",
        "Bookings and sendings-off.",
        (
            _MATCH,
            _number("Order in the match."),
            _MINUTE,
            _STOPPAGE,
            _club("His side."),
            _player("player", "Who was shown it.", required=True),
            Column(
                "card",
                "string",
                "yellow, red, or second-yellow: the red that follows two yellows.",
                required=True,
                allowed=("yellow", "second-yellow", "red"),
            ),
        ),
        ("match", "number"),
    ),
    Table(
        "substitutions",
        "One player for another; a change at half-time is in minute 46.",
        (
            _MATCH,
            _number("Order in the match, the home side first."),
            _MINUTE,
            _STOPPAGE,
            _club("The side that changed."),
            _player("player_off", "Who went off.", required=True),
            _player("player_on", "Who came on.", required=True),
        ),
        ("match", "number"),
    ),
    Table(
        "appearances",
        "Everyone on a team sheet of either side, and who else was seen in play.",
        (
            _MATCH,
            _club("His side."),
            _player("player", "The player.", required=True),
            Column("shirt_number", "integer", "The number on his shirt.", least=1),
            Column("captain", "boolean", "Whether he led his side out; empty when nobody says who did."),
            Column(
                "named",
                "string",
                "Where the team sheet has him; empty when he is on none.",
                allowed=("starting", "substitutes"),
            ),
            Column("played", "boolean", "Whether he was on the pitch; empty when it is not known."),
            Column("minutes", "integer", "Minutes of play, stoppage time not counted.", least=0),
        ),
        ("match", "player"),
    ),
    Table(
        "sources",
        "The pages that were read for a match.",
        (
            _MATCH,
            _number("Its number among the sources of the match."),
            Column("url", "string", "Its address.", required=True),
            Column("publisher", "string", "Who published it.", required=True),
            Column("title", "string", "Its title."),
            Column("language", "string", "The language it is in, such as it."),
            Column("published", "date", "When it was published."),
            Column("read", "date", "When it was read.", required=True),
            Column("mirror_of", "string", "The publisher it copies: counts as one source with it."),
            Column("supports", "string", "The fields it gave, with a space between.", required=True),
        ),
        ("match", "number"),
    ),
    Table(
        "proof",
        "How well each fact of a match is proven; a field there is nothing to know about has no row.",
        (
            _MATCH,
            Column("field", "string", "The field.", required=True, allowed=model.FIELDS),
            Column(
                "state",
                "string",
                "twice: by two independent sources; once: by one; disputed: sources differ; missing: not known.",
                required=True,
                allowed=_allowed(Proof),
            ),
        ),
        ("match", "field"),
    ),
    Table(
        "disputes",
        "Points on which sources differ, with the ruling.",
        (
            _MATCH,
            _number("Its number among the disputes of the match."),
            Column("field", "string", "The field.", required=True, allowed=model.FIELDS),
            Column("about", "string", "What is disputed.", required=True),
            Column("ruling", "string", "What this archive takes for true.", required=True),
            Column("reason", "string", "Why.", required=True),
        ),
        ("match", "number"),
    ),
    Table(
        "claims",
        "What each source says on a disputed point.",
        (
            _MATCH,
            Column("dispute", "integer", "The number of the dispute.", required=True, least=1),
            _number("Order within the dispute."),
            Column("claim", "string", "What it says.", required=True),
            Column("url", "string", "The page that says so.", required=True),
        ),
        ("match", "dispute", "number"),
        Link(("match", "dispute"), "disputes", ("match", "number")),
    ),
    Table(
        "gaps",
        "Fields no page gives, or gives only in part, and where it was looked.",
        (
            _MATCH,
            _number("Its number among the gaps of the match."),
            Column("field", "string", "The field.", required=True, allowed=model.FIELDS),
            Column("partial", "boolean", "Whether a part of it is known.", required=True),
            Column("note", "string", "Where it was looked, and what was found.", required=True),
        ),
        ("match", "number"),
    ),
)

Rows = Mapping[str, tuple[Row, ...]]


def night_rows(night: Night) -> Rows:
    """The rows one night brings, by table."""
    match = night.match
    moments = [
        (change, club)
        for side, club in (("home", match.home), ("away", match.away))
        for change in ((match.line_up(side) and match.line_up(side).substitutions) or ())
    ]
    return {
        "matches": (_match_row(night),),
        "goals": tuple(
            (night.id, number, goal.minute, goal.stoppage, goal.for_, goal.player, goal.kind, goal.assist)
            for number, goal in enumerate(match.goals or (), 1)
        ),
        "missed_penalties": tuple(
            (night.id, number, miss.minute, miss.stoppage, miss.club, miss.player, miss.outcome)
            for number, miss in enumerate(match.missed_penalties, 1)
        ),
        "shoot_out_kicks": tuple(
            (night.id, number, kick.club, kick.player, kick.scored) for number, kick in enumerate(match.shoot_out, 1)
        ),
        "cards": tuple(
            (night.id, number, card.minute, card.stoppage, card.club, card.player, card.card)
            for number, card in enumerate(match.cards or (), 1)
        ),
        "substitutions": tuple(
            (night.id, number, change.minute, change.stoppage, club, change.off, change.on)
            for number, (change, club) in enumerate(moments, 1)
        ),
        "appearances": tuple(_appearances(night)),
        "sources": tuple(
            (
                night.id,
                number,
                source.url,
                source.publisher,
                source.title,
                source.language,
                source.date and str(source.date),
                str(source.read),
                source.mirror_of,
                " ".join(source.supports),
            )
            for number, source in enumerate(match.sources, 1)
        ),
        "proof": tuple((night.id, field, state) for field, state in night.proof.items()),
        "disputes": tuple(
            (night.id, number, dispute.field, dispute.about, dispute.ruling, dispute.reason)
            for number, dispute in enumerate(match.disputes, 1)
        ),
        "claims": tuple(
            (night.id, number, place, claim.claim, claim.url)
            for number, dispute in enumerate(match.disputes, 1)
            for place, claim in enumerate(dispute.claims, 1)
        ),
        "gaps": tuple((night.id, number, gap.field, gap.partial, gap.note) for number, gap in enumerate(match.gaps, 1)),
    }


def _match_row(night: Night) -> Row:
    match, ground = night.match, night.ground
    sheets = [match.line_up(side) for side in model.SIDES]
    layers = [getattr(match.score, layer, None) for layer in ("half_time", "full_time", "extra_time", "penalties")]
    return (
        night.id, night.number, str(night.date), match.kick_off, night.season, match.competition,
        night.competition.name, match.stage, match.round, match.group, match.matchday, match.leg,
        match.home, night.home.name, match.away, night.away.name, night.side,
        match.ground, ground and ground.name, ground and ground.city, ground and ground.country,
        match.neutral, match.behind_closed_doors, match.attendance, match.referee, match.status,
        *(goals for layer in layers for goals in layer or (None, None)),
        night.result,
        *(sheet and sheet.formation for sheet in sheets),
        *(sheet and sheet.coach for sheet in sheets),
    )  # fmt: skip


def _appearances(night: Night) -> Iterator[Row]:
    match = night.match
    if match.score is None:
        return
    for side, club in (("home", match.home), ("away", match.away)):
        sheet = match.line_up(side) or model.LineUp()
        starting, bench = sheet.starting or {}, sheet.substitutes or {}
        for player, each in taking_part(night, side).items():
            if not (each.started or each.played or each.benched):
                continue  # a card alone does not say that he was on the sheet
            yield (
                night.id,
                club,
                player,
                starting.get(player) or bench.get(player),
                each.captain if sheet.captain else None,
                "starting" if each.started else "substitutes" if player in bench else None,
                True if each.played else False if changes_known(match, side) else None,
                each.minutes,
            )


def register_rows(archive: Archive) -> Rows:
    """The rows of clubs, people, places, competitions and seasons, by table, in order of id."""
    content = archive.content

    def rows(register: Mapping[str, Any], *fields: str) -> tuple[Row, ...]:
        return tuple((key, *(getattr(entry, field) for field in fields)) for key, entry in sorted(register.items()))

    def people(register: Mapping[str, model.Person]) -> tuple[Row, ...]:
        return tuple((key, p.name, p.born and str(p.born), p.source) for key, p in sorted(register.items()))

    return {
        "competitions": rows(content.competitions.value, "name", "short"),
        "seasons": tuple((season.id, season_name(season.id), season.file.open) for season in archive.seasons),
        "clubs": rows(content.clubs.value, "name", "city", "country"),
        "grounds": tuple(
            (key, ground.name, ground.city, ground.country, *(ground.coordinates or (None, None)), ground.source)
            for key, ground in sorted(content.grounds.value.items())
        ),
        "players": people(content.players.value),
        "coaches": people(content.coaches.value),
        "referees": rows(content.referees.value, "name", "country"),
    }


def all_rows(archive: Archive, by_night: Mapping[str, Rows]) -> Rows:
    """Every row, by table in the order of TABLES; `by_night` holds what `night_rows` gave for each night."""
    found = register_rows(archive)
    return {
        table.name: found.get(table.name)
        or tuple(row for night in archive.nights for row in by_night[night.id].get(table.name, ()))
        for table in TABLES
    }
