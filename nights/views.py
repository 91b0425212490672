"""What templates show of a match: sentences, marks and geometry. Pure; knows no files and no HTML."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from nights import model
from nights.archive import Archive, Night, Tie
from nights.i18n import Words
from nights.model import Minute
from nights.people import Appearance

DASH = "\N{EN DASH}"

# The strip: a mark is 24 px wide, as wide as a finger needs, and so many px high for each goal of difference.
MARK_WIDTH = 24
MARK_STEP = 9
MARK_MOST = 8
MARK_BELOW = 5 * MARK_STEP + 10
STAR = 28

# The symbol of each kind of event, in parts/icons.html.
SYMBOLS = {
    "goal": "ball",
    "penalty": "ball",
    "own-goal": "ball",
    "free-kick": "ball",
    "missed-penalty": "miss",
    "substitution": "on",
}

# The minute line gives each half some room for its stoppage time.
_PERIODS = ((45, 4), (90, 6), (105, 2), (120, 3))
# Minutes a label needs so as not to touch its neighbour at 300 px.
_LABEL_ROOM = 10


def score_text(pair: tuple[int, int] | None) -> str:
    """`3–4`."""
    return f"{pair[0]}{DASH}{pair[1]}" if pair else ""


def minute_text(when: Minute | None) -> str:
    """`45+2'`, or nothing when the minute is unknown."""
    return f"{when}'" if when else ""


class Scorer(NamedTuple):
    """One player's goals for one side."""

    player: str | None
    goals: tuple[model.Goal, ...]


def scorers(match: model.Match, club: str) -> tuple[Scorer, ...]:
    """Who scored for a club, in order of first goal; an own goal stands by itself."""
    groups: dict[Any, list[model.Goal]] = {}
    for goal in match.goals or ():
        if goal.for_ == club:
            groups.setdefault((goal.player, goal.kind == "own-goal"), []).append(goal)
    return tuple(Scorer(key[0], tuple(goals)) for key, goals in groups.items())


class Mark(NamedTuple):
    """One night in the strip: its shape, and its height in px."""

    shape: str
    height: int


def mark(night: Night) -> Mark:
    """Up for a win, down for a defeat, a dot for a draw; as high as the goal difference, at most eight."""
    if night.score is None:
        return Mark(night.match.status, 0)
    difference = abs(night.goals_for - night.goals_against)
    shape = "trophy" if night.trophy else night.result
    return Mark(shape, min(difference, MARK_MOST) * MARK_STEP)


def sides(night: Night, t: Words) -> str:
    """`Harbour 3–4 Valley`, or `Harbour v Valley` without a score."""
    return f"{night.home.name} {score_text(night.score) or t('short.versus')} {night.away.name}"


def sentence(night: Night, t: Words) -> str:
    """The night in one sentence: the name of its mark, and its description."""
    values = {
        "date": t.date(night.date),
        "home": night.home.name,
        "away": night.away.name,
        "competition": night.competition.short,
        "stage": stage_text(night, t),
    }
    if night.score is None:
        return t(f"sentence.{night.match.status}", **values)
    penalties = night.match.score.penalties
    key = "sentence.trophy" if night.trophy else f"sentence.{night.result}"
    text = t(key, score=score_text(night.score), **values)
    if night.match.score.extra_time:
        text += t("sentence.after_extra_time")
    if penalties:
        text += t("sentence.penalties", score=score_text(penalties))
    return text


def stage_text(night: Night, t: Words) -> str:
    """`Group C, matchday 2` or `Round of 16, second leg`."""
    match = night.match
    if match.matchday:
        stage = t("stage.group", group=match.group) if match.group else t(f"stage.{match.stage}")
        return t("stage.matchday", stage=stage, matchday=match.matchday)
    name = t(f"round.{match.round}")
    return t(f"leg.{match.leg}", round=name) if match.leg else name


def deeds(each: Appearance, t: Words) -> Iterator[tuple[str, str]]:
    """What a player did in a night, phrase by phrase with its kind: `came on, 74'`, `2 goals`, `booked`."""
    if each.started:
        yield "started", t("player.started")
    if each.came_on:
        yield "came_on", _moment("player.came_on", each.on, t)
    if each.benched:
        yield "benched", t("player.benched")
    if each.went_off:
        yield "went_off", _moment("player.went_off", each.off, t)
    if each.captain:
        yield "captain", t("player.captain")
    for kind in ("goals", "own_goals", "assists", "missed_penalties"):
        if count := getattr(each, kind):
            yield kind, t(f"player.count.{kind}", count=count)
    if each.yellow:
        yield "yellow", t("player.booked")
    if each.red:
        yield "red", t("player.sent_off")


def _moment(key: str, when: Minute | None, t: Words) -> str:
    return t(key, minute=minute_text(when)) if when else t(f"{key}_sometime")


def publisher(sources: Iterable[model.Source], url: str) -> str:
    """Whose page it is: the publisher, where the page is one of the sources, else the host."""
    known = (source.publisher for source in sources if source.url == url)
    return next(known, urlsplit(url).netloc.removeprefix("www."))


class UsedSource(NamedTuple):
    """A page that is used, with the id, the title and the fields of every night it supports."""

    url: str
    title: str | None
    uses: list[tuple[str, str, tuple[str, ...]]]


def used_sources(
    nights: Iterable[tuple[str, str, tuple[model.Source, ...]]],
) -> dict[str, tuple[UsedSource, ...]]:
    """Every page used for a night, by publisher, in order of name; of each night its id, title and sources."""
    publishers: dict[str, dict[str, UsedSource]] = {}
    for night, title, sources in nights:
        for source in sources:
            known = publishers.setdefault(source.publisher, {})
            used = known.get(source.url)
            if used is None or (source.title and not used.title):
                used = UsedSource(source.url, source.title, used.uses if used else [])
                known[source.url] = used
            used.uses.append((night, title, source.supports))
    in_order = sorted(publishers.items(), key=lambda item: item[0].casefold())
    return {name: tuple(sorted(pages.values(), key=lambda page: page.url)) for name, pages in in_order}


class Event(NamedTuple):
    """Something that happened in a match, at its side of the page.

    `other` is who assisted or went off, or how a penalty was missed.
    """

    when: Minute | None
    side: model.Side
    kind: str
    player: str | None
    other: str | None
    score: tuple[int, int] | None


_ORDER = {"goal": 0, "penalty": 0, "own-goal": 0, "free-kick": 0}


def events(night: Night) -> tuple[Event, ...]:
    """Goals, missed penalties, cards and substitutions in order of time; without a minute, at the end.

    Goals are written down in their order: one without a minute stays behind the goal before it.
    """
    match = night.match
    side_of = {match.home: "home", match.away: "away"}
    goals = match.goals or ()
    found: list[Event] = []
    places: list[Minute | None] = []
    score = [0, 0]
    place = Minute(0, 0) if any(goal.when for goal in goals) else None
    for goal in goals:
        side = side_of[goal.for_]
        score[side == "away"] += 1
        kind = "goal" if goal.kind == "open-play" else goal.kind
        found.append(Event(goal.when, side, kind, goal.player, goal.assist, (score[0], score[1])))
        place = goal.when or place
        places.append(place)
    found += [
        Event(e.when, side_of[e.club], "missed-penalty", e.player, e.outcome, None) for e in match.missed_penalties
    ]
    found += [Event(e.when, side_of[e.club], e.card, e.player, None, None) for e in match.cards or ()]
    for side in model.SIDES:
        sheet = match.line_up(side)
        changes = (sheet.substitutions if sheet else None) or ()
        found += [Event(e.when, side, "substitution", e.on, e.off, None) for e in changes]
    places += [event.when for event in found[len(places) :]]
    in_order = sorted(
        zip(places, found, strict=True),
        key=lambda pair: (pair[0] is None, pair[0] or (0, 0), _ORDER.get(pair[1].kind, 1)),
    )
    return tuple(event for _, event in in_order)


class Spot(NamedTuple):
    """An event on the minute line: `x` in per cent of the width, `lane` away from the axis."""

    event: Event
    x: float
    lane: int


class Segment(NamedTuple):
    """A part of the tie's band, `x` and `width` in per cent."""

    x: float
    width: float
    state: str


@dataclass(frozen=True, slots=True)
class MinuteLine:
    """The match drawn along its minutes."""

    spots: tuple[Spot, ...]
    ticks: tuple[tuple[str, float], ...]
    lanes_home: int
    lanes_away: int
    band: tuple[Segment, ...]


def _position(when: Minute, periods: Iterable[tuple[int, int]]) -> float:
    """Minutes from kick-off along the line, stoppage room of the halves before included."""
    room_before = 0
    for last, room in periods:
        if when.minute <= last:
            return when.minute + min(when.stoppage, room) + room_before
        room_before += room
    return when.minute + room_before


def minute_line(night: Night, tie: Tie | None, happened: Iterable[Event]) -> MinuteLine | None:
    """The line of a match with its `events`; None when no minute of it is known."""
    timed = [event for event in happened if event.when]
    if not timed:
        return None
    extra = night.match.score.extra_time is not None
    periods = _PERIODS if extra else _PERIODS[:2]
    length = periods[-1][0] + sum(room for _, room in periods)

    def x(when: Minute) -> float:
        return round(_position(when, periods) / length * 100, 2)

    spots: list[Spot] = []
    seen: set[tuple[Any, ...]] = set()
    lanes: dict[str, list[float]] = {"home": [], "away": []}
    for event in timed:
        place = x(event.when)
        if event.score is None:
            if (event.when, event.side, event.kind) in seen:
                continue
            seen.add((event.when, event.side, event.kind))
            spots.append(Spot(event, place, 0))
            continue
        ends = lanes[event.side]
        room = _LABEL_ROOM * (1.5 if event.when.stoppage else 1)
        lane = next((index for index, end in enumerate(ends) if place - end >= room), len(ends))
        ends[lane : lane + 1] = [place]
        spots.append(Spot(event, place, lane + 1))
    marks = [15, 30, 45, 60, 75, 90, *([105, 120] if extra else [])]
    ticks = tuple((str(minute), x(Minute(minute))) for minute in marks)
    return MinuteLine(tuple(spots), ticks, len(lanes["home"]), len(lanes["away"]), _band(night, tie, x))


def _band(night: Night, tie: Tie | None, x: Any) -> tuple[Segment, ...]:
    course = tie.course(night) if tie else ()
    starts = [x(stretch.since) if stretch.since else 0.0 for stretch in course]
    ends = [*starts[1:], 100.0]
    band: list[Segment] = []
    for stretch, start, end in zip(course, starts, ends, strict=False):
        if band and band[-1].state == stretch.state:
            band[-1] = band[-1]._replace(width=round(end - band[-1].x, 2))
        else:
            band.append(Segment(start, round(end - start, 2), stretch.state))
    return tuple(band)


class SheetRow(NamedTuple):
    """A player on a team sheet, with what he did that night."""

    number: int | None
    player: str
    captain: bool
    events: tuple[Event, ...]


def sheet_rows(night: Night, side: model.Side, part: str, happened: Iterable[Event]) -> tuple[SheetRow, ...]:
    """The rows of `starting` or `substitutes` of a side, given the night's `events`."""
    sheet = night.match.line_up(side)
    shirts: Mapping[str, int | None] = (getattr(sheet, part) if sheet else None) or {}
    done: dict[str, list[Event]] = {}
    for event in happened:
        own_goal = event.kind == "own-goal"
        if event.player and (event.side == side) != own_goal:
            done.setdefault(event.player, []).append(event)
        if event.kind == "substitution" and event.side == side and event.other:
            done.setdefault(event.other, []).append(event._replace(kind="off", player=event.other, other=event.player))
    return tuple(
        SheetRow(number, player, bool(sheet and sheet.captain == player), tuple(done.get(player, ())))
        for player, number in shirts.items()
    )


class FactRow(NamedTuple):
    """A field of a night: its value, how well it is proven, and by which of its sources (numbered from 1)."""

    field: str
    value: str
    proof: str
    sources: tuple[int, ...]


def fact_rows(night: Night, t: Words) -> tuple[FactRow, ...]:
    """Every field there is something to know about, in the order of the form."""
    supported: dict[str, list[int]] = {}
    for number, source in enumerate(night.match.sources, 1):
        for field in source.supports:
            supported.setdefault(field, []).append(number)
    return tuple(
        FactRow(
            field,
            t("fact.unknown") if proof == "missing" else _fact_value(night, field, t),
            proof,
            tuple(supported.get(field, ())),
        )
        for field, proof in night.proof.items()
    )


def _fact_value(night: Night, field: str, t: Words) -> str:
    """A filled field as text; of what the page shows elsewhere, only that it is given; nothing for the referee.

    Names of people are the renderer's.
    """
    match = night.match
    match field:
        case "date":
            return t.date(night.date, "full")
        case "kick_off":
            return t("fact.local_time", time=match.kick_off)
        case "ground":
            place = f"{night.ground.name}, {night.ground.city}, {night.ground.country}"
            return f"{place} ({t('fact.neutral')})" if match.neutral else place
        case "attendance":
            return t("fact.closed") if match.behind_closed_doors else t.number(match.attendance)
        case "referee":
            return ""
        case "score":
            return score_text(night.score)
        case "half_time":
            return score_text(match.score.half_time)
        case _:
            return t("fact.given")


def neighbours(archive: Archive) -> dict[str, tuple[Night | None, Night | None]]:
    """The night before and the night after each night."""
    nights = archive.nights
    around = zip(nights, (None, *nights), (*nights[1:], None), strict=False)
    return {night.id: (before, after) for night, before, after in around}
