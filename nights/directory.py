"""The pages of people, clubs and places: each is a set of nights, and its index."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import groupby
from typing import Any, NamedTuple

from nights import charts
from nights.archive import Archive, Night, Run, Tally, tally
from nights.i18n import Words, season_name
from nights.journeys import Journeys
from nights.pages import Crumb, Page, head
from nights.people import (
    Appearance,
    Everyone,
    PlayerRecord,
    by_coach,
    by_ground,
    by_referee,
    line_ups_missing,
)
from nights.text import slug
from nights.views import DASH


class Fact(NamedTuple):
    """A line of what is known of someone: a label, a text, and perhaps where it leads."""

    label: str
    text: str
    url: str = ""


class Part(NamedTuple):
    """A part of a set of nights with its own record, as a row of a table."""

    label: str
    tally: Tally


class Name(NamedTuple):
    """A name, and the address it links to where there is such a page."""

    text: str
    url: str = ""


class IndexLine(NamedTuple):
    """A line of an index; `note` are names that go with it."""

    id: str
    name: str
    note: tuple[Name, ...]
    tally: Tally


def directory_pages(archive: Archive, t: Words, journeys: Journeys, everyone: Everyone) -> Iterator[Page]:
    """Every page of this kind in one language."""
    yield from _players(archive, t, everyone)
    yield from _opponents(archive, t, everyone)
    yield from _coaches(archive, t)
    yield from _referees(archive, t)
    yield from _grounds(archive, t, journeys)
    yield from _competitions(archive, t)
    yield from _countries(archive, t)


def _trail(t: Words, kind: str) -> list[Crumb]:
    return [Crumb(t("nav.home"), ""), Crumb(t(f"nav.{kind}"), f"{kind}/")]


def _numbers(nights: tuple[Night, ...]) -> dict[str, Any]:
    made = tally(nights)
    return {"nights": len(nights), "won": made.won, "drawn": made.drawn, "lost": made.lost}


def _set_page(
    t: Words,
    kind: str,
    entry_id: str,
    title: str,
    description: str,
    nights: tuple[Night, ...],
    facts: Iterable[Fact] = (),
    **values: Any,
) -> Page:
    """A page of `set.html`: a strip, a record, facts under their labels, parts, and every night."""
    context = head(title, description, _trail(t, kind)) | {
        "nights": nights,
        "facts": tuple((label, tuple(same)) for label, same in groupby(facts, key=lambda fact: fact.label)),
        "parts": (),
        "ties": (),
        "scorers": (),
        "squad": (),
        "tally": tally(nights),
        **values,
    }
    return Page(f"{kind}/{entry_id}/", "set.html", context, t.code)


def _index(t: Words, kind: str, groups: Iterable[tuple[str, list[IndexLine]]]) -> Page:
    trail = [Crumb(t("nav.home"), "")]
    context = head(t(f"{kind}.title"), t(f"{kind}.intro"), trail) | {"path": kind, "groups": tuple(groups)}
    return Page(f"{kind}/", "index.html", context, t.code)


def _country(name: str) -> Name:
    return Name(name, f"countries/{slug(name)}/")


def _entries(
    sets: Mapping[str, tuple[Night, ...]], name: Callable[[str], str], note: Callable[[str], tuple[Name, ...]]
) -> list[IndexLine]:
    entries = [IndexLine(key, name(key), note(key), tally(nights)) for key, nights in sets.items()]
    return sorted(entries, key=lambda entry: (-entry.tally.played, entry.name.casefold()))


# --- players ---------------------------------------------------------------------


class PlayerLine(NamedTuple):
    """A player's figures over some of his nights, and the page of these."""

    label: str
    url: str
    appearances: int
    starts: int
    minutes: int
    minutes_certain: bool
    goals: int
    assists: int


def _grouped(record: PlayerRecord, key: Callable[[Night], tuple[str, str]]) -> tuple[PlayerLine, ...]:
    groups: dict[tuple[str, str], list[Appearance]] = {}
    for each in record.appearances:
        groups.setdefault(key(each.night), []).append(each)
    parts = ((label, url, PlayerRecord("", tuple(list_))) for (label, url), list_ in groups.items())
    return tuple(
        PlayerLine(
            label, url, len(part.appearances), part.starts, part.minutes, part.minutes_certain, part.goals, part.assists
        )
        for label, url, part in parts
    )


class SquadMember(NamedTuple):
    """A player and what he did in each of his nights; `here` when no other page tells of him."""

    player: str
    nights: tuple[Appearance, ...]
    here: bool


def _squad(
    archive: Archive, everyone: Everyone, url: str, players: Mapping[str, tuple[Appearance, ...]]
) -> tuple[SquadMember, ...]:
    """The players whom the page at `url` lists, in order of nights and of names."""
    people = archive.content.players.value
    squad = (
        SquadMember(player, nights, everyone.doors[player].startswith(f"{url}#")) for player, nights in players.items()
    )
    return tuple(sorted(squad, key=lambda each: (-len(each.nights), people[each.player].name.casefold())))


def _players(archive: Archive, t: Words, everyone: Everyone) -> Iterator[Page]:
    records = everyone.records
    people = archive.content.players.value
    missing = line_ups_missing(archive.nights, ours=True)
    in_order = sorted(records.values(), key=lambda r: (-len(r.appearances), people[r.id].name.casefold()))
    context = head(t("players.title"), t("players.intro"), [Crumb(t("nav.home"), "")])
    context |= {
        "records": tuple(in_order),
        "missing": len(missing),
        "bench": _squad(archive, everyone, "players/", everyone.bench),
        "scorers": charts.scorers(archive, records, people),
    }
    yield Page("players/", "players.html", context, t.code)
    for record in in_order:
        name = people[record.id].name
        first, last = record.nights[0], record.nights[-1]
        seasons = {night.season for night in record.nights}
        description = t(
            "player.description",
            name=name,
            appearances=len(record.appearances),
            goals=record.goals,
            first=t.date(first.date, "short"),
            last=t.date(last.date, "short"),
        )
        context = head(name, description, _trail(t, "players")) | {
            "record": record,
            "first": first,
            "last": last,
            "missing": sum(night.season in seasons for night in missing),
            "by_campaign": _grouped(record, lambda night: (season_name(night.season), f"campaigns/{night.season}/")),
            "by_competition": _grouped(
                record, lambda night: (night.competition.name, f"competitions/{night.competition.id}/")
            ),
            "against": everyone.against.get(record.id, ()),
            "tally": tally(record.nights),
        }
        yield Page(f"players/{record.id}/", "player.html", context, t.code)


# --- opponents and countries --------------------------------------------------------


def _places(t: Words, nights: tuple[Night, ...]) -> tuple[Part, ...]:
    sets = {
        "opponent.home": [n for n in nights if n.side == "home" and not n.match.neutral],
        "opponent.away": [n for n in nights if n.side == "away" and not n.match.neutral],
        "opponent.neutral": [n for n in nights if n.match.neutral],
    }
    return tuple(Part(t(key), tally(part)) for key, part in sets.items() if any(night.score for night in part))


def _scorers(archive: Archive, nights: tuple[Night, ...]) -> tuple[tuple[str, int], ...]:
    goals = Counter(
        goal.player
        for night in nights
        for goal in night.match.goals or ()
        if goal.for_ == night.club and goal.player and goal.kind != "own-goal"
    )
    people = archive.content.players.value
    return tuple(sorted(goals.items(), key=lambda item: (-item[1], people[item[0]].name.casefold())))


def _opponents(archive: Archive, t: Words, everyone: Everyone) -> Iterator[Page]:
    clubs = archive.content.clubs.value
    countries: dict[str, dict[str, tuple[Night, ...]]] = {}
    for club, nights in archive.meetings.items():
        countries.setdefault(clubs[club].country, {})[club] = nights
    yield _index(
        t,
        "opponents",
        [
            (country, _entries(sets, lambda club: clubs[club].name, lambda club: (Name(clubs[club].city),)))
            for country, sets in sorted(countries.items())
        ],
    )
    for club, nights in archive.meetings.items():
        name = clubs[club].name
        ties = {archive.ties[n.id].nights[0].id: archive.ties[n.id] for n in nights if n.id in archive.ties}
        yield _set_page(
            t,
            "opponents",
            club,
            t("opponent.title", club=name),
            t("opponent.description", club=name, **_numbers(nights)),
            nights,
            facts=[
                Fact(t("journeys.country"), *_country(name))
                for name in dict.fromkeys(n.opponent.country for n in nights)
            ],
            parts=_places(t, nights),
            ties=tuple(ties.values()),
            scorers=_scorers(archive, nights),
            club=club,
            squad=_squad(archive, everyone, f"opponents/{club}/", everyone.opponents.get(club, {})),
            line_ups_missing=len(line_ups_missing(nights, ours=False)),
        )


def _countries(archive: Archive, t: Words) -> Iterator[Page]:
    countries: dict[str, list[Night]] = {}
    for night in archive.nights:
        countries.setdefault(night.opponent.country, []).append(night)
    sets = {slug(name): tuple(nights) for name, nights in countries.items()}
    names = {slug(name): name for name in countries}
    yield _index(t, "countries", [("", _entries(sets, names.__getitem__, lambda _: ()))])
    for key, nights in sets.items():
        clubs = dict.fromkeys(night.opponent.id for night in nights)
        facts = tuple(
            Fact(t("country.clubs"), archive.content.clubs.value[club].name, f"opponents/{club}/") for club in clubs
        )
        description = t("country.description", name=names[key], **_numbers(nights))
        parts = _places(t, nights)
        yield _set_page(t, "countries", key, names[key], description, nights, facts=facts, parts=parts)


# --- coaches and referees --------------------------------------------------------------


def _coaches(archive: Archive, t: Words) -> Iterator[Page]:
    people = archive.content.coaches.value
    ours, theirs = by_coach(archive)

    def name(coach: str) -> str:
        return people[coach].name

    def clubs_of(coach: str) -> tuple[Name, ...]:
        met = {night.opponent.id: night.opponent.name for night in theirs.get(coach, ())}
        return tuple(Name(text, f"opponents/{club}/") for club, text in met.items())

    yield _index(
        t,
        "coaches",
        [
            (t("coaches.ours"), _entries(ours, name, lambda _: ())),
            (t("coaches.theirs"), _entries(theirs, name, clubs_of)),
        ],
    )
    for coach in {**ours, **theirs}:
        found = {night.id: night for night in (*ours.get(coach, ()), *theirs.get(coach, ()))}
        nights = tuple(sorted(found.values(), key=lambda night: night.date))
        parts = [Part(t("coach.record_ours"), tally(ours[coach]))] if coach in ours else []
        parts += [Part(t("coach.record_theirs"), tally(theirs[coach]))] if coach in theirs else []
        description = t("coach.description", name=name(coach), **_numbers(nights))
        facts = [Fact(t("coach.clubs"), *club) for club in clubs_of(coach)]
        yield _set_page(t, "coaches", coach, name(coach), description, nights, facts=facts, parts=tuple(parts))


def _referees(archive: Archive, t: Words) -> Iterator[Page]:
    people = archive.content.referees.value
    sets = by_referee(archive)
    entries = _entries(sets, lambda key: people[key].name, lambda key: (_country(people[key].country),))
    yield _index(t, "referees", [("", entries)])
    for referee, nights in sets.items():
        cards = Counter(card.card for night in nights for card in night.match.cards or ())
        penalties = sum(goal.kind == "penalty" for night in nights for goal in night.match.goals or ())
        penalties += sum(len(night.match.missed_penalties) for night in nights)
        facts = (
            Fact(t("referee.country"), *_country(people[referee].country)),
            Fact(t("referee.yellow"), t.number(cards["yellow"] + cards["second-yellow"])),
            Fact(t("referee.red"), t.number(cards["red"] + cards["second-yellow"])),
            Fact(t("referee.penalties"), t.number(penalties)),
        )
        name = people[referee].name
        description = t("referee.description", name=name, **_numbers(nights))
        yield _set_page(t, "referees", referee, name, description, nights, facts=facts)


# --- grounds and competitions ------------------------------------------------------------


def _grounds(archive: Archive, t: Words, journeys: Journeys) -> Iterator[Page]:
    grounds = archive.content.grounds.value
    sets = by_ground(archive.nights)
    entries = _entries(
        sets, lambda key: grounds[key].name, lambda key: (Name(grounds[key].city), _country(grounds[key].country))
    )
    yield _index(t, "grounds", [("", entries)])
    for key, nights in sets.items():
        ground = grounds[key]
        facts = [Fact(t("ground.city"), ground.city), Fact(t("nav.countries"), *_country(ground.country))]
        if key == journeys.home:
            facts.append(Fact(t("nav.journeys"), t("journeys.key_home"), "journeys/"))
        elif key in journeys.lengths:
            km = t.number(round(journeys.lengths[key]))
            facts.append(Fact(t("ground.distance"), t("journeys.kilometres", km=km), "journeys/"))
        if ground.coordinates and ground.source:
            facts.append(Fact(t("ground.place"), "{}, {}".format(*ground.coordinates), ground.source))
        description = t("ground.description", name=ground.name, city=ground.city, **_numbers(nights))
        parts = _names_by_era(t, ground.name, nights)
        yield _set_page(t, "grounds", key, ground.name, description, nights, facts=tuple(facts), parts=parts)


def _names_by_era(t: Words, present: str, nights: tuple[Night, ...]) -> tuple[Part, ...]:
    """The nights under each name the ground had; nothing when it has always been called as it is now."""
    eras: dict[str, list[Night]] = {}
    for night in nights:
        eras.setdefault(night.ground.name, []).append(night)
    if set(eras) == {present}:
        return ()
    return tuple(Part(t("ground.era", name=name, years=_years(part)), tally(part)) for name, part in eras.items())


def _years(nights: list[Night]) -> str:
    """`1963–1991`, or one year."""
    first, last = nights[0].date.year, nights[-1].date.year
    return str(first) if first == last else f"{first}{DASH}{last}"


def _competitions(archive: Archive, t: Words) -> Iterator[Page]:
    things = archive.content.competitions.value
    runs: dict[str, list[tuple[str, Run]]] = {}
    for season in archive.seasons:
        for run in season.runs:
            runs.setdefault(run.competition.id, []).append((season.id, run))
    sets = {key: tuple(night for _, run in own for night in run.nights) for key, own in runs.items()}
    yield _index(t, "competitions", [("", _entries(sets, lambda key: things[key].name, lambda _: ()))])
    for key, nights in sets.items():
        name = things[key].name
        description = t("competition.description", name=name, **_numbers(nights))
        values = {"competition": things[key], "runs": tuple(runs[key]), "parts": _places(t, nights)}
        page = _set_page(t, "competitions", key, name, description, nights, **values)
        yield replace(page, template="competition.html")
