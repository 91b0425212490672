"""What the nights say of a player, a coach, a referee, a club, a ground: derived, never typed.

Pure. Where line-ups are unknown, totals are the least that is certain.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from nights.archive import Archive, Night
from nights.model import Card, LineUp, Match, Minute, Side
from nights.proof import FIRST_SUBSTITUTES

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
    # A scorer has appeared even where no page names the eleven.
    scorers = [goal.player for goal in match.goals or () if goal.for_ == club and goal.kind != "own-goal"]
    changes_known = sheet.substitutions is not None or match.date < FIRST_SUBSTITUTES
    length = 120 if match.score.extra_time else 90

    def minutes(player: str) -> int | None:
        moments = [moment[player] for moment in (on, off, sent_off) if player in moment]
        if None in moments or not changes_known or not (player in starting or player in on):
            return None
        start = _ends(on[player], length) if player in on else 0
        end = _ends(off[player], length) if player in off else length
        if player in sent_off:
            end = min(end, sent_off[player].minute)
        return max(end - start, 0)

    return {player: minutes(player) for player in dict.fromkeys([*starting, *on, *scorers]) if player}


@lru_cache(maxsize=20_000)  # the same night means the same appearances, in the next rebuild too
def appearances(night: Night) -> Mapping[str, Appearance]:
    """What each player of ours did in a night that was played, by id; the eleven first."""
    match = night.match
    sheet = match.line_up(night.side) or LineUp()
    changes = sheet.substitutions or ()
    on = {change.on: change.when for change in changes}
    off = {change.off: change.when for change in changes}
    goals = [goal for goal in match.goals or () if goal.for_ == night.club]
    scored = Counter(goal.player for goal in goals if goal.player and goal.kind != "own-goal")
    assisted = Counter(goal.assist for goal in goals)
    cards: dict[str, list[Card]] = {}
    for card in match.cards or ():
        if card.club == night.club:
            cards.setdefault(card.player, []).append(card)
    return {
        player: Appearance(
            night=night,
            started=player in (sheet.starting or {}),
            minutes=minutes,
            goals=scored[player],
            assists=assisted[player],
            yellow=sum(card.card != "red" for card in cards.get(player, ())),
            red=sum(card.card != "yellow" for card in cards.get(player, ())),
            captain=sheet.captain == player,
            on=on.get(player),
            off=off.get(player),
        )
        for player, minutes in on_pitch(match, night.side).items()
    }


def player_records(archive: Archive) -> Mapping[str, PlayerRecord]:
    """Everyone who is known to have appeared for the club, by id, in order of first night."""
    found: dict[str, list[Appearance]] = {}
    for night in archive.played:
        for player, appearance in appearances(night).items():
            found.setdefault(player, []).append(appearance)
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
