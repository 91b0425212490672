"""The records of the archive: who holds each, who held it before, by which nights. Pure; derived, never typed.

The rule of them all: a record has to be beaten, not equalled. Of two feats that
are level the earlier one stands higher; done on one night, they share the place.
"""

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache, partial
from itertools import groupby
from typing import Literal, NamedTuple

from nights import ties
from nights.archive import Archive, Night, Tally, Tie, tally
from nights.model import Goal, Minute
from nights.people import appearances, changes_known

TOP = 10
HAT_TRICK = 3
ELEVEN = 11
PLACES = ("home", "away", "neutral")

Group = Literal["results", "comebacks", "streaks", "goals", "players", "penalties", "nights"]
Kind = Literal["night", "goal", "player", "run", "tie", "wait"]


class Age(NamedTuple):
    """Whole years, and days since the last birthday."""

    years: int
    days: int


class Feat(NamedTuple):
    """Something done that can hold a record.

    Feats of one `holder` are steps of the same thing: a player's goals so far,
    a run that grows. The higher `rank` wins. `nights` are those it was done on,
    the last one being the night it was done; `moments` the minutes it turned on.
    """

    holder: str
    rank: tuple[int, ...]
    value: int | Minute | Age
    nights: tuple[Night, ...]
    player: str | None = None
    moments: tuple[Minute, ...] = ()
    at_least: bool = False

    @property
    def night(self) -> Night:
        return self.nights[-1]


class Placing(NamedTuple):
    """A feat's place in the list; two that share it have the same number."""

    number: int
    feat: Feat


class Reign(NamedTuple):
    """Who held a record, from which night to which; more than one if they share it, `until` None if they still do."""

    feats: tuple[Feat, ...]
    since: Night
    until: Night | None


class Record(NamedTuple):
    """A record with its list, its holders in order, and the nights that could change it if they were better known.

    `level` counts the feats below the list that are as good as its last one.
    """

    id: str
    group: Group
    kind: Kind
    unit: str
    places: tuple[Placing, ...]
    level: int
    reigns: tuple[Reign, ...]
    doubt: str
    doubtful: tuple[Night, ...]

    @property
    def at_least(self) -> bool:
        """Whether the figures are the least that is certain: totals, when a night may hide some of them."""
        return self.kind == "player" and bool(self.doubtful)


class Penalty(NamedTuple):
    """A penalty in play: `outcome` is None for one that was scored."""

    night: Night
    ours: bool
    when: Minute | None
    player: str | None
    scored: bool
    outcome: str | None


class Definition(NamedTuple):
    """How a record is found; its words stand in the catalogue under `records.<id>`.

    `kind` says what a feat is shown by, `unit` what its value counts, `doubt`
    why a night could hide one, `most` how long the list gets.
    """

    id: str
    group: Group
    kind: Kind
    unit: str
    feats: Callable[[Archive], Iterable[Feat]]
    doubt: str = "result"
    most: int | None = TOP


# --- from feats to a record ----------------------------------------------------------


def places(feats: Iterable[Feat], most: int | None = TOP) -> tuple[tuple[Placing, ...], int]:
    """The best feat of each holder in order, and how many below are level with the last one.

    `feats` come in order of date. Who shares the last place is on the list too.
    """
    best: dict[str, Feat] = {}
    for feat in feats:
        if feat.holder not in best or feat.rank > best[feat.holder].rank:
            best[feat.holder] = feat
    ordered = sorted(best.values(), key=lambda feat: ([-part for part in feat.rank], feat.night.date))
    found: list[Placing] = []
    for index, feat in enumerate(ordered):
        shared = found and (found[-1].feat.rank, found[-1].feat.night.id) == (feat.rank, feat.night.id)
        number = found[-1].number if shared else index + 1
        if most and number > most:
            break
        found.append(Placing(number, feat))
    return tuple(found), sum(feat.rank == found[-1].feat.rank for feat in ordered[len(found) :])


def reigns(feats: Iterable[Feat]) -> tuple[Reign, ...]:
    """Who held the record from when to when; `feats` come in order of date."""
    found: list[Reign] = []
    for _, done in groupby(feats, key=lambda feat: feat.night.id):
        tonight = list(done)
        best = max(feat.rank for feat in tonight)
        if found and best <= found[-1].feats[0].rank:
            continue
        holders = {feat.holder: feat for feat in tonight if feat.rank == best}
        now = tuple(holders.values())
        if found and {feat.holder for feat in found[-1].feats} == set(holders):
            found[-1] = found[-1]._replace(feats=now)
            continue
        if found:
            found[-1] = found[-1]._replace(until=now[0].night)
        found.append(Reign(now, now[0].night, None))
    return tuple(found)


# --- results ---------------------------------------------------------------------------


def _wins(archive: Archive) -> Iterator[Feat]:
    for night in archive.played:
        margin = night.goals_for - night.goals_against
        if margin > 0:
            yield Feat(night.id, (margin, night.goals_for), margin, (night,))


def _defeats(archive: Archive) -> Iterator[Feat]:
    for night in archive.played:
        margin = night.goals_against - night.goals_for
        if margin > 0:
            yield Feat(night.id, (margin, night.goals_against), margin, (night,))


# --- comebacks ---------------------------------------------------------------------------


def order_known(night: Night) -> bool:
    """Whether every goal of the night is recorded with its minute, so that their order is known."""
    timed = [goal for goal in night.match.goals or () if goal.when is not None]
    return len(timed) == sum(night.score)


def deepest(night: Night, *, ours: bool) -> tuple[int, Minute] | None:
    """By how many goals we (or else they) were behind at most, and the minute that ended it; None if they never were.

    For a side that did not lose, on a night whose goals all have a minute.
    """
    lead, most, level_again = 0, 0, None
    for goal in sorted(night.match.goals or (), key=lambda goal: goal.when):
        behind = lead < 0
        lead += 1 if (goal.for_ == night.club) == ours else -1
        most = max(most, -lead)
        if behind and lead == 0:
            level_again = goal.when
    return (most, level_again) if level_again else None


def _turned(archive: Archive, result: str, *, ours: bool) -> Iterator[Feat]:
    """Nights with that result on which the side had been behind."""
    for night in archive.played:
        found = deepest(night, ours=ours) if night.result == result and order_known(night) else None
        if found:
            behind, when = found
            yield Feat(night.id, (behind, *when), behind, (night,), moments=(when,))


def _turned_ties(archive: Archive, state: ties.State) -> Iterator[Feat]:
    """Ties over two legs that went to `state`, who had been behind after the first of them."""
    found = {tie.nights[0].id: tie for tie in archive.ties.values()}
    for tie in sorted(found.values(), key=lambda tie: tie.nights[-1].date):
        if len(tie.legs) > 1 and tie.decision[0] == state:
            behind, final = -_lead(tie, 1, state), _lead(tie, 2, state)
            if behind > 0:
                yield Feat(tie.nights[0].id, (behind, final), behind, tie.nights)


def _lead(tie: Tie, legs: int, state: ties.State) -> int:
    """By how much `state` leads on aggregate after so many legs."""
    us, them = ties.aggregate([night.leg(night.score) for night in tie.legs[:legs]])
    return us - them if state == "us" else them - us


# --- streaks ---------------------------------------------------------------------------------


def _streaks(archive: Archive, keeps: Callable[[Night], bool]) -> Iterator[Feat]:
    """Runs of two nights or more; what is not recorded ends one, and nobody knows whether it went on."""
    groups = [
        (key, tuple(run)) for key, run in groupby(archive.past, key=lambda night: keeps(night) if night.score else None)
    ]
    best = 1
    for index, (kept, run) in enumerate(groups):
        if not kept:
            continue
        around = groups[max(index - 1, 0) : index + 2]
        open_ended = any(key is None for key, _ in around)
        # Only the steps that can matter: the one that takes the record, and the whole run.
        for length in sorted({min(best + 1, len(run)), len(run)}):
            if length > 1:
                yield Feat(run[0].id, (length,), length, run[:length], at_least=open_ended)
        best = max(best, len(run))


# --- goals -----------------------------------------------------------------------------------


def _by_our_players(night: Night) -> list[Goal]:
    """Our goals of the night, without the own goals of others."""
    return [goal for goal in night.match.goals or () if goal.for_ == night.club and goal.kind != "own-goal"]


def _timed_goals(archive: Archive, *, late: bool) -> Iterator[Feat]:
    sign = 1 if late else -1
    for night in archive.played:
        for index, goal in enumerate(_by_our_players(night)):
            if goal.when:
                rank = (sign * goal.when.minute, sign * goal.when.stoppage)
                yield Feat(f"{night.id} {index}", rank, goal.when, (night,), goal.player)


@lru_cache(maxsize=20_000)  # four records ask, and so does the next rebuild
def _scored(night: Night) -> Mapping[str, int]:
    return Counter(goal.player for goal in _by_our_players(night) if goal.player)


def _hat_tricks(archive: Archive) -> Iterator[Feat]:
    for night in archive.played:
        for player, goals in _scored(night).items():
            if goals >= HAT_TRICK:
                minutes = tuple(g.when for g in _by_our_players(night) if g.player == player and g.when)
                yield Feat(f"{night.id} {player}", (goals,), goals, (night,), player, minutes)


def age_on(born: datetime.date, day: datetime.date) -> Age:
    """How old someone born then was that day; a birthday of 29 February falls on 1 March in other years."""
    birthdays = (_birthday(born, day.year), _birthday(born, day.year - 1))
    last = next(birthday for birthday in birthdays if birthday <= day)
    return Age(last.year - born.year, (day - last).days)


def _birthday(born: datetime.date, year: int) -> datetime.date:
    try:
        return born.replace(year=year)
    except ValueError:
        return datetime.date(year, 3, 1)


def _aged_scorers(archive: Archive, *, old: bool) -> Iterator[Feat]:
    people, sign = archive.content.players.value, 1 if old else -1
    for night in archive.played:
        for player in _scored(night):
            if people[player].born:
                age = age_on(people[player].born, night.date)
                yield Feat(player, (sign * age.years, sign * age.days), age, (night,), player)


def scorers_born(archive: Archive) -> tuple[int, int]:
    """How many of our scorers there are, and of how many of them the date of birth is known."""
    people = archive.content.players.value
    scorers = {player for night in archive.played for player in _scored(night)}
    return len(scorers), sum(people[player].born is not None for player in scorers)


# --- totals of players ------------------------------------------------------------------------


def _totals(archive: Archive, done: Callable[[Night], Mapping[str, int]]) -> list[Feat]:
    """The final total of everyone, and on the way the totals that were the highest so far."""
    totals: Counter[str] = Counter()
    last: dict[str, Night] = {}
    feats: list[Feat] = []
    highest = 0
    for night in archive.played:
        tonight = done(night)
        if not tonight:
            continue
        totals.update(tonight)
        last |= dict.fromkeys(tonight, night)
        best = max(totals[player] for player in tonight)
        if best > highest:
            highest = best
            feats += [_total(player, best, night) for player in tonight if totals[player] == best]
    final = [_total(player, total, last[player]) for player, total in totals.items() if total]
    return sorted(feats + final, key=lambda feat: feat.night.date)


def _total(player: str, total: int, night: Night) -> Feat:
    return Feat(player, (total,), total, (night,), player)


def _appeared(night: Night) -> Mapping[str, int]:
    return dict.fromkeys(appearances(night), 1)


def penalties(archive: Archive) -> tuple[Penalty, ...]:
    """Every penalty in play that is known, ours and theirs, in order; shoot-outs are none of them."""
    return tuple(penalty for night in archive.played for penalty in _penalties(night))


@lru_cache(maxsize=20_000)
def _penalties(night: Night) -> tuple[Penalty, ...]:
    found = [
        Penalty(night, goal.for_ == night.club, goal.when, goal.player, True, None)
        for goal in night.match.goals or ()
        if goal.kind == "penalty"
    ]
    found += [
        Penalty(night, each.club == night.club, each.when, each.player, False, each.outcome)
        for each in night.match.missed_penalties
    ]
    return tuple(sorted(found, key=lambda penalty: (penalty.when is None, penalty.when or (0, 0))))


def _taken(night: Night) -> Mapping[str, int]:
    return Counter(p.player for p in _penalties(night) if p.ours and p.player)


def _missed(night: Night) -> Mapping[str, int]:
    return Counter(p.player for p in _penalties(night) if p.ours and not p.scored)


def shoot_outs(archive: Archive) -> tuple[Night, ...]:
    """The nights that a shoot-out ended."""
    return tuple(night for night in archive.played if night.match.score.penalties)


# --- nights -----------------------------------------------------------------------------------


def _crowds(archive: Archive, *, home: bool) -> Iterator[Feat]:
    for night in archive.nights:
        crowd = night.match.attendance
        if crowd and not (home and place_of(night) != "home"):
            yield Feat(night.id, (crowd,), crowd, (night,))


def _waits(archive: Archive) -> Iterator[Feat]:
    for before, after in zip(archive.past, archive.past[1:], strict=False):
        days = (after.date - before.date).days
        yield Feat(after.id, (days,), days, (before, after))


# --- what could change a record -----------------------------------------------------------------


def _sheet_known(night: Night) -> bool:
    sheet = night.match.line_up(night.side)
    return sheet is not None and len(sheet.starting or ()) >= ELEVEN and changes_known(night.match, night.side)


def _crowd_known(night: Night) -> bool:
    return night.match.behind_closed_doors or night.match.attendance is not None


def _ours(night: Night, known: Callable[[Goal], object]) -> int:
    """How many of our goals are recorded with that detail."""
    return sum(goal.for_ == night.club and known(goal) is not None for goal in night.match.goals or ())


# Whether all is known that a record needs, and nothing of a night can be hidden from it.
_KNOWN: Mapping[str, Callable[[Night], bool]] = {
    "result": lambda night: True,
    "order": lambda night: not min(night.score) or order_known(night),
    "minutes": lambda night: _ours(night, lambda goal: goal.when) == night.goals_for,
    "scorers": lambda night: _ours(night, lambda goal: goal.player) == night.goals_for,
    "penalties": lambda night: _ours(night, lambda goal: goal.player) == night.goals_for,
    "line_ups": _sheet_known,
    "crowd": _crowd_known,
    "home_crowd": lambda night: place_of(night) != "home" or _crowd_known(night),
}


def _doubtful(archive: Archive, doubt: str) -> tuple[Night, ...]:
    """The nights that could change a record; one whose result is not recorded may hide anything but its crowd."""
    return tuple(
        night for night in archive.past if not ((night.score or doubt.endswith("crowd")) and _KNOWN[doubt](night))
    )


# --- all of them ----------------------------------------------------------------------------------

DEFINITIONS = (
    Definition("biggest-win", "results", "night", "goals", _wins),
    Definition("biggest-defeat", "results", "night", "goals", _defeats),
    Definition("comeback", "comebacks", "night", "behind", partial(_turned, result="won", ours=True), "order"),
    Definition("point-saved", "comebacks", "night", "behind", partial(_turned, result="drawn", ours=True), "order"),
    Definition("lead-lost", "comebacks", "night", "ahead", partial(_turned, result="lost", ours=False), "order"),
    Definition("tie-turned", "comebacks", "tie", "behind", partial(_turned_ties, state="us")),
    Definition("tie-lost", "comebacks", "tie", "ahead", partial(_turned_ties, state="them")),
    Definition("unbeaten", "streaks", "run", "nights", partial(_streaks, keeps=lambda n: n.result != "lost")),
    Definition("wins", "streaks", "run", "nights", partial(_streaks, keeps=lambda n: n.result == "won")),
    Definition("scoring", "streaks", "run", "nights", partial(_streaks, keeps=lambda n: n.goals_for > 0)),
    Definition("clean-sheets", "streaks", "run", "nights", partial(_streaks, keeps=lambda n: not n.goals_against)),
    Definition("fastest-goal", "goals", "goal", "minute", partial(_timed_goals, late=False), "minutes"),
    Definition("latest-goal", "goals", "goal", "minute", partial(_timed_goals, late=True), "minutes"),
    Definition("hat-tricks", "goals", "goal", "goals", _hat_tricks, "scorers", most=None),
    Definition("youngest-scorer", "goals", "goal", "age", partial(_aged_scorers, old=False), "scorers"),
    Definition("oldest-scorer", "goals", "goal", "age", partial(_aged_scorers, old=True), "scorers"),
    Definition("most-appearances", "players", "player", "nights", partial(_totals, done=_appeared), "line_ups"),
    Definition("most-goals", "players", "player", "goals", partial(_totals, done=_scored), "scorers"),
    Definition("most-penalties", "penalties", "player", "penalties", partial(_totals, done=_taken), "penalties"),
    Definition(
        "most-penalties-missed", "penalties", "player", "penalties", partial(_totals, done=_missed), "penalties"
    ),
    Definition("highest-attendance", "nights", "night", "people", partial(_crowds, home=False), "crowd"),
    Definition("highest-home-attendance", "nights", "night", "people", partial(_crowds, home=True), "home_crowd"),
    Definition("longest-wait", "nights", "wait", "days", _waits),
)


def all_records(archive: Archive) -> tuple[Record, ...]:
    """Every record, in order of the page."""
    doubtful = cache(partial(_doubtful, archive))
    return tuple(_record(archive, definition, doubtful(definition.doubt)) for definition in DEFINITIONS)


def _record(archive: Archive, definition: Definition, doubtful: tuple[Night, ...]) -> Record:
    feats = tuple(definition.feats(archive))
    listed, level = places(feats, definition.most)
    return Record(
        definition.id,
        definition.group,
        definition.kind,
        definition.unit,
        listed,
        level,
        reigns(feats),
        definition.doubt,
        doubtful,
    )


# --- results by part --------------------------------------------------------------------------------


class Part(NamedTuple):
    """Some of the played nights with their record; `key` says which."""

    key: str
    nights: tuple[Night, ...]
    tally: Tally


ROUNDS = (
    "first-qualifying-round", "second-qualifying-round", "third-qualifying-round", "play-off-round",
    "first-round", "second-round", "third-round", "group-stage", "league-phase", "knockout-phase-play-offs",
    "round-of-32", "round-of-16", "quarter-finals", "semi-finals", "final",
)  # fmt: skip


def place_of(night: Night) -> str:
    """Where it was played, as we see it."""
    return "neutral" if night.match.neutral else night.side


def results(archive: Archive) -> Mapping[str, tuple[Part, ...]]:
    """The played nights by competition, decade, round and place; a round is a stage where there are only matchdays."""
    return {
        "competition": _parts(archive, lambda night: night.competition.id),
        "decade": _parts(archive, lambda night: str(night.date.year // 10 * 10)),
        "round": _parts(archive, lambda night: night.match.round or night.match.stage, ROUNDS),
        "place": _parts(archive, place_of, PLACES),
    }


def _parts(archive: Archive, key: Callable[[Night], str], order: Sequence[str] = ()) -> tuple[Part, ...]:
    """The parts in the given order, or else in that of their first nights."""
    found: dict[str, list[Night]] = {each: [] for each in order}
    for night in archive.played:
        found.setdefault(key(night), []).append(night)
    return tuple(Part(each, tuple(nights), tally(nights)) for each, nights in found.items() if nights)
