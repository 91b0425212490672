"""What the nights say of a player, a coach, a referee, a club, a ground: derived, never typed.

Pure. Where line-ups are unknown, totals are the least that is certain.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from nights.archive import Archive, Night
from nights.model import LineUp, Minute

HALF_TIME = 46  # a change at half-time is in minute 46, and nobody has played it yet


@dataclass(frozen=True, slots=True)
class Appearance:
    """What one player of ours did in one night; `minutes` is None when nobody can say."""

    night: Night
    started: bool
    minutes: int | None
    goals: int
    assists: int
    yellow: int
    red: int
    captain: bool
    on: Minute | None
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
    return min(when.minute - 1 if when.minute == HALF_TIME else when.minute, length)


def minutes_played(night: Night, sheet: LineUp, player: str) -> int | None:
    """Minutes of play, stoppage time not counted; None when a change has no minute.

    Someone who starts and stays has 90, or 120 after extra time; someone who
    comes on in minute 74 has 16, and he who made way for him 74.
    """
    length = 120 if night.match.score.extra_time else 90
    start, end = 0, length
    for change in sheet.substitutions or ():
        if player in (change.on, change.off) and change.when is None:
            return None
        if change.on == player:
            start = _ends(change.when, length)
        if change.off == player:
            end = _ends(change.when, length)
    for card in night.match.cards or ():
        if card.player == player and card.card != "yellow":
            if card.when is None:
                return None
            end = min(end, card.when.minute)
    return max(end - start, 0)


def _appearance(night: Night, sheet: LineUp, player: str) -> Appearance:
    match = night.match
    changes = sheet.substitutions or ()
    goals = [goal for goal in match.goals or () if goal.for_ == night.club]
    cards = [card for card in match.cards or () if card.player == player and card.club == night.club]
    return Appearance(
        night=night,
        started=player in (sheet.starting or {}),
        minutes=minutes_played(night, sheet, player),
        goals=sum(goal.player == player and goal.kind != "own-goal" for goal in goals),
        assists=sum(goal.assist == player for goal in goals),
        yellow=sum(card.card != "red" for card in cards),
        red=sum(card.card != "yellow" for card in cards),
        captain=sheet.captain == player,
        on=next((change.when for change in changes if change.on == player), None),
        off=next((change.when for change in changes if change.off == player), None),
    )


def player_records(archive: Archive) -> Mapping[str, PlayerRecord]:
    """Everyone who is known to have appeared for the club, by id, in order of first night."""
    found: dict[str, list[Appearance]] = {}
    for night in archive.played:
        sheet = night.match.line_up(night.side)
        known = dict.fromkeys((sheet.starting if sheet else None) or ())
        known |= dict.fromkeys(change.on for change in (sheet.substitutions if sheet else None) or ())
        # A scorer has appeared even where no page names the eleven.
        known |= dict.fromkeys(
            goal.player
            for goal in night.match.goals or ()
            if goal.for_ == night.club and goal.player and goal.kind != "own-goal"
        )
        for player in known:
            found.setdefault(player, []).append(_appearance(night, sheet or LineUp(), player))
    return {player: PlayerRecord(player, tuple(list_)) for player, list_ in found.items()}


def by_coach(archive: Archive) -> tuple[Mapping[str, tuple[Night, ...]], Mapping[str, tuple[Night, ...]]]:
    """The nights of our coaches and those of our opponents', by id."""
    ours: dict[str, list[Night]] = {}
    theirs: dict[str, list[Night]] = {}
    for night in archive.played:
        for side, found in ((night.side, ours), ("away" if night.side == "home" else "home", theirs)):
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


def _fixed(groups: Mapping[str, list[Night]]) -> dict[str, tuple[Night, ...]]:
    return {key: tuple(nights) for key, nights in groups.items()}


def line_ups_missing(archive: Archive) -> tuple[Night, ...]:
    """Played nights whose eleven of ours is not wholly known."""
    return tuple(
        night
        for night in archive.played
        if not (sheet := night.match.line_up(night.side)) or len(sheet.starting or ()) < 11
    )
