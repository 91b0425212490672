"""The arithmetic of a tie: who is ahead over its legs, who went through, and how.

Pure, and told from one club's point of view: "us" and "them".
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

State = Literal["us", "them", "level"]
DecidedBy = Literal["aggregate", "away-goals", "extra-time", "shoot-out", "third-match"]


class Leg(NamedTuple):
    """The goals of one leg; `home` whether we were the home side, if only by name, as at a neutral ground."""

    us: int
    them: int
    home: bool


def ahead(us: int, them: int) -> State:
    """Who leads, by the bare goals."""
    return "us" if us > them else "them" if them > us else "level"


def aggregate(legs: Sequence[Leg]) -> tuple[int, int]:
    """Our goals and theirs over the legs."""
    return sum(leg.us for leg in legs), sum(leg.them for leg in legs)


def standing(legs: Sequence[Leg], *, away_goals: bool) -> State:
    """Who would go through if the legs ended like this.

    With `away_goals`, a level aggregate falls to the side with more goals away
    from home, extra time included; UEFA had the rule until 2020-21. It can
    only tell two legs apart, so a tie of one match is never settled by it.
    """
    state = ahead(*aggregate(legs))
    if state == "level" and away_goals and len(legs) == 2:
        return ahead(sum(leg.us for leg in legs if not leg.home), sum(leg.them for leg in legs if leg.home))
    return state


def decide(
    legs: Sequence[Leg],
    *,
    away_goals: bool,
    extra_time: bool = False,
    penalties: tuple[int, int] | None = None,
) -> tuple[State, DecidedBy | None]:
    """Who went through and what settled it; ("level", None) when nothing has yet.

    `legs` are the one or two matches of the aggregate, or the third match
    alone when there was one. `extra_time` says whether the last of them had
    it; `penalties` is the shoot-out, ours first.
    """
    state = ahead(*aggregate(legs))
    if state != "level":
        return state, "extra-time" if extra_time else "aggregate"
    state = standing(legs, away_goals=away_goals)
    if state != "level":
        return state, "away-goals"
    if penalties and penalties[0] != penalties[1]:
        return ahead(*penalties), "shoot-out"
    return "level", None
