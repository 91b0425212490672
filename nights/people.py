"""What the nights say of a player, a coach, a referee, a club, a ground: derived, never typed.

Pure. Where line-ups are unknown, totals are the least that is certain.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar

from nights.archive import Archive, Night
from nights.model import LineUp, Match, Minute, Side
from nights.proof import FIRST_SUBSTITUTES

T = TypeVar("T")

PERIODS = (46, 91, 106)  # a change before a period is in its first minute, and nobody has played that yet


class Appearance(NamedTuple):
    """What one player did in one night.

    `played` when he is known to have been on the pitch; `benched` is a substitute
    who is not. `minutes` is None when nobody can say, and so is the minute in
    which he came `on` or went `off`.
    """

    night: Night
    club: str
    started: bool
    played: bool
    benched: bool
    minutes: int | None
    goals: int
    own_goals: int
    assists: int
    missed_penalties: int
    yellow: int
    red: int
    captain: bool
    came_on: bool
    on: Minute | None
    went_off: bool
    off: Minute | None


@dataclass(frozen=True)
class PlayerRecord:
    """One player's nights for the club, in order."""

    id: str
    appearances: tuple[Appearance, ...]

    @cached_property
    def starts(self) -> int:
        return sum(each.started for each in self.appearances)

    @cached_property
    def minutes(self) -> int:
        return sum(each.minutes or 0 for each in self.appearances)

    @cached_property
    def minutes_certain(self) -> bool:
        """Whether the minutes of every appearance are known."""
        return all(each.minutes is not None for each in self.appearances)

    @cached_property
    def goals(self) -> int:
        return sum(each.goals for each in self.appearances)

    @cached_property
    def assists(self) -> int:
        return sum(each.assists for each in self.appearances)

    @cached_property
    def yellow(self) -> int:
        return sum(each.yellow for each in self.appearances)

    @cached_property
    def red(self) -> int:
        return sum(each.red for each in self.appearances)

    @cached_property
    def nights(self) -> tuple[Night, ...]:
        return tuple(each.night for each in self.appearances)


def _ends(when: Minute, length: int) -> int:
    """Minutes played by someone who goes off then."""
    return min(when.minute - 1 if when.minute in PERIODS else when.minute, length)


def changes_known(match: Match, side: Side) -> bool:
    """Whether every substitution of a side is known, for want of a rule that allowed any too."""
    sheet = match.line_up(side)
    return match.date < FIRST_SUBSTITUTES or (sheet is not None and sheet.substitutions is not None)


def on_pitch(match: Match, side: Side) -> dict[str, int | None]:
    """Who of a side is known to have been on the pitch, the eleven first, and for how many minutes of play.

    Stoppage time is not counted: someone who starts and stays has 90, or 120
    after extra time; someone who comes on in minute 74 has 16, and he who made
    way for him 74. None when nobody can say: a change or a red card has no
    minute, the side's changes are unknown, or no page names the eleven.
    """
    sheet, club = match.line_up(side) or LineUp(), getattr(match, side)
    starting, changes = sheet.starting or {}, sheet.substitutions or ()
    on = {change.on: change.when for change in changes}
    off = {change.off: change.when for change in changes}
    sent_off = {card.player: card.when for card in match.cards or () if card.club == club and card.card != "yellow"}
    # Who did something in play has appeared even where no page names the eleven; a card is shown on the bench as well.
    seen = [player for player, deed in _done(match, club) if deed not in ("yellow", "red")]
    seen += [kick.player for kick in match.shoot_out if kick.club == club]
    all_changes = changes_known(match, side)
    length = 120 if match.score.extra_time else 90

    def minutes(player: str) -> int | None:
        moments = [moment[player] for moment in (on, off, sent_off) if player in moment]
        if None in moments or not all_changes or not (player in starting or player in on):
            return None
        start = _ends(on[player], length) if player in on else 0
        end = _ends(off[player], length) if player in off else length
        if player in sent_off:
            end = min(end, sent_off[player].minute)
        return max(end - start, 0)

    return {player: minutes(player) for player in dict.fromkeys([*starting, *on, *off, *seen]) if player}


@lru_cache(maxsize=40_000)  # the same night means the same players, in the next rebuild too
def taking_part(night: Night, side: Side) -> Mapping[str, Appearance]:
    """What everyone whom a played night names on a side did in it, by id; who was on the pitch first."""
    match, club = night.match, getattr(night.match, side)
    sheet = match.line_up(side) or LineUp()
    changes = sheet.substitutions or ()
    on = {change.on: change.when for change in changes}
    off = {change.off: change.when for change in changes}
    starting, bench, pitch = sheet.starting or {}, sheet.substitutes or {}, on_pitch(match, side)
    done = Counter(_done(match, club))
    others = [player for player in (*bench, *(player for player, _ in done)) if player]
    return {
        player: Appearance(
            night=night,
            club=club,
            started=player in starting,
            played=player in pitch,
            benched=player in bench and player not in pitch,
            minutes=pitch.get(player),
            goals=done.get((player, "goal"), 0),
            own_goals=done.get((player, "own goal"), 0),
            assists=done.get((player, "assist"), 0),
            missed_penalties=done.get((player, "missed penalty"), 0),
            yellow=done.get((player, "yellow"), 0),
            red=done.get((player, "red"), 0),
            captain=sheet.captain == player,
            came_on=player in on,
            on=on.get(player),
            went_off=player in off,
            off=off.get(player),
        )
        for player in dict.fromkeys((*pitch, *others))
    }


def _done(match: Match, club: str) -> Iterator[tuple[str | None, str]]:
    """Who of a club did what: a pair for each goal, assist, missed penalty and card."""
    for goal in match.goals or ():
        own_goal = goal.kind == "own-goal"
        if (goal.for_ == club) != own_goal:
            yield goal.player, "own goal" if own_goal else "goal"
        if goal.for_ == club and goal.assist:
            yield goal.assist, "assist"
    for kick in match.missed_penalties:
        if kick.club == club:
            yield kick.player, "missed penalty"
    for card in match.cards or ():
        if card.club == club:
            if card.card != "red":
                yield card.player, "yellow"
            if card.card != "yellow":
                yield card.player, "red"


@lru_cache(maxsize=20_000)
def appearances(night: Night) -> Mapping[str, Appearance]:
    """What each player of ours known to have been on the pitch in a played night did, by id; the eleven first."""
    return {player: each for player, each in taking_part(night, night.side).items() if each.played}


def player_records(archive: Archive) -> Mapping[str, PlayerRecord]:
    """Everyone who is known to have appeared for the club, by id, in order of first night."""
    found: dict[str, list[Appearance]] = {}
    for night in archive.played:
        for player, appearance in appearances(night).items():
            found.setdefault(player, []).append(appearance)
    return {player: PlayerRecord(player, tuple(list_)) for player, list_ in found.items()}


@dataclass(frozen=True)
class Everyone:
    """Every player whom our nights name, each with his nights in order, and the address that tells of him.

    `records` are those who have appeared for the club, `bench` players of ours
    who never came on, `opponents` the players of each club that was met, with
    their nights against us for any club, and `against` the same for all clubs
    together.
    """

    records: Mapping[str, PlayerRecord]
    bench: Mapping[str, tuple[Appearance, ...]]
    opponents: Mapping[str, Mapping[str, tuple[Appearance, ...]]]
    against: Mapping[str, tuple[Appearance, ...]]
    doors: Mapping[str, str]


def everyone_named(archive: Archive) -> Everyone:
    """All players of both sides."""
    records = player_records(archive)
    bench: dict[str, list[Appearance]] = {}
    faced: dict[str, list[Appearance]] = {}
    for night in archive.played:
        for player, each in taking_part(night, night.side).items():
            if player not in records:
                bench.setdefault(player, []).append(each)
        for player, each in taking_part(night, night.other_side).items():
            faced.setdefault(player, []).append(each)
    against = _fixed(faced)
    opponents: dict[str, dict[str, tuple[Appearance, ...]]] = {}
    doors: dict[str, str] = {}
    for player, nights in against.items():
        for each in nights:
            opponents.setdefault(each.club, {})[player] = nights
        doors[player] = f"opponents/{nights[-1].club}/#p-{player}"
    doors |= {player: f"players/#p-{player}" for player in bench}
    doors |= {player: f"players/{player}/" for player in records}
    return Everyone(records, _fixed(bench), opponents, against, doors)


def by_coach(archive: Archive) -> tuple[Mapping[str, tuple[Night, ...]], Mapping[str, tuple[Night, ...]]]:
    """The nights of our coaches and those of our opponents', by id."""
    ours: dict[str, list[Night]] = {}
    theirs: dict[str, list[Night]] = {}
    for night in archive.played:
        for side, found in ((night.side, ours), (night.other_side, theirs)):
            sheet = night.match.line_up(side)
            if sheet and sheet.coach:
                found.setdefault(sheet.coach, []).append(night)
    return _fixed(ours), _fixed(theirs)


def by_referee(archive: Archive) -> Mapping[str, tuple[Night, ...]]:
    """The nights of each referee, by id."""
    found: dict[str, list[Night]] = {}
    for night in archive.played:
        if night.match.referee:
            found.setdefault(night.match.referee, []).append(night)
    return _fixed(found)


def by_ground(nights: Iterable[Night]) -> Mapping[str, tuple[Night, ...]]:
    """The nights at each ground, by id."""
    found: dict[str, list[Night]] = {}
    for night in nights:
        if night.ground:
            found.setdefault(night.ground.id, []).append(night)
    return _fixed(found)


def _fixed(groups: Mapping[str, list[T]]) -> dict[str, tuple[T, ...]]:
    return {key: tuple(items) for key, items in groups.items()}


def line_ups_missing(nights: Iterable[Night], *, ours: bool) -> tuple[Night, ...]:
    """Played nights whose eleven, ours or theirs, is not wholly known."""
    return tuple(
        night
        for night in nights
        if night.score
        and len((night.match.line_up(night.side if ours else night.other_side) or LineUp()).starting or ()) < 11
    )
