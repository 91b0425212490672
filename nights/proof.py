"""How well each fact of a match is proven: twice, once, disputed or missing."""

import datetime
from typing import Literal

from nights.model import FIELDS, SIDES, Match

Proof = Literal["twice", "once", "disputed", "missing"]

# UEFA's club competitions allowed no substitutes before 1968-69.
FIRST_SUBSTITUTES = datetime.date(1968, 7, 1)


def filled(match: Match, field: str) -> bool | None:
    """Whether the field holds a fact; None where there is nothing to know.

    Nothing to know is, for instance, the goals of a goalless night, or anything
    but the date of a match still to come. Closed doors are known: nobody came.
    """
    if field == "date":
        return True
    if match.score is None:
        return _filled_before_play(match, field)
    sheets = [match.line_up(side) for side in SIDES]
    goals_scored = sum(match.score.extra_time or match.score.full_time) > 0
    match field:
        case "attendance":
            return match.behind_closed_doors or match.attendance is not None
        case "half_time":
            return match.score.half_time is not None
        case "goals":
            return bool(match.goals) if goals_scored else None
        case "assists":
            return any(goal.assist for goal in match.goals or ()) if goals_scored else None
        case "missed_penalties":
            return True if match.missed_penalties else None
        case "shoot_out":
            return bool(match.shoot_out) if match.score.penalties else None
        case "line_ups":
            return any(sheet and sheet.starting for sheet in sheets)
        case "shirt_numbers":
            return any(number for sheet in sheets if sheet for number in (sheet.starting or {}).values())
        case "formations":
            return any(sheet and sheet.formation for sheet in sheets)
        case "captains":
            return any(sheet and sheet.captain for sheet in sheets)
        case "coaches":
            return any(sheet and sheet.coach for sheet in sheets)
        case "substitutions" if match.date < FIRST_SUBSTITUTES:
            return None
        case "substitutions":
            return any(sheet and sheet.substitutions is not None for sheet in sheets)
        case _:
            return getattr(match, field) is not None


def _filled_before_play(match: Match, field: str) -> bool | None:
    """Before a result is known only place and time can be known; the rest is not missing, just not yet there."""
    if field in ("kick_off", "ground"):
        return getattr(match, field) is not None
    return True if field in ("referee", "story") and getattr(match, field) else None


def proof_of(match: Match) -> dict[str, Proof]:
    """Every field there is something to know about, and how well it is proven, in the order of the form."""
    disputed = {dispute.field for dispute in match.disputes}
    origins: dict[str, set[str]] = {}  # the independent sources of each field
    for source in match.sources:
        for field in source.supports:
            origins.setdefault(field, set()).add(source.origin)
    result: dict[str, Proof] = {}
    for field in FIELDS:
        known = filled(match, field)
        if known is None:
            continue
        if not known:
            result[field] = "missing"
        elif field in disputed:
            result[field] = "disputed"
        else:
            result[field] = "twice" if len(origins.get(field, ())) > 1 else "once"
    return result
