"""Pictures of many nights: where each mark stands, and the figures its table shows.

Pure: no files, no HTML, no words. Across, places are in per cent, so that a
picture fits any width; down, they are in px, so that its text keeps its size.
Behind each picture hangs the shirt: a stripe for each campaign, or each part of a match.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from nights.archive import Archive, Named, Night, Run, Season, Tally, tally
from nights.model import LineUp, Minute, Person
from nights.people import PlayerRecord, changes_known, taking_part

# Across: a column is at least this wide, in px; a picture has room for so many, and a block fills so much of one.
COLUMN = 24
FEWEST_COLUMNS = 8
BLOCK = 0.62
# Down: a line of text, a mark with the gap after it, and the star of a trophy.
LINE = 22
UNIT = 13
GAP = 3
STAR = 26
RUNG = 40
BARS = 150
HILL = 84
MOST_SCORERS = 6


class Stripe(NamedTuple):
    """A stripe of the shirt: its left edge and its width."""

    x: float
    width: float


class Shape(NamedTuple):
    """A mark: what it says, its middle across, its top, its width (of blocks alone) and its height."""

    kind: str
    x: float
    y: float
    width: float
    height: float


class Figure(NamedTuple):
    """A number written beside a mark, standing on `y`."""

    x: float
    y: float
    value: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Stripes, marks and numbers; `columns` are the middles of what is compared, `least` the width it needs in px."""

    least: int
    height: int
    stripes: tuple[Stripe, ...]
    columns: tuple[float, ...]
    shapes: tuple[Shape, ...]
    figures: tuple[Figure, ...] = ()


def _stripes(columns: Sequence[int]) -> tuple[Stripe, ...]:
    """Stripes side by side, each as wide as the columns it holds; where they are few, the right stays empty."""
    whole = max(sum(columns), FEWEST_COLUMNS)
    ends = accumulate(columns)
    return tuple(
        Stripe(round((end - held) / whole * 100, 2), round(held / whole * 100, 2))
        for held, end in zip(columns, ends, strict=True)
    )


def _columns(number: int) -> tuple[tuple[float, ...], float]:
    """The middle of each column, and the width of a block in it."""
    whole = max(number, FEWEST_COLUMNS)
    return tuple(round((index + 0.5) / whole * 100, 2) for index in range(number)), round(BLOCK / whole * 100, 2)


# --- results by campaign --------------------------------------------------------------


class SeasonResults(NamedTuple):
    """A campaign's record; `waiting` are its nights without a result."""

    season: str
    tally: Tally
    waiting: int
    trophy: bool
    open: bool


class Results(NamedTuple):
    """The record of every campaign, the oldest first, and its picture; `axis` is where the draws stand."""

    picture: Picture
    rows: tuple[SeasonResults, ...]
    axis: int


def results(archive: Archive) -> Results | None:
    """A block up for each win, a dot for each draw, a block down for each defeat; None before the first result."""
    if not archive.played:
        return None
    rows = tuple(_season_results(season) for season in archive.seasons)
    columns, width = _columns(len(rows))
    top = LINE + max(row.tally.won * UNIT + LINE + STAR * (row.trophy or row.open) for row in rows)
    draws = max(row.tally.drawn for row in rows) * UNIT + GAP
    under = top + draws
    shapes: list[Shape] = []
    figures: list[Figure] = []
    for row, x in zip(rows, columns, strict=True):
        made = row.tally
        head = top - made.won * UNIT
        shapes += [Shape("won", x, top - n * UNIT, width, UNIT - GAP) for n in range(1, made.won + 1)]
        first = top + (draws - made.drawn * UNIT) / 2
        shapes += [Shape("drawn", x, first + n * UNIT, 0, UNIT) for n in range(made.drawn)]
        shapes += [Shape("lost", x, under + GAP + n * UNIT, width, UNIT - GAP) for n in range(made.lost)]
        if made.won:
            figures.append(Figure(x, head - 5, made.won))
        if made.lost:
            figures.append(Figure(x, under + made.lost * UNIT + 18, made.lost))
        if row.trophy or row.open:
            room = LINE if made.won else 0
            shapes.append(Shape("trophy" if row.trophy else "open", x, head - room - STAR, 0, STAR))
    height = under + max(row.tally.lost for row in rows) * UNIT + 2 * LINE
    picture = Picture(len(rows) * COLUMN, height, _stripes([1] * len(rows)), columns, tuple(shapes), tuple(figures))
    return Results(picture, rows, top + draws // 2)


def _season_results(season: Season) -> SeasonResults:
    nights = season.nights
    made = tally(nights)
    trophy = any(night.trophy for night in nights)
    return SeasonResults(season.id, made, len(nights) - made.played, trophy, season.file.open)


# --- how far each campaign went ---------------------------------------------------------

# Stages at the same distance from the cup share a rung, the lowest first: a first round, a group stage and a league
# phase are each where a competition proper begins, and a third round is played by as many as a round of 16.
LADDER = (
    ("round.first-qualifying-round",),
    ("round.second-qualifying-round",),
    ("round.third-qualifying-round",),
    ("round.play-off-round",),
    ("round.first-round", "stage.group-stage", "stage.league-phase"),
    ("round.second-round", "round.round-of-32", "round.knockout-phase-play-offs"),
    ("round.third-round", "round.round-of-16"),
    ("round.quarter-finals",),
    ("round.semi-finals",),
    ("round.final",),
    ("result.trophy",),
)
_RUNGS = {stage: rung for rung, stages in enumerate(LADDER) for stage in stages}
_ALWAYS = _RUNGS["round.quarter-finals"]  # from here up a rung is shown even if nobody has stood on it


class Step(NamedTuple):
    """A stage of a campaign: its rung, its name, and whether it was survived (`won`), the end (`lost`) or is `open`."""

    rung: int
    stage: str
    kind: str


class LastNight(NamedTuple):
    """The last night of a campaign that has a result; the score is home first."""

    id: str
    home: str
    away: str
    score: tuple[int, int]


class RunDepth(NamedTuple):
    """One campaign in one competition, stage by stage."""

    season: str
    competition: Named
    steps: tuple[Step, ...]
    last: LastNight | None


class Rung(NamedTuple):
    """A line of the ladder: the stages that share it, and its top."""

    stages: tuple[str, ...]
    y: int


class Depths(NamedTuple):
    """How far each campaign went, the oldest first, and the picture of it."""

    picture: Picture
    rows: tuple[RunDepth, ...]
    rungs: tuple[Rung, ...]


def steps(run: Run, *, is_open: bool) -> tuple[Step, ...]:
    """The stages of a run in order of play, each on a rung above the one before.

    A stage that was followed by another was survived; how the last one stands,
    its tie says, or else the season: it is `open`, or no more came of it.
    """
    found: list[Step] = []
    for night in run.nights:
        match = night.match
        stage = f"round.{match.round}" if match.round else f"stage.{match.stage}"
        if not found or found[-1].stage != stage:
            rung = max(_RUNGS[stage], found[-1].rung + 1 if found else 0)
            found.append(Step(rung, stage, "won"))
    if not found:
        return ()
    last = run.nights[-1]
    tie = run.ties[-1] if last.match.round else None
    state = tie.decision[0] if tie else "level"
    if state != "level":
        kind = "won" if state == "us" else "lost"
    else:
        kind = "open" if is_open or any(night.score is None for night in run.nights) else "lost"
    found[-1] = found[-1]._replace(kind=kind)
    if last.trophy:
        found.append(Step(_RUNGS["result.trophy"], "result.trophy", "trophy"))
    return tuple(found)


def end(taken: Sequence[Step]) -> Step | None:
    """The stage that a run with these steps ended with, or None while more may come."""
    return taken[-1] if taken and taken[-1].kind in ("lost", "trophy") else None


def depths(archive: Archive) -> Depths | None:
    """A ladder for each campaign; None before the first night."""
    if not archive.nights:
        return None
    rows = tuple(_depth(season, run) for season in archive.seasons for run in season.runs)
    met: dict[int, set[str]] = {rung: set() for rung in range(_ALWAYS, len(LADDER))}
    for row in rows:
        for step in row.steps:
            met.setdefault(step.rung, set()).add(step.stage)
    order = list(_RUNGS)
    lines = {rung: index * RUNG for index, rung in enumerate(sorted(met, reverse=True))}
    rungs = tuple(Rung(tuple(sorted(met[rung], key=order.index)) or LADDER[rung], y) for rung, y in lines.items())
    columns, width = _columns(len(rows))
    shapes: list[Shape] = []
    for row, x in zip(rows, columns, strict=True):
        tops = [lines[step.rung] + LINE for step in row.steps]
        if len(tops) > 1:
            shapes.append(Shape("stem", x, tops[-1] + UNIT, 0, tops[0] - tops[-1] - UNIT))
        shapes += [Shape(step.kind, x, y, width, UNIT) for step, y in zip(row.steps, tops, strict=True)]
    stripes = _stripes([len(season.runs) for season in archive.seasons])
    picture = Picture(len(rows) * COLUMN, len(lines) * RUNG, stripes, columns, tuple(shapes))
    return Depths(picture, rows, rungs)


def _depth(season: Season, run: Run) -> RunDepth:
    played = [night for night in run.nights if night.score is not None]
    last = LastNight(played[-1].id, played[-1].home.name, played[-1].away.name, played[-1].score) if played else None
    return RunDepth(season.id, run.competition, steps(run, is_open=season.file.open), last)


# --- goals by minute ------------------------------------------------------------------------


class Timed(NamedTuple):
    """A goal's minute, where it is known, and the night, opponent and year that go with it."""

    when: Minute | None
    night: str
    opponent: str
    year: int


class Span(NamedTuple):
    """A part of a match, such as `31–45` or the time added to it, `45+`, its last minute, our goals and theirs."""

    name: str
    end: str
    ours: tuple[Timed, ...]
    theirs: tuple[Timed, ...]


class Goals(NamedTuple):
    """Goals by minute. Without a minute are `unknown` goals, ours first; `incomplete` has each of their nights once.

    `extra` counts the nights that had extra time: the others had no such minutes.
    """

    picture: Picture
    spans: tuple[Span, ...]
    unknown: tuple[int, int]
    incomplete: tuple[Timed, ...]
    extra: int
    axis: int


_HALVES = ((0, 45), (45, 90), (90, 105), (105, 120))


def _span(when: Minute) -> tuple[int, int]:
    """The span of a minute as its last minute, and whether it was added to it; in order of play."""
    return (when.minute, 1) if when.stoppage else ((when.minute + 14) // 15 * 15, 0)


def _span_names(span: tuple[int, int]) -> tuple[str, str]:
    last, added = span
    return (f"{last}+", f"{last}+") if added else (f"{last - 14}\N{EN DASH}{last}", str(last))


def goals_by_minute(nights: Iterable[Night]) -> Goals | None:
    """Bars of a quarter of an hour each, ours up and theirs down, stoppage time by itself; None before the first goal.

    Each half has its stripe, so that the time added to a half stands with it.
    """
    found: dict[tuple[int, int], tuple[list[Timed], list[Timed]]] = {}
    for last in (15, 30, 45, 60, 75, 90):
        found[last, 0] = [], []
    found[45, 1], found[90, 1] = ([], []), ([], [])
    extra = 0
    totals, incomplete = [0, 0], []
    for night in nights:
        score = night.ours_first(night.score)
        if score is None:
            continue
        if night.match.score.extra_time:
            extra += 1
            found.setdefault((105, 0), ([], []))
            found.setdefault((120, 0), ([], []))
        opponent, timed = night.opponent.short, 0
        for goal in night.match.goals or ():
            when = goal.when
            if when:
                sides = found.setdefault(_span(when), ([], []))
                sides[goal.for_ != night.club].append(Timed(when, night.id, opponent, night.date.year))
                timed += 1
        totals = [total + goals for total, goals in zip(totals, score, strict=True)]
        if timed < sum(score):
            incomplete.append(Timed(None, night.id, opponent, night.date.year))
    if not sum(totals):
        return None
    spans = tuple(Span(*_span_names(key), tuple(ours), tuple(theirs)) for key, (ours, theirs) in sorted(found.items()))
    halves = [sum(first < key[0] <= last for key in found) for first, last in _HALVES]
    most = max(1, *(len(goals) for span in spans for goals in (span.ours, span.theirs)))
    columns, width = _columns(len(spans))
    top = 2 * LINE + max(_bar(span.ours, most) for span in spans)
    under = top + LINE + GAP
    shapes: list[Shape] = []
    figures: list[Figure] = []
    for span, x in zip(spans, columns, strict=True):
        up, down = _bar(span.ours, most), _bar(span.theirs, most)
        if up:
            shapes.append(Shape("won", x, top - up, width, up))
        if down:
            shapes.append(Shape("lost", x, under, width, down))
        figures += [Figure(x, top - up - 5, len(span.ours)), Figure(x, under + down + 18, len(span.theirs))]
    height = under + max(_bar(span.theirs, most) for span in spans) + 2 * LINE
    stripes = _stripes([half for half in halves if half])
    picture = Picture(len(spans) * COLUMN, height, stripes, columns, tuple(shapes), tuple(figures))
    unknown = totals[0] - sum(len(span.ours) for span in spans), totals[1] - sum(len(span.theirs) for span in spans)
    return Goals(picture, spans, unknown, tuple(incomplete), extra, top + 19)


def _bar(goals: Sequence[Timed], most: int) -> int:
    return round(len(goals) / most * BARS)


# --- a campaign's squad -----------------------------------------------------------------------


class SquadRow(NamedTuple):
    """A player's campaign: for each night what he did, and his goals in it (see `squad`)."""

    player: str
    cells: tuple[tuple[str, int], ...]
    starts: int
    appearances: int
    goals: int


class Squad(NamedTuple):
    """The played nights of a campaign; everyone named for one of them, regulars first; and the kinds of cell met."""

    nights: tuple[Night, ...]
    rows: tuple[SquadRow, ...]
    kinds: tuple[str, ...]


_KINDS = ("started", "came-on", "played", "bench", "unknown")


def squad(season: Season, people: Mapping[str, Person]) -> Squad:
    """Players by nights. A cell is `started`, `came-on`, `bench`, `unknown`, or "" for a player not named.

    `played` is someone seen in play on a night whose line-up we do not have.
    """
    nights = tuple(night for night in season.nights if night.score is not None)
    cells: dict[str, list[tuple[str, int]]] = {
        player: [] for night in nights for player in taking_part(night, night.side)
    }
    for night in nights:
        known = taking_part(night, night.side)
        sheet = night.match.line_up(night.side) or LineUp()
        whole = len(sheet.starting or ()) >= 11
        all_changes = changes_known(night.match, night.side)
        for player, row in cells.items():
            each = known.get(player)
            if each is None:
                kind = "" if whole else "unknown"
            elif each.started:
                kind = "started"
            elif each.came_on:
                kind = "came-on"
            elif each.played:
                kind = "played"
            else:
                kind = "bench" if each.benched and all_changes else "unknown"
            row.append((kind, each.goals if each else 0))
    rows = [_squad_row(player, row) for player, row in cells.items()]
    rows.sort(key=lambda r: (-r.appearances, -r.starts, people[r.player].name.casefold()))
    met = {kind for row in rows for kind, _ in row.cells}
    return Squad(nights, tuple(rows), tuple(kind for kind in _KINDS if kind in met))


def _squad_row(player: str, cells: Sequence[tuple[str, int]]) -> SquadRow:
    kinds = [kind for kind, _ in cells]
    starts = kinds.count("started")
    appearances = starts + kinds.count("came-on") + kinds.count("played")
    return SquadRow(player, tuple(cells), starts, appearances, sum(goals for _, goals in cells))


# --- scorers over time ---------------------------------------------------------------------------


class Hill(NamedTuple):
    """A scorer's goals as they grew, from his first night to his last.

    `path` is the outline, across in per cent; `totals` are his goals at the end
    of each season, None before his first and after his last.
    """

    player: str
    goals: int
    path: str
    middle: float
    totals: tuple[int | None, ...]

    def seasons(self, seasons: Sequence[str]) -> tuple[str, str]:
        """His first season and his last."""
        played = [season for season, total in zip(seasons, self.totals, strict=True) if total is not None]
        return played[0], played[-1]


class Scorers(NamedTuple):
    """The top scorers over the seasons they played in; `unnamed` goals have no known scorer."""

    seasons: tuple[str, ...]
    stripes: tuple[Stripe, ...]
    hills: tuple[Hill, ...]
    unnamed: int


def top_scorers(records: Mapping[str, PlayerRecord], people: Mapping[str, Person]) -> tuple[PlayerRecord, ...]:
    """The players with most goals, at most six; players level on goals are all in or all out."""
    ranked = sorted(records.values(), key=lambda record: (-record.goals, people[record.id].name.casefold()))
    scorers = [record for record in ranked if record.goals]
    if len(scorers) > MOST_SCORERS:
        scorers = [record for record in scorers[:MOST_SCORERS] if record.goals > scorers[MOST_SCORERS].goals]
    return tuple(scorers)


def scorers(archive: Archive, records: Mapping[str, PlayerRecord], people: Mapping[str, Person]) -> Scorers | None:
    """A hill for each of the top scorers, all on one scale; None when nobody has scored or nobody stands out."""
    top = top_scorers(records, people)
    if not top:
        return None
    met = {night.season for record in top for night in record.nights}
    order = [season.id for season in archive.seasons]
    seasons = order[order.index(min(met)) : order.index(max(met)) + 1]
    stripes = _stripes([1] * len(seasons))
    places = _places(archive, seasons, stripes)
    hills = tuple(_hill(record, seasons, places, HILL / top[0].goals) for record in top)
    goals = sum(night.goals_for for night in archive.played)
    own = sum(goal.for_ == n.club and goal.kind == "own-goal" for n in archive.played for goal in n.match.goals or ())
    unnamed = goals - own - sum(record.goals for record in records.values())
    return Scorers(tuple(seasons), stripes, hills, unnamed)


def _places(archive: Archive, seasons: Sequence[str], stripes: Sequence[Stripe]) -> dict[str, tuple[float, float]]:
    """The part of its season's stripe that each played night takes, from left to right, by its id."""
    nights: dict[str, list[str]] = {season: [] for season in seasons}
    for night in archive.played:
        if night.season in nights:
            nights[night.season].append(night.id)
    return {
        night: (round(s.x + s.width * i / len(ids), 2), round(s.x + s.width * (i + 1) / len(ids), 2))
        for s, ids in zip(stripes, nights.values(), strict=True)
        for i, night in enumerate(ids)
    }


def _hill(record: PlayerRecord, seasons: Sequence[str], places: Mapping[str, tuple[float, float]], step: float) -> Hill:
    start, end = places[record.nights[0].id][0], places[record.nights[-1].id][1]
    path, total, ends = f"M{start:g} {HILL}", 0, {}
    for each in record.appearances:
        if each.goals:
            total += each.goals
            path += f"H{places[each.night.id][0]:g}V{round(HILL - total * step, 2):g}"
        ends[each.night.season] = total
    first, last = record.nights[0].season, record.nights[-1].season
    totals: list[int | None] = []
    for season in seasons:
        before = totals[-1] if totals else None
        totals.append(ends.get(season, before) if first <= season <= last else None)
    return Hill(record.id, total, f"{path}H{end:g}V{HILL}Z", round((start + end) / 2, 2), tuple(totals))
